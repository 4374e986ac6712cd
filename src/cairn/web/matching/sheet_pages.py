"""Finished words for a sheet's preview: what would come in, what is amiss, which column is which."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cairn.core.consent.readers import Reader
from cairn.core.matching.template import Side, columns_of
from cairn.records.matching.queries import sheet_changes
from cairn.web.matching import wording
from cairn.web.matching.sheet_reading import SIDES, ReadSheet
from cairn.web.shell.tables import Column, Table
from cairn.web.shell.words import said

SIDE_NAMES: dict[Side, str | Promise] = {
    "mentee": gettext_lazy("People who look for a mentor"),
    "mentor": gettext_lazy("Mentors"),
}
REST: dict[str, str | Promise] = {
    "id": gettext_lazy("Code"),
    "name": gettext_lazy("Name"),
    "waiting_days": gettext_lazy("Days waited"),
    "conflicts": gettext_lazy("Not with"),
}
FAULTS_TOLD = 40
SAMPLE = 5


@dataclass(frozen=True)
class ColumnChoice:
    """One of our columns, and the file's heading that stands for it now."""

    name: str
    target: str
    label: str
    explanation: str
    required: bool
    options: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class SheetPart:
    """One sheet of the preview."""

    title: str
    file: str
    read: str
    faults: tuple[str, ...]
    more_faults: str
    warnings: tuple[str, ...]
    columns: tuple[ColumnChoice, ...]
    sample: Table | None


@dataclass(frozen=True)
class PreviewPage:
    """What would happen; `bring` and `leave_out` are the buttons' words, "" where there is none."""

    url: str
    facts: tuple[tuple[str, str, str], ...]
    parts: tuple[SheetPart, ...]
    bring: str
    leave_out: str
    nothing: bool
    amiss: bool


def preview_page(*, reader: Reader, draft: UUID, sheets: Mapping[Side, ReadSheet]) -> PreviewPage:
    """Counts by comparing fingerprints; nothing is written."""
    new, changed, same = sheet_changes(
        reader=reader, sides={side: one.profiles for side, one in sheets.items()}
    )
    amiss = any(one.faults for one in sheets.values())
    faulty = sum(one.faulty_rows for one in sheets.values())
    coming = new + changed
    bring = ngettext("Bring in {count} person", "Bring in {count} people", coming)
    leaving = ngettext(
        "Bring in {count} and leave out {faulty} row",
        "Bring in {count} and leave out {faulty} rows",
        faulty,
    )
    return PreviewPage(
        url=reverse("matching-sheets-draft", args=[draft]),
        facts=(
            (str(new), _("new"), _("get a place here and, where none is given, a kind name")),
            (str(changed), _("changed"), _("get what the sheet says now")),
            (str(same), _("as they are"), _("nothing happens to them")),
            (str(faulty), ngettext("row to correct", "rows to correct", faulty), ""),
        ),
        parts=tuple(_part(sheets[side]) for side in SIDES if side in sheets),
        bring=bring.format(count=coming) if coming and not amiss else "",
        leave_out=leaving.format(count=coming, faulty=faulty)
        if coming and amiss and all(one.only_rows for one in sheets.values())
        else "",
        nothing=not coming and not amiss,
        amiss=amiss,
    )


def _part(one: ReadSheet) -> SheetPart:
    more = len(one.faults) - FAULTS_TOLD
    return SheetPart(
        title=str(SIDE_NAMES[one.side]),
        file=one.file,
        read=ngettext("{count} row is fine.", "{count} rows are fine.", len(one.profiles)).format(
            count=len(one.profiles)
        ),
        faults=one.faults[:FAULTS_TOLD],
        more_faults=ngettext("And {count} more.", "And {count} more.", more).format(count=more)
        if more > 0
        else "",
        warnings=one.warnings,
        columns=tuple(_choice(one, column.name) for column in columns_of(one.side)),
        sample=_sample(one),
    )


def _choice(one: ReadSheet, name: str) -> ColumnChoice:
    column = next(found for found in columns_of(one.side) if found.name == name)
    label = wording.LABELS.get(column.field) or REST.get(column.field)
    now = one.mapping.get(name, "")
    return ColumnChoice(
        name=name,
        target=f"{one.side}-{name}",
        label=str(label) if label else name,
        explanation=said(column.explanation),
        required=column.required,
        options=tuple((heading, heading == now) for heading in one.headings),
    )


def _sample(one: ReadSheet) -> Table | None:
    if not one.profiles:
        return None
    fields = ["languages", "available", "pathways", *(["capacity"] if one.side == "mentor" else [])]
    return Table(
        _("The first rows, as we read them"),
        (Column(_("Code")), *(Column(str(wording.LABELS[field])) for field in fields)),
        tuple(
            (profile.id, *(wording.value(profile, field) or "–" for field in fields))
            for profile in one.profiles[:SAMPLE]
        ),
    )
