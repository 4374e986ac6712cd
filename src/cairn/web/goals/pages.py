"""Finished words for one goal: its ladder, who sees it where, and what the score means."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from cairn.core.goals import Scale
from cairn.core.goals.domains import DOMAIN_NAMES
from cairn.core.goals.second_look import second_look
from cairn.records.goals.queries import GoalInFull, scores_of
from cairn.web.shell.words import said


@dataclass(frozen=True)
class GoalPage:
    """One goal: five rungs from the highest, what each of the two says now, the score, the history."""

    title: str
    whose: str
    domain: str
    rungs: tuple[tuple[str, str, bool, bool], ...]
    views: tuple[tuple[str, str], ...]
    score: str
    score_change: str
    history: tuple[tuple[str, str, str], ...]
    may_rate: bool
    look_again: tuple[tuple[str, str], ...]


def level_names() -> dict[int, str]:
    """What each level is called."""
    return {
        2: _("A lot more than hoped"),
        1: _("A little more than hoped"),
        0: _("As hoped"),
        -1: _("A little less than hoped"),
        -2: _("A lot less than hoped"),
    }


def goal_page(found: GoalInFull, *, reader: UUID) -> GoalPage:
    """The page of one goal."""
    line = found.line
    names = level_names()
    own = line.latest(line.person)
    newest = own if own is not None else (line.newest.level if line.newest else None)
    now = None if newest is None else round(newest)
    scored = {one.rater: one.attainment for one in scores_of([line])}
    shown = scored.get(line.person) or next(iter(scored.values()), None)
    return GoalPage(
        title=line.title,
        whose="" if line.person == reader else found.person_name,
        domain=said(DOMAIN_NAMES[line.domain]),
        rungs=tuple(
            (names[level], found.levels[level], level == line.baseline, level == now)
            for level in sorted(found.levels, reverse=True)
        ),
        views=tuple(
            (_who(rater, name, reader), found.levels[round(level)])
            for rater, name in found.raters.items()
            if (level := line.latest(rater)) is not None
        ),
        score=number_format(shown.achieved, decimal_pos=0) if shown else "",
        score_change=_change(shown.change) if shown else "",
        history=tuple(
            (
                date_format(one.day, "DATE_FORMAT"),
                _who(one.rater, found.raters[one.rater], reader),
                names[round(one.level)],
            )
            for one in reversed(line.ratings)
        ),
        may_rate=found.may_rate,
        look_again=_look_again(found, names) if found.may_rate else (),
    )


def _look_again(found: GoalInFull, names: dict[int, str]) -> tuple[tuple[str, str], ...]:
    """What may be worth a second look in the words of this goal, by level."""
    scale = Scale(found.line.title, found.levels, found.line.baseline)
    return tuple(
        (_("All five") if one.level is None else names[one.level], said(one.words))
        for one in second_look(scale)
    )


def _who(rater: UUID, name: str, reader: UUID) -> str:
    return _("You") if rater == reader else name


def _change(points: float) -> str:
    told = number_format(abs(points), decimal_pos=0)
    if points > 0:
        return _("{points} more than at the start").format(points=told)
    if points < 0:
        return _("{points} less than at the start").format(points=told)
    return _("the same as at the start")
