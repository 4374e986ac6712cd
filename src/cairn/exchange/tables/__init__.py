"""Tables in and out as CSV and XLSX: read with care, never run, never half written."""

from cairn.exchange.tables.reading import read_table
from cairn.exchange.tables.shape import (
    LARGEST_FILE,
    MOST_COLUMNS,
    MOST_ROWS,
    Table,
    Unreadable,
)
from cairn.exchange.tables.writing import whole_file, write_csv, write_xlsx

__all__ = [
    "LARGEST_FILE",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "Table",
    "Unreadable",
    "read_table",
    "whole_file",
    "write_csv",
    "write_xlsx",
]
