"""How the API says no: `application/problem+json` (RFC 9457), in the sentences of the pages."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext, ngettext
from ninja import Field, NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from cairn.core.shared.refusals import Invalid, NotAllowed, NotFound, Refusal
from cairn.core.shared.words import Phrase, phrase
from cairn.records.tokens.commands import KeyUsedOtherwise

PROBLEM_TYPE = "application/problem+json"


class Fault(Schema):
    """One value that could not be taken."""

    field: str = Field(description="Which value, as a path with dots; empty for the whole.")
    detail: str = Field(description="A sentence for a person.")


class Problem(Schema):
    """Why something was not done, by RFC 9457."""

    type: str = Field(description="Always about:blank: the status says what kind of problem it is.")
    title: str = Field(description="The status in words.")
    status: int = Field(description="The same as the answer's own.")
    detail: str = Field(description="A sentence for a person, in their language.")
    faults: list[Fault] = Field(description="Values that could not be taken, where there are any.")


class TooOften(Refusal):
    """The token's bucket is empty; `wait` is in seconds."""

    def __init__(self, wait: float) -> None:
        super().__init__(phrase("That was a lot at once. Please wait a little."))
        self.wait = wait


def problem(
    status: HTTPStatus, reason: Phrase, faults: list[tuple[str, str]] | None = None
) -> HttpResponse:
    """The answer for one refusal."""
    told: dict[str, Any] = {
        "type": "about:blank",
        "title": status.phrase,
        "status": int(status),
        "detail": said(reason),
        "faults": [{"field": field, "detail": detail} for field, detail in faults or []],
    }
    return JsonResponse(told, status=status, content_type=PROBLEM_TYPE)


def said(reason: Phrase) -> str:
    """The sentence in the asker's language."""
    return reason.text(gettext, ngettext)


def refused(_request: HttpRequest, fault: Refusal) -> HttpResponse:
    """A refusal of the house."""
    if isinstance(fault, NotFound):
        return problem(HTTPStatus.NOT_FOUND, fault.phrase)
    if isinstance(fault, NotAllowed):
        return problem(HTTPStatus.FORBIDDEN, fault.phrase)
    if isinstance(fault, KeyUsedOtherwise):
        return problem(HTTPStatus.CONFLICT, fault.phrase)
    if isinstance(fault, TooOften):
        answer = problem(HTTPStatus.TOO_MANY_REQUESTS, fault.phrase)
        answer.headers["Retry-After"] = str(int(fault.wait) + 1)
        return answer
    field = (fault.field if isinstance(fault, Invalid) else "") or ""
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, fault.phrase, [(field, said(fault.phrase))])


def not_fitting(_request: HttpRequest, fault: ValidationError) -> HttpResponse:
    """Values that the document does not allow; what was sent is never said back."""
    faults = [(".".join(str(part) for part in one["loc"][1:]), one["msg"]) for one in fault.errors]
    reason = phrase("Something in this does not fit what the document says.")
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, reason, faults)


def unreadable(_request: HttpRequest, _fault: HttpError) -> HttpResponse:
    """A body that is no JSON."""
    return problem(HTTPStatus.BAD_REQUEST, phrase("This is not JSON."))


def unknown(_request: HttpRequest, _fault: AuthenticationError) -> HttpResponse:
    """No token, or one that opens nothing; never says which."""
    reason = phrase("This needs a token that works. People make them on their account page.")
    answer = problem(HTTPStatus.UNAUTHORIZED, reason)
    answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def answer_in_problems(api: NinjaAPI) -> None:
    """Let every refusal be answered like this."""
    api.add_exception_handler(Refusal, refused)  # type: ignore[arg-type]
    api.add_exception_handler(ValidationError, not_fitting)  # type: ignore[arg-type]
    api.add_exception_handler(HttpError, unreadable)  # type: ignore[arg-type]
    api.add_exception_handler(AuthenticationError, unknown)  # type: ignore[arg-type]
