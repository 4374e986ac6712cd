"""What is shown of another person is asked of consent first: by duty in `see`, by leave beside `look`."""

import re
from pathlib import Path

import cairn.records

RECORDS = Path(cairn.records.__path__[0])

ASKED_WITH_LEAVES = {
    "goals/queries.py": "standings ask consent with the leaves at hand",
    "mentorships/pairs.py": "a stand holds the answer of consent",
    "mentorships/queries.py": "what is in sight has been asked for",
}
"""Where a bare `look` stands, because consent has answered with the person's leaves."""


def test_a_bare_look_stands_only_where_consent_has_answered() -> None:
    bare = {
        str(path.relative_to(RECORDS))
        for path in RECORDS.rglob("*.py")
        if re.search(r"reader\.look\(", path.read_text())
    }
    assert bare == set(ASKED_WITH_LEAVES)
