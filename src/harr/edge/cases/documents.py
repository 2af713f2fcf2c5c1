"""The document door: cases that are made as real invoices, credit notes and transactions on a sandbox."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from harr.edge.cases.world import World
from harr.kernel import Money, minor_units

Case = dict[str, Any]
LEDGER_TYPES = {"income": "revenue"}
LEVELS = {"seller": "entity"}
MATCHING_RULE = {"line": "line", "invoice": "document"}


# ---- invoices of EN 16931 --------------------------------------------------------------------------------------------


def einvoice(world: World, case: Case) -> dict[str, Any]:
    """A published invoice, made again; one whose total is below zero as a credit note with its signs turned.

    EN 16931 adds the rounding amount to what is due, Harr to the total; what was paid
    before is credit on the customer's balance, and what is left of it counts against
    what is due.
    """
    given, currency = case["given"], case["given"]["currency"]
    sign = -1 if case["expect"]["gross_minor"] < 0 else 1
    entity, buyer = world.entity(currency), world.buyer()
    body = {
        "customer": buyer,
        "entity": entity,
        "currency": currency,
        "lines": [_line(world, line, sign, number) for number, line in enumerate(given["lines"], start=1)],
        "allowances": [_of_document(world, each, currency, sign) for each in given.get("allowances", [])],
        "charges": [_of_document(world, each, currency, sign) for each in given.get("charges", [])],
        **_rounding(given, currency, sign),
    }
    if sign < 0:
        found = world.ask("credit_notes.create", reason="order_change", issue=True, **body)
        return _figures(found, currency, sign, case, due=-_minor(found["total"], currency))
    prepaid = Money(given.get("prepaid_minor", 0), currency)
    if prepaid:
        world.ask(
            "balance_adjustments.create", customer=buyer, entity=entity, currency=currency, amount=prepaid.text,
            direction="credit", reason="paid in advance",
        )  # fmt: skip
    found = world.ask("invoices.create", finalize=True, **body)
    left = prepaid.minor - _minor(found["amount_applied"], currency)
    return _figures(found, currency, sign, case, due=_minor(found["amount_due"], currency) - left)


def _line(world: World, line: dict[str, Any], sign: int, number: int) -> dict[str, Any]:
    quantity = Decimal(line["quantity"]) * sign
    made: dict[str, Any] = {
        "description": f"line {number}",
        "quantity": f"{quantity.normalize():f}",
        "unit_amount": f"{Decimal(line['price']).normalize():f}",
        "tax_rates": [_rate(world, line)],
    }
    if "base_quantity" in line:
        made["base_quantity"] = line["base_quantity"]
    for name in ("allowances", "charges"):
        if line.get(name):
            made[name] = [{"amount": _in_digits(Decimal(each) * sign, 2)} for each in line[name]]
    return made


def _of_document(world: World, each: dict[str, Any], currency: str, sign: int) -> dict[str, Any]:
    return {"amount": Money(each["amount_minor"] * sign, currency).text, "tax_rates": [_rate(world, each)]}


def _rate(world: World, of: dict[str, Any]) -> str:
    return world.rate(f"{Decimal(of.get('tax_percent', '0')).normalize():f}", of["category"])


def _rounding(given: dict[str, Any], currency: str, sign: int) -> dict[str, str]:
    if "rounding_minor" in given:
        return {"rounding_amount": Money(given["rounding_minor"] * sign, currency).text}
    if "rounding" in given:
        return {"rounding_amount": _in_digits(Decimal(given["rounding"]) * sign, minor_units(currency))}
    return {}


def _figures(found: dict[str, Any], currency: str, sign: int, case: Case, due: int) -> dict[str, Any]:
    lines = sum(_minor(line["net_amount"], currency) for line in found["lines"])
    return {
        "lines_minor": sign * lines,
        "net_minor": sign * _minor(found["net_amount"], currency),
        "tax_minor": sign * _minor(found["tax_amount"], currency),
        "gross_minor": sign * (_minor(found["total"], currency) - _minor(found["rounding_amount"], currency)),
        "due_minor": due,
        "taxes": _groups(found["tax_groups"], currency, sign, case["expect"].get("taxes", [])),
    }


def _groups(
    groups: Sequence[dict[str, Any]], currency: str, sign: int, expected: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The document's tax groups in the order and form of the case: groups have no order of their own."""
    by_key = {(each["category"], Decimal(each["percentage"])): each for each in groups}
    found = []
    for like in expected:
        group = by_key.pop((like["category"], Decimal(like.get("tax_percent", "0"))), None)
        if group is not None:
            found.append({
                "category": group["category"],
                "base_minor": sign * _minor(group["base_amount"], currency),
                "tax_minor": sign * _minor(group["tax_amount"], currency),
                **({"tax_percent": like["tax_percent"]} if "tax_percent" in like else {}),
            })  # fmt: skip
    return found + list(by_key.values())


