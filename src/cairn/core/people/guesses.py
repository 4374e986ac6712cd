"""Which passphrases are guessed first: repeats, walks over the keys, and well-known words.

Lists of passphrases that leaked hold few of fifteen letters and more; those are nearly all made
in these ways. The words and sayings below are our own choice, with those that hang on the walls
of recovery rooms, because whoever guesses there knows them too.
"""

from itertools import pairwise

FEWEST_LETTERS = 5
SHORTEST_PIECE = 10
MOST_WALKED = 0.7
FEWEST_LEFT = 4

_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "azertyuiop",
)

_WORDS = (
    "password passphrase passwort contraseña contrasena clave letmein welcome bienvenido iloveyou "
    "teamo tequiero qwerty admin administrator secret secreto sunshine princess football baseball "
    "superman batman dragon monkey master login changeme trustno whatever starwars computer "
    "internet cairn recovery recuperación recuperacion sober sobriety test demo correcthorsebatterystaple "
    "maytheforcebewithyou thequickbrownfoxjumpsoverthelazydog tobeornottobe onceuponatime "
    "onedayatatime justfortoday keepcomingback itworksifyouworkit letgoandletgod easydoesit "
    "firstthingsfirst progressnotperfection thistooshallpass keepitsimple liveandletlive "
    "godgrantmetheserenity serenityprayer toacceptthethingsicannotchange mynameis "
    "soloporhoy undiaalavez ensuvoluntadestanuestrapaz"
)  # fmt: skip
_KNOWN = _WORDS.split()


def easily_guessed(passphrase: str, alias: str) -> bool:
    """Whether a passphrase is one of those tried first; `alias` is the name it opens."""
    plain = "".join(letter for letter in passphrase.casefold() if letter.isalnum())
    return (
        len(set(plain)) < FEWEST_LETTERS
        or _piece(plain) < SHORTEST_PIECE
        or _walked(plain) > MOST_WALKED
        or _only_known(plain, alias)
    )


def _piece(plain: str) -> int:
    """Length of the shortest piece that, said again and again, begins with all of it."""
    return next(
        n for n in range(1, len(plain) + 1) if (plain[:n] * len(plain))[: len(plain)] == plain
    )


def _walked(plain: str) -> float:
    """The share of steps that go to the next key or letter, either way, or stay."""
    steps = list(pairwise(plain))
    return sum(_near(one, other) for one, other in steps) / len(steps)


def _near(one: str, other: str) -> bool:
    return one == other or any(one + other in row or other + one in row for row in _ROWS)


def _only_known(plain: str, alias: str) -> bool:
    """Whether it is well-known words or the alias, with hardly more than numbers around them."""
    own = "".join(letter for letter in alias.casefold() if letter.isalnum())
    rest = plain
    for known in sorted({*_KNOWN, own} - {""}, key=len, reverse=True):
        rest = rest.replace(known, "")
    return rest != plain and sum(letter.isalpha() for letter in rest) < FEWEST_LEFT
