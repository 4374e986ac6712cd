"""The cover's number: digits only, and not the first that a stranger tries."""

import pytest

from cairn.core.cover.pins import check_pin
from cairn.core.shared.refusals import Invalid


@pytest.mark.parametrize("pin", ["2749", "90210", "13579024"])
def test_a_number_that_is_not_obvious_will_do(pin: str) -> None:
    check_pin(pin)


@pytest.mark.parametrize(
    "pin", ["", "274", "274927492", "27a9", "٢٧٤٩", "0000", "1234", "4321", "98765"]
)
def test_what_is_short_no_number_or_obvious_is_refused(pin: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_pin(pin)
    assert refused.value.field == "pin"
