"""Finished words for the fairness of a round: groups drawn and in tables, prices, the limit."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.core.consent.readers import Reader
from cairn.core.evaluation.small_numbers import K
from cairn.core.matching.fairness import KINDS, Group, Price, Rate, rate
from cairn.core.matching.fairness.groups import name_of
from cairn.core.matching.limits import LIMITS
from cairn.records.matching import fairness
from cairn.web.matching import wording
from cairn.web.shell.charts import Change, Figure, told
from cairn.web.shell.plots import dot, rail, told_range
from cairn.web.shell.svg import tag, together, words
from cairn.web.shell.tables import Column, Table
from cairn.web.shell.words import said


@dataclass(frozen=True)
class FairnessPage:
    """One round by groups. `apart`: sentences about groups that stand apart beyond chance."""

    title: str
    url: str
    round_url: str
    answer: str
    apart: tuple[str, ...]
    limit: str
    figures: tuple[Figure, ...]
    prices: tuple[tuple[str, str], ...]
    prices_told: str
    empty: bool


def fairness_page(*, reader: Reader, round_id: UUID) -> FairnessPage:
    """The report of one round; empty for a round that has none."""
    report = fairness.fairness_of(reader=reader, round_id=round_id)
    rates = {one: rate(one, report.groups) for one in report.groups if one.people}
    apart = tuple(_apart(one, found) for one, found in rates.items() if found.apart)
    return FairnessPage(
        title=wording.round_title(report.made_at),
        url=reverse("matching-fairness", args=[round_id]),
        round_url=reverse("matching-round", args=[round_id]),
        answer=_answer(rates, apart),
        apart=apart,
        limit=_limit(report),
        figures=tuple(
            _figure(kind, [one for one in rates if one.kind == kind], rates)
            for kind in KINDS
            if len([one for one in rates if one.kind == kind]) > 1
        ),
        prices=tuple(_price(one) for one in report.prices if one.matched or one.fit),
        prices_told=_prices_told(report),
        empty=not report.groups,
    )


def _answer(rates: dict[Group, Rate], apart: tuple[str, ...]) -> str:
    if apart:
        return ngettext(
            "{count} group stands apart from the others, more than chance would explain.",
            "{count} groups stand apart from the others, more than chance would explain.",
            len(apart),
        ).format(count=len(apart))
    return _("No group stands apart from the others, beyond what chance would explain.")


def _name(one: Group) -> str:
    return _("{kind}: {group}").format(
        kind=said(KINDS[one.kind]), group=said(name_of(one.kind, one.group))
    )


def _apart(one: Group, found: Rate) -> str:
    rest = found.share - (found.difference or 0)
    sentence = (
        _("{group}: matched {share}, everyone else {rest}. Less often.")
        if (found.difference or 0) < 0
        else _("{group}: matched {share}, everyone else {rest}. More often.")
    )
    return sentence.format(
        group=_name(one), share=told(100 * found.share, "%"), rest=told(100 * rest, "%")
    )


def _limit(report: fairness.Fairness) -> str:
    asked = report.practice.least_rate
    if asked is None:
        return _("No limit on how far apart groups may be was on in this round.")
    if report.kept is None:
        return _("The limit was on, but this round was too large to keep it exactly.")
    kept = told(100 * report.kept, "%")
    if report.kept >= asked - 1e-6:
        return _("The limit was {asked}, and it was kept: {kept}.").format(
            asked=told(100 * asked, "%"), kept=kept
        )
    return _("The limit was {asked}. It could not be kept; {kept} was the nearest.").format(
        asked=told(100 * asked, "%"), kept=kept
    )


def _figure(kind: str, groups: list[Group], rates: dict[Group, Rate]) -> Figure:
    title = said(KINDS[kind])
    drawn = together(tag("li", *_rail(one, rates[one])) for one in groups)
    few = [said(name_of(kind, one.group)) for one in groups if one.people < K]
    return Figure(
        f"fair-{kind}",
        title,
        _("How many of each group have a pair in this round."),
        tag("ul", drawn, class_="pairs"),
        Table(title, _columns(), tuple(_row(one, rates[one]) for one in groups)),
        ((dot("before"), _("everyone else")), (dot("after"), _("this group"))),
        _("Few people, so read with care: {groups}").format(groups=", ".join(few)) if few else "",
    )


def _rail(one: Group, found: Rate) -> list[SafeString]:
    rest = found.share if found.difference is None else found.share - found.difference
    change = Change(
        said(name_of(one.kind, one.group)),
        100 * rest,
        100 * found.share,
        100 * found.low,
        100 * found.high,
    )
    name, _before_and_now, drawing = rail(change, 100.0, "%", 0)
    line = _("{matched} of {people}, likely {range}").format(
        matched=one.matched,
        people=one.people,
        range=told_range(100 * found.low, 100 * found.high, "%", 0),
    )
    return [name, tag("span", words(line), class_="small soft num"), drawing]


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Group")),
        Column(_("People"), number=True),
        Column(_("With a pair"), number=True),
        Column(_("Share"), number=True),
        Column(_("Likely range"), number=True),
        Column(_("Than everyone else"), number=True),
        Column(_("Median wait"), number=True),
        Column(_("Mean fit"), number=True),
    )


def _row(one: Group, found: Rate) -> tuple[str, ...]:
    fit = told(one.fit, "", 0)
    if one.fit_low is not None:
        fit += f" ({told_range(one.fit_low, one.fit_high, '', 0)})"
    return (
        said(name_of(one.kind, one.group)),
        str(one.people),
        str(one.matched),
        told(100 * found.share, "%"),
        told_range(100 * found.low, 100 * found.high, "%", 0),
        told_range(
            None if found.difference_low is None else 100 * found.difference_low,
            None if found.difference_high is None else 100 * found.difference_high,
            "%",
            0,
        ),
        told(one.waited, _("days"), 0),
        fit,
    )


def _price(one: Price) -> tuple[str, str]:
    needs = {limit.name: limit.missing for limit in LIMITS}
    name = said(needs[one.protection]) if one.protection in needs else one.protection
    if one.matched > 0:
        cost = ngettext(
            "{count} more person would have a pair", "{count} more people would have a pair",
            one.matched,
        ).format(count=one.matched)  # fmt: skip
    else:
        cost = _("as many pairs, all fits together {fit} points higher").format(
            fit=told(max(one.fit, 0.0), "", 0)
        )
    return name, cost


def _prices_told(report: fairness.Fairness) -> str:
    if not report.priced:
        return _("This round is too large to be solved again without each protection.")
    if not any(one.matched or one.fit for one in report.prices):
        return _("In this round, no protection cost anyone a pair.")
    return _("What would change if each of these were not asked for. It is no advice to drop one.")
