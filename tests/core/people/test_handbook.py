"""The handbook's page of permissions is the table, printed."""

from pathlib import Path

from cairn.core.people.handbook import permissions_page

PAGE = Path(__file__).resolve().parents[3] / "docs" / "handbook" / "permissions.md"
PRINT = "from cairn.core.people.handbook import permissions_page; print(permissions_page(), end='')"


def test_the_printed_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == permissions_page(), (
        f'print it anew: ./cairn python -c "{PRINT}" > docs/handbook/permissions.md'
    )
