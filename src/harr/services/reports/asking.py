"""What a report is asked for, read: entity, days, and as known when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from msgspec.structs import replace

from harr.contract.reports import Report, ReportQuery
from harr.engine import Tx
from harr.kernel.errors import CapabilityNotGranted, FieldInvalid, NotFound, RuleConflict
from harr.kernel.ids import id_number, id_text
from harr.kernel.money import Money
from harr.services import customers, ledger, tenants
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

    def last_day(self, tx: Tx) -> date:
        """The last day that counts; today where none is said."""
        return self.as_of or tx.today(self.entity.timezone)

    @property
    def day(self) -> str:
        """The same, as a figure's `ref` names it."""
        return "now" if self.as_of is None else self.as_of.isoformat()

    def wants(self, currency: str) -> bool:
        """Whether a currency is asked for."""
        return self.query.currency in {None, currency}


@dataclass(frozen=True, slots=True)
class Offer:
    """A report: who makes it, what it can be asked for beside entity, days and currency, and by what it is grouped."""

    make: Callable[[Tx, Asked], Report]
    takes: frozenset[str] = frozenset({"known_at"})
    groups: tuple[str, ...] = ()
    """The first is what it is grouped by where nothing is said."""
    of_a_customer: bool = False
    """It tells one customer's story, and so an app may ask for its own customers'."""
    looks_ahead: bool = False
    """`as_of` is the day on which it is looked at, `from` and `until` are days that may lie beyond."""


def asked(tx: Tx, name: str, offer: Offer, query: ReportQuery) -> Asked:
    """Check the question. The books hold what all apps did, so that an app which sees its own alone is refused."""
    if not tx.actor.sees_all and not (offer.of_a_customer and query.customer is not None):
        raise CapabilityNotGranted(
            "the books hold what all apps did, and this app sees its own only",
            way_out="Use an app whose profile sees the tenant, or ask for one customer's statement.",
        )
    _takes(name, offer, query)
    last = query.until if offer.looks_ahead else query.as_of or query.until
    if not offer.looks_ahead and None not in {query.as_of, query.until} and query.as_of != query.until:
        raise FieldInvalid("as_of and until say another last day", field="as_of", way_out="Send one of them.")
    if query.from_ is not None and last is not None and last < query.from_:
        raise FieldInvalid("until is before from", field="until", way_out="Send the last day that counts, or none.")
    if query.customer is not None:
        customers.customer(tx, id_number(query.customer, "cus", field="customer"))
    try:
        entity = tenants.entity(tx, id_number(query.entity, "ent", field="entity"))
    except NotFound as none:
        raise NotFound(none.detail, field="entity") from none
    if query.group_by is None and offer.groups:
        query = replace(query, group_by=offer.groups[0])
    return Asked(entity, query, ledger.position_of(tx, query.known_at))


def _takes(name: str, offer: Offer, query: ReportQuery) -> None:
    """What a report cannot be asked for is refused, never passed over."""
    for field in ("customer", "account", "known_at"):
        if getattr(query, field) is not None and field not in offer.takes:
            raise FieldInvalid(f"the report {name} is not made by {field}", field=field,
                               way_out=f"Leave out `{field}`.", takes=sorted(offer.takes))  # fmt: skip
    if query.group_by is not None and query.group_by not in offer.groups:
        raise FieldInvalid(
            f"the report {name} is not grouped by {query.group_by[:60]!r}", field="group_by",
            way_out=f"Send one of {', '.join(offer.groups)}." if offer.groups else "Leave out `group_by`.",
            offered=list(offer.groups),
        )  # fmt: skip


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
