"""A credit note added up: of an invoice its lines or the whole, or lines of its own. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec

from harr.contract.invoices import CreditNoteLine, CreditNoteLineCreate, InvoiceLineCreate
from harr.contract.shapes import AllowanceRequest, Period
from harr.engine import Row, Tx, loads
from harr.kernel.errors import FieldInvalid, NotFound, RuleConflict
from harr.kernel.ids import id_number, id_text
from harr.kernel.money import Exact, Money, total
from harr.kernel.quantities import Quantity
from harr.services import customers, tax, tenants
from harr.services.invoices import basis, crediting, drafts, presenting, reading, store
from harr.services.invoices.amounts import Change
from harr.services.invoices.computing import compute
from harr.services.invoices.crediting import Back, Billed, BilledGroup, Credit
from harr.services.tax import Group

LONGEST_SEARCH = 20
"""An amount is lowered until it is no more than is due: in proportion at once, then by single units."""
AMOUNTS = ("amount_to_invoice", "amount_to_balance", "amount_to_refund", "amount_out_of_band")


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The figures of a credit note, and where they lie on its invoice."""

    lines: tuple[CreditNoteLine, ...]
    changes: tuple[Change, ...]
    groups: tuple[Group, ...]
    subtotal: Money
    net: Money
    tax: Money
    rounding: Money
    parts: tuple[Back, ...] = ()
    credit: Credit | None = None

    @property
    def total(self) -> Money:
        return self.net + self.tax + self.rounding


def of_invoice(tx: Tx, invoice: Row, wanted: Mapping[str, Any], ids: Sequence[int]) -> TakenBack:
    """What is taken back of an invoice: never more than is left of a line and of a tax group."""
    currency, body = invoice["currency"], loads(invoice["body"])
    rows = {row["id"]: row for row in store.lines_of(tx, [invoice["id"]])[invoice["id"]]}
    billed = {number: _billed(row, currency) for number, row in rows.items()}
    parts = _whole(billed) if wanted["whole"] else _asked(wanted, billed, currency)
    spans = {} if wanted["whole"] else _spans(tx, invoice, wanted, rows)
    changes = [basis.change_of(each, currency) for each in body["basis"]["changes"]] if wanted["whole"] else []
    rules = basis.rules_of(body["basis"])
    found = crediting.credit(
        parts, changes, list(billed.values()), _groups(tx, invoice, currency), rules, currency, whole=wanted["whole"]
    )
    zero = Money.zero(currency)
    taken = TakenBack(
        lines=tuple(
            _line(part, rows[part.line.id], number, found.nets[place], found.taxes[place], spans.get(part.line.id))
            for place, (part, number) in enumerate(zip(parts, ids, strict=False))
        ),
        changes=tuple(changes),
        groups=found.groups,
        subtotal=total((part.amount for part in parts), currency),
        net=found.net,
        tax=found.tax,
        rounding=Money(invoice["rounding_amount"], currency) if wanted["whole"] else zero,
        parts=tuple(parts),
        credit=found,
    )
    return _more_than_nothing(taken)


def unearned(tx: Tx, invoice: Row, deferred: Mapping[int, Money]) -> list[CreditNoteLineCreate] | None:
    """What of the lines of an invoice is credited when it is given up: all that they defer, but no more than is due.

    None: nothing is deferred, or it was paid for.
    """
    due, currency = Money(invoice["amount_due"], invoice["currency"]), invoice["currency"]
    rows = {row["id"]: row for row in store.lines_of(tx, [invoice["id"]])[invoice["id"]]}
    billed = {number: _billed(rows[number], currency) for number in rows if number in deferred}
    amounts = _fitting(_groups(tx, invoice, currency), billed, deferred)
    for _ in range(LONGEST_SEARCH):
        wanted = [
            CreditNoteLineCreate(line=id_text("lin", number), amount=amount.text)
            for number, amount in amounts.items()
            if amount
        ]
        if not wanted:
            return None
        kept = {"whole": False, "lines": msgspec.to_builtins(wanted)}
        total_ = of_invoice(tx, invoice, kept, [0 for _ in wanted]).total
        if total_ <= due:
            return wanted
        amounts = {number: _lowered(amount, due, total_) for number, amount in amounts.items()}
    return None


