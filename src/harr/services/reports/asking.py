"""What a report is asked for, read: entity, days, and as known when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from harr.contract.reports import Report, ReportQuery
from harr.engine import Tx
from harr.kernel.errors import CapabilityNotGranted, FieldInvalid, NotFound, RuleConflict
from harr.kernel.ids import id_number, id_text
from harr.kernel.money import Money
from harr.services import ledger, tenants
from harr.services.ledger import JournalLine, JournalTransaction, Which
from harr.services.tenants import Entity

MOST_ROWS = 20_000
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the books. Days are those of the entries; `known_at` is a position."""

    entity: Entity
    query: ReportQuery
    known_at: int | None

    @property
    def as_of(self) -> date | None:
        """The last day that counts."""
        return self.query.as_of or self.query.until

    @property
    def day(self) -> str:
        """The same, as a figure's `ref` names it."""
        return "now" if self.as_of is None else self.as_of.isoformat()

    def wants(self, currency: str) -> bool:
        """Whether a currency is asked for."""
        return self.query.currency in {None, currency}


def asked(tx: Tx, query: ReportQuery) -> Asked:
    """Check the question. The books hold what all apps did, so that an app which sees its own alone is refused."""
    if not tx.actor.sees_all and query.customer is None:
        raise CapabilityNotGranted(
            "the books hold what all apps did, and this app sees its own only",
            way_out="Use an app whose profile sees the tenant, or ask for one customer's statement.",
        )
    if query.from_ is not None and query.until is not None and query.until < query.from_:
        raise FieldInvalid("until is before from", field="until", way_out="Send the last day that counts, or none.")
    try:
        entity = tenants.entity(tx, id_number(query.entity, "ent", field="entity"))
    except NotFound as none:
        raise NotFound(none.detail, field="entity") from none
    return Asked(entity, query, ledger.position_of(tx, query.known_at))


def transactions(
    tx: Tx, question: Asked, which: Which | None = None, *, from_the_first_day: bool = False
) -> Iterator[JournalTransaction]:
    """The journal of the days that are asked for, `until` among them; or of all days up to it."""
    last = question.query.until or question.query.as_of
    return ledger.journal(
        tx,
        question.entity.id,
        since=None if from_the_first_day else question.query.from_,
        until=None if last is None else last + DAY,
        known_at=question.known_at,
        touching=which,
    )


def moved(line: JournalLine) -> Money:
    """What a line moves, debits above zero."""
    return Money(line.leg.signed, line.leg.amount.currency)


def not_too_long(report: Report) -> None:
    """A report of more rows is an export."""
    if len(report.rows) > MOST_ROWS:
        raise RuleConflict(
            f"the report has more than {MOST_ROWS} rows", field="from", way_out="Ask for fewer days.", rows=MOST_ROWS
        )


def blank(question: Asked, name: str, title: str) -> Report:
    """A report without rows."""
    query = question.query
    return Report(
        name=name,  # type: ignore[arg-type]
        title=title,
        entity=id_text("ent", question.entity.id),
        from_=query.from_,
        until=query.until,
        as_of=query.as_of,
        known_at=query.known_at,
        currency=query.currency,
        group_by=query.group_by,
        columns=[],
        rows=[],
    )
