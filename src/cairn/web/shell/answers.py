"""Answering a form: a refused value stands beside its field, and what was typed stays."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from cairn.core.shared.refusals import Invalid
from cairn.web.shell.words import said


def typed(request: HttpRequest) -> QueryDict | None:
    """What a form was sent, for the form's first argument; None while it is only looked at."""
    return request.POST if request.method == "POST" else None


def blame(form: forms.BaseForm, fault: Invalid) -> None:
    """Put a command's refusal beside the field that it names, or on top of the form."""
    form.add_error(fault.field if fault.field in form.fields else None, said(fault.phrase))


def with_form(
    request: HttpRequest, template: str, form: forms.BaseForm, context: Mapping[str, Any]
) -> HttpResponse:
    """The page with its form: 200 when blank, 422 when something in it could not be taken."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)
