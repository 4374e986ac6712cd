"""A list of pairs as a CSV file that no spreadsheet will run as a formula."""

import csv
import io

from django.utils.translation import gettext as _

from cairn.records.mentorships.caseloads import PairPage

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe(cell: object) -> str:
    """The cell's text; one that a spreadsheet might run as a formula begins with an apostrophe."""
    text = str(cell)
    return f"'{text}" if text.startswith(RISKY) else text


def sheet(page: PairPage) -> str:
    """One line per pair, with a header row."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [_("participant"), _("mentor"), _("began"), _("ended"), _("talks"), _("minutes"), _("last")]
    )
    for line in page.lines:
        ended = line.pair.ended_at
        cells = (
            line.mentee_name,
            line.mentor_name,
            line.pair.began_at.date().isoformat(),
            ended.date().isoformat() if ended else "",
            line.totals.contacts,
            line.totals.minutes,
            line.totals.last.isoformat() if line.totals.last else "",
        )
        writer.writerow([safe(cell) for cell in cells])
    return "\ufeff" + out.getvalue()
