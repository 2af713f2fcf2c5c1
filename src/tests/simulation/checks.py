"""What is compared: what Harr says of a customer, of the books and of itself, and what the model says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tests.simulation.looking import Said, by_api, by_rows, minor
from tests.simulation.money import SOLD, Thing

if TYPE_CHECKING:
    from tests.simulation.life import Life

Found = Iterator[tuple[str, Any, Any]]
IN_SOLD = ("2100", "1110", "4820")
"""With all revenue accounts (40xx): what was sold, whether it is earned by now or not."""
INVOICE = ("id", "status", "lines", "total", "applied", "paid", "credited", "notes", "written_off", "due", "tax")


def of_customer(life: Life, customer: Thing, *, whole: bool = False) -> Found:
    """The customer's balance, invoices, payments and subscriptions: what is said, and what the model says."""
    balances = life.read("customers.balances", customer["id"])["data"]
    yield "customer balance", sum(minor(each["balance"]) for each in balances), customer["balance"]
    said = (by_api if whole else by_rows)(life, customer["id"])
    yield from _invoices(life, customer, said["invoices"])
    yield from _payments(life, customer, said["payments"])
    yield from _subscriptions(life, customer, said["subscriptions"])


def _invoices(life: Life, customer: Thing, said: Said) -> Found:
    mine = [one for one in life.model.invoices if one["customer"] is customer]
    known = {one["id"]: one for one in mine if one["id"]}
    for one in said:
        model = known.get(one["id"]) or next((each for each in mine if not each["id"] and _fits(each, one)), None)
        if model is None:
            yield "invoice that nobody expected", one, [_of(each, INVOICE) for each in mine if not each["id"]]
            return
        model["id"] = one["id"]
        yield "invoice", _of(one, INVOICE), _of(model, INVOICE)
    yield "invoices", len(said), len(mine)


def _fits(model: Thing, said: Thing) -> bool:
    """Whether an invoice that came by itself is the one that was expected."""
    sub = model["sub"]["id"] if model["sub"] else None
    return bool(sub == said["sub"] and model["lines"] == said["lines"])


def _of(thing: Thing, names: tuple[str, ...]) -> Thing:
    return {name: thing[name] for name in names}


def _payments(life: Life, customer: Thing, said: Said) -> Found:
    mine = [one for one in life.model.payments if one["customer"] is customer]
    known = {one["id"]: one for one in mine if one["id"]}
    for one in said:
        model = known.get(one["id"]) or next((each for each in mine if not each["id"] and _pays(each, one)), None)
        if model is None:
            yield "payment that nobody expected", one, None
            return
        model["id"] = one["id"]
        is_there = {
            **_of(model, ("id", "status", "refunded", "waiting")),
            "received": model["received"] - model["taken"],
        }
        yield "payment", _of(one, tuple(is_there)), is_there
    yield "payments", len(said), len(mine)


def _pays(model: Thing, said: Thing) -> bool:
    return bool((model["invoice"] or {}).get("id") == said["invoice"])


def _subscriptions(life: Life, customer: Thing, said: Said) -> Found:
    by_id = {one["id"]: one for one in said}
    for model in life.model.subscriptions:
        if model["customer"] is customer:
            one = by_id.pop(model["id"])
            yield "subscription", (one["id"], one["status"]), (model["id"], model["status"])
            if model["status"] in {"active", "incomplete"}:
                yield "period", (one["start"], one["end"]), (str(model["start"]), str(model["end"]))
    yield "subscriptions", list(by_id), []


# ---- everything ------------------------------------------------------------------------------------------------------


def books(life: Life) -> Found:
    """Every account holds what the model says, to the cent."""
    said: dict[str, int] = {}
    for each in life.read("balances.list", entity=life.entity, currency="EUR", limit="100")["data"]:
        code = SOLD if each["code"] in IN_SOLD or each["code"].startswith("40") else each["code"]
        said[code] = said.get(code, 0) + minor(each["debits"]) - minor(each["credits"])
    expected = {code: amount for code, amount in life.model.books.items() if amount}
    yield "books", dict(sorted((code, n) for code, n in said.items() if n)), dict(sorted(expected.items()))


def assured(life: Life) -> Found:
    """Every invariant that Harr checks by itself."""
    for each in life.read("assurance.run")["invariants"]:
        yield each["name"], each["facts"] if not each["passed"] else {}, {}
