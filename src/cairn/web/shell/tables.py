"""A table as finished words; on a narrow page each row becomes a card by itself."""

from dataclasses import dataclass
from itertools import zip_longest


@dataclass(frozen=True)
class Column:
    """A heading, and whether what stands below it is a number (set flush and in even digits)."""

    label: str
    number: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of finished words; the first cell of each row names the row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(
                f"a row of “{self.caption}” doesn't fit its {len(self.columns)} columns"
            )

    def cells(self) -> list[list[tuple[Column, str]]]:
        """Every row as (column, words), ready for a template."""
        return [list(zip_longest(self.columns, row)) for row in self.rows]
