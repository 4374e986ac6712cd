"""Collecting the words: every way of saying is found, translations are kept, gaps are compared."""

from pathlib import Path

from cairn.exchange.cli.words import collect, wanting

PAGE = """{% load i18n %}<p>{% translate "Today" %}</p>
{% blocktranslate count n=n %}{{ n }} stone{% plural %}{{ n }} stones{% endblocktranslate %}"""
CODE = """
phrase("Hello, {name}.", name=1)
counted("{count} day", "{count} days", n)
pgettext("month", "May")
other("not for people")
"""
BOOK = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: es\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Today"
msgstr "Hoy"

msgid "Tomorrow"
msgstr ""

msgid "Hello, {name}."
msgstr "Hola."

msgid "{count} day"
msgid_plural "{count} days"
msgstr[0] "{count} día"
msgstr[1] "{count} días"
"""


def test_words_are_found_in_code_and_pages(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(CODE)
    (tmp_path / "b.html").write_text(PAGE)
    found = {(message, context) for _place, message, context in collect(tmp_path)}
    assert found == {
        ("Hello, {name}.", None),
        (("{count} day", "{count} days"), None),
        ("May", "month"),
        ("Today", None),
        (("%(n)s stone", "%(n)s stones"), None),
    }


def test_a_book_lacks_what_is_blank_or_has_other_gaps() -> None:
    assert sorted(wanting(BOOK)) == [
        "not translated: “Tomorrow”",
        "other gaps than the original: “Hello, {name}.”",
    ]
