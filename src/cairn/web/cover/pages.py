"""What a cover shows: true and dull. Nobody is told anything false about anything that matters."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class CoverPage:
    """A dull page: its title, its heading, and its rows of one or two words."""

    title: str
    heading: str
    rows: tuple[tuple[str, str], ...]


def cover_page(look: str) -> CoverPage:
    """The cover of that look."""
    return _kitchen() if look == "kitchen" else _list()


def _list() -> CoverPage:
    things = (_("Milk"), _("Bread"), _("Rice"), _("Onions"), _("Dish soap"), _("Batteries"))
    return CoverPage(_("Notes"), _("Things to buy"), tuple((thing, "") for thing in things))


def _kitchen() -> CoverPage:
    return CoverPage(
        _("Notes"),
        _("Kitchen measures"),
        (
            (_("1 teaspoon"), _("5 ml")),
            (_("1 tablespoon"), _("15 ml")),
            (_("1 cup"), _("240 ml")),
            (_("1 pound"), _("454 g")),
            (_("350 °F"), _("177 °C")),
            (_("425 °F"), _("218 °C")),
        ),
    )
