"""The demo's door: one click, and you are one of the made-up cast. Closed wherever people are real."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cairn.core.shared.refusals import NotFound
from cairn.records.programs.queries import Player, cast
from cairn.web.shell.access import Request, public
from cairn.web.shell.entering import enter
from cairn.web.site.forms import BecomeForm

MODES = frozenset({"demo", "test"})
CAST: dict[str, str] = {
    "Ana": gettext_noop("is mentored. She says how her days are and decides who sees it."),
    "Bo": gettext_noop("mentors Ana and others, from his own years of recovery."),
    "Cy": gettext_noop("supervises Bo and stands behind the mentors."),
    "Dee": gettext_noop("coordinates the program: people, matching, outcomes."),
    "Vic": gettext_noop("evaluates: asks whether it helps, from figures without names."),
    "Lin": gettext_noop("is a clinician at the partner clinic."),
    "Sam": gettext_noop("supports Ana as a friend, and sees what she lets him see."),
    "Eve": gettext_noop("belongs to another program and must see nothing of this one."),
}
TONES = ("", "sky", "clay", "dawn")


@dataclass(frozen=True)
class Part:
    """One of the cast, ready to become."""

    person: UUID
    name: str
    line: str
    program: str
    tone: str


@public("a visitor of the demo has no account")
def demo(request: Request) -> HttpResponse:
    """The cast; a POST names whom to become. Only in the demo, only made-up people."""
    if settings.CAIRN.mode not in MODES:
        raise NotFound
    players = _players()
    if request.method == "POST":
        form = BecomeForm(request.POST)
        chosen = form.cleaned_data["person"] if form.is_valid() else None
        if chosen not in {player.person for player in players}:
            raise NotFound
        enter(request, chosen, at=request.now, first_time=True)
        return HttpResponseRedirect(reverse("home"))
    parts = [_part(player, at) for at, player in enumerate(players)]
    return render(request, "site/demo.html", {"parts": parts})


def _players() -> list[Player]:
    """Each of the cast once: Eve in another program, the rest in the first."""
    order = list(CAST)
    found = {
        player.name: player
        for player in reversed(cast(order))
        if player.first_program != (player.name == "Eve")
    }
    return [found[name] for name in order if name in found]


def _part(player: Player, at: int) -> Part:
    line = _(CAST[player.name])
    return Part(player.person, player.name, line, player.program, TONES[at % len(TONES)])
