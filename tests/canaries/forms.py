"""Fills in whatever forms a page shows, with a word in each text field that stands nowhere else."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

_LETTERS = str.maketrans("0123456789", "ghijklmnop")
WORDS = {"text", "search", "password", "tel", "email", "url", "textarea"}


@dataclass
class Field:
    """One control of a form."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    longest: int | None = None


@dataclass
class Form:
    """One form of a page that is sent by POST."""

    action: str
    fields: list[Field] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def words(self) -> list[Field]:
        """The fields into which a person can type or put a file."""
        return [one for one in self.fields if one.kind in WORDS | {"file"}]


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._address = address
        self._open: Form | None = None
        self._select: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            posts = told.get("method", "").lower() == "post"
            self._open = Form(told.get("action") or self._address) if posts else None
            self.forms += [self._open] if self._open else []
        elif self._open is not None:
            self._control(tag, told)

    def _control(self, tag: str, told: dict[str, str]) -> None:
        assert self._open is not None
        if tag == "option" and self._select is not None:
            self._select.options.append(told.get("value", ""))
        if tag == "button" and told.get("type", "submit") == "submit":
            self._open.buttons.append((told.get("name", ""), told.get("value", "")))
        if tag not in {"input", "textarea", "select"} or not told.get("name"):
            return
        kind = told.get("type", "text") if tag == "input" else tag
        kind = "number" if told.get("inputmode") == "numeric" else kind
        longest = int(told["maxlength"]) if told.get("maxlength") else None
        found = Field(told["name"], kind, told.get("value", ""), longest=longest)
        self._open.fields.append(found)
        self._select = found if tag == "select" else self._select

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = None
        if tag == "form":
            self._open = None


def forms_of(page: str, address: str) -> list[Form]:
    """The forms of a page that are sent by POST; the language switch at its foot left out."""
    reader = _Reader(address)
    reader.feed(page)
    return [form for form in reader.forms if not form.action.startswith("/language/")]


@dataclass
class Canaries:
    """The words let loose so far, each with where it was typed."""

    loose: dict[str, str] = field(default_factory=dict)
    fields: set[tuple[str, str]] = field(default_factory=set)

    def word(self, where: str, longest: int | None = None) -> str:
        """A new word; short enough for any field and found in nothing else."""
        letters = uuid4().hex[:11].translate(_LETTERS)
        made = f"qz{letters}xj"[:longest]
        self.loose[made] = where
        return made

    def fill(self, form: Form, told: dict[str, Any]) -> dict[str, Any]:
        """What to post: `told` where it says so, a canary in each text, the first choice elsewhere."""
        posted: dict[str, Any] = {}
        for one in form.fields:
            if one.name in told:
                posted[one.name] = told[one.name]
            elif one.kind in WORDS:
                posted[one.name] = self.word(f"{form.action} {one.name}", one.longest)
            elif one.kind == "file":
                posted[one.name] = self._sheet(f"{form.action} {one.name}", one.name)
            elif one.name not in posted:
                posted[one.name] = _plain(one)
        name, value = (form.buttons or [("", "")])[0]
        if name and name not in told:
            posted[name] = value
        return {key: value for key, value in (posted | told).items() if value is not None}

    def _sheet(self, where: str, side: str) -> SimpleUploadedFile:
        code, name, mine = (self.word(f"{where} {part}") for part in ("id", "name", "column"))
        lines = [f"{side}_id,name,{mine}", f"{code},{name},{self.word(where)}"]
        if side == "mentor":
            lines = [f"{line},{last}" for line, last in zip(lines, ["capacity", "2"], strict=True)]
        content = "\n".join(lines).encode()
        return SimpleUploadedFile(f"{self.word(where)}.csv", content, "text/csv")


def _plain(one: Field) -> str:
    if one.kind == "select":
        return next((option for option in one.options if option), "")
    made = {"number": "5", "checkbox": one.value or "on"}
    return made.get(one.kind, one.value)


def said(page: str) -> str:
    """What a refused form complains of, for the test's own message."""
    found = re.search(r'class="errors".*?</ul>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found.group()).split()) if found else page[:300]


def get(client: Client, address: str) -> str:
    """A page that must be there."""
    answer = client.get(address)
    assert answer.status_code == 200, f"{address} answered {answer.status_code}"
    return str(answer.content, "utf-8")
