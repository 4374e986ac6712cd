"""What a person types stands nowhere in the clear: not in a file, a row, a log, a backup (G9).

Every form on every page is filled in with words that stand nowhere else, by the right
person and over HTTP; then every place where a byte may end up is searched for them.
"""

import base64
import gzip
import importlib
import pkgutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django import forms
from django.contrib.auth import get_user_model
from django.test import Client

import cairn.web
from cairn.clockwork.worker import Worker
from cairn.core.people.roles import Role
from cairn.exchange.backups.archive import back_up
from cairn.records.consent.models import Breach
from cairn.records.goals.models import Goal
from cairn.records.matching.models import Draft
from cairn.records.people.queries import names_of
from cairn.records.people.sessions import SessionStore
from cairn.records.programs import commands as programs
from cairn.records.programs import doors
from cairn.records.programs.models import Program
from tests.canaries import places
from tests.canaries.forms import Canaries, Form, forms_of, get, said
from tests.cast import PASSPHRASE, Cast, gather, with_accounts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_keys")]

CLEAR = {
    "FirstForm.name": "a program's name is on its public door",
    "ProgramForm.name": "a program's name is on its public door",
    "LineForm.name": "help lines are shown to anyone",
    "LineForm.number": "help lines are shown to anyone",
    "LineForm.hours": "help lines are shown to anyone",
    "LanguageForm.next": "the address of a page of Cairn's own",
}
"""Fields that are meant to be read by anyone, each with its reason."""

LONG = "canary passphrase of many letters"


class Heard:
    """Which text fields of which forms were sent with a canary and accepted."""

    def __init__(self, canaries: Canaries) -> None:
        self._canaries = canaries
        self.fields: set[str] = set()

    def hear(self, form: forms.BaseForm, valid: bool) -> None:
        for name in form.fields if valid else ():
            typed = str(form.data.get(form.add_prefix(name), form.files.get(name, "")))
            if any(word in typed for word in self._canaries.loose):
                self.fields.add(f"{type(form).__name__}.{name}")


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


@pytest.fixture
def canaries() -> Canaries:
    return Canaries()


@pytest.fixture
def heard(canaries: Canaries, monkeypatch: pytest.MonkeyPatch) -> Heard:
    listener = Heard(canaries)
    real = forms.BaseForm.is_valid

    def is_valid(form: forms.BaseForm) -> bool:
        valid = real(form)
        listener.hear(form, valid)
        return valid

    monkeypatch.setattr(forms.BaseForm, "is_valid", is_valid)
    return listener


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
    walk.type("Ana", "/sharings/", name="Sam at the river")
    client = walk.browser("Ana")
    [paper] = [
        one for one in forms_of(get(client, "/consents/new/"), "/consents/new/") if one.words
    ]
    signing = walk.send(client, paper, {**PAPER}, refused=False)
    [sign] = [one for one in forms_of(signing, "/consents/new/") if one.words]
    walk.send(client, sign, {}, refused=False)


TYPED_CELLS = {"languages": "English", "conflicts": None, "age": "40", "capacity": "2"}
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
    walk.type("Dee", f"/people/{stage.ana}/emergency/", given_at=f"{today}T09:00")
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
    walk.type("Vic", "/account/leaving/", passphrase=now)


def text_fields() -> Iterator[str]:
    """Every field of every form of the web rooms into which a person can type or put a file."""
    for found in pkgutil.walk_packages(cairn.web.__path__, "cairn.web."):
        if ".shell" in found.name:
            continue
        module = importlib.import_module(found.name)
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, forms.Form):
                for name, one in getattr(value, "base_fields", {}).items():
                    typed = isinstance(one, forms.CharField | forms.FileField)
                    typed = typed and not isinstance(one, forms.UUIDField)
                    if typed and value.__module__ == found.name:
                        yield f"{value.__name__}.{name}"


def test_canary_g9_nothing_that_anyone_types_lies_anywhere_in_the_clear(
    canaries: Canaries,
    heard: Heard,
    now: datetime,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    stage = come_in(canaries, now)
    walk = Walk(stage, canaries)
    today = datetime.now(tz=now.tzinfo).date().isoformat()
    tell(walk, today)
    run_the_program(walk, today)
    look_around(walk)
    change_the_account(walk)
    assert sorted(set(text_fields()) - heard.fields - set(KNOWN)) == [], "typed into by no one"
    assert len(canaries.loose) > 50
    assert len(names_of(get_user_model().objects.values_list("pk", flat=True))) > 8
    everywhere = gathered(tmp_path, now, capfd)
    assert {name.split()[0] for name, _ in everywhere} == PLACES
    assert hits(canaries, everywhere) == []


PLACES = {"database", "session", "backup", "folder", "log"}

KNOWN = {
    "SupporterForm.name": "takes only the name of someone here, which is a canary of its own",
    "PersonForm.name": "takes only the name of someone here, which is a canary of its own",
    "SubjectForm.subject": "only where an operator named an organization; kept as a fingerprint",
    **CLEAR,
}
"""Fields that no canary can be typed into, each with its reason."""


Everywhere = list[tuple[str, bytes]]


def gathered(tmp_path: Path, now: datetime, capfd: pytest.CaptureFixture[str]) -> Everywhere:
    """Every place where a byte may have ended up, and what is there."""
    kept = back_up(tmp_path / "kept", at=now, say=lambda _line: None)
    out, complaints = capfd.readouterr()
    return [
        *places.databases(),
        *places.sessions(),
        *places.backups(kept.file),
        *places.folder(),
        ("log", (out + complaints).encode()),
    ]


def hits(canaries: Canaries, everywhere: Everywhere) -> list[str]:
    """Which words lie in which places, in whatever shape."""
    found = set()
    for name, content in everywhere:
        for bare in places.unfolded(content):
            folded = bare.lower()
            for word, where in canaries.loose.items():
                if word.encode() in folded or any(shape in bare for shape in places.shapes(word)):
                    found.add(f"{where} in {name.split()[0]}")
    return sorted(found)


def test_canary_g9_the_search_finds_a_word_wherever_it_is_left_and_in_whatever_shape(
    canaries: Canaries, now: datetime, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    stage = gather()
    programs.change_program(
        by=stage.reader("Dee"),
        name=canaries.word("row").upper(),
        language="en",
        time_zone="UTC",
        at=now,
    )
    session = SessionStore()
    session["kept"] = canaries.word("session") * 9
    session.create()
    print(canaries.word("line"), flush=True)  # noqa: T201 - a line in the log
    laid: dict[str, bytes] = {"utf-8": canaries.word("utf-8").encode()}
    laid["utf-16"] = canaries.word("utf-16").encode("utf-16-le")
    laid["hex"] = canaries.word("hex").encode().hex().encode()
    laid["gzip"] = b"before" + gzip.compress(canaries.word("gzip").encode(), mtime=0) + b"after"
    for shift in range(3):
        laid[f"base64-{shift}"] = base64.b64encode(
            b"." * shift + canaries.word(f"base64-{shift}").encode() + b"and more"
        )
    for name, content in laid.items():
        (tmp_path / name).write_bytes(content)
    found = hits(canaries, gathered(tmp_path, now, capfd))
    assert {f"{name} in folder" for name in laid} <= set(found)
    assert {"row in database", "row in backup", "session in session", "line in log"} <= set(found)
    assert set(canaries.loose.values()) == {line.split(" in ")[0] for line in found}
