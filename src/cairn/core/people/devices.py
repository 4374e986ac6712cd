"""A device in a word or two: enough to know one's own again, too little to trace anyone by."""

from cairn.core.shared.words import Phrase, phrase

_SIGNS: tuple[tuple[str, str], ...] = (
    ("ipad", "tablet"),
    ("iphone", "iphone"),
    ("android", "android"),
    ("cros", "chromebook"),
    ("windows", "windows"),
    ("mac os", "mac"),
    ("linux", "linux"),
)

DEVICE_NAMES: dict[str, Phrase] = {
    "tablet": phrase("a tablet"),
    "iphone": phrase("an iPhone"),
    "android": phrase("an Android phone"),
    "chromebook": phrase("a Chromebook"),
    "windows": phrase("a Windows computer"),
    "mac": phrase("a Mac"),
    "linux": phrase("a Linux computer"),
    "": phrase("a device"),
}


def device_kind(user_agent: str) -> str:
    """Which of `DEVICE_NAMES` a browser says it runs on; empty where it says nothing known.

    Neither the browser's name nor any version is kept.
    """
    told = user_agent.lower()
    if "android" in told and "mobile" not in told:
        return "tablet"
    return next((kind for sign, kind in _SIGNS if sign in told), "")


def device_name(kind: str) -> Phrase:
    """The kind in words."""
    return DEVICE_NAMES.get(kind, DEVICE_NAMES[""])
