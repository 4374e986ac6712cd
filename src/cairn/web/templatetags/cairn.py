"""The component tags: `{% load cairn %}` and see /gallery/ for each with its arguments."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString

from cairn.web.shell import cairns, fields
from cairn.web.shell.charts import Figure
from cairn.web.shell.svg import tag
from cairn.web.shell.tables import Table

register = template.Library()
ICONS = Path(__file__).resolve().parent.parent / "static" / "cairn" / "icons.svg"


@cache
def drawings() -> dict[str, str]:
    """Every icon's inside by name, read once from the one file that holds them."""
    return dict(re.findall(r'<symbol id="([\w-]+)">(.*?)</symbol>', ICONS.read_text("utf-8")))


@register.simple_tag
def icon(name: str) -> SafeString:
    """A line icon, always decoration: the words stand beside it. An unknown name is a KeyError."""
    return tag("svg", drawings()[name], class_="icon", viewBox="0 0 24 24", aria_hidden="true")


@register.simple_tag
def cairn_drawing(stones: int, seed: object, label: str | None = None) -> SafeString:
    """The cairn of whoever `seed` stands for."""
    return cairns.draw(stones, seed, label=label)


@register.simple_tag
def cairn_mark(waiting: bool = False) -> SafeString:
    """The logo; `waiting=True` lets its stones be laid again and again."""
    return cairns.mark(class_="laying" if waiting else None)


@register.simple_tag
def pebble(number: int, kind: str = "") -> SafeString:
    """One small stone; kind "new" is gold, "next" an outline."""
    return cairns.pebble(number, kind)


@register.simple_tag
def horizon(seed: object = "cairn") -> SafeString:
    """Hills at first light, for the public front and other wide, quiet places."""
    return cairns.horizon(seed)


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, optional: bool = True) -> dict[str, Any]:
    """Any field of a plain form, with label, hint and error."""
    return {"field": fields.view(bound, optional=optional)}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What is still missing or amiss, with a link to each place; nothing when all is well."""
    return {"problems": fields.problems(form)}


@register.inclusion_tag("components/figure.html")
def figure(shown: Figure) -> dict[str, Any]:
    """A chart with its sentence, key and table."""
    return {"figure": shown}


@register.inclusion_tag("components/table.html")
def table(shown: Table, caption: bool = True) -> dict[str, Any]:
    """A table that becomes cards on a phone; `caption=False` keeps the caption for ears only."""
    return {"table": shown, "caption": caption}


@register.filter
def upto(count: int) -> range:
    """0, 1, … count − 1, for drawing a known number of things."""
    return range(count)
