"""Uploads are weighed before they are read, and never touch the disk unsealed."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from cairn.core.tables import LARGEST_FILE
from cairn.web.shell.access import SignedIn

View = Callable[..., HttpResponse]
MEGABYTE = 1_000_000
LARGEST_UPLOAD = 2 * LARGEST_FILE + MEGABYTE


class InMemory(FileUploadHandler):
    """Keeps an upload in memory; its size is bounded by what was let in."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.kept.seek(0)
        return InMemoryUploadedFile(
            file=self.kept,
            field_name=self.field_name,
            name=self.file_name or "",
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )


def weighed(view: View) -> View:
    """Turn away what declares itself too large before a byte of it is read.

    The token is checked after that, because checking it reads the whole request.
    """
    guarded = csrf_protect(view)

    @wraps(view)
    def first_weighed(request: SignedIn, *args: Any, **kwargs: Any) -> HttpResponse:
        declared = request.META.get("CONTENT_LENGTH") or "0"
        if not declared.isdigit() or int(declared) > LARGEST_UPLOAD:
            told = _("A sheet can be {most} MB at most. Remove what isn't needed, or split it.")
            return render(
                request,
                "matching/too_large.html",
                {"told": told.format(most=LARGEST_FILE // MEGABYTE)},
                status=413,
            )
        request.upload_handlers = [InMemory(request)]
        return guarded(request, *args, **kwargs)

    return csrf_exempt(first_weighed)
