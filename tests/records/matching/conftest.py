"""The cast on stage, for this room."""

import pytest

from tests import cast


@pytest.fixture
def stage(db: None) -> cast.Cast:
    return cast.gather()
