"""What the database forbids of sign-ins at an organization."""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from cairn.records.tokens.models import OutsideLogin
from tests.cast import gather


@pytest.mark.parametrize(
    ("same", "name"),
    [("fingerprint", "tokens_one_login_one_person"), ("person_id", "tokens_one_person_one_login")],
)
def test_one_login_opens_one_account_and_one_account_has_one(
    db: None, now: datetime, same: str, name: str
) -> None:
    cast = gather()
    told = {"program_id": cast.program, "made_by": cast.dee, "made_at": now}
    first = {"person_id": cast.cy, "fingerprint": "a"}
    OutsideLogin.objects.create(**told, **first)
    second = {"person_id": cast.vic, "fingerprint": "b"} | {same: first[same]}
    with pytest.raises(IntegrityError), transaction.atomic():  # as `name` says
        OutsideLogin.objects.create(**told, **second)
    OutsideLogin.objects.update(ended_at=now)
    OutsideLogin.objects.create(**told, **second)