# ---- taxes -----------------------------------------------------------------------------------------------------------


def tax(world: World, case: Case) -> dict[str, Any]:
    """Amounts with their tax on top or inside, under the entity's rule of where tax is rounded."""
    given, currency = case["given"], case["given"].get("currency", "EUR")
    entity = world.entity(currency, rules={"tax_rounding": MATCHING_RULE[case["rules"].get("round_at", "line")]})
    sign = -1 if sum(line["amount_minor"] for line in given["lines"]) < 0 else 1
    lines = [
        {
            "description": f"line {number}",
            "amount": Money(line["amount_minor"] * sign, currency).text,
            "tax_rates": [world.rate(f"{Decimal(line['tax_percent']).normalize():f}")],
            "tax_behavior": given.get("mode", "exclusive"),
        }
        for number, line in enumerate(given["lines"], start=1)
    ]
    buyer = world.buyer()
    if sign < 0:
        found = world.ask("credit_notes.create", customer=buyer, entity=entity, currency=currency, lines=lines,
                          reason="order_change", issue=True)  # fmt: skip
    else:
        found = world.ask(
            "invoices.create", customer=buyer, entity=entity, currency=currency, lines=lines, finalize=True
        )
    return {
        "line_tax_minor": [sign * _minor(line["tax_amount"], currency) for line in found["lines"]],
        "net_minor": sign * _minor(found["net_amount"], currency),
        "tax_minor": sign * _minor(found["tax_amount"], currency),
        "total_minor": sign * _minor(found["total"], currency),
    }


def tax_choice(world: World, case: Case) -> dict[str, Any]:
    """Whose rate is taken, when these have one: as a document for each set."""
    given, currency = case["given"], case["given"].get("currency", "EUR")
    order = [LEVELS.get(level, level) for level in case["rules"]["order"]]
    taxes = {}
    for key in case["expect"]["tax_minor"]:
        rates = {LEVELS.get(level, level): [world.rate(given[f"{level}_percent"])] for level in key.split(",") if level}
        entity = world.entity(currency, rules={"tax_choice": order}, tax_rates=rates.get("entity", []))
        buyer = world.buyer(tax_rates=rates.get("customer", []))
        line: dict[str, Any] = {"description": "line 1", "amount": Money(given["amount_minor"], currency).text}
        if "line" in rates:
            line["tax_rates"] = rates["line"]
        if "product" in rates:
            line["product"] = world.once("products.create", name="Product", tax_rates=rates["product"])
        found = world.ask(
            "invoices.create", customer=buyer, entity=entity, currency=currency, lines=[line], finalize=True
        )
        taxes[key] = _minor(found["tax_amount"], currency)
    return {"tax_minor": taxes}


# ---- the ledger ------------------------------------------------------------------------------------------------------


def ledger(world: World, case: Case) -> dict[str, Any]:
    """Transactions of one's own on accounts of one's own; balances on the side in which each account grows."""
    given, currency = case["given"], case["given"]["currency"]
    entity = world.entity(currency)
    accounts = {
        name: world.ask(
            "accounts.create", entity=entity, code=f"{case['id']}-{number}", name=name,
            type=LEDGER_TYPES.get(kind, kind), currency=currency,
        )["id"]
        for number, (name, kind) in enumerate(given["accounts"].items(), start=1)
    }  # fmt: skip
    after = []
    for number, entry in enumerate(given["entries"], start=1):
        world.ask(
            "transactions.create", entity=entity, type="case", effective_on="2026-01-15",
            description=f"{case['id']} {number}",
            entries=[_entry(accounts, posting, currency) for posting in entry["postings"]],
        )  # fmt: skip
        if "natural_after" in case["expect"]:
            after.append(_balances(world, accounts, case["expect"]["natural_after"][number - 1]))
    found: dict[str, Any] = {"natural": _balances(world, accounts, case["expect"].get("natural", {}))}
    return {**found, "natural_after": after} if after else found


def _entry(accounts: dict[str, str], posting: dict[str, str], currency: str) -> dict[str, str]:
    side = "debit" if "debit" in posting else "credit"
    return {
        "account": accounts[posting["account"]],
        "side": side,
        "amount": _in_digits(Decimal(posting[side]), minor_units(currency)),
    }


def _balances(world: World, accounts: dict[str, str], expected: dict[str, str]) -> dict[str, str]:
    found = {name: world.ask("accounts.balance", accounts[name])["posted"] for name in expected}
    return {name: expected[name] if Decimal(text) == Decimal(expected[name]) else text for name, text in found.items()}


def _in_digits(amount: Decimal, digits: int) -> str:
    """With the digits of its currency where it has no more; one with more is sent as it is, and refused."""
    shown = f"{amount:.{digits}f}"
    return shown if Decimal(shown) == amount else f"{amount:f}"


def _minor(text: str, currency: str) -> int:
    return Money.parse(text, currency, negative=True).minor
