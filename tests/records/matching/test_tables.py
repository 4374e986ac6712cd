"""Each constraint of this room refuses the state it forbids."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, models, transaction

from cairn.records.matching.models import (
    Answer,
    Draft,
    Profile,
    Proposal,
    Round,
    SheetId,
    Unmatched,
)
from tests.cast import NOW, Cast


def refused(model: type[models.Model], name: str, **values: Any) -> None:
    assert name in {one.name for one in model._meta.constraints}
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**values)


def profile(stage: Cast, **more: Any) -> dict[str, Any]:
    return {
        "person_id": stage.ana,
        "program_id": stage.program,
        "side": "mentee",
        "body": b"",
        "digest": "d",
        "written_by": stage.dee,
        "written_at": NOW,
        **more,
    }


def a_round(stage: Cast) -> Round:
    return Round.objects.create(
        program_id=stage.program, made_by=stage.dee, made_at=NOW, policy="pool", finished_at=NOW
    )


def proposal(stage: Cast, **more: Any) -> dict[str, Any]:
    return {
        "round": a_round(stage),
        "program_id": stage.program,
        "mentee_id": stage.ana,
        "mentor_id": stage.bo,
        "fit": 80.0,
        "reasons": b"",
        "made_at": NOW,
        **more,
    }


def test_one_current_profile(stage: Cast) -> None:
    Profile.objects.create(**profile(stage))
    refused(Profile, "matching_one_current_profile", **profile(stage))


def test_a_known_side(stage: Cast) -> None:
    refused(Profile, "matching_known_side", **profile(stage, side="both"))


def test_mentors_have_a_capacity_and_mentees_none(stage: Cast) -> None:
    name = "matching_mentors_have_capacity"
    refused(Profile, name, **profile(stage, side="mentor"))
    refused(Profile, name, **profile(stage, capacity=1))


def test_a_sheet_id_stands_for_one_person(stage: Cast) -> None:
    kept = {"program_id": stage.program, "side": "mentee", "fingerprint": "f"}
    SheetId.objects.create(person_id=stage.ana, **kept)
    refused(SheetId, "matching_sheet_id_once", person_id=stage.bo, **kept)


def test_one_open_proposal_for_a_person(stage: Cast) -> None:
    Proposal.objects.create(**proposal(stage))
    refused(Proposal, "matching_one_open_proposal", **proposal(stage, standing="sent"))


def test_a_known_standing(stage: Cast) -> None:
    refused(Proposal, "matching_known_standing", **proposal(stage, standing="maybe"))


def test_a_proposal_is_between_two_people(stage: Cast) -> None:
    refused(Proposal, "matching_two_people", **proposal(stage, mentor_id=stage.ana))


def test_unmatched_once_in_a_round(stage: Cast) -> None:
    kept = {"round": a_round(stage), "mentee_id": stage.ana, "reason": b""}
    Unmatched.objects.create(**kept)
    refused(Unmatched, "matching_unmatched_once", **kept, id=uuid4())


def test_one_answer_each(stage: Cast) -> None:
    kept = {
        "proposal": Proposal.objects.create(**proposal(stage)),
        "person_id": stage.ana,
        "at": NOW,
    }
    Answer.objects.create(**kept, accepted=True)
    refused(Answer, "matching_one_answer_each", **kept, accepted=False)


def test_a_draft_expires_after_it_was_made(stage: Cast) -> None:
    refused(
        Draft,
        "matching_draft_expires_later",
        program_id=stage.program,
        author_id=stage.dee,
        body=b"",
        made_at=NOW,
        expires_at=NOW - timedelta(days=1),
    )
