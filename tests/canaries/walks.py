"""The cast at their browsers, filling in every form with words; then each part of the program."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from cairn.clockwork.worker import Worker
from cairn.core.people.roles import Role
from cairn.records.consent.models import Breach
from cairn.records.goals.models import Goal
from cairn.records.matching.models import Draft
from cairn.records.mentorships import vouching
from cairn.records.people.models import Passkey
from cairn.records.programs import commands as programs
from cairn.records.programs import doors
from cairn.records.programs.models import Program
from tests.canaries.forms import Canaries, Form, forms_of, get, said
from tests.cast import PASSPHRASE, Cast, gather, with_accounts
from tests.records.people.authenticator import Phone

LONG = "canary passphrase of many letters"


class Walk:
    """Everyone of the cast at their browsers."""

    def __init__(self, stage: Cast, canaries: Canaries) -> None:
        self.stage, self.canaries = stage, canaries

    def browser(self, name: str) -> Client:
        client = Client()
        if name:
            person = get_user_model().objects.get(pk=self.stage.people[name])
            client.force_login(person, backend="cairn.records.people.sign_in.ByAlias")
        return client

    def type(self, who: str, address: str, /, *, refused: bool = False, **told: Any) -> None:
        """Fill in and send every form with words on a page; each must be taken."""
        client = self.browser(who)
        found = [form for form in forms_of(get(client, address), address) if form.words]
        assert found, f"{address} has no form to type into"
        for form in found:
            self.send(client, form, told, refused=refused)

    def send(self, client: Client, form: Form, told: dict[str, Any], *, refused: bool) -> str:
        answer = client.post(form.action, self.canaries.fill(form, told))
        page = answer.content.decode(errors="replace")
        assert refused or answer.status_code in {200, 302}, (
            f"{form.action} {answer.status_code}: {said(page)}"
        )
        return page


def come_in(canaries: Canaries, now: datetime) -> Cast:
    """The first door of an empty installation, then the cast, then each other way in."""
    token = programs.open_first_door(at=now)
    walk = Walk(Cast(UUID(int=0), UUID(int=0), {}, UUID(int=0)), canaries)
    passphrase = canaries.word("passphrase") + LONG
    walk.type("", f"/first/{token}/", name="First house", passphrase=passphrase)
    stage = with_accounts(gather())
    walk = Walk(stage, canaries)
    programs.set_door(by=stage.reader("Dee"), open_to_self_referral=True, at=now)
    door = Program.objects.get(id=stage.program).door
    walk.type("", f"/join/{door}/", passphrase=canaries.word("passphrase") + LONG)
    link = doors.invite(by=stage.reader("Dee"), role=Role.MENTOR, at=now)
    walk.type("", f"/invitations/{link}/", passphrase=canaries.word("passphrase") + LONG)
    walk.type("", "/sign-in/", refused=True)
    walk.type("", "/recovery/", refused=True, passphrase=canaries.word("passphrase") + LONG)
    return stage


def tell(walk: Walk, today: str) -> None:
    """What participants and mentors write."""
    stage = walk.stage
    walk.type("Ana", "/today/", substances=None)
    walk.type("Ana", f"/days/{today}/", substances=None)
    walk.type("Ana", "/goals/new/")
    walk.type("Bo", f"/goals/new/?person={stage.ana}")
    walk.type("Bo", f"/mentorships/{stage.mentorship}/contacts/new/")
    for name in ("Ana", "Bo"):
        walk.type(name, "/profile/", **TYPED_CELLS)
    remember(walk, today)
    walk_together(walk)
    walk.type("Ana", "/sharings/", name="Sam at the river")
    client = walk.browser("Ana")
    [paper] = [
        one for one in forms_of(get(client, "/consents/new/"), "/consents/new/") if one.words
    ]
    signing = walk.send(client, paper, {**PAPER}, refused=False)
    [sign] = [one for one in forms_of(signing, "/consents/new/") if one.words]
    walk.send(client, sign, {}, refused=False)


def remember(walk: Walk, today: str) -> None:
    """Past days with a measure of one's own, and what helps to remember them."""
    yesterday = (date.fromisoformat(today) - timedelta(days=1)).isoformat()
    stretch = {"first_day": yesterday, "last_day": yesterday}
    walk.type("Ana", "/path/anchors/", **stretch)
    amount = {"status": "use", "substance": "alcohol", "amount": "2", "unit": "own"}
    walk.type("Ana", "/path/fill/", days=None, **stretch, **amount)


