"""The document door for revenue: an amount that is paid ahead, earned month by month on a sandbox's clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from harr.edge.cases.world import World
from harr.kernel import MONTH, Money, add
from harr.kernel.errors import FieldInvalid

Case = dict[str, Any]
Entry = list[Any]
METHODS = {"equal months": "month", "days": "day"}
ACCOUNTS = {"1010": "cash", "2100": "deferred_revenue", "4010": "revenue"}


def recognise(world: World, case: Case) -> dict[str, Any]:
    """An invoice for the whole time, paid on its day; then the clock goes to the beginning of each further month.

    What an invoice and its payment move together is what the case calls the payment: 1100 is empty again.
    """
    given, split = case["given"], case["rules"]["split"]
    if split not in METHODS:
        raise FieldInvalid(f"{split!r} is not a way to share an amount out", field="split", way_out="Use equal months.")
    start = date.fromisoformat(given["start"])
    earning = World(world.gateway, clock_at=f"{start}T12:00:00Z")
    paid = _paid_ahead(earning, given, METHODS[split], start)
    parts, deferred = [], []
    for number in range(1, given["months"] + 1):
        earning.until(f"{add(start, MONTH, number)}T12:00:00Z")
        schedule = earning.ask("recognition_schedules.retrieve", paid["schedule"])
        parts = [part for part in schedule["parts"] if part["transaction"] is not None]
        deferred.append(_minor(schedule["deferred_amount"], given["currency"]))
    amounts = {_minor(part["amount"], given["currency"]) for part in parts}
    return {
        "each_month_minor": amounts.pop() if len(amounts) == 1 else sorted(amounts),
        "deferred_after_first_minor": deferred[0],
        "deferred_after_last_minor": deferred[-1],
        "entries": {
            "at_payment": _together(earning, paid["transactions"]),
            "each_month": _together(earning, [parts[0]["transaction"]]),
        },
    }


def _paid_ahead(world: World, given: Mapping[str, Any], method: str, start: date) -> dict[str, Any]:
    amount = Money(given["amount_minor"], given["currency"])
    product = world.ask("products.create", name="Subscription", code="subscription", recognition=method)["id"]
    line = {
        "kind": "fee", "description": "Subscription", "product": product, "amount": amount.text,
        "tax_rates": [world.rate("0", "O")],
        "period": {"start": start.isoformat(), "end": add(start, MONTH, given["months"]).isoformat()},
    }  # fmt: skip
    invoice = world.ask(
        "invoices.create", customer=world.buyer(), entity=world.entity(given["currency"]), currency=given["currency"],
        lines=[line], finalize=True,
    )  # fmt: skip
    world.ask(
        "payments.create", invoice=invoice["id"], amount=amount.text, currency=given["currency"],
        method_type="bank_transfer", received_on=start.isoformat(),
    )  # fmt: skip
    return {
        "schedule": invoice["lines"][0]["recognition"]["schedule"],
        "transactions": [each["id"] for each in world.ask("transactions.list", query={"limit": "100"})["data"]],
    }


def _together(world: World, transactions: Iterable[str]) -> list[Entry]:
    """What transactions move together, debits first: each account once, and none that is as it was."""
    sums: dict[str, int] = {}
    for transaction in transactions:
        for entry in world.ask("transactions.retrieve", transaction)["entries"]:
            minor = _minor(entry["amount"], entry["currency"])
            sums[entry["code"]] = sums.get(entry["code"], 0) + (minor if entry["side"] == "debit" else -minor)
    moved = [(ACCOUNTS.get(code, code), minor) for code, minor in sums.items() if minor]
    return [
        [name, "debit" if minor > 0 else "credit", abs(minor)]
        for name, minor in sorted(moved, key=lambda each: each[1] < 0)
    ]


def _minor(text: str, currency: str) -> int:
    return Money.parse(text, currency, negative=True).minor
