"""Which law packs this installation has, which one a program is under, and what texts it lacks.

A file `law/<anything>.json` in the data folder replaces the shipped pack of the same code,
or adds one: that is how an operator loads legal wording that Cairn does not ship.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from cairn.core.consent.law import (
    STRICTEST,
    Answers,
    LawPack,
    WantedText,
    pack_by_code,
    read_pack,
    shipped_packs,
    which_law,
)
from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.records.consent.models import LawChoice
from cairn.records.trail import commands as trail

FOLDER = "law"


@dataclass(frozen=True)
class Chosen:
    """The law that a program is under; `answers` is None until somebody has said anything."""

    pack: LawPack
    answers: Answers | None
    at: datetime | None


def packs() -> dict[str, LawPack]:
    """Every pack here by code; an operator's own stands before the shipped one."""
    found = dict(shipped_packs())
    for file in sorted((Path(settings.CAIRN.data) / FOLDER).glob("*.json")):
        pack = read_pack(file.read_text(encoding="utf-8"), file.name)
        found[pack.code] = pack
    return found


def law_of(program: UUID | None, *, at: datetime) -> LawPack:
    """The pack of a program; the strictest until it has said what it is."""
    return chosen_law(program, at=at).pack


def chosen_law(program: UUID | None, *, at: datetime) -> Chosen:
    """The same, with the answers that led to it."""
    said = LawChoice.objects.filter(chosen_at__lte=at).order_by("-chosen_at", "-id")
    row = said.filter(program_id=program).first() if program else None
    pack = pack_by_code(row.pack if row else STRICTEST, list(packs().values()))
    if row is None:
        return Chosen(pack, None, None)
    answers = Answers(
        row.offers_treatment, row.federal_help, row.receives_records, row.bills_electronically
    )
    return Chosen(pack, answers, row.chosen_at)


def choose_law(*, by: Reader, answers: Answers, at: datetime) -> str:
    """Keep what the program says of itself; answers the code of the law that follows from it."""
    ask(Permission.LAW_CHOOSE, Standing(by.roles, machine=bool(by.machine)))
    code = which_law(answers)
    with transaction.atomic():
        LawChoice.objects.create(
            program_id=by.here,
            pack=code,
            offers_treatment=answers.offers_treatment,
            federal_help=answers.federal_help,
            receives_records=answers.receives_records,
            bills_electronically=answers.bills_electronically,
            chosen_by=by.person,
            chosen_at=at,
        )
        trail.note(by=by, act="law.chosen", detail=code, at=at)
    return code


def missing_texts() -> list[tuple[str, WantedText]]:
    """The legal texts that nobody has loaded yet, each with its pack's code, for the laws in use."""
    used = set(LawChoice.objects.values_list("pack", flat=True)) | {STRICTEST}
    here = packs()
    return [(code, text) for code in sorted(used & set(here)) for text in here[code].missing()]
