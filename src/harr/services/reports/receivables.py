"""Who owes what for how long, from the books; and whether the numbers of documents are without gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from harr.contract.reports import Report, ReportRow
from harr.engine import Tx
from harr.kernel.ids import id_number, id_text
from harr.kernel.money import Money
from harr.services import invoices, ledger
from harr.services.ledger import Which
from harr.services.reports.asking import Asked, blank, not_too_long, transactions
from harr.services.reports.tables import column, figure, text, totals

BUCKETS = {"current": 0, "1_30": 30, "31_60": 60, "61_90": 90}
"""The last day past due that each one takes; what is older is `over_90`."""
OLDEST = "over_90"
LABELS = {"current": "Not due", "1_30": "1 to 30 days", "31_60": "31 to 60 days", "61_90": "61 to 90 days",
          OLDEST: "Over 90 days"}  # fmt: skip


def bucket(due_on: date | None, day: date) -> str:
    """How old a receivable is on a day, by the days since it was due."""
    past = 0 if due_on is None else (day - due_on).days
    return next((name for name, last in BUCKETS.items() if past <= last), OLDEST)


@dataclass(frozen=True, slots=True)
class Item:
    """What is due on one document."""

    document: str
    number: str
    customer: str
    due_on: date | None
    amount: Money


def aging(tx: Tx, question: Asked) -> Report:
    """What is due of every invoice on a day: the balance of 1100 by document. By invoice, or by customer."""
    group_by = question.query.group_by or "invoice"
    report = blank(question, "receivables_aging", "Receivables by age")
    report.columns = [column("customer", "Customer", "text"), column("due_on", "Due", "date"),
                      *(column(name, label) for name, label in LABELS.items()), column("total", "Total")]  # fmt: skip
    day = question.last_day(tx)
    sums: list[dict[str, Money]] = []
    for items in _grouped(_items(tx, question), group_by):
        sums.append(aged(items, day))
        report.rows.append(_row(items[0], sums[-1], group_by, day))
    not_too_long(report)
    report.totals = totals(sums)
    return report


def aged(items: Sequence[Item], day: date) -> dict[str, Money]:
    """What is due, by how long it is."""
    found: dict[str, Money] = {}
    for item in items:
        for name in (bucket(item.due_on, day), "total"):
            found[name] = found.get(name, Money.zero(item.amount.currency)) + item.amount
    return found


def _grouped(items: Sequence[Item], group_by: str) -> list[list[Item]]:
    groups: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        key = item.customer if group_by == "customer" else item.document
        groups.setdefault((key, item.amount.currency), []).append(item)
    return list(groups.values())


def _row(item: Item, amounts: Mapping[str, Money], group_by: str, day: date) -> ReportRow:
    key = item.customer if group_by == "customer" else item.document
    ref = f"receivables_aging/{key}/{day.isoformat()}"
    cells = {name: figure(amount, ref) for name, amount in amounts.items()} | {"customer": text(item.customer)}
    if group_by == "customer":
        return ReportRow(key=key, label=key, cells=cells)
    return ReportRow(key=key, label=item.number, cells={**cells, "due_on": text(item.due_on)})


def _items(tx: Tx, question: Asked) -> list[Item]:
    owed = _owed(tx, question)
    dues = invoices.due(tx, [id_number(document, "inv") for _, document, _ in owed if document.startswith("inv_")])
    known = {id_text("inv", number): due for number, due in dues.items()}
    return [
        Item(
            document=document,
            number=known[document].number or document if document in known else document,
            customer=customer,
            due_on=known[document].due_on if document in known else None,
            amount=amount,
        )
        for (customer, document, _), amount in owed.items()
    ]


def _owed(tx: Tx, question: Asked) -> dict[tuple[str, str, str], Money]:
    """What 1100 holds by customer, document and currency; what came to nothing is left out."""
    found: dict[tuple[str, str, str], Money] = {}
    which = Which(question.entity.id, ledger.RECEIVABLE, question.query.currency, question.query.customer)
    for transaction in transactions(tx, question, which, from_the_first_day=True):
        for leg in (line.leg for line in transaction.lines if line.leg.code == ledger.RECEIVABLE):
            if not question.wants(leg.amount.currency) or question.query.customer not in {None, leg.owner}:
                continue
            key = (leg.owner or "", leg.document or transaction.id, leg.amount.currency)
            found[key] = found.get(key, Money.zero(leg.amount.currency)) + Money(leg.signed, leg.amount.currency)
    return {key: amount for key, amount in found.items() if amount}


def number_gaps(tx: Tx, question: Asked) -> Report:
    """Every series of the entity: how many numbers it gave, which come next, and whether one is missing."""
    report = blank(question, "number_gaps", "Numbers of documents")
    report.columns = [column("document_type", "Document", "text"), column("taken", "Given", "quantity"),
                      column("missing", "Missing", "quantity"), column("next_number", "Next", "text")]  # fmt: skip
    for each in invoices.numbering(tx, question.entity.id):
        cells = {
            "document_type": text(each.document_type),
            "taken": text(each.taken),
            "missing": text(each.missing),
            "next_number": text(each.next_number),
        }
        report.rows.append(ReportRow(key=id_text("ser", each.series), label=each.format, cells=cells))
    return report
