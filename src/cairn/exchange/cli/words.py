"""`cairn words`: gathers every sentence that people read into the books of translations.

Keeps what is translated, adds what is new, drops what is gone. `--missing` changes
nothing and lists what a book still lacks.
"""

import argparse
import io
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from cairn.exchange.cli.checkout import root

_KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "phrase": None,
    "counted": (1, 2),
}
_HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
_GAP = re.compile(r"%\((\w+)\)[sd]|\{(\w+)[^}]*\}")


def run(argv: Sequence[str]) -> int:
    """Bring the books up to date, or say what they lack; 1 if `--missing` finds anything."""
    parser = argparse.ArgumentParser(prog="cairn words", description=__doc__)
    parser.add_argument("--missing", action="store_true")
    only_look = parser.parse_args(argv).missing
    faults = 0
    for book in books():
        fresh = refreshed(book)
        if not only_look:
            book.parent.mkdir(parents=True, exist_ok=True)
            book.write_text(fresh, encoding="utf-8")
        elif fresh != held(book):
            print(f"{book.relative_to(root())}: sentences came or went; run ./cairn words")
            faults += 1
        lacking = list(wanting(fresh))
        for said in lacking:
            print(f"{book.parent.parent.name}: {said}")
        faults += len(lacking)
    return 1 if only_look and faults else 0


def books() -> list[Path]:
    """The books of translations, one per language, whether or not they are begun."""
    locale = root() / "src" / "cairn" / "web" / "locale"
    begun = {path.parents[1].name for path in locale.glob("*/LC_MESSAGES/django.po")}
    return [locale / name / "LC_MESSAGES" / "django.po" for name in sorted(begun | {"es"})]


def held(book: Path) -> str:
    """What the book says now; nothing where it isn't begun."""
    return book.read_text(encoding="utf-8") if book.exists() else ""


def refreshed(book: Path) -> str:
    """The text that the book should have: today's sentences with the translations it holds."""
    language = book.parent.parent.name
    known = read_po(io.StringIO(held(book)), locale=language)
    fresh = Catalog(locale=language)
    for place, message, context in collect(root() / "src" / "cairn"):
        before = known.get(message, context)
        fresh.add(
            message,
            string=before.string if before is not None else None,
            locations=[(place, 0)],
            context=context,
        )
    out = io.BytesIO()
    write_po(
        out, fresh, omit_header=True, include_lineno=False, sort_by_file=True, ignore_obsolete=True
    )
    return _HEADER.format(language=language) + out.getvalue().decode().lstrip("\n")


def collect(house: Path) -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    """Each sentence with the file it stands in and its context, in a steady order."""
    for path in sorted(house.rglob("shelf/*.toml")):
        for words in _written(tomllib.loads(path.read_text(encoding="utf-8"))):
            yield path.relative_to(house).as_posix(), words, None
    for path in sorted([*house.rglob("*.py"), *house.rglob("*.html"), *house.rglob("*.txt")]):
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            text = templatize(text, origin=str(path))
        found = extract("python", io.BytesIO(text.encode()), keywords=_KEYWORDS)
        for _line, message, _comments, context in found:
            yield path.relative_to(house).as_posix(), message, context


def _written(kept: object) -> Iterator[str]:
    """Every sentence in a file of plain values."""
    if isinstance(kept, str):
        yield kept
    elif isinstance(kept, dict | list):
        for one in kept.values() if isinstance(kept, dict) else kept:
            yield from _written(one)


def wanting(text: str) -> Iterator[str]:
    """What a book still lacks, a line each: no translation, or other gaps than the original."""
    for message in read_po(io.StringIO(text)):
        if not message.id:
            continue
        source, said = _forms(message.id), _forms(message.string)
        if message.fuzzy or not said or not all(said):
            yield f"not translated: “{source[0]}”"
        elif _gaps(source[-1]) != _gaps(said[-1]):
            yield f"other gaps than the original: “{source[0]}”"


def _forms(words: str | Sequence[str] | None) -> list[str]:
    return [words or ""] if isinstance(words, str) or words is None else list(words)


def _gaps(words: str) -> set[str]:
    return {one or other for one, other in _GAP.findall(words)}
