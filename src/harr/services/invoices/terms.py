"""When an invoice is due. Pure."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from harr.contract.shapes import PaymentTerms


def due_on(issued_on: date, terms: PaymentTerms) -> date:
    """The last day to pay: so many days from the issue, or the end or a day of the month that they lead to."""
    reached = issued_on + timedelta(days=terms.due_days)
    if terms.due_rule == "end_of_month":
        return _in_month(reached.year, reached.month, 31)
    if terms.due_rule == "day_of_month":
        wanted = _in_month(reached.year, reached.month, terms.day or 1)
        return wanted if wanted >= reached else _in_month(*_next_month(reached), terms.day or 1)
    return reached


def tax_point(issued_on: date, service_end: date | None) -> date:
    """The day of supply: the end of what was served already, else the day of the document."""
    return issued_on if service_end is None else min(issued_on, service_end)


def _in_month(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _next_month(day: date) -> tuple[int, int]:
    return (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
