"""The one write path of the journal: many postings, each once, all in the caller's transaction.

post ── those whose cause is known say the same, or are refused
     ── period open? ── translated into the functional currency
     ── accounts found, or made on first use
     ── guarded balances moved, or refused
     ── entries, then headers, in a few statements however many there are
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from harr.engine import Row, Tx, dumps, loads
from harr.kernel.errors import (
    CauseConflict,
    InsufficientFunds,
    NotFound,
    PeriodClosed,
    RuleConflict,
    StateConflict,
    TryAgain,
)
from harr.kernel.ids import id_text
from harr.kernel.money import Money
from harr.services import tenants
from harr.services.ledger import store, sums, views
from harr.services.ledger.chart import CHART, Side
from harr.services.ledger.days import number_of
from harr.services.ledger.digests import digest_of
from harr.services.ledger.entries import Leg, LegTax, Posting
from harr.services.ledger.store import AccountKey
from harr.services.ledger.translation import RESIDUE, Quote, translate

REVERSAL = "reversal/1"


@dataclass(frozen=True, slots=True)
class Posted:
    """A transaction as it stands in the journal; `new` unless its cause had already said the same."""

    id: int
    cause: str
    digest: str
    new: bool


@dataclass(frozen=True, slots=True)
class Ready:
    """A posting that may be written: translated, its period open."""

    posting: Posting
    legs: tuple[Leg, ...]
    functional_currency: str

    def accounts(self) -> list[AccountKey]:
        """The accounts of its legs."""
        return [key_of(self.posting.entity, leg) for leg in self.legs]


def post(tx: Tx, wanted: Sequence[Posting | None]) -> list[Posted]:
    """Post all of them or none, in their order; a None (a recipe that moves nothing) is passed over.

    A run that posts thousands does so in the order of customers: then their entries lie together.

    A cause that is known and says the same posts nothing: the answer is what is there.
    """
    postings = [posting for posting in wanted if posting is not None]
    known = store.by_cause(tx, {posting.cause for posting in postings})
    _same_as_known(tx, [posting for posting in postings if posting.cause in known], known)
    fresh: dict[str, Posting] = {}
    for posting in postings:
        if posting.cause not in known:
            same_facts(posting, fresh.setdefault(posting.cause, posting))
    ready = [prepare(tx, posting) for posting in fresh.values()]
    accounts = resolve(tx, ready)
    for one in ready:
        guard(tx, one, accounts)
    written = {posted.cause: posted for posted in write(tx, ready, accounts)}
    old = {cause: Posted(row["id"], cause, row["digest"], new=False) for cause, row in known.items()}
    return [(written | old)[posting.cause] for posting in postings]


def mirror(
    tx: Tx,
    cause: str,
    new_cause: str,
    *,
    effective_on: date,
    type: str = "reversal",  # noqa: A002 - the field's name
    rule: str = REVERSAL,
    reason: str | None = None,
    description: str | None = None,
) -> Posting:
    """The posting that undoes another, leg by leg at its own rates: the same amounts on the other side."""
    row = store.by_cause(tx, {cause}).get(cause)
    if row is None:
        raise NotFound(f"nothing was posted under {cause}")
    entries = store.entries_of(tx, [row["id"]])[row["id"]]
    return Posting(
        entity=row["entity"],
        cause=new_cause,
        type=type,
        effective_on=effective_on,
        lines=tuple(turned(leg_of(entry, row["functional_currency"])) for entry in entries),
        rule=rule,
        reverses=row["id"],
        reason=reason,
        description=description,
        app=row["app"],
    )


def turned(leg: Leg) -> Leg:
    """The leg on the other side."""
    return replace(leg, side="credit" if leg.side == "debit" else "debit")


def leg_of(entry: Row, functional_currency: str) -> Leg:
    """The leg that an entry was written from."""
    side: Side = "debit" if (entry["amount"] or entry["functional_amount"]) > 0 else "credit"
    tax = None
    if entry["tax_point_on"] is not None:
        tax = LegTax(entry["tax_rate"], entry["tax_base"], date.fromisoformat(entry["tax_point_on"]))
    return Leg(
        entry["code"],
        side,
        Money(abs(entry["amount"]), entry["currency"]),
        entry["owner"] or None,
        entry["document"],
        entry["document_line"],
        entry["product"],
        tax,
        entry["quantity"],
        entry["unit"],
        tuple(sorted(loads(entry["dimensions"]).items())),
        Money(abs(entry["functional_amount"]), functional_currency),
        entry["exchange_rate"],
    )


# ---- before anything is written --------------------------------------------------------------------------------------


def _same_as_known(tx: Tx, postings: Sequence[Posting], known: Mapping[str, Row]) -> None:
    entries = store.entries_of(tx, [known[posting.cause]["id"] for posting in postings])
    for posting in postings:
        same_as(posting, known[posting.cause], entries[known[posting.cause]["id"]])


def same_as(posting: Posting, row: Row, entries: Sequence[Row]) -> None:
    """Refuse a posting whose cause has already said something else.

    What is compared is what was said, not what it was worth: a rate that came
    later does not make the same posting another one.
    """
    legs = [_bare(leg_of(entry, row["functional_currency"])) for entry in entries]
    facts = (row["entity"], row["type"], row["effective_on"], row["effective_at"], row["reverses"], row["corrects"])
    told = loads(row["body"])
    told.pop("actor")
    if (facts, told, [leg for leg in legs if not _residue(leg)]) != _said(posting):
        raise _conflict(posting.cause, row["id"])


def same_facts(posting: Posting, other: Posting) -> None:
    """Refuse two postings of one call that have one cause and say different things."""
    if _said(posting) != _said(other):
        raise _conflict(posting.cause, None)


def _said(posting: Posting) -> tuple[object, ...]:
    facts = (posting.entity, posting.type, posting.effective_on.isoformat(), posting.effective_at, posting.reverses,
             posting.corrects)  # fmt: skip
    return facts, _body(posting), [_bare(leg) for leg in posting.lines if not _residue(leg)]


def _residue(leg: Leg) -> bool:
    return not leg.amount and leg.dimensions == RESIDUE


def _bare(leg: Leg) -> Leg:
    return replace(leg, functional=None if leg.amount else leg.functional, exchange_rate=None,
                   dimensions=tuple(sorted(leg.dimensions)))  # fmt: skip


def _conflict(cause: str, number: int | None) -> CauseConflict:
    found = {} if number is None else {"transaction": id_text("txn", number)}
    return CauseConflict(f"{cause} has already said something else", cause=cause, **found)


def prepare(tx: Tx, posting: Posting) -> Ready:
    """Check the period and translate. Refuses PeriodClosed, and a currency that has no rate."""
    entity = tenants.entity(tx, posting.entity)
    if entity.closed_until is not None and posting.effective_on <= entity.closed_until:
        raise PeriodClosed(
            f"the books of {entity.name} are closed until {entity.closed_until}",
            field="effective_on",
            closed_until=entity.closed_until.isoformat(),
        )
    functional, day = entity.functional_currency, posting.effective_on.isoformat()
    legs = translate(posting.lines, functional, lambda currency: quote(tx, currency, functional, day))
    return Ready(posting, legs, functional)


def quote(tx: Tx, currency: str, functional: str, day: str) -> Quote:
    """The rate of a currency as of a day; read once in a transaction."""
    key = ("ledger.quote", currency, functional, day)
    if key not in tx.memo:
        row = store.rate_on(tx, currency, functional, day)
        if row is None:
            raise RuleConflict(
                f"there is no exchange rate between {currency} and {functional} on or before {day}",
                way_out="Send one with `exchange_rates.create`, on that day or before.",
                base=currency,
                quote=functional,
                on=day,
            )
        tx.memo[key] = Quote(row["id"], Decimal(row["rate"]), inverse=row["base"] != currency)
    found: Quote = tx.memo[key]
    return found


# ---- accounts --------------------------------------------------------------------------------------------------------


def key_of(entity: int, leg: Leg) -> AccountKey:
    """The account that a leg goes to."""
    return entity, leg.code, leg.amount.currency, leg.owner or ""


def resolve(tx: Tx, ready: Sequence[Ready]) -> dict[AccountKey, Row]:
    """The accounts of these postings; those that are not there yet are made."""
    keys = {key for one in ready for key in one.accounts()}
    if not keys:
        return {}
    found = store.accounts_of(tx, keys)
    missing = sorted(keys - found.keys())
    if missing:
        rows = _new_accounts(tx, missing)
        if store.add_accounts(tx, rows) != len(rows):
            raise TryAgain("somebody opened the same account just now; nothing was done", retry_after=1)
        found.update({store.key_of(row): row for row in rows})
    for row in found.values():
        if row["status"] == "closed":
            raise StateConflict(
                f"the account {id_text('acc', row['id'])} ({row['code']}) is closed",
                status="closed",
                allowed=[],
                account=id_text("acc", row["id"]),
            )
    return found


def _new_accounts(tx: Tx, keys: Sequence[AccountKey]) -> list[Row]:
    unknown = {key[:2] for key in keys if key[1] not in CHART}
    models = {
        (entity, code): row
        for entity in {each[0] for each in unknown}
        for code, row in store.accounts_of_code(tx, entity, {each[1] for each in unknown if each[0] == entity}).items()
    }
    return [_new_account(tx, key, models.get(key[:2])) for key in keys]


def _new_account(tx: Tx, key: AccountKey, model: Row | None) -> Row:
    entity, code, currency, owner = key
    chart = CHART.get(code)
    if chart is None and model is None:
        raise RuleConflict(
            f"{code} is no account code of the default chart, and the entity has no account of that code",
            way_out="Create one with `accounts.create`, which says its type.",
            code=code,
        )
    return account_row(
        tx,
        entity=entity,
        code=code,
        currency=currency,
        owner=owner,
        name=None if chart else model and model["name"],
        type=chart.type if chart else model and model["type"],
        contra=int(chart.contra) if chart else model and model["contra"],
        guarded=int(chart.guarded) if chart else 0,
        floor_amount=0 if chart and chart.guarded else None,
        app=tx.actor.app if owner else None,
    )


def account_row(tx: Tx, **columns: Any) -> Row:
    """A new account's row. One that has no owner belongs to no app: all of them post to it."""
    stamps = {"status": "open", "version": 1, "created_at": tx.now_us, "updated_at": tx.now_us}
    return {"id": tx.new_id(), "external_id": None, **stamps, "body": "{}", **columns}


