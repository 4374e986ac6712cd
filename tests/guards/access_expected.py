"""Who gets what at every address, written down by hand: the other half of the access matrix.

One line for each address and each thing it can be about: first what a GET answers, then
what a POST answers, one letter for each actor in the order of `ACTORS`. Nothing here is
worked out from the program's own table of permissions; where the two differ, one is wrong.

o  let in: the page, a way on, or the form again
s  sent to sign in; at the API, told to come with a token: a browser's session opens nothing there
n  told that it is not theirs to do
h  finds nothing, as if it did not exist
m  this address does not take this method

The second column says what it is about: `-` nobody but oneself or one's own program; Ana,
Hal (another participant of the same program) or Ned (of the other program), with what is
theirs; `past` is Ana's mentorship that has ended, `draft` a pair that nobody was sent yet.
"""

ACTORS = (
    "nobody Ana Bo Cy Dee Vic Lin Sam Uma Eve Fay Gus Hal Ivy Jo Kit Moe".split()  # noqa: SIM905
)
"""nobody is signed out; Ana to Eve are the cast, with Uma, whose leave Ana took back; Fay is Ana's
former mentor, Gus mentors Hal, Ivy is a mentor and a participant, Jo supervises Gus, Kit's roles
have all ended, Moe is a second coordinator. The columns are their initials."""

