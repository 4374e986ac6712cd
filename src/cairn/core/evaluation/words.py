"""Endpoints over words of weekly symbols, 62 columns named for the trials they come from.

Several were adapted to a protocol of 15 weeks, so they are not those papers'
own definitions to the letter. Every rule is written out in
docs/methods/outcomes.md; the moves it is made of are in `primitives`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from cairn.core.evaluation.primitives import (
    MISSING,
    MIXED,
    NEGATIVE,
    PAD,
    POSITIVE,
    Counts,
    Event,
    Flags,
    Reals,
    Words,
    between_neighbours,
    carried_forward,
    count,
    first_window,
    half_count,
    half_share,
    has,
    lattice,
    longest_without_use,
    most_common,
    share,
)
from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import phrase

Rule = Callable[[Words], Flags | Counts | Reals]

_Found = TypeVar("_Found")
_LOFWALL = "ooooooo_o_o_o_o"


def word_endpoints(
    words: Sequence[str], names: Iterable[str] | None = None
) -> dict[str, NDArray[np.generic]]:
    """The chosen columns (all 62 when `names` is None), each with one entry per word.

    Yes and no are 1 and 0 and times are week numbers (int64); shares and
    scores are float64. Raises `Invalid` on a symbol other than + - * o _ and
    on a name that is not one of `WORD_ENDPOINTS`.
    """
    wanted = list(WORD_ENDPOINTS if names is None else names)
    for name in wanted:
        if name not in WORD_ENDPOINTS:
            raise Invalid(phrase("There is no endpoint called {name}.", name=name), "names")
    read = Words.read(words)
    once: dict[object, object] = {}

    def computed(rule: Callable[[Words], _Found]) -> _Found:
        if rule not in once:
            once[rule] = rule(read)
        return once[rule]  # type: ignore[return-value]

    table: dict[str, NDArray[np.generic]] = {}
    for name in wanted:
        kind, _, trial = name.partition("_")
        if kind[-1] in "TE" and trial in _EVENTS[kind[:-1]]:
            found = computed(_EVENTS[kind[:-1]][trial])
            table[name] = (found.time if kind[-1] == "T" else found.event).astype(np.int64)
        else:
            column = computed(_RULES[name])
            table[name] = column.astype(np.int64) if column.dtype == np.bool_ else column
    return table


def _ctn94_abstinent(words: Words) -> Flags:
    strict = words.recode({MIXED: POSITIVE})
    found = has(strict, [NEGATIVE] * 4, 12, 15)
    for place in range(4):
        pattern = [MISSING if week == place else NEGATIVE for week in range(4)]
        found |= has(strict, pattern, 12, 15)
    return found


def _lofwall_abstinent(words: Words) -> Flags:
    seen = carried_forward(lattice(words.missing_used, _LOFWALL))
    early = count(seen, NEGATIVE, seen.inside(5, 7)) / 3 >= 2 / 3
    late = count(seen, NEGATIVE, seen.inside(9, 15)) / 7 >= 5 / 6
    kept: Flags = early & late & (seen.week(8) == NEGATIVE)
    return kept


def _ctn30_abstinent(words: Words) -> Flags:
    used = words.missing_used
    last_clean = count(used, NEGATIVE, used.inside(-1, -1)) == 1
    kept: Flags = last_clean & (count(used, POSITIVE, used.inside(-4, -2)) <= 1)
    return kept


def _eissenberg(words: Words) -> Flags:
    return (words.retained >= 15) & has(between_neighbours(words), [NEGATIVE] * 4, 1, 15)


def _negative(words: Words) -> Reals:
    return half_share(words, NEGATIVE)


def _negative_of_present(words: Words) -> Reals:
    return half_share(words.present, NEGATIVE)


def _negative_of_present_15(words: Words) -> Reals:
    return half_share(words.present, NEGATIVE, 1, 15)


def _negative_13(words: Words) -> Reals:
    return half_share(words, NEGATIVE, 1, 13)


def _negative_while_retained(words: Words) -> Reals:
    inside = words.upto(words.retained)
    return share(half_count(words, NEGATIVE, inside), words.retained)


def _not_positive(words: Words) -> Reals:
    return 1 - half_share(words, POSITIVE)


def _not_positive_of_present(words: Words) -> Reals:
    return 1 - half_share(words.present, POSITIVE)


def _jaffe(words: Words) -> Reals:
    return np.where(words.retained < 8, 0.0, half_share(most_common(words), NEGATIVE))


def _lofwall_reduced(words: Words) -> Reals:
    used = words.recode({MISSING: POSITIVE})
    return half_share(carried_forward(lattice(used, _LOFWALL)), NEGATIVE, 1, 15)


def _woody(words: Words) -> Reals:
    used = np.zeros(len(words.codes))
    for position in (4, 8, 12):
        week = words.week(position)
        used += np.isin(week, (POSITIVE, MISSING, PAD)) + 0.5 * (week == MIXED)
    return 1 - used / 3


def _ling_1976_a(words: Words) -> Reals:
    steps = np.repeat(np.arange(1.0, 6.0), 3)
    weights = {POSITIVE: 1.0, MIXED: 0.5, MISSING: 0.22}
    return _ling_1976(words, weights, np.tile(steps, (len(words.codes), 1)))


def _ling_1976_b(words: Words) -> Reals:
    weeks = np.minimum(words.length, 15)[:, None]
    steps = 1 + 4 * np.arange(15) / np.maximum(weeks - 1, 1)
    return _ling_1976(words, {POSITIVE: 0.8, MIXED: 0.4, MISSING: 1.0}, steps)


def _ling_1976(words: Words, weights: Mapping[int, float], penalty: Reals) -> Reals:
    weeks = min(15, words.width)
    codes, penalty = words.codes[:, :weeks], penalty[:, :weeks]
    weight = np.zeros(PAD + 1)
    weight[list(weights)] = list(weights.values())
    penalized = np.where(np.isin(codes, (POSITIVE, MIXED)), penalty, 1.0)
    score = (weight[codes] * penalized).sum(axis=1)
    worst = np.maximum(weight[POSITIVE] * penalty, weight[MISSING])
    most = np.where(codes == PAD, 0.0, worst).sum(axis=1)
    left = 120 - 120 * score / np.where(most > 0, most, 1.0)
    return np.where(words.retained <= 3, 0.0, left)


def _first_positive(words: Words) -> Event:
    return first_window(words.missing_used, 1, 1, POSITIVE)


def _ctn51(words: Words) -> Event:
    later = first_window(words.missing_used.part(3, -1), 4, 4, POSITIVE)
    return Event(later.time + 2, later.event)


_EVENTS: dict[str, dict[str, Callable[[Words], Event]]] = {
    "Ab": {
        "mokri_2016": _first_positive,
        "schottenfeldA_2008": _first_positive,
        "shufman_1994": lambda w: first_window(
            w.recode({MISSING: NEGATIVE, MIXED: POSITIVE}), 1, 1, POSITIVE
        ),
    },
    "Rs": {
        "ctnNinetyFour_2023": lambda w: first_window(w.missing_used, 4, 4, POSITIVE),
        "lee_2016": lambda w: first_window(w.missing_used, 4, 2, POSITIVE),
        "ctnFiftyOne_2018": _ctn51,
        "schottenfeld_2008": lambda w: first_window(w.missing_used, 3, 3, POSITIVE),
    },
    "Dr": {"ctnNinetyFour_2023": lambda w: first_window(w, 4, 4, MISSING)},
    "Rd": {},
}

_RULES: dict[str, Rule] = {
    "Ab_ctnNinetyFour_2023": _ctn94_abstinent,
    "Ab_fiellin_2006": lambda w: count(w.missing_used, NEGATIVE),
    "Ab_kosten_1993": lambda w: has(w, [NEGATIVE] * 3),
    "Ab_krupitskyA_2011": lambda w: count(w.missing_used, POSITIVE, w.inside(5, 15)) == 0,
    "Ab_krupitskyB_2011": lambda w: count(w.missing_used, NEGATIVE, w.inside(5, 15)),
    "Ab_ling_1998": lambda w: has(w, [NEGATIVE] * 4),
    "Ab_lofwall_2018": _lofwall_abstinent,
    "Ab_schottenfeld_2005": lambda w: longest_without_use(w.present.recode({MIXED: POSITIVE})),
    "Ab_schottenfeldB_2008": lambda w: longest_without_use(w.missing_used),
    "Ab_ctnThirty_2011": _ctn30_abstinent,
    "Rd_comer_2006": lambda w: half_share(w, NEGATIVE, 1, 8),
    "Rd_eissenberg_1997": _eissenberg,
    "Rd_fiellin_2006": _negative,
    "Rd_fudala_2003": _negative_of_present,
    "Rd_haight_2019": lambda w: half_share(w, NEGATIVE, 5, 15),
    "Rd_jaffe_1972": _jaffe,
    "Rd_johnson_1992": _negative,
    "Rd_kostenB_1993": lambda w: _negative_of_present_15(w) >= 0.7,
    "Rd_lingA_1998": _negative_of_present_15,
    "Rd_lingC_1998": lambda w: half_count(w, NEGATIVE, w.inside(1, 15)),
    "Rd_ling_2010": lambda w: half_share(w, NEGATIVE, 1, 15),
    "Rd_lingA_1976": _ling_1976_a,
    "Rd_lingB_1976": _ling_1976_b,
    "Rd_lofwall_2018": _lofwall_reduced,
    "Rd_mattickA_2003": _negative_while_retained,
    "Rd_mattickB_2003": _negative_13,
    "Rd_paniA_2000": _negative_of_present,
    "Rd_paniB_2000": _negative,
    "Rd_petitjean_2001": lambda w: 1 - half_share(w.recode({MISSING: POSITIVE}), POSITIVE),
    "Rd_preston_2000": _negative_13,
    "Rd_schottenfeld_2005": _negative_of_present,
    "Ab_schwartz_2006": lambda w: w.week(15) == NEGATIVE,
    "Rd_shufman_1994": _not_positive,
    "Rd_soyka_2008": _not_positive_of_present,
    "Rd_strain_1993": lambda w: 1 - half_share(w, POSITIVE, 6, 15),
    "Rd_strain_1994": _not_positive,
    "Rd_strain_1996": _not_positive_of_present,
    "Rd_strain_1999": _not_positive,
    "Rd_strang_2010": lambda w: half_share(w, NEGATIVE, -12, -1) >= 0.5,
    "Rd_strang_2019": lambda w: half_share(w, NEGATIVE, 1, 12),
    "Rd_tanum_2017": _negative_while_retained,
    "Rd_wolstein_2009": _negative_of_present,
    "Rd_woody_2008": _woody,
    "Rd_zaks_1972": lambda w: w.present.length - half_count(w.present, POSITIVE),
    "Rs_johnson_1992": lambda w: has(w.missing_used, [POSITIVE] * 2, 4, -1),
    "Rs_krupitsky_2004": lambda w: has(w.missing_used, [POSITIVE] * 3),
}

WORD_ENDPOINTS: tuple[str, ...] = tuple(_RULES) + tuple(
    f"{kind}{part}_{trial}" for kind, trials in _EVENTS.items() for trial in trials for part in "TE"
)
