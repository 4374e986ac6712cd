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

import pytest
from django import forms
from django.contrib.auth import get_user_model

import cairn.web
from cairn.exchange.backups.archive import back_up
from cairn.records.people.queries import names_of
from cairn.records.people.sessions import SessionStore
from cairn.records.programs import commands as programs
from tests.canaries import places, walks
from tests.canaries.forms import Canaries
from tests.cast import gather

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_keys")]

CLEAR = {
    "FirstForm.name": "a program's name is on its public door",
    "ProgramForm.name": "a program's name is on its public door",
    "LineForm.name": "help lines are shown to anyone",
    "LineForm.number": "help lines are shown to anyone",
    "LineForm.hours": "help lines are shown to anyone",
    **{
        f"PracticeForm.{one}": "a template says how a program works; it is about no one"
        for one in ("name", "about", "modules", "fidelity", "measures")
    },
    "CohortForm.name": "what a program calls a season; it is about no one",
    "LanguageForm.next": "the address of a page of Cairn's own",
}
"""Fields that are meant to be read by anyone, each with its reason."""


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
    stage = walks.come_in(canaries, now)
    walk = walks.Walk(stage, canaries)
    today = datetime.now(tz=now.tzinfo).date().isoformat()
    walks.tell(walk, today)
    walks.run_the_program(walk, today)
    walks.look_around(walk)
    walks.change_the_account(walk)
    walks.come_back_without_the_phone(walk)
    untyped = set(text_fields()) - heard.fields - set(KNOWN)
    assert not untyped, f"typed into by no one: {sorted(untyped)}"
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
    "CodeAppForm.code": "takes only the six digits of a moment",
    "SecondStepForm.code": "takes only digits, or a printed code that no one chose",
    "InTheHandForm.pin": "takes only digits, which are kept as a fingerprint",
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
