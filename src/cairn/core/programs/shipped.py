"""The templates that come with Cairn, read from the files in `shelf/`."""

import tomllib
from importlib.resources import files

from cairn.core.programs.practice import Practice, from_data

ORDER = ("map", "coaching", "one-to-one", "telephone", "group")


def shelf() -> dict[str, Practice]:
    """Every shipped template by its key, in the order in which they are offered."""
    return {key: shipped(key) for key in ORDER}


def shipped(key: str) -> Practice:
    """One shipped template; KeyError where there is none by this key."""
    if key not in ORDER:
        raise KeyError(key)
    text = files("cairn.core.programs").joinpath("shelf", f"{key}.toml").read_text("utf-8")
    return from_data(tomllib.loads(text))
