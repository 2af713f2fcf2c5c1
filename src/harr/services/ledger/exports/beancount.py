"""The journal for beancount: no tolerance, and the balance of every account asserted at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from harr.kernel.money import Money
from harr.services.ledger.exports.naming import Names, commodity, described, in_order
from harr.services.ledger.history import JournalTransaction, moved

ONE_DAY = timedelta(days=1)


def write(journal: Iterable[JournalTransaction], chain_head: str | None = None) -> Iterator[str]:
    """The lines of a ledger: options, commodities, open accounts, transactions, and what each account then holds."""
    names, transactions = Names(), in_order(journal)
    yield ";; The journal of Harr. Check it: bean-check FILE"
    yield 'option "title" "Harr"'
    yield 'option "tolerance_multiplier" "0"'
    yield ""
    first: dict[str, date] = {}
    held: dict[tuple[str, str], Money] = {}
    body = [line for one in transactions for line in _transaction(one, names, first, held)]
    begin = transactions[0].effective_on if transactions else None
    for currency in sorted({currency for _, currency in held}):
        yield f"{begin} commodity {commodity(currency)}"
    for account, day in sorted(first.items()):
        yield f"{day} open {account}"
    yield ""
    yield from body
    if transactions:
        after = transactions[-1].effective_on + ONE_DAY
        for (account, currency), balance in sorted(held.items()):
            yield f"{after} balance {account}  {balance.text} {commodity(currency)}"
    if chain_head is not None:
        yield f";; head of the chain of commits: {chain_head}"


def _transaction(
    transaction: JournalTransaction, names: Names, first: dict[str, date], held: dict[tuple[str, str], Money]
) -> Iterator[str]:
    lines = moved(transaction.lines)
    if not lines:
        return
    yield f"{transaction.effective_on} * {_text(described(transaction))}"
    yield f"  harr_id: {_text(transaction.id)}"
    yield f"  cause: {_text(transaction.cause)}"
    for line, amount in lines:
        account, currency = names.account(transaction, line), amount.currency
        first.setdefault(account, transaction.effective_on)
        held[account, currency] = held.get((account, currency), Money.zero(currency)) + amount
        yield f"  {account}  {amount.text} {commodity(currency)}"
    yield ""


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'
