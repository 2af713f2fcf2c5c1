"""Rows of the ledger as callers see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from harr.contract import ledger as contract
from harr.contract.shapes import Actor
from harr.engine import Row, Tx, loads, order
from harr.kernel.ids import id_text
from harr.kernel.money import Money
from harr.kernel.time import instant
from harr.services.ledger import store
from harr.services.ledger.chart import CHART, normal_side
from harr.services.ledger.days import day_of


def account(row: Row) -> contract.Account:
    """An account. Where the caller gave it no name, it has the chart's."""
    body = loads(row["body"])
    chart = CHART.get(row["code"])
    floor = None if row["floor_amount"] is None else Money(row["floor_amount"], row["currency"]).text
    return contract.Account(
        id=id_text("acc", row["id"]),
        external_id=row["external_id"],
        metadata=body.get("metadata", {}),
        app=_id("app", row["app"]),
        created_at=instant(row["created_at"]),
        version=row["version"],
        updated_at=instant(row["updated_at"]),
        status=row["status"],
        entity=id_text("ent", row["entity"]),
        code=row["code"],
        name=row["name"] or (chart.name if chart else None),
        type=row["type"],
        normal_side=normal_side(row["type"], contra=bool(row["contra"])),
        contra=bool(row["contra"]),
        currency=row["currency"],
        dimensions=body.get("dimensions", {}),
        owner=row["owner"] or None,
        balance_policy="guarded" if row["guarded"] else "open",
        floor_amount=floor,
    )


def transactions(tx: Tx, rows: Sequence[Row]) -> list[contract.Transaction]:
    """Transactions with their entries, positions and reversals: three queries, however many."""
    ids = [row["id"] for row in rows]
    entries = store.entries_of(tx, ids)
    reversals = store.reversals_of(tx, ids)
    positions = order.position_of(tx, sorted({row["commit_id"] for row in rows}))
    return [
        _transaction(row, entries[row["id"]], reversals.get(row["id"]), positions.get(row["commit_id"])) for row in rows
    ]


def _transaction(row: Row, entries: Sequence[Row], reversal: int | None, position: int | None) -> contract.Transaction:
    body = loads(row["body"])
    return contract.Transaction(
        id=id_text("txn", row["id"]),
        external_id=row["external_id"],
        metadata=body["metadata"],
        app=_id("app", row["app"]),
        created_at=instant(row["created_at"]),
        entity=id_text("ent", row["entity"]),
        type=row["type"],
        description=body["description"],
        effective_on=date.fromisoformat(row["effective_on"]),
        effective_at=None if row["effective_at"] is None else instant(row["effective_at"]),
        recorded_at=instant(row["created_at"]),
        cause=row["cause"],
        entries=[entry({**each, "functional_currency": row["functional_currency"]}) for each in entries],
        reverses=_id("txn", row["reverses"]),
        reversed_by=_id("txn", reversal),
        corrects=_id("txn", row["corrects"]),
        belongs_to=_id("per", row["belongs_to"]),
        reason=body["reason"],
        attachment_url=body["attachment_url"],
        actor=Actor(**body["actor"]),
        rule_version=row["rule"],
        position=position,
        digest=row["digest"],
    )


def entry(row: Row) -> contract.Entry:
    """An entry, with its account's code and its transaction's functional currency."""
    named = {"document": row["document"], "line": row["document_line"], "product": row["product"]}
    return contract.Entry(
        id=id_text("ety", row["transaction_id"] + row["line"]),
        transaction=id_text("txn", row["transaction_id"]),
        effective_on=day_of(row["effective_on"]),
        line=row["line"],
        account=id_text("acc", row["account"]),
        code=row["code"],
        side="debit" if (row["amount"] or row["functional_amount"]) > 0 else "credit",
        amount=Money(abs(row["amount"]), row["currency"]).text,
        currency=row["currency"],
        functional_amount=Money(abs(row["functional_amount"]), row["functional_currency"]).text,
        functional_currency=row["functional_currency"],
        exchange_rate=_id("fxr", row["exchange_rate"]),
        dimensions={**loads(row["dimensions"]), **{name: value for name, value in named.items() if value is not None}},
        tax=_tax(row),
        quantity=row["quantity"],
        unit=row["unit"],
    )


def _tax(row: Row) -> contract.EntryTax | None:
    if row["tax_point_on"] is None:
        return None
    return contract.EntryTax(
        tax_rate=_id("txr", row["tax_rate"]),
        base_amount=Money(row["tax_base"], row["currency"]).text,
        tax_point_on=date.fromisoformat(row["tax_point_on"]),
    )


def rate(row: Row) -> contract.ExchangeRate:
    """An exchange rate."""
    return contract.ExchangeRate(
        id=id_text("fxr", row["id"]),
        external_id=row["external_id"],
        metadata=loads(row["body"]).get("metadata", {}),
        app=_id("app", row["app"]),
        created_at=instant(row["created_at"]),
        base=row["base"],
        quote=row["quote"],
        rate=row["rate"],
        on=date.fromisoformat(row["on_day"]),
        source=row["source"],
    )


def account_mapping(row: Row) -> contract.AccountMapping:
    """What an account is called in the accountant's books."""
    return contract.AccountMapping(
        id=id_text("map", row["id"]),
        external_id=row["external_id"],
        metadata=loads(row["body"]).get("metadata", {}),
        app=_id("app", row["app"]),
        created_at=instant(row["created_at"]),
        version=row["version"],
        updated_at=instant(row["updated_at"]),
        entity=id_text("ent", row["entity"]),
        code=row["code"],
        conditions=contract.MappingConditions(
            **{name: row[name] or None for name in ("product", "jurisdiction", "provider")}
        ),
        gl_code=row["gl_code"],
        gl_name=row["gl_name"],
        tax_code=row["tax_code"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_until=None if row["valid_until"] is None else date.fromisoformat(row["valid_until"]),
    )


def _id(prefix: str, number: int | None) -> str | None:
    return None if number is None else id_text(prefix, number)