# ---- guarded balances ------------------------------------------------------------------------------------------------


def guard(tx: Tx, ready: Ready, accounts: Mapping[AccountKey, Row]) -> None:
    """Move the guarded balances of a posting; refused, it has moved none of them."""
    moves: dict[int, list[int]] = {}
    for leg, key in zip(ready.legs, ready.accounts(), strict=True):
        if accounts[key]["guarded"] and leg.amount:
            moves.setdefault(accounts[key]["id"], [0, 0])[leg.side == "credit"] += leg.amount.minor
    done: list[tuple[int, list[int]]] = []
    for account, move in sorted(moves.items()):
        if not sums.move_guarded(tx, account, *move):
            for other, moved in done:
                sums.move_guarded(tx, other, -moved[0], -moved[1], forced=True)
            raise _insufficient(tx, account, next(row for row in accounts.values() if row["id"] == account))
        done.append((account, move))


def _insufficient(tx: Tx, account: int, row: Row) -> InsufficientFunds:
    there = sums.guarded(tx, account)
    minor = there["side"] * (there["debits"] - there["credits"]) - there["floor_amount"] if there else 0
    available = Money(minor, row["currency"])
    owner = f" of {row['owner']}" if row["owner"] else ""
    return InsufficientFunds(
        f"the account {row['code']}{owner} has {available.text} {row['currency']} available",
        available=available.text,
        currency=row["currency"],
        account=id_text("acc", account),
    )


