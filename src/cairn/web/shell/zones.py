"""Time zones to choose from: those of the United States first, by the names people use."""

import zoneinfo

from django.utils.translation import gettext_lazy as _

_NEAR = (
    ("America/New_York", _("Eastern")),
    ("America/Chicago", _("Central")),
    ("America/Denver", _("Mountain")),
    ("America/Phoenix", _("Arizona")),
    ("America/Los_Angeles", _("Pacific")),
    ("America/Anchorage", _("Alaska")),
    ("Pacific/Honolulu", _("Hawaii")),
    ("America/Puerto_Rico", _("Puerto Rico")),
)
_REGIONS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def zone_choices() -> list[tuple[object, object]]:
    """Choices for a select, in two groups."""
    rest = [
        (name, name.replace("_", " "))
        for name in sorted(zoneinfo.available_timezones())
        if name.split("/")[0] in _REGIONS
    ]
    return [(_("United States"), list(_NEAR)), (_("Everywhere"), [*rest, ("UTC", "UTC")])]
