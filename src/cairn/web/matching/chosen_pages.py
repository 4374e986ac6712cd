"""Finished words for what stands in full beside the list of a round."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from cairn.core.consent.readers import Reader
from cairn.records.matching import board, queries
from cairn.web.matching import wording
from cairn.web.shell.words import said


@dataclass(frozen=True)
class Chosen:
    """What stands in full beside the list: one pair, or someone without one."""

    title: str
    chip: str
    chip_kind: str
    sides: tuple[tuple[str, str, list[tuple[str, str]]], ...]
    why_heading: str
    reasons: tuple[str, ...]
    minds: tuple[str, ...]
    choose_url: str
    choose_act: str
    proposal: str
    drafted: bool
    locked: bool
    place: str
    person: str
    profiles: tuple[tuple[str, str], ...]


def chosen_of(
    reader: Reader,
    round_id: UUID,
    picked: UUID,
    left: tuple[board.LeftLine, ...],
    at: datetime,
) -> Chosen:
    """The pair of one person, or what stands in their way."""
    alone = next((one for one in left if one.mentee == picked), None)
    choose_url = reverse("matching-choose", args=[round_id, picked])
    if alone is not None:
        return _without_pair(reader, alone, choose_url, at)
    pair = board.pair_in_full(reader=reader, round_id=round_id, mentee=picked, at=at)
    line = pair.line
    fit = _("fit {fit}").format(fit=f"{line.fit:.0f}")
    if pair.rank:
        fit = _("fit {fit}, number {rank} of {could} who could").format(
            fit=f"{line.fit:.0f}", rank=pair.rank, could=pair.could
        )
    if pair.could == 1 and pair.rank:
        fit = _("fit {fit}, the only one who could").format(fit=f"{line.fit:.0f}")
    drafted = line.standing == "drafted"
    return Chosen(
        title=_("{mentee} and {mentor}").format(mentee=line.mentee_name, mentor=line.mentor_name),
        chip=fit,
        chip_kind="good",
        sides=(
            (line.mentee_name, "sky", wording.told(pair.mentee) or _nothing()),
            (line.mentor_name, "", _offer(pair)),
        ),
        why_heading=_("Why these two"),
        reasons=tuple(said(one) for one in pair.reasons),
        minds=(said(pair.compromise),) if pair.compromise else (),
        choose_url=choose_url if drafted else "",
        choose_act=_("Choose another mentor"),
        proposal=str(line.proposal) if line.standing in ("drafted", "sent") else "",
        drafted=drafted,
        locked=line.locked,
        place="",
        person=str(line.mentee),
        profiles=(
            (line.mentee_name, reverse("matching-profile", args=[line.mentee])),
            (line.mentor_name, reverse("matching-profile", args=[line.mentor])),
        ),
    )


def _without_pair(reader: Reader, alone: board.LeftLine, choose_url: str, at: datetime) -> Chosen:
    _name, sides = queries.profile_of(reader=reader, person=alone.mentee, at=at)
    profile = sides.get("mentee")
    return Chosen(
        title=alone.mentee_name,
        chip=_("no mentor yet"),
        chip_kind="mind",
        sides=((alone.mentee_name, "sky", wording.told(profile) if profile else _nothing()),),
        why_heading=_("What stands in the way"),
        reasons=(),
        minds=tuple(said(one) for one in (*alone.why, alone.change) if one),
        choose_url=choose_url,
        choose_act=_("See every mentor"),
        proposal="",
        drafted=False,
        locked=False,
        place=str(alone.mentee),
        person=str(alone.mentee),
        profiles=((alone.mentee_name, reverse("matching-profile", args=[alone.mentee])),),
    )


def _offer(pair: board.PairInFull) -> list[tuple[str, str]]:
    free = _("{free} of {all} free").format(free=pair.places, all=value_of_capacity(pair))
    rest = [one for one in wording.told(pair.mentor) if one[0] != str(wording.LABELS["capacity"])]
    return [*rest, (str(wording.LABELS["capacity"]), free)]


def value_of_capacity(pair: board.PairInFull) -> int:
    """How many people the mentor takes in all."""
    return int(getattr(pair.mentor, "capacity", 0))


def _nothing() -> list[tuple[str, str]]:
    return [(_("Profile"), _("not written yet"))]
