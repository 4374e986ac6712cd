"""Sentences for people, kept untranslated until the storey that knows who reads them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

Translate = Callable[[str], str]
TranslatePlural = Callable[[str, str, int], str]


def _as_written(template: str) -> str:
    return template


def _as_counted(one: str, many: str, count: int) -> str:
    return one if count == 1 else many


@dataclass(frozen=True)
class Phrase:
    """An English template with named gaps, and what fills them.

    `core` speaks in phrases; the page, the file or the command line turns them
    into text in the reader's language. A gap may hold another phrase.
    """

    template: str
    fills: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    many: str | None = None

    def text(
        self,
        translate: Translate = _as_written,
        translate_plural: TranslatePlural = _as_counted,
    ) -> str:
        """The finished sentence; without a translator, in English."""
        template = (
            translate(self.template)
            if self.many is None
            else translate_plural(self.template, self.many, int(self.fills["count"]))
        )
        filled = {
            name: value.text(translate, translate_plural) if isinstance(value, Phrase) else value
            for name, value in self.fills.items()
        }
        return template.format(**filled)

    def __str__(self) -> str:
        return self.text()


def phrase(template: str, **fills: Any) -> Phrase:
    """A phrase with its gaps filled; the collector of translations looks for this name."""
    return Phrase(template, MappingProxyType(fills))


def counted(one: str, many: str, count: int, **fills: Any) -> Phrase:
    """A phrase that differs for one and for many; `{count}` is the number."""
    return Phrase(one, MappingProxyType({"count": count, **fills}), many)