TABLE = """
                       .  ABCDVLSU E FGHIJKM   .  ABCDVLSU E FGHIJKM

home              -    o  oooooooo o ooooooo   m  mmmmmmmm m mmmmmmm
sos               -    o  oooooooo o ooooooo   m  mmmmmmmm m mmmmmmm
about             -    o  oooooooo o ooooooo   m  mmmmmmmm m mmmmmmm
set_language      -    m  mmmmmmmm m mmmmmmm   o  oooooooo o ooooooo
healthz           -    o  oooooooo o ooooooo   m  mmmmmmmm m mmmmmmm
readyz            -    o  oooooooo o ooooooo   m  mmmmmmmm m mmmmmmm
gallery           -    o  oooooooo o ooooooo   o  oooooooo o ooooooo
demo              -    o  oooooooo o ooooooo   h  hhhhhhhh h hhhhhhh
leave             -    m  mmmmmmmm m mmmmmmm   o  oooooooo o ooooooo
cover             -    o  oooooooo o ooooooo   o  oooooooo o ooooooo
cover-lay         -    m  mmmmmmmm m mmmmmmm   o  oooooooo o ooooooo

sign-in           -    o  oooooooo o ooooooo   o  oooooooo o ooooooo
sign-out          -    s  mmmmmmmm m mmmmmmm   s  oooooooo o ooooooo
invitation        -    o  oooooooo o ooooooo   o  oooooooo o ooooooo
invitation-join   -    s  mmmmmmmm m mmmmmmm   s  oooooooo o ooooooo
join              -    o  oooooooo o ooooooo   o  oooooooo o ooooooo
first             -    h  hhhhhhhh h hhhhhhh   h  hhhhhhhh h hhhhhhh
recovery          -    o  oooooooo o ooooooo   o  oooooooo o ooooooo
second-step       -    s  ssssssss s sssssss   s  ssssssss s sssssss
passkey-ask       -    m  mmmmmmmm m mmmmmmm   o  oooooooo o ooooooo
passkey-in        -    m  mmmmmmmm m mmmmmmm   o  oooooooo o ooooooo
way-back-in       -    h  hhhhhhhh h hhhhhhh   h  hhhhhhhh h hhhhhhh
ways-in           -    s  oooooooo o ooooooo   s  mmmmmmmm m mmmmmmm
passkey-new       -    s  mmmmmmmm m mmmmmmm   s  oooooooo o ooooooo
passkey-add       -    s  mmmmmmmm m mmmmmmm   s  oooooooo o ooooooo
passkey           Ana  s  mmmmmmmm m mmmmmmm   s  ohhhhhhh h hhhhhhh
passkey           Hal  s  mmmmmmmm m mmmmmmm   s  hhhhhhhh h hhohhhh
passkey           Ned  s  mmmmmmmm m mmmmmmm   s  hhhhhhhh h hhhhhhh
code-app          -    s  oooooooo o ooooooo   s  oooooooo o ooooooo
code-app-end      -    s  mmmmmmmm m mmmmmmm   s  oooooooo o ooooooo
devices-out       -    s  mmmmmmmm m mmmmmmm   s  oooooooo o ooooooo
device-out        Ana  s  mmmmmmmm m mmmmmmm   s  ohhhhhhh h hhhhhhh
device-out        Hal  s  mmmmmmmm m mmmmmmm   s  hhhhhhhh h hhohhhh
device-out        Ned  s  mmmmmmmm m mmmmmmm   s  hhhhhhhh h hhhhhhh
news              Ana  s  mmmmmmmm m mmmmmmm   s  ohhhhhhh h hhhhhhh
news              Hal  s  mmmmmmmm m mmmmmmm   s  hhhhhhhh h hhohhhh
news              Ned  s  mmmmmmmm m mmmmmmm   s  hhhhhhhh h hhhhhhh
way-back          Ana  s  nooonnnn h nnnnnno   s  nooonnnn h nnnnnno
way-back          Hal  s  nnnonnnn h nonnono   s  nnnonnnn h nonnono
way-back          Ned  s  nhhhnnnn o hhnhhnh   s  nhhhnnnn o hhnhhnh

today             -    s  oooooooo o ooooono   s  onnnnnnn o nnoonnn
account           -    s  oooooooo o ooooooo   s  oooooooo o ooooooo
account-passphrase -   s  mmmmmmmm m mmmmmmm   s  oooooooo o ooooooo
account-codes     -    s  mmmmmmmm m mmmmmmm   s  oooooooo o ooooooo
in-the-hand       -    s  oooooooo o ooooooo   s  oooooooo o ooooooo
account-program   -    s  mmmmmmmm m mmmmmmm   s  hhhhhhhh o hhhhhhh
codes-kept        -    s  mmmmmmmm m mmmmmmm   s  oooooooo o ooooooo
record            -    s  oooooooo o ooooooo   s  mmmmmmmm m mmmmmmm
record-file       -    s  mmmmmmmm m mmmmmmm   s  oooooooo o ooooooo
leaving           -    s  oooooooo o ooooooo   s  oooooooo o ooooooo
leaving-stay      -    s  mmmmmmmm m mmmmmmm   s  hhhhhhhh h hhhhhhh
lookers           -    s  oooooooo o ooooooo   s  mmmmmmmm m mmmmmmm
tokens            -    s  oooooooo o ooooooo   s  oooooooo o ooooooo
token-end         Ana  s  mmmmmmmm m mmmmmmm   s  ohhhhhhh h hhhhhhh
token-end         Hal  s  mmmmmmmm m mmmmmmm   s  hhhhhhhh h hhohhhh
token-end         Ned  s  mmmmmmmm m mmmmmmm   s  hhhhhhhh h hhhhhhh
person-organization Ana s nnnhnnnn h nnnnnnh   s  nnnhnnnn h nnnnnnh
person-organization Ned s nnnhnnnn h nnnnnnh   s  nnnhnnnn h nnnnnnh
organization-in   -    h  hhhhhhhh h hhhhhhh   m  mmmmmmmm m mmmmmmm
organization-back -    h  hhhhhhhh h hhhhhhh   m  mmmmmmmm m mmmmmmm

sharings          -    s  oooooooo o ooooooo   s  ohhhhhhh h hhhohhh
sharing-supporter -    s  mmmmmmmm m mmmmmmm   s  oooooooo o ooooooo
sharing-near      -    s  mmmmmmmm m mmmmmmm   s  oooooooo h oooooho
sharing-end       Ana  s  mmmmmmmm m mmmmmmm   s  ohhhhhhh h hhhhhhh
sharing-end       Hal  s  mmmmmmmm m mmmmmmm   s  hhhhhhhh h hhohhhh
sharing-end       Ned  s  mmmmmmmm m mmmmmmm   s  hhhhhhhh h hhhhhhh
papers            -    s  oooooooo o ooooooo   s  mmmmmmmm m mmmmmmm
paper-new         -    s  oooooooo o oooooho   s  oooooooo o oooooho
paper             Ana  s  ohhhhhhh h hhhhhhh   s  mmmmmmmm m mmmmmmm
paper             Hal  s  hhhhhhhh h hhohhhh   s  mmmmmmmm m mmmmmmm
paper             Ned  s  hhhhhhhh h hhhhhhh   s  mmmmmmmm m mmmmmmm
paper-end         Ana  s  ohhhhhhh h hhhhhhh   s  ohhhhhhh h hhhhhhh
paper-end         Hal  s  hhhhhhhh h hhohhhh   s  hhhhhhhh h hhohhhh
paper-end         Ned  s  hhhhhhhh h hhhhhhh   s  hhhhhhhh h hhhhhhh
paper-packet      Ana  s  mmmmmmmm m mmmmmmm   s  ohhhhhhh h hhhhhhh
paper-packet      Hal  s  mmmmmmmm m mmmmmmm   s  hhhhhhhh h hhohhhh
paper-packet      Ned  s  mmmmmmmm m mmmmmmm   s  hhhhhhhh h hhhhhhh
given             -    s  oooooooo o ooooooo   s  mmmmmmmm m mmmmmmm
given-of          Ana  s  onnonnnn h nnnnnho   s  mmmmmmmm m mmmmmmm
given-of          Hal  s  nnnonnnn h nnonnho   s  mmmmmmmm m mmmmmmm
given-of          Ned  s  hhhhhhhh o hhhhhhh   s  mmmmmmmm m mmmmmmm
emergency         Ana  s  nnoonnnn h nnnnono   s  nnoonnnn h nnnnono
emergency         Hal  s  nnoonnnn h nnnnono   s  nnoonnnn h nnnnono
emergency         Ned  s  nnhhnnnn o nnnnhnh   s  nnhhnnnn o nnnnhnh
law               -    s  nnnonnnn o nnnnnno   s  nnnonnnn o nnnnnno
incidents         -    s  nnnonnnn o nnnnnno   s  nnnonnnn o nnnnnno
incident          Ana  s  nnnonnnn h nnnnnno   s  nnnonnnn h nnnnnno
incident          Ned  s  nnnhnnnn o nnnnnnh   s  nnnhnnnn o nnnnnnh
incident-touches  Ana  s  nnnmnnnn m nnnnnnm   s  nnnonnnn h nnnnnno
incident-touches  Ned  s  nnnmnnnn m nnnnnnm   s  nnnhnnnn o nnnnnnh
incident-told     Ana  s  nnnmnnnn m nnnnnnm   s  nnnonnnn h nnnnnno
incident-told     Ned  s  nnnmnnnn m nnnnnnm   s  nnnhnnnn o nnnnnnh

path              -    s  oooooooo o oooooho   s  oooooooo o oooooho
day               -    s  oooooooo o oooooho   s  oooooooo o oooooho
days-fill         -    s  oooooooo o ooooooo   s  oooooooo o ooooooo
anchors           -    s  oooooooo o ooooooo   s  oooooooo o ooooooo
anchor-remove     Ana  s  mmmmmmmm m mmmmmmm   s  ohhhhhhh h hhhhhhh
anchor-remove     Hal  s  mmmmmmmm m mmmmmmm   s  hhhhhhhh h hhohhhh
anchor-remove     Ned  s  mmmmmmmm m mmmmmmm   s  hhhhhhhh h hhhhhhh
days-together     Ana  s  nonnnnnn h nnnnnnn   s  nonnnnnn h nnnnnnn
days-together     Hal  s  nnnnnnnn h nonnnnn   s  nnnnnnnn h nonnnnn
days-together     Ned  s  nhhnnnnn n hhnhhnn   s  nhhnnnnn n hhnhhnn
counting          -    s  oooooooo o ooooooo   s  oooooooo o ooooooo
stone             -    s  ohhhhhhh h hhohhhh   s  ohhhhhhh h hhohhhh
setback           -    s  oooooooo o oooooho   s  oooooooo o oooooho
setback-told      Ana  s  ohhhhhhh h hhhhhhh   s  ohhhhhhh h hhhhhhh
setback-told      Hal  s  hhhhhhhh h hhohhhh   s  hhhhhhhh h hhohhhh
setback-told      Ned  s  hhhhhhhh h hhhhhhh   s  hhhhhhhh h hhhhhhh
setback-undo      Ana  s  mmmmmmmm m mmmmmmm   s  ohhhhhhh h hhhhhhh
setback-undo      Hal  s  mmmmmmmm m mmmmmmm   s  hhhhhhhh h hhohhhh
setback-undo      Ned  s  mmmmmmmm m mmmmmmm   s  hhhhhhhh h hhhhhhh
goal-new          -    s  oooooooo o ooooooo   s  oooooooo o ooooooo
goal-new          Ana  s  oonnnnnn h nnnnnhn   s  oonnnnnn h nnnnnhn
goal-new          Hal  s  nnnnnnnn h noonnhn   s  nnnnnnnn h noonnhn
goal-new          Ned  s  hhhhhhhh n hhhhhhh   s  hhhhhhhh n hhhhhhh
goal              Ana  s  oonnnnon h nnnnnhn   s  oonnnnon h nnnnnhn
goal              Hal  s  nnnnnnnn h noonnhn   s  nnnnnnnn h noonnhn
goal              Ned  s  hhhhhhhh n hhhhhhh   s  hhhhhhhh n hhhhhhh
rating-new        Ana  s  oonnnnnn h nnnnnhn   s  oonnnnnn h nnnnnhn
rating-new        Hal  s  nnnnnnnn h noonnhn   s  nnnnnnnn h noonnhn
rating-new        Ned  s  hhhhhhhh n hhhhhhh   s  hhhhhhhh n hhhhhhh

mentorships       -    s  oooooooo o ooooooo   s  oooooooo o ooooooo
mentorships-sheet -    s  mmmmmmmm m mmmmmmm   s  nnoonnnn o nnnnono
mentorship        Ana  s  oooonnnn h nnnnnho   s  oooonnnn h nnnnnho
mentorship        past s  onnonnnn h onnnnho   s  onnonnnn h onnnnho
mentorship        Hal  s  nnnonnnn h noonoho   s  nnnonnnn h noonoho
mentorship        Ned  s  hhhhhhhh o hhhhhhh   s  hhhhhhhh o hhhhhhh
contact-new       Ana  s  nonnnnnn h nnnnnnn   s  nonnnnnn h nnnnnnn
contact-new       past s  nnnnnnnn h nnnnnnn   s  nnnnnnnn h nnnnnnn
contact-new       Hal  s  nnnnnnnn h nonnnnn   s  nnnnnnnn h nonnnnn
contact-new       Ned  s  nhnnnnnn n hhnhnnn   s  nhnnnnnn n hhnhnnn
closure           Ana  s  oononnnn h nnnnnho   s  oononnnn h nnnnnho
closure           past s  nnnnnnnn h nnnnnhn   s  nnnnnnnn h nnnnnhn
closure           Hal  s  nnnonnnn h noonnho   s  nnnonnnn h noonnho
closure           Ned  s  hhhhhhhh o hhhhhhh   s  hhhhhhhh o hhhhhhh
together          Ana  s  oonnnnnn h nnnnnhn   s  oonnnnnn h nnnnnhn
together          past s  nnnnnnnn h nnnnnhn   s  nnnnnnnn h nnnnnhn
together          Hal  s  nnnnnnnn h noonnhn   s  nnnnnnnn h noonnhn
together          Ned  s  hhhhhhhh n hhhhhhh   s  hhhhhhhh n hhhhhhh
terms             Ana  s  oonnnnnn h nnnnnhn   s  oonnnnnn h nnnnnhn
terms             past s  nnnnnnnn h nnnnnhn   s  nnnnnnnn h nnnnnhn
terms             Hal  s  nnnnnnnn h noonnhn   s  nnnnnnnn h noonnhn
terms             Ned  s  hhhhhhhh n hhhhhhh   s  hhhhhhhh n hhhhhhh
talk-new          Ana  s  oonnnnnn h nnnnnhn   s  oonnnnnn h nnnnnhn
talk-new          past s  nnnnnnnn h nnnnnhn   s  nnnnnnnn h nnnnnhn
talk-new          Hal  s  nnnnnnnn h noonnhn   s  nnnnnnnn h noonnhn
talk-new          Ned  s  hhhhhhhh n hhhhhhh   s  hhhhhhhh n hhhhhhh
conversation      Ana  s  oonnnnnn h nnnnnhn   s  oonnnnnn h nnnnnhn
conversation      past s  onnnnnnn h onnnnhn   s  nnnnnnnn h nnnnnhn
conversation      Hal  s  nnnnnnnn h noonnhn   s  nnnnnnnn h noonnhn
conversation      Ned  s  hhhhhhhh n hhhhhhh   s  hhhhhhhh n hhhhhhh
conversation-open Ana  s  nnonnnnn h nnnnnnn   s  nnonnnnn h nnnnnnn
conversation-open past s  nnnnnnnn h nnnnnnn   s  nnnnnnnn h nnnnnnn
conversation-open Hal  s  nnnnnnnn h nnnnonn   s  nnnnnnnn h nnnnonn
conversation-open Ned  s  nnhnnnnn o nnnnhnn   s  nnhnnnnn o nnnnhnn
calendar          -    h  hhhhhhhh h hhhhhhh   m  mmmmmmmm m mmmmmmm
calendar-own      -    s  oooooooo o ooooooo   s  oooooooo o oooooho

matching          -    s  nnnonnnn o nnnnnno   s  nnnonnnn o nnnnnno
matching-outlook  -    s  nnnonnnn o nnnnnno   s  nnnmnnnn m nnnnnnm
matching-round    Ana  s  nnnonnnn h nnnnnno   s  nnnonnnn h nnnnnno
matching-round    Ned  s  nnnhnnnn o nnnnnnh   s  nnnhnnnn o nnnnnnh
matching-learning -    s  nnnonnnn o nnnnnno   s  nnnonnnn o nnnnnno
matching-fairness Ana  s  nnnonnnn h nnnnnno   s  nnnmnnnn m nnnnnnm
matching-fairness Ned  s  nnnhnnnn o nnnnnnh   s  nnnmnnnn m nnnnnnm
matching-fairness-counts Ana s nnnmnnnn m nnnnnnm s nnnonnnn h nnnnnno
matching-fairness-counts Ned s nnnmnnnn m nnnnnnm s nnnhnnnn o nnnnnnh
matching-choose   Ana  s  nnnonnnn h nnnnnno   s  nnnonnnn h nnnnnno
matching-choose   Ned  s  nnnhnnnn o nnnnnnh   s  nnnhnnnn o nnnnnnh
matching-pairs    Ana  s  nnnmnnnn m nnnnnnm   s  nnnonnnn h nnnnnno
matching-pairs    Ned  s  nnnmnnnn m nnnnnnm   s  nnnhnnnn o nnnnnnh
matching-sheets   -    s  nnnonnnn o nnnnnno   s  nnnonnnn o nnnnnno
matching-sheets-draft Ana s nnnonnnn h nnnnnnh s  nnnonnnn h nnnnnnh
matching-sheets-draft Ned s nnnhnnnn o nnnnnnh s  nnnhnnnn o nnnnnnh
matching-template -    s  nnnonnnn o nnnnnno   s  nnnonnnn o nnnnnno
matching-profile  Ana  s  onnonnnn h nnnnnho   s  onnonnnn h nnnnnho
matching-profile  Hal  s  nnnonnnn h nnonnho   s  nnnonnnn h nnonnho
matching-profile  Ned  s  hhhhhhhh o hhhhhhh   s  hhhhhhhh o hhhhhhh
profile           -    s  oohhhhhh o oooohhh   s  oohhhhhh o oooohhh
proposal          Ana  s  oohhhhhh h hhhhhhh   s  oohhhhhh h hhhhhhh
proposal          Hal  s  hhhhhhhh h hoohhhh   s  hhhhhhhh h hoohhhh
proposal          draft s hhhhhhhh h hhhhhhh   s  hhhhhhhh h hhhhhhh
proposal          Ned  s  hhhhhhhh h hhhhhhh   s  hhhhhhhh h hhhhhhh

groups            -    s  nooonnnn o oonooho   s  mmmmmmmm m mmmmmmm
group             Ana  s  nnnonnnn h nonnoho   s  nnnonnnn h nonnoho
group             Ned  s  hhhhhhhh o hhhhhhh   s  hhhhhhhh o hhhhhhh
group-meeting     Ana  s  nnnonnnn h nonnoho   s  nnnonnnn h nonnoho
group-meeting     Ned  s  hhhhhhhh o hhhhhhh   s  hhhhhhhh o hhhhhhh
supervision       -    s  noonnnnn o oonoonn   s  mmmmmmmm m mmmmmmm
supervision-together - s  nnonnnnn o nnnnonn   s  nnonnnnn o nnnnonn
supervision-mentor Ana s  noonnnnn h nnnnnhn   s  nnonnnnn h nnnnnhn
supervision-mentor Hal s  nnnnnnnn h nonnohn   s  nnnnnnnn h nnnnohn
supervision-mentor Ned s  hhhhhhhh o hhhhhhh   s  hhhhhhhh o hhhhhhh
supervision-done  Ana  s  mmmmmmmm m mmmmmmm   s  noonnnnn h nnnnnhn
supervision-done  Ned  s  mmmmmmmm m mmmmmmm   s  hhhhhhhh o hhhhhhh
my-mentor         -    s  onnnnnnn o nnoonnn   s  mmmmmmmm m mmmmmmm
fidelity          Ana  s  ooonnnnn h nnnonhn   s  ooonnnnn h nnnonhn
fidelity          Hal  s  nnnnnnnn h noonohn   s  nnnnnnnn h noonohn
fidelity          Ned  s  hhhhhhhh o hhhhhhh   s  hhhhhhhh o hhhhhhh

cohort-figures    -    s  nnnoonnn o nnnnnno   s  nnnoonnn o nnnnnno
cohort-board      Ana  s  nnoonnnn h nnnnono   s  nnmmnnnn m nnnnmnm
cohort-board      Ned  s  nnhhnnnn o nnnnhnh   s  nnmmnnnn m nnnnmnm
outcomes          -    s  nnnoonnn o nnnnnno   s  nnnoonnn o nnnnnno
outcomes-figures  -    s  nnnoonnn o nnnnnno   s  nnnoonnn o nnnnnno

people            -    s  nnnonnnn o nnnnnno   s  nnnmnnnn m nnnnnnm
people-list       -    s  nnnmnnnn m nnnnnnm   s  nnnonnnn o nnnnnno
people-invite     -    s  nnnonnnn o nnnnnno   s  nnnonnnn o nnnnnno
person            Ana  s  nnnonnnn h nnnnnno   s  nnnonnnn h nnnnnno
person            Hal  s  nnnonnnn h nnnnnno   s  nnnonnnn h nnnnnno
person            Ned  s  nnnhnnnn o nnnnnnh   s  nnnhnnnn o nnnnnnh
person-invite     Ana  s  nnnmnnnn m nnnnnnm   s  nnnonnnn h nnnnnno
person-invite     Hal  s  nnnmnnnn m nnnnnnm   s  nnnonnnn h nnnnnno
person-invite     Ned  s  nnnmnnnn m nnnnnnm   s  nnnhnnnn o nnnnnnh
person-end-role   Ana  s  nnnmnnnn m nnnnnnm   s  nnnonnnn h nnnnnno
person-end-role   Hal  s  nnnmnnnn m nnnnnnm   s  nnnonnnn h nnnnnno
person-end-role   Ned  s  nnnmnnnn m nnnnnnm   s  nnnhnnnn o nnnnnnh
person-supervisor Ana  s  nnnmnnnn m nnnnnnm   s  nnnonnnn h nnnnnno
person-supervisor Hal  s  nnnmnnnn m nnnnnnm   s  nnnonnnn h nnnnnno
person-supervisor Ned  s  nnnmnnnn m nnnnnnm   s  nnnhnnnn o nnnnnnh
practice          -    s  nnnonnnn o nnnnnno   s  nnnonnnn o nnnnnno
practice-edit     -    s  nnnonnnn o nnnnnno   s  nnnonnnn o nnnnnno
practice-version  -    s  nnnonnnn o nnnnnno   s  nnnonnnn o nnnnnno
cohorts           -    s  nnoonnnn o nnnnono   s  nnnonnnn o nnnnnno
cohort            Ana  s  nnnonnnn h nnnnnno   s  nnnonnnn h nnnnnno
cohort            Ned  s  nnnhnnnn o nnnnnnh   s  nnnhnnnn o nnnnnnh
cohort-leave      Ana  s  nnnmnnnn m nnnnnnm   s  nnnonnnn h nnnnnno
cohort-leave      Ned  s  nnnmnnnn m nnnnnnm   s  nnnhnnnn o nnnnnnh
program           -    s  nnnonnnn o nnnnnno   s  nnnonnnn o nnnnnno
program-door      -    s  nnnmnnnn m nnnnnnm   s  nnnonnnn o nnnnnno
program-lines     -    s  nnnmnnnn m nnnnnnm   s  nnnonnnn o nnnnnno
program-line-end  Ana  s  nnnmnnnn m nnnnnnm   s  nnnonnnn h nnnnnno
program-line-end  Ned  s  nnnmnnnn m nnnnnnm   s  nnnhnnnn o nnnnnnh

api-document      -    o  oooooooo o ooooooo   m  mmmmmmmm m mmmmmmm
api-nothing       -    h  hhhhhhhh h hhhhhhh   h  hhhhhhhh h hhhhhhh
api-me            -    s  ssssssss s sssssss   m  mmmmmmmm m mmmmmmm
api-check-ins     -    s  ssssssss s sssssss   s  ssssssss s sssssss
api-check-in      -    s  ssssssss s sssssss   m  mmmmmmmm m mmmmmmm
api-days          -    s  ssssssss s sssssss   m  mmmmmmmm m mmmmmmm
api-goals         -    s  ssssssss s sssssss   s  ssssssss s sssssss
api-goal          Ana  s  ssssssss s sssssss   m  mmmmmmmm m mmmmmmm
api-ratings       Ana  m  mmmmmmmm m mmmmmmm   s  ssssssss s sssssss
api-mentorships   -    s  ssssssss s sssssss   m  mmmmmmmm m mmmmmmm
api-contacts      Ana  s  ssssssss s sssssss   s  ssssssss s sssssss
api-contact       Ana  s  ssssssss s sssssss   m  mmmmmmmm m mmmmmmm
"""

Row = dict[str, tuple[str, str]]


def expected() -> dict[tuple[str, str], Row]:
    """By address and what it is about: the letters of each actor, for GET and for POST."""
    found = {}
    for line in TABLE.splitlines()[2:]:
        if not line.strip():
            continue
        name, about, *letters = line.split()
        told = "".join(letters)
        get, post = told[: len(ACTORS)], told[len(ACTORS) :]
        assert set(told) <= set("osnhm"), line
        assert len(get) == len(post) == len(ACTORS), line
        assert (name, about) not in found, f"{name} {about} stands here twice"
        found[name, about] = dict(zip(ACTORS, zip(get, post, strict=True), strict=True))
    return found
