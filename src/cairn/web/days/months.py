"""Which month a page was asked for."""

from datetime import date


def asked_month(asked: str, today: date) -> date:
    """The first day of the month in an address (2026-11), this month where it says nothing true."""
    try:
        month = date.fromisoformat(f"{asked}-01")
    except ValueError:
        month = today.replace(day=1)
    return min(month, today.replace(day=1))
