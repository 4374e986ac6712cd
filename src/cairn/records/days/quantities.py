"""How much a day held, where somebody said."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from cairn.core.days import ANY, SUBSTANCES
from cairn.records.days.models import DayStatus


def drinks_of(person: UUID) -> dict[date, Decimal]:
    """Standard drinks on someone's days of drinking, the most that any source says.

    Days on which something else that counts was used are not in it. For rooms above.
    """
    rows = DayStatus.objects.filter(person_id=person, status="use", replaced_at=None)
    found: dict[date, Decimal] = {}
    others = set()
    for day, substance, amount, unit in rows.values_list("day", "substance", "amount", "unit"):
        if substance == "alcohol":
            if amount is not None and unit == "drinks":
                found[day] = max(amount, found.get(day, Decimal(0)))
        elif substance != ANY and (substance not in SUBSTANCES or SUBSTANCES[substance].counts):
            others.add(day)
    return {day: amount for day, amount in found.items() if day not in others}
