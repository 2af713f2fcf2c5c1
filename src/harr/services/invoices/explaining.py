"""How each figure of a document came about, from its bases alone; and whether a proof holds. Pure.

A proof (`harr-proof/1`) holds the bases, the explanation and the entries. `check`
derives every figure again from the bases and says what does not fit; every check
ever released accepts every proof of its format.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from harr.contract.invoices import Explanation
from harr.kernel.canonical import digest
from harr.kernel.money import Money, total
from harr.services.invoices import basis
from harr.services.invoices.amounts import Change, Sums
from harr.services.invoices.basis import Basis
from harr.services.tax import Group, percent_text

PROOF = "harr-proof/1"


def explain(ref: str, title: str, document: Basis, lines: Sequence[Basis], titles: Mapping[str, str]) -> Explanation:
    """The total as a tree: net amount by lines, allowances and charges; tax by groups; rounding."""
    sums = basis.totals_of(document, lines)
    currency = document["currency"]
    parts = [
        _net(ref, document, lines, titles, sums),
        *(_group(ref, place, g, document) for place, g in enumerate(sums.groups)),
    ]
    if sums.rounding:
        parts.append(_figure(f"{ref}.rounding_amount", "Rounding of what is payable", sums.rounding))
    return Explanation(
        ref=f"{ref}.total",
        title=title,
        amount=sums.total.text,
        currency=currency,
        rule="net_amount + tax_amount + rounding_amount",
        facts=dict(document["policies"]),
        parts=parts,
    )


def check(proof: Mapping[str, Any]) -> list[str]:
    """What of a proof does not fit; nothing, if it holds."""
    *lines, document = proof["basis"]
    sums = basis.totals_of(document, lines)
    wrong = []
    if proof["format"] != PROOF:
        wrong.append(f"the format is {proof['format']}, not {PROOF}")
    wrong += [
        f"{line['line']} says {line['amount']}, its basis gives {basis.amount_of(line).text}"
        for line in lines
        if basis.amount_of(line).text != line["amount"]
    ]
    if sums.total.text != proof["total"]:
        wrong.append(f"the total is {proof['total']}, the bases give {sums.total.text}")
    if proof["explanation"]["amount"] != proof["total"]:
        wrong.append(f"the explanation ends at {proof['explanation']['amount']}, not at {proof['total']}")
    if digest_of(proof) != proof["digest"]:
        wrong.append("the digest is of something else")
    return [*wrong, *_unbalanced(proof["entries"])]


def digest_of(proof: Mapping[str, Any]) -> str:
    """SHA-256 of everything in a proof but itself."""
    return digest({name: value for name, value in proof.items() if name != "digest"})


def _unbalanced(entries: Sequence[Mapping[str, Any]]) -> list[str]:
    left: dict[tuple[str, str], Money] = {}
    for entry in entries:
        key, amount = (entry["transaction"], entry["currency"]), Money.parse(entry["amount"], entry["currency"])
        left[key] = left.get(key, Money.zero(amount.currency)) + (amount if entry["side"] == "debit" else -amount)
    return [
        f"the entries of {number} leave {money.text} {currency}" for (number, currency), money in left.items() if money
    ]


# ---- the parts -------------------------------------------------------------------------------------------------------


def _net(ref: str, document: Basis, lines: Sequence[Basis], titles: Mapping[str, str], sums: Sums) -> Explanation:
    of_lines = [
        _line(line, titles.get(line["line"], line["line"]), net) for line, net in zip(lines, sums.nets, strict=True)
    ]
    of_document = [
        _change(f"{ref}.{each['kind']}s[{place}]", each, document["currency"])
        for place, each in enumerate(document["changes"])
    ]
    return _figure(f"{ref}.net_amount", "Net amount", sums.net, parts=[*of_lines, *of_document])


def _line(line: Basis, title: str, net: Money) -> Explanation:
    """A line: its amount by its rule, and what was taken off, put on or lies inside it."""
    currency, ref = line["currency"], line["line"]
    amount = basis.amount_of(line)
    made = _figure(f"{ref}.amount", title, amount, rule=line["rule"], facts=_facts(line))
    discount = Money.parse(line["discount_amount"], currency, negative=True)
    parts = [made]
    if discount:
        parts.append(_figure(f"{ref}.discount_amount", "Discount", -discount))
    changes = [basis.change_of(each, currency) for each in line["changes"]]
    parts += [_change(f"{ref}.{each['kind']}s[{place}]", each, currency) for place, each in enumerate(line["changes"])]
    inside = amount - discount + total((change.signed for change in changes), currency) - net
    if inside:
        parts.append(_figure(f"{ref}.tax_amount", "Tax that lies inside", -inside, rule="tax_inside/1"))
    return made if len(parts) == 1 else _figure(f"{ref}.net_amount", f"{title}, net", net, parts=parts)


def _facts(line: Basis) -> dict[str, Any]:
    names = (
        "quantity",
        "unit_amount",
        "base_quantity",
        "given_amount",
        "parts",
        "share",
        "price",
        "price_version",
        "rounding",
    )
    return {name: line[name] for name in names if line.get(name) is not None}


def _change(ref: str, of: Basis, currency: str) -> Explanation:
    change: Change = basis.change_of(of, currency)
    title = of["reason"] or ("Allowance" if change.kind == "allowance" else "Charge")
    facts = {name: of[name] for name in ("percentage", "base_amount") if of[name] is not None}
    return _figure(ref, title, change.signed, rule="percentage/1" if facts else "given/1", facts=facts)


def _group(ref: str, place: int, group: Group, document: Basis) -> Explanation:
    return _figure(
        f"{ref}.tax_groups[{place}]",
        f"Tax, {percent_text(group)} % of {group.base.text}",
        group.tax,
        rule=document["rule"],
        facts={"category": group.category, "jurisdiction": group.jurisdiction, "base_amount": group.base.text},
    )


def _figure(
    ref: str,
    title: str,
    amount: Money,
    *,
    rule: str | None = None,
    facts: Mapping[str, Any] | None = None,
    parts: Sequence[Explanation] = (),
) -> Explanation:
    return Explanation(
        ref=ref,
        title=title,
        amount=amount.text,
        currency=amount.currency,
        rule=rule,
        facts=dict(facts or {}),
        parts=list(parts),
    )
