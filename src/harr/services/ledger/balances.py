"""What accounts hold: now, as of a day, and as it was known at a position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from harr.contract import ledger as contract
from harr.contract.operations import Page
from harr.engine import Row, Tx, loads, order
from harr.kernel.errors import FieldInvalid
from harr.kernel.ids import id_number, id_text
from harr.kernel.money import Money
from harr.kernel.time import parse_instant
from harr.services.ledger import store, sums
from harr.services.ledger.chart import CHART, AccountType, Side, normal_side
from harr.services.ledger.sums import Which


@dataclass(frozen=True, slots=True)
class TrialRow:
    """What one code of an entity holds in one currency."""

    entity: int
    code: str
    name: str
    type: AccountType
    normal_side: Side
    debits: Money
    credits: Money

    @property
    def balance(self) -> Money:
        """On the normal side."""
        return self.debits - self.credits if self.normal_side == "debit" else self.credits - self.debits


def balance(tx: Tx, entity: int, code: str, currency: str, owner: str | None = None) -> Money:
    """What the accounts of a code hold now, on their normal side; of one owner, or of all."""
    if owner is not None:
        row = store.accounts_of(tx, {(entity, code, currency, owner)}).get((entity, code, currency, owner))
        if row is None:
            return Money.zero(currency)
        if row["guarded"] and (there := sums.guarded(tx, row["id"])):
            return Money(there["side"] * (there["debits"] - there["credits"]), currency)
    rows = sums.held(tx, Which(entity, code, currency, owner))
    return _row(rows[0]).balance if rows else Money.zero(currency)


@dataclass(frozen=True, slots=True)
class Owned:
    """What an owner's guarded account holds with an entity."""

    entity: int
    owner: str
    balance: Money


def guarded_balances(tx: Tx, code: str, owners: Sequence[str]) -> list[Owned]:
    """The balances of many owners on a guarded code (2010, 2030), one for each entity and currency there is."""
    rows = sums.guarded_of(tx, code, owners)
    return [Owned(row["entity"], row["owner"], Money(row["balance"], row["currency"])) for row in rows]


def trial_balance(
    tx: Tx, entity: int | None = None, as_of: date | None = None, known_at: int | None = None
) -> list[TrialRow]:
    """Every code that holds or held something, in order; debits and credits add up to the same in every currency."""
    rows = sums.held(tx, Which(entity), as_of=as_of, known_at=known_at)
    return [_row(row) for row in rows if row["debits"] or row["credits"]]


def owed(tx: Tx, entity: int, currency: str, documents: Sequence[str], code: str = "1100") -> dict[str, Money]:
    """What is owed on documents, from their entries; one without entries is missing."""
    found = sums.owed(tx, entity, code, currency, documents) if documents else {}
    return {document: Money(minor, currency) for document, minor in found.items()}


@dataclass(frozen=True, slots=True)
class Moved:
    """What entries of one type of transaction moved on a code: debits less credits, added up from every entry."""

    type: str
    minor: int
    line: str = ""
    entity: int = 0
    currency: str = ""
    owner: str = ""


def moved_by_line(tx: Tx, code: str) -> list[Moved]:
    """What moved on a code for each line of a document that entries name."""
    return [Moved(row["type"], row["amount"], line=row["line"]) for row in sums.by_line(tx, code)]


def moved_by_owner(tx: Tx, code: str) -> list[Moved]:
    """What moved on each owner's accounts of a code, in each entity and currency."""
    return [
        Moved(row["type"], row["amount"], "", row["entity"], row["currency"], row["owner"])
        for row in sums.by_owner(tx, code)
    ]


def _row(row: Row) -> TrialRow:
    chart = CHART.get(row["code"])
    return TrialRow(
        row["entity"],
        row["code"],
        chart.name if chart else row["name"] or row["code"],
        row["type"],
        normal_side(row["type"], contra=bool(row["contra"])),
        Money(row["debits"], row["currency"]),
        Money(row["credits"], row["currency"]),
    )


def position_of(tx: Tx, known_at: str | None) -> int | None:
    """`known_at` as a position: it is one, or an instant, and then the last that was ordered before it."""
    if known_at is None:
        return None
    if known_at.isdigit():
        return int(known_at)
    try:
        return order.position_at(tx, parse_instant(known_at))
    except ValueError as wrong:
        raise FieldInvalid(f"{known_at!r} is not an instant that there is", field="known_at") from wrong


# ---- handlers --------------------------------------------------------------------------------------------------------


def of_account(tx: Tx, row: Row, as_of: date | None, known_at: str | None) -> contract.Balance:
    """What one account holds."""
    which = Which(account=row["id"])
    found = sums.held(tx, which, as_of=as_of, known_at=position_of(tx, known_at)) or [row | {"debits": 0, "credits": 0}]
    shown = _present(found[0], as_of, known_at, loads(row["body"]).get("dimensions", {}))
    if row["guarded"] and row["floor_amount"]:
        posted = Money.parse(shown.posted, shown.currency, negative=True)
        shown.available = (posted - Money(row["floor_amount"], row["currency"])).text
    return shown


def list_(tx: Tx, asked: contract.BalancesQuery) -> Page[contract.Balance]:
    """Each code of each entity once for each currency; of one owner, or of all."""
    which = Which(
        None if asked.entity is None else id_number(asked.entity, "ent", field="entity"),
        asked.code,
        asked.currency,
        asked.owner,
        mine=True,
    )
    rows = sums.held(tx, which, as_of=asked.as_of, known_at=position_of(tx, asked.known_at))
    rows = [row for row in rows if _place(row) > _after(asked.after)]
    shown = rows[: asked.limit]
    dimensions = {} if asked.owner is None else {"owner": asked.owner}
    return Page(
        data=[_present(row, asked.as_of, asked.known_at, dimensions) for row in shown],
        has_more=len(rows) > len(shown),
        next_cursor=_cursor(shown[-1]) if len(rows) > len(shown) else None,
    )


def _present(row: Row, as_of: date | None, known_at: str | None, dimensions: dict[str, str]) -> contract.Balance:
    trial = _row(row)
    return contract.Balance(
        entity=id_text("ent", row["entity"]),
        code=row["code"],
        currency=row["currency"],
        dimensions=dimensions,
        as_of=as_of,
        known_at=known_at,
        debits=trial.debits.text,
        credits=trial.credits.text,
        posted=trial.balance.text,
        pending=Money.zero(row["currency"]).text,
        available=trial.balance.text,
    )


def _place(row: Row) -> tuple[int, str, str]:
    return row["entity"], row["code"], row["currency"]


def _cursor(row: Row) -> str:
    return "|".join([id_text("ent", row["entity"]), row["code"], row["currency"]])


def _after(cursor: str | None) -> tuple[int, str, str]:
    if cursor is None:
        return (-1, "", "")
    parts = cursor.split("|")
    if len(parts) != 3:
        raise FieldInvalid(f"{cursor[:60]!r} is not a cursor of this list", field="after",
                           way_out="Send the `next_cursor` of the page before.")  # fmt: skip
    return id_number(parts[0], "ent", field="after"), parts[1], parts[2]
