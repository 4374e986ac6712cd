"""Finished words for supervisors, and for mentors about their own supervision."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.core.programs.practice import Practice
from cairn.core.supervision.cadence import Month
from cairn.core.supervision.fidelity import MOST, SOURCE_NAMES, Agreement, Source
from cairn.records.supervision.queries import MentorInFull, MentorState, Queue
from cairn.web.shell.charts import told
from cairn.web.shell.tables import Column, Table
from cairn.web.shell.words import said


@dataclass(frozen=True)
class QueueLine:
    """One mentor, and what asks for attention."""

    name: str
    url: str
    needs: tuple[str, ...]
    told: str


@dataclass(frozen=True)
class QueuePage:
    """A supervisor's mentors."""

    waiting: tuple[QueueLine, ...]
    others: tuple[QueueLine, ...]
    over: str
    promise: str


@dataclass(frozen=True)
class MentorPage:
    """One mentor for the next talk, or one's own page."""

    mentor: UUID
    title: str
    own: bool
    facts: tuple[tuple[str, str, str], ...]
    alarm: str
    agenda: tuple[str, ...]
    open_actions: tuple[tuple[str, str, str], ...]
    done_actions: tuple[str, ...]
    talks: tuple[tuple[str, str, str], ...]
    fidelity: Table | None
    agreement: tuple[str, ...]
    rate_url: str


def queue_page(found: Queue) -> QueuePage:
    """Those whom something asks for first."""
    lines = [(state.needs, _line(state, found.practice)) for state in found.mentors]
    many = len(found.mentors)
    return QueuePage(
        tuple(line for needs, line in lines if needs),
        tuple(line for needs, line in lines if not needs),
        ngettext(
            "You stand behind %(n)d mentor; the template says %(most)d at most.",
            "You stand behind %(n)d mentors; the template says %(most)d at most.",
            many,
        )
        % {"n": many, "most": found.practice.mentors_per_supervisor}
        if found.over
        else "",
        _(
            "The template asks for {talks} talks and {minutes} minutes with each mentor a month."
        ).format(
            talks=found.practice.supervision_sessions, minutes=found.practice.supervision_minutes
        ),
    )


def mentor_page(found: MentorInFull) -> MentorPage:
    """One mentor's page."""
    return MentorPage(
        mentor=found.mentor,
        title=_("Your supervision") if found.own else found.name,
        own=found.own,
        facts=(
            (str(found.month.talks), _("talks in the last 30 days"), ""),
            (str(found.month.minutes), _("minutes in the last 30 days"), ""),
            (
                number_format(found.minutes / 60, decimal_pos=1),
                _("hours in all"),
                _("counted toward certification"),
            ),
            (str(sum(not one.done for one in found.actions)), _("agreed on and still open"), ""),
        ),
        alarm=_short(found.month, found.practice) if found.due else "",
        agenda=tuple(said(point.words) for point in found.agenda),
        open_actions=tuple(
            (
                one.words,
                _("since {day}").format(day=date_format(one.agreed_on, "MONTH_DAY_FORMAT")),
                reverse("supervision-done", args=[one.id]),
            )
            for one in found.actions
            if not one.done
        ),
        done_actions=tuple(one.words for one in found.actions if one.done),
        talks=tuple(
            (
                date_format(one.day, "WEEKDAY_DATE_FORMAT"),
                (
                    _("{minutes} minutes, together with others")
                    if one.together
                    else _("{minutes} minutes")
                ).format(minutes=one.minutes),
                one.note,
            )
            for one in found.talks
        ),
        fidelity=_fidelity(found.means),
        agreement=() if found.own else agreement_words(found.agreement),
        rate_url=reverse("fidelity", args=[found.mentor]) if found.practice.fidelity else "",
    )


def agreement_words(found: Agreement) -> tuple[str, ...]:
    """How the raters agree, a sentence for each figure that there is."""
    lines = []
    if found.kappa is not None:
        lines.append(
            _(
                "Mentor and supervisor: weighted kappa {kappa}, over {pairs} ratings of the same thing in the same week."
            ).format(kappa=told(found.kappa, decimals=2), pairs=found.pairs)
        )
    if found.icc is not None:
        lines.append(
            _(
                "All three: intraclass correlation {icc}, over {weeks} weeks that all of them rated."
            ).format(icc=told(found.icc, decimals=2), weeks=found.weeks)
        )
    return tuple(lines)


def _line(state: MentorState, practice: Practice) -> QueueLine:
    needs = []
    if state.silent:
        needs.append(
            ngettext("%(n)d pair is silent", "%(n)d pairs are silent", state.silent)
            % {"n": state.silent}
        )
    if state.due:
        needs.append(_short(state.month, practice))
    if state.over:
        needs.append(
            _("walks with {people}, the template says {most} at most").format(
                people=state.people, most=state.most_people
            )
        )
    if state.unrated:
        needs.append(_("practice not rated for four weeks"))
    people = (
        _("walks with nobody now")
        if not state.people
        else ngettext("walks with %(n)d person", "walks with %(n)d people", state.people)
        % {"n": state.people}
    )
    told_ = people
    if state.open_actions:
        agreed = ngettext("%(n)d thing agreed on", "%(n)d things agreed on", state.open_actions)
        told_ = f"{people} · {agreed % {'n': state.open_actions}}"
    return QueueLine(
        state.name, reverse("supervision-mentor", args=[state.mentor]), tuple(needs), told_
    )


def _short(month: Month, practice: Practice) -> str:
    return _("{talks} of {wanted} talks and {minutes} of {most} minutes in 30 days").format(
        talks=month.talks,
        wanted=practice.supervision_sessions,
        minutes=month.minutes,
        most=practice.supervision_minutes,
    )


def _fidelity(found: dict[Source, tuple[float, int]]) -> Table | None:
    if not found:
        return None
    rows = tuple(
        (said(SOURCE_NAMES[one]), told(found[one][0], decimals=1), str(found[one][1]))
        for one in Source
        if one in found
    )
    return Table(
        _("Keeping to the practice, from 0 to {most}").format(most=MOST),
        (
            Column(_("As seen by")),
            Column(_("Mean"), number=True),
            Column(_("Ratings"), number=True),
        ),
        rows,
    )
