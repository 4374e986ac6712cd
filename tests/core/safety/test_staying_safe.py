"""What keeps a body safe says where it comes from, without blame."""

import pytest

from cairn.core.safety.staying_safe import STAYING_SAFE, Advice


@pytest.mark.parametrize("advice", STAYING_SAFE, ids=lambda one: one.words.template[:20])
def test_each_sentence_has_a_source_and_shames_nobody(advice: Advice) -> None:
    assert advice.source
    words = advice.words.text().lower()
    assert not {"abuse", "relapse", "fail", "clean", "dirty", "addict"} & set(words.split())


def test_it_speaks_of_tolerance_company_and_naloxone() -> None:
    words = " ".join(one.words.text() for one in STAYING_SAFE)
    assert "less than before" in words
    assert "do not be alone" in words
    assert "naloxone" in words
    assert "911" in words
