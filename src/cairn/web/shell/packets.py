"""What leaves the house, as one file: the thing itself, and beside it the notice and its scope."""

import io
import zipfile
from collections.abc import Mapping

from django.http import HttpResponse
from django.utils.translation import gettext as _

from cairn.core.consent.packets import Packet
from cairn.web.shell.words import said

NOTICE = "NOTICE.txt"


def notice_text(packet: Packet) -> str:
    """The law's words first, as they are; then what this packet is, in plain ones."""
    lines = [packet.notice, ""] if packet.notice else []
    lines += [said(one) for one in packet.scope]
    lines += [
        _("Made: {moment} UTC").format(moment=packet.at.strftime("%Y-%m-%d %H:%M")),
        _("Number in the ledger: {number}").format(number=packet.id),
    ]
    return "\n".join(lines) + "\n"


def as_zip(name: str, packet: Packet, files: Mapping[str, bytes]) -> HttpResponse:
    """The files with their notice; `name` tells nothing of whose they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(NOTICE, notice_text(packet))
        for inside, content in files.items():
            archive.writestr(inside, content)
    return HttpResponse(
        out.getvalue(),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