# ---- writing ---------------------------------------------------------------------------------------------------------


def write(tx: Tx, ready: Sequence[Ready], accounts: Mapping[AccountKey, Row]) -> list[Posted]:
    """Write what is ready, seal its digests into the commit, and show it where this is a rehearsal."""
    headers: list[Row] = []
    entries: list[Row] = []
    for one in ready:
        first = block(tx, len(one.legs)) if one.posting.number is None else one.posting.number
        mine = [_entry(one, first, line, leg, accounts) for line, leg in enumerate(one.legs, start=1)]
        header = _header(tx, one, first)
        header["digest"] = digest_of(header, [{**row, **_named(accounts, one, row)} for row in mine])
        headers.append(header)
        entries += mine
    _claim_reversals(tx, headers)
    store.write(tx, headers, entries)
    for header in headers:
        tx.seal(header["digest"])
    if tx.rehearsing:
        for header in headers:
            tx.rehearsal("transactions", views.transactions(tx, [header])[0])
    return [Posted(header["id"], header["cause"], header["digest"], new=True) for header in headers]


def block(tx: Tx, entries: int) -> int:
    """An id for a transaction, and behind it one for each entry: an entry's id is its transaction's plus its line."""
    while True:
        first = last = tx.new_id()
        for _ in range(entries):
            last = tx.new_id()
        if last == first + entries:
            return first


