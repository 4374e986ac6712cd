"""Finished words for what was learned: weights then and now, what it rests on, how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from scipy.stats import norm

from cairn.core.consent.readers import Reader
from cairn.core.matching.features import FEATURES
from cairn.core.matching.learning import Verdict
from cairn.core.shared.words import Phrase
from cairn.records.matching import learning
from cairn.web.matching import wording
from cairn.web.shell.charts import Change, Figure, before_after, told
from cairn.web.shell.words import said

MOST_TOLD = 3
WORTH_TELLING = 0.005


@dataclass(frozen=True)
class LearningPage:
    """How rounds weigh now, the newest version beside the evidence, and what has been before."""

    now: str
    verdict: str
    moved: bool
    version: str
    title: str
    more: tuple[str, ...]
    less: tuple[str, ...]
    gain: str
    rests: tuple[str, ...]
    warning: str
    tried: str
    figure: Figure | None
    adopt: str
    can_go_back: bool
    explores: bool
    least_rate: str
    history: tuple[tuple[str, str], ...]


def learning_page(*, reader: Reader, at: datetime) -> LearningPage:
    """The page of one program."""
    now, newest = learning.practice(reader=reader, at=at)
    body: Mapping[str, Any] = newest.body if newest else {}
    moved = newest is not None and newest.moved
    adopted = newest is not None and now.version is not None and now.version.id == newest.id
    more, less = _moves(body) if moved else ((), ())
    return LearningPage(
        now=_now(now),
        verdict=said(Verdict(body["verdict"]).words)
        if body
        else _("Nothing has been learned here yet. Rounds weigh by what studies have found."),
        moved=moved,
        version=str(newest.id) if newest else "",
        title=_("Version {number}, {day}").format(
            number=newest.number, day=wording.day(newest.made_at)
        )
        if newest
        else _("No version yet"),
        more=more,
        less=less,
        gain=_gain(body) if moved else "",
        rests=_rests(body) if body and body["pairs"] else (),
        warning=said(_warning(body)) if moved and body["judged"]["warning"] else "",
        tried=_tried(body) if moved else "",
        figure=_figure(body) if moved else None,
        adopt=_("Adopt version {number}").format(number=newest.number)
        if newest and moved and not adopted
        else "",
        can_go_back=now.version is not None,
        explores=now.explores,
        least_rate=f"{100 * now.least_rate:.0f}" if now.least_rate else "",
        history=tuple(
            (wording.day(one.since), _now(one))
            for one in learning.practices(reader=reader, at=at)
            if one.since
        ),
    )


def _now(one: learning.InForce) -> str:
    weighs = (
        _("Rounds weigh by the evidence.")
        if one.version is None
        else _("Rounds weigh by version {number}.").format(number=one.version.number)
    )
    parts = [weighs]
    if one.explores:
        parts.append(_("Between near equals, a little is left to chance."))
    if one.least_rate is not None:
        rate = f"{100 * one.least_rate:.0f}"
        parts.append(
            _("No group is matched less than {rate} % as often as the best.").format(rate=rate)
        )
    return " ".join(parts)


def _label(field: str) -> str:
    known = wording.LABELS.get(field)
    about = {feature.field: feature.about for feature in FEATURES}
    return str(known) if known else said(about[field]) if field in about else field


def _moves(body: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The largest moves up and down, in words."""
    expert, weights = body["expert"], body["weights"]
    moves = sorted(expert, key=lambda field: expert[field] - weights[field])
    return (
        tuple(
            _("{what} counts more: {after} of 100, it was {before}").format(
                what=_label(field), after=_points(weights[field]), before=_points(expert[field])
            )
            for field in moves[:MOST_TOLD]
            if weights[field] - expert[field] > WORTH_TELLING
        ),
        tuple(
            _("{what} counts less: {after} of 100, it was {before}").format(
                what=_label(field), after=_points(weights[field]), before=_points(expert[field])
            )
            for field in moves[::-1][:MOST_TOLD]
            if expert[field] - weights[field] > WORTH_TELLING
        ),
    )


def _points(weight: float) -> str:
    return told(100 * weight, "", 0)


def _of_100(sds: float) -> str:
    """A shift in SDs as how many more of 100 people do better than the average does now."""
    return told(100 * (float(norm.cdf(sds)) - 0.5), "", 1)


def _gain(body: Mapping[str, Any]) -> str:
    middle, low, high = body["gain"]
    return _(
        "Of 100 people whose mentor is chosen this way, about {gain} more would do better than "
        "the average person does now. It may be {low} to {high}."
    ).format(gain=_of_100(middle), low=_of_100(low), high=_of_100(high))


def _rests(body: Mapping[str, Any]) -> tuple[str, ...]:
    known = body["known"]
    pairs = body["pairs"]
    lines = [
        ngettext("{count} past pair", "{count} past pairs", pairs).format(count=pairs),
        _("answers to a proposed pair: {count}").format(count=known["accepted"]),
        _("times in touch in the first 8 weeks: {count}").format(count=known["contacts"]),
        _("still a pair after 12 weeks: {count}").format(count=known["stayed"]),
        _("how goals went: {count}").format(count=known["goals"]),
        _("how the two rated their bond: {count}").format(count=known["alliance"]),
    ]
    lines.append(
        _(
            "{share} % of what differs between pairs lies between mentors. That part is set "
            "apart, so that no likeness is praised for a good mentor. No mentor is ranked."
        ).format(share=_points(body["mentor_share"]))
    )
    return tuple(lines)


def _warning(body: Mapping[str, Any]) -> Any:
    judged = body["judged"]
    return Phrase(judged["warning"], {"count": judged["effective"]})


def _tried(body: Mapping[str, Any]) -> str:
    judged = body["judged"]
    if not judged["people"]:
        return ""
    same = _("Tried on your past rounds, {share} of 100 pairs would be the same.").format(
        share=_points(judged["same"])
    )
    if judged["robust"] is None:
        return same
    return (
        same
        + " "
        + _(
            "By what came of them, of 100 people about {gain} more would do better "
            "({low} to {high})."
        ).format(
            gain=_of_100(judged["robust"]), low=_of_100(judged["low"]), high=_of_100(judged["high"])
        )
    )


def _figure(body: Mapping[str, Any]) -> Figure:
    fields = sorted(body["expert"], key=lambda field: -body["weights"][field])
    return before_after(
        key="weights",
        title=_("What counts, then and now"),
        sentence=_("Points out of 100 that each likeness brings to the fit of two people."),
        changes=[
            Change(
                _label(field),
                100 * body["expert"][field],
                100 * body["weights"][field],
                100 * body["low"][field],
                100 * body["high"][field],
            )
            for field in fields
        ],
        unit=_("points"),
        decimals=0,
        note=_(
            "Before: what studies have found. Now: this version. The range is where the weight "
            "lies by all that is known (95 %); the version goes only part of the way there."
        ),
    )