def _fitting(
    groups: Sequence[BilledGroup], billed: Mapping[int, Billed], deferred: Mapping[int, Money]
) -> dict[int, Money]:
    """The amounts of lines that give these net amounts, lowered where a tax group has less left than its lines."""
    amounts = {number: _with_tax_inside(line, deferred[number]) for number, line in billed.items()}
    for group in groups:
        mine = [number for number, line in billed.items() if any(tax_.key == group.key for tax_ in line.taxes)]
        net, left = total((deferred[number] for number in mine), group.base.currency), group.base - group.credited_base
        for number in mine if net > left else ():
            amounts[number] = _lowered(amounts[number], max(left, Money.zero(left.currency)), net)
    return amounts


def _with_tax_inside(line: Billed, net: Money) -> Money:
    """The amount of a line whose net amount is this one, as far as the line has it left."""
    if not line.inclusive or net >= line.left_net:
        return min(net, line.left) if not line.inclusive else line.left
    return Exact.of(net).times(line.charged.minor, line.net.minor).settle()


def _lowered(amount: Money, most: Money, of: Money) -> Money:
    """In proportion, rounded down, and at least by the smallest unit."""
    return Money(min(amount.minor * most.minor // of.minor, amount.minor - 1), amount.currency)


def of_its_own(tx: Tx, note: Mapping[str, Any], wanted: Mapping[str, Any], ids: Sequence[int]) -> TakenBack:
    """What is given without naming an invoice: lines, allowances and charges as on one."""
    currency = note["currency"]
    requests = msgspec.convert(wanted["lines"], list[CreditNoteLineCreate])
    lines = reading.lines(tx, [_as_of_invoice(line, place) for place, line in enumerate(requests)], currency)
    entity, customer = tenants.entity(tx, note["entity"]), customers.customer(tx, note["customer"])
    kept = {"language": None, **{name: wanted[name] for name in ("allowances", "charges", "rounding_amount")}}
    computed = compute(tx, drafts.document_of(tx, entity, customer, currency, kept), lines)
    sums = computed.sums
    shown = tuple(
        CreditNoteLine(
            id=id_text("lin", number),
            description=line.description,
            product=None if line.product is None else id_text("prd", line.product),
            quantity=line.quantity,
            unit_amount=line.unit_amount,
            base_quantity=line.base_quantity,
            amount=computed.lines[place].charged.text,
            net_amount=sums.nets[place].text,
            tax_behavior=line.tax_behavior,
            tax_code=line.tax_code,
            taxes=[tax.line_tax(each) for each in computed.lines[place].taxes],
            tax_amount=sums.taxes[place].text,
            period=line.period,
        )
        for place, (line, number) in enumerate(zip(lines, ids, strict=False))
    )
    subtotal = total((line.charged for line in computed.lines), currency)
    taken = TakenBack(shown, tuple(computed.changes), sums.groups, subtotal, sums.net, sums.tax, sums.rounding)
    return _more_than_nothing(taken)


def count(tx: Tx, invoice: Row | None, wanted: Mapping[str, Any]) -> int:
    """How many lines the credit note may have: as many ids are made for it."""
    if invoice is None or not wanted["whole"]:
        return len(wanted["lines"])
    return len(store.lines_of(tx, [invoice["id"]])[invoice["id"]])


# ---- of an invoice ---------------------------------------------------------------------------------------------------


def _billed(row: Row, currency: str) -> Billed:
    body, made = loads(row["body"]), loads(row["basis"])
    return Billed(
        id=row["id"],
        quantity=Quantity.parse(body["quantity"], negative=True),
        charged=Money(row["charged_amount"], currency),
        net=Money(row["net_amount"], currency),
        credited_quantity=Quantity.parse(row["credited_quantity"], negative=True),
        credited=Money(row["credited_amount"], currency),
        credited_net=Money(row["credited_net_amount"], currency),
        taxes=basis.taxes_of(made),
        inclusive=made["tax_behavior"] == "inclusive",
    )


def _groups(tx: Tx, invoice: Row, currency: str) -> list[BilledGroup]:
    return [
        BilledGroup(
            place=row["place"],
            key=(row["category"], Decimal(row["percentage"]), row["jurisdiction"], Decimal(row["on_tax_of"])),
            base=Money(row["base_amount"], currency),
            tax=Money(row["tax_amount"], currency),
            credited_base=Money(row["credited_base_amount"], currency),
            credited_tax=Money(row["credited_tax_amount"], currency),
        )
        for row in store.groups_of(tx, invoice["id"])
    ]


def _whole(billed: Mapping[int, Billed]) -> list[Back]:
    """All that is left of every line."""
    left = [line for line in billed.values() if line.left]
    if not left:
        raise RuleConflict(
            "nothing is left of the invoice that could be credited",
            field="whole",
            way_out="Look at `credited_amount` of its lines.",
        )
    return [
        Back(line, line.left, line.quantity if not line.credited else None, f"lines[{place}]")
        for place, line in enumerate(left)
    ]


def _asked(wanted: Mapping[str, Any], billed: Mapping[int, Billed], currency: str) -> list[Back]:
    found: list[Back] = []
    for place, each in enumerate(msgspec.convert(wanted["lines"], list[CreditNoteLineCreate])):
        field = f"lines[{place}]"
        _names_a_part_only(each, field)
        number = id_number(each.line or "", "lin", field=f"{field}.line")
        if number not in billed:
            raise NotFound(f"there is no {each.line} on the invoice", field=f"{field}.line")
        if any(part.line.id == number for part in found):
            raise FieldInvalid(
                "a line stands twice", field=f"{field}.line", way_out="Name each line once, with all of its part."
            )
        found.append(_part(each, billed[number], field, currency))
    if not found:
        raise FieldInvalid(
            "a credit note takes something back",
            field="lines",
            way_out="Name lines with a quantity or an amount, or send `whole: true`.",
        )
    return found


def _part(given: CreditNoteLineCreate, line: Billed, field: str, currency: str) -> Back:
    if (given.quantity is None) == (given.amount is None):
        raise FieldInvalid(
            "a part of a line is a quantity or an amount: one of them",
            field=f"{field}.amount",
            way_out="Send `quantity` or `amount`.",
        )
    if given.quantity is not None:
        quantity = Quantity.parse(given.quantity, field=f"{field}.quantity", negative=True)
        amount = crediting.part_by_quantity(line, quantity, f"{field}.quantity")
        return Back(line, crediting.part_by_amount(line, amount, f"{field}.quantity"), quantity, field)
    amount = Money.parse(given.amount or "", currency, field=f"{field}.amount", negative=True)
    return Back(line, crediting.part_by_amount(line, amount, f"{field}.amount"), None, field)


def _names_a_part_only(given: CreditNoteLineCreate, field: str) -> None:
    """Of an invoice's line only how much; all else is as on the invoice."""
    if given.line is None:
        raise FieldInvalid(
            "a credit note of an invoice names its lines",
            field=f"{field}.line",
            way_out="Send the line's id, or leave `invoice` out for lines of its own.",
        )
    for name in ("product", "unit_amount", "base_quantity", "tax_rates", "tax_behavior", "tax_code"):
        if getattr(given, name) is not None:
            raise FieldInvalid(
                f"{name} is as on the invoice", field=f"{field}.{name}", way_out="Leave it out, or leave `invoice` out."
            )
    for name in ("allowances", "charges"):
        if getattr(given, name):
            raise FieldInvalid(
                f"{name} are as on the invoice", field=f"{field}.{name}", way_out="Leave them out; send the amount."
            )


def _spans(tx: Tx, invoice: Row, wanted: Mapping[str, Any], rows: Mapping[int, Row]) -> dict[int, Period]:
    """The parts of their periods that lines are credited for, where the entity's rule goes by them."""
    rule = tenants.entity(tx, invoice["entity"]).rules.credit_note_recognition
    found = {}
    for place, each in enumerate(msgspec.convert(wanted["lines"], list[CreditNoteLineCreate])):
        if each.period is None:
            continue
        number, field = id_number(each.line or "", "lin"), f"lines[{place}].period"
        if rule != "by_period":
            raise FieldInvalid(
                "period is as on the invoice",
                field=field,
                way_out="Leave it out, or set the entity's rule `credit_note_recognition` to by_period.",
            )
        whole = msgspec.convert(loads(rows[number]["body"])["period"], Period | None)
        if whole is None or not whole.start <= each.period.start < each.period.end <= whole.end:
            raise FieldInvalid(
                "the period is not a part of the line's", field=field, way_out="Send a part of the line's own period."
            )
        found[number] = Period(start=each.period.start, end=each.period.end)
    return found


def _line(part: Back, row: Row, number: int, net: Money, taxed: Money, span: Period | None) -> CreditNoteLine:
    body, made = loads(row["body"]), loads(row["basis"])
    return CreditNoteLine(
        id=id_text("lin", number),
        line=id_text("lin", row["id"]),
        description=body["description"],
        product=None if row["product"] is None else id_text("prd", row["product"]),
        quantity=None if part.quantity is None else part.quantity.text,
        unit_amount=body["unit_amount"] if part.quantity is not None else None,
        base_quantity=body["base_quantity"] if part.quantity is not None else None,
        amount=part.amount.text,
        net_amount=net.text,
        tax_behavior=made["tax_behavior"],
        tax_code=body["tax_code"],
        taxes=presenting.taxes(made),
        tax_amount=taxed.text,
        period=span or msgspec.convert(body["period"], Period | None),
    )


# ---- of its own ------------------------------------------------------------------------------------------------------


def _as_of_invoice(given: CreditNoteLineCreate, place: int) -> InvoiceLineCreate:
    if given.line is not None:
        raise FieldInvalid(
            "a line of an invoice is credited by naming the invoice",
            field=f"lines[{place}].line",
            way_out="Send `invoice` too, or leave `line` out.",
        )
    if given.description is None:
        raise FieldInvalid(
            f"lines[{place}].description is required",
            field=f"lines[{place}].description",
            way_out="Say what is given back.",
        )
    return InvoiceLineCreate(
        description=given.description,
        product=given.product,
        quantity=given.quantity or "1",
        unit_amount=given.unit_amount,
        base_quantity=given.base_quantity,
        amount=given.amount,
        tax_rates=given.tax_rates,
        tax_behavior=given.tax_behavior,
        tax_code=given.tax_code,
        allowances=given.allowances,
        charges=given.charges,
        period=given.period,
    )


def requests(given: Sequence[AllowanceRequest]) -> list[Any]:
    """Allowances or charges as they are kept."""
    found: list[Any] = msgspec.to_builtins(given)
    return found


def _more_than_nothing(taken: TakenBack) -> TakenBack:
    zero = Money.zero(taken.net.currency)
    if taken.total <= zero or taken.net < zero or taken.tax < zero or taken.subtotal < zero:
        raise RuleConflict(
            f"a credit note gives back more than nothing, and this one {taken.total.text} {taken.net.currency}",
            field="lines",
            way_out="Charge what is left to pay by an invoice.",
            total=taken.total.text,
        )
    return taken
