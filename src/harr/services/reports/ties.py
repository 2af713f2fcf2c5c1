"""Whether a report says what an account holds, or another book beside it: said at its end, to the cent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from harr.engine import Tx
from harr.kernel.money import Money
from harr.services import ledger
from harr.services.reports.asking import Asked


def tie(
    tx: Tx, question: Asked, book: str, said: Mapping[str, Money], day: date, held: Mapping[str, Money] | None = None
) -> list[str]:
    """A sentence for each currency: `2100 holds 14.00 EUR on 2026-02-28`, and that it ties."""
    if held is None:
        rows = ledger.trial_balance(tx, question.entity.id, day, question.known_at)
        held = {row.debits.currency: row.balance for row in rows if row.code == book}
    return [
        _sentence(book, held.get(currency, zero), said.get(currency, zero), day)
        for currency in sorted({*held, *said})
        if question.wants(currency)
        for zero in [Money.zero(currency)]
    ]


def _sentence(book: str, held: Money, said: Money, day: date) -> str:
    verb = "hold" if book.endswith("s") else "holds"
    says = f"{book[:1].upper()}{book[1:]} {verb} {held.text} {held.currency} on {day}"
    if held == said:
        return f"{says}: it ties."
    return f"{says}: that differs by {(held - said).text} {held.currency} from what stands here."