def walk_together(walk: Walk) -> None:
    """What two agree on and write to each other, and why a supervisor reads it."""
    pair = f"/mentorships/{walk.stage.mentorship}"
    walk.type("Bo", f"{pair}/together/terms/")
    for name in ("Ana", "Bo"):
        walk.type(name, f"{pair}/messages/")
    walk.type("Cy", f"{pair}/messages/open/")
    get(walk.browser("Cy"), f"{pair}/messages/")


TYPED_CELLS = {
    "languages": "English",
    "conflicts": None,
    "age": "40",
    "capacity": "2",
    "place": "40.70, -74.00",
    "travel_km": "15",
    "time_zone": "America/New_York",
}
PAPER = {"until": "2099-12-31"}


def run_the_program(walk: Walk, today: str) -> None:
    """What the program's staff write."""
    stage = walk.stage
    line = {"number": "555 0100", "hours": "day and night", "checked_on": today}
    walk.type("Dee", "/program/", name="Riverside", **line)
    walk.type("Dee", "/matching/sheets/")
    draft = Draft.objects.latest("made_at")
    client = walk.browser("Dee")
    address = f"/matching/sheets/{draft.id}/"
    get(client, address)
    assert client.post(address, {"act": "bring"}).status_code == 302
    assert client.post("/matching/").status_code == 302
    Worker().do_what_is_due()
    walk.type("Dee", f"/matching/profiles/{stage.ana}/", **TYPED_CELLS)
    walk.type("Dee", "/incidents/", happened_on=today, found_on=today)
    incident = Breach.objects.get()
    walk.type("Dee", f"/incidents/{incident.id}/", name="Ana at the river")
    walk.type("Dee", f"/people/{stage.ana}/emergency/", given_at=f"{today}T00:00")
    walk.type("Cy", f"/supervision/mentors/{stage.bo}/", day=today)
    walk.type("Cy", "/supervision/together/", day=today)
    client.get("/people/", {"q": walk.canaries.word("a search")})


def look_around(walk: Walk) -> None:
    """Pages that show all this again, and files that take it out."""
    goal = Goal.objects.filter(person=walk.stage.ana).latest("written_at")
    for name in ("Ana", "Bo", "Cy", "Dee"):
        client = walk.browser(name)
        for address in ("/today/", "/path/", "/mentorships/", f"/goals/{goal.id}/", "/matching/"):
            client.get(address)
    client = walk.browser("Ana")
    assert client.post("/account/record/file/").status_code == 200


def change_the_account(walk: Walk) -> None:
    """The account last: it signs everyone else's browser out."""
    now = PASSPHRASE
    for _ in range(2):
        fresh = walk.canaries.word("new passphrase") + LONG
        walk.type("Vic", "/account/", old=now, new=fresh, passphrase=fresh)
        now = fresh
    walk.type("Vic", "/account/tokens/", passphrase=now)
    set_up_the_phone(walk, now)
    walk.type("Vic", "/account/leaving/", passphrase=now)


def set_up_the_phone(walk: Walk, passphrase: str) -> None:
    """A passkey with a name, an app for codes, a cover."""
    client, passkeys = walk.browser("Vic"), "/account/ways-in/passkeys/"
    asked = {"name": walk.canaries.word("a passkey's name"), "passphrase": passphrase}
    options = client.post(f"{passkeys}ask/", asked).json()
    made = Phone(origin="http://testserver", host="testserver").make(options)
    assert client.post(passkeys, {"answer": made}).status_code == 302
    again = {"name": walk.canaries.word("a passkey's new name")}
    address = f"{passkeys}{Passkey.objects.get(person=walk.stage.vic).id}/"
    assert client.post(address, again).status_code == 302
    code = {"code": "no code", "passphrase": passphrase}
    client.get("/account/ways-in/app/")
    assert client.post("/account/ways-in/app/", code).status_code == 422
    cover = {"look": "list", "pin": "70413", "passphrase": passphrase}
    assert client.post("/account/phone/", cover).status_code == 302
    client.post("/cover/lay/")
    assert client.post("/cover/", {"secret": passphrase}).status_code == 302


def come_back_without_the_phone(walk: Walk) -> None:
    """Someone lost their phone, and chooses a new passphrase with those who know them."""
    stage, now = walk.stage, timezone.now()
    vouching.vouch(by=stage.reader("Bo"), person=stage.ana, at=now - timedelta(hours=25))
    token = vouching.let_back_in(by=stage.reader("Cy"), person=stage.ana, at=now)
    fresh = walk.canaries.word("a passphrase after a loss") + LONG
    walk.type("", f"/recovery/in-person/{token}/", passphrase=fresh)