def _header(tx: Tx, ready: Ready, number: int) -> Row:
    posting = ready.posting
    return {
        "id": number,
        "app": tx.actor.app if posting.app is None else posting.app,
        "external_id": posting.external_id,
        "entity": posting.entity,
        "cause": posting.cause,
        "type": posting.type,
        "rule": posting.rule,
        "effective_on": posting.effective_on.isoformat(),
        "effective_at": posting.effective_at,
        "created_at": tx.now_us,
        "functional_currency": ready.functional_currency,
        "entries": len(ready.legs),
        "reverses": posting.reverses,
        "corrects": posting.corrects,
        "belongs_to": posting.belongs_to,
        "commit_id": tx.commit_id,
        "body": dumps(
            {**_body(posting), "actor": {"kind": tx.actor.kind, "id": tx.actor.id, "reason": tx.actor.reason}}
        ),
    }


def _body(posting: Posting) -> dict[str, Any]:
    return {
        "description": posting.description,
        "reason": posting.reason,
        "attachment_url": posting.attachment_url,
        "metadata": dict(posting.metadata),
    }


def _entry(ready: Ready, transaction: int, line: int, leg: Leg, accounts: Mapping[AccountKey, Row]) -> Row:
    return {
        "transaction_id": transaction,
        "line": line,
        "account": accounts[key_of(ready.posting.entity, leg)]["id"],
        "amount": leg.signed,
        "currency": leg.amount.currency,
        "functional_amount": leg.signed_functional,
        "exchange_rate": leg.exchange_rate,
        "effective_on": number_of(ready.posting.effective_on),
        "document": leg.document,
        "document_line": leg.line,
        "product": leg.product,
        "tax_rate": leg.tax.tax_rate if leg.tax else None,
        "tax_base": leg.tax.base if leg.tax else None,
        "tax_point_on": leg.tax.tax_point_on.isoformat() if leg.tax else None,
        "quantity": leg.quantity,
        "unit": leg.unit,
        "dimensions": dumps(dict(leg.dimensions)) if leg.dimensions else None,
    }


def _named(accounts: Mapping[AccountKey, Row], ready: Ready, entry: Row) -> dict[str, str]:
    leg = ready.legs[entry["line"] - 1]
    return {"code": leg.code, "owner": accounts[key_of(ready.posting.entity, leg)]["owner"]}


def _claim_reversals(tx: Tx, headers: Iterable[Row]) -> None:
    rows = [{"reversed": row["reverses"], "reversal": row["id"]} for row in headers if row["reverses"] is not None]
    if rows and not store.claim_reversals(tx, rows):
        raise StateConflict("the transaction is reversed already", status="reversed", allowed=[])
