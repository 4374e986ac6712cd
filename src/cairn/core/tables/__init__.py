"""Tables as CSV and XLSX: read with care, never run."""

from cairn.core.tables.reading import read_table
from cairn.core.tables.shape import (
    LARGEST_FILE,
    MOST_COLUMNS,
    MOST_ROWS,
    Table,
    Unreadable,
)
from cairn.core.tables.writing import Cell, write_csv, write_xlsx

__all__ = [
    "LARGEST_FILE",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "Cell",
    "Table",
    "Unreadable",
    "read_table",
    "write_csv",
    "write_xlsx",
]
