"""What callers send, read: lines at a price, a unit amount or an amount, allowances, charges. Each fault by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from msgspec import UNSET

from harr.contract.invoices import InvoiceCreate, InvoiceLineCreate, InvoiceLineUpdate
from harr.contract.shapes import AllowanceRequest, PaymentTerms, Period, PeriodRequest
from harr.engine import Tx
from harr.kernel.currencies import minor_units
from harr.kernel.errors import CouponNotApplicable, CurrencyMismatch, FieldInvalid, NotFound, RuleConflict
from harr.kernel.ids import id_number
from harr.kernel.money import Money, Rate, Rounding
from harr.kernel.quantities import Quantity, parse_percentage
from harr.kernel.time import micros
from harr.services import catalog, tenants
from harr.services.invoices import basis, store
from harr.services.invoices.amounts import MOST_ROUNDING, Change, share_of
from harr.services.invoices.wanted import NewInvoice, NewLine
from harr.services.tax import Tax


def order(tx: Tx, given: InvoiceCreate, *, customer: int, entity: int, currency: str) -> NewInvoice:
    """What `invoices.create` was sent, as a draft to make."""
    minor_units(currency, "currency")
    no_discounts(given.discounts)
    if given.type != "opening" and (given.number is not None or given.issued_on is not None):
        field = "number" if given.number is not None else "issued_on"
        raise RuleConflict(
            f"{field} is Harr's to say, but for an opening invoice",
            field=field,
            way_out="Leave it out, or send `type: opening` for an invoice of an older system.",
        )
    check_rounding(given.rounding_amount, currency)
    check_balance_to_use(given.balance_to_use, currency)
    check_terms(given.payment_terms)
    return NewInvoice(
        customer=customer,
        entity=entity,
        currency=currency,
        type=given.type,
        lines=lines(tx, given.lines, currency),
        subscription=_reference(given.subscription, "sub", "subscription"),
        billing_group=_reference(given.billing_group, "bgr", "billing_group"),
        allowances=tuple(given.allowances),
        charges=tuple(given.charges),
        rounding_amount=given.rounding_amount,
        purchase_order=given.purchase_order,
        buyer_reference=given.buyer_reference,
        notes=given.notes,
        footer=given.footer,
        language=given.language,
        payment_terms=given.payment_terms,
        collection=given.collection or "send_invoice",
        balance_to_use=given.balance_to_use,
        due_on=given.due_on,
        finalizes_at_us=None if given.finalizes_at is None else micros(given.finalizes_at),
        number=given.number,
        issued_on=given.issued_on,
        external_id=given.external_id,
        metadata=given.metadata,
    )


def lines(tx: Tx, given: Sequence[InvoiceLineCreate], currency: str, field: str = "lines") -> tuple[NewLine, ...]:
    """Lines to write. A price is looked up for all of them at once."""
    fields = [f"{field}[{place}]" for place in range(len(given))]
    for line, where in zip(given, fields, strict=True):
        _says_one_amount(line, f"{where}.")
    wanted = {
        id_number(line.price, "prc", field=f"{where}.price"): where
        for line, where in zip(given, fields, strict=True)
        if line.price is not None
    }
    prices = _prices(tx, wanted, currency)
    found = tuple(_line(line, where, currency, prices) for line, where in zip(given, fields, strict=True))
    _known_products(tx, found, fields)
    return found


def line(tx: Tx, given: InvoiceLineCreate, currency: str) -> NewLine:
    """One line, whose faults are named without a place."""
    _says_one_amount(given, "")
    wanted = {} if given.price is None else {id_number(given.price, "prc", field="price"): ""}
    found = _line(given, "", currency, _prices(tx, wanted, currency))
    _known_products(tx, [found], [""])
    return found


def changed(tx: Tx, was: NewLine, given: InvoiceLineUpdate, currency: str) -> NewLine:
    """A line with the fields that a PATCH names. One at a price keeps its unit amount."""
    if was.price is not None and not all(value in {UNSET, None} for value in (given.unit_amount, given.base_quantity)):
        raise RuleConflict(
            "the price says the unit amount of this line",
            field="unit_amount",
            way_out="Change the quantity, or replace the line by one without a price.",
        )
    named = {
        name: value
        for name in ("description", "quantity", "unit_amount", "base_quantity", "tax_behavior", "tax_code", "metadata")
        if (value := getattr(given, name)) is not UNSET
    }
    for name in ("allowances", "charges"):
        if (value := getattr(given, name)) is not UNSET:
            named[name] = tuple(value)
    if given.tax_rates is not UNSET:
        named["tax_rates"] = _rates(given.tax_rates, "tax_rates")
    now = replace(was, **named)
    _quantity(now.quantity, now.base_quantity, "")
    if now.price is not None and given.amount is UNSET:
        return replace(now, **_at_price(_prices(tx, {now.price: ""}, currency)[now.price], now.quantity, currency))
    return replace(now, made=_made_again(was, now, given, currency))


def _made_again(was: NewLine, now: NewLine, given: InvoiceLineUpdate, currency: str) -> Mapping[str, Any]:
    if given.amount is not UNSET:
        if now.price is not None or isinstance(given.unit_amount, str):
            raise _one_of("")
        return basis.given(Money.parse(given.amount, currency, field="amount", negative=True))
    if now.unit_amount is not None:
        Rate.parse(now.unit_amount, currency, field="unit_amount", negative=True)
        return basis.per_unit(now.unit_amount, now.quantity, now.base_quantity)
    if given.unit_amount is None:
        raise _one_of("")
    return was.made


# ---- a line ----------------------------------------------------------------------------------------------------------


def _line(given: InvoiceLineCreate, where: str, currency: str, prices: Mapping[int, catalog.Price]) -> NewLine:
    at = f"{where}." if where else ""
    _quantity(given.quantity, given.base_quantity, at)
    price = None if given.price is None else prices[id_number(given.price, "prc")]
    for kind in ("allowances", "charges"):
        _without_rates(getattr(given, kind), f"{at}{kind}")
    return NewLine(
        **(_at_price(price, given.quantity, currency) if price else _made(given, currency, at)),
        description=given.description,
        kind=given.kind,
        quantity=given.quantity,
        product=price.product if price else _reference(given.product, "prd", f"{at}product"),
        price=price.id if price else None,
        subscription_item=_reference(given.subscription_item, "sit", f"{at}subscription_item"),
        meter=_reference(given.meter, "mtr", f"{at}meter"),
        corrects=_reference(given.corrects, "lin", f"{at}corrects"),
        tax_rates=_rates(given.tax_rates, f"{at}tax_rates"),
        tax_behavior=given.tax_behavior or (price.tax_behavior if price else "exclusive"),
        tax_code=given.tax_code,
        allowances=tuple(given.allowances),
        charges=tuple(given.charges),
        period=_period(given.period, f"{at}period"),
        external_id=given.external_id,
        metadata=given.metadata,
    )


def _made(given: InvoiceLineCreate, currency: str, at: str) -> dict[str, Any]:
    """How the amount of a line without a price comes about."""
    said = {"unit_amount": given.unit_amount, "base_quantity": given.base_quantity}
    if given.unit_amount is not None:
        Rate.parse(given.unit_amount, currency, field=f"{at}unit_amount", negative=True)
        return {**said, "made": basis.per_unit(given.unit_amount, given.quantity, given.base_quantity)}
    return {**said, "made": basis.given(Money.parse(given.amount or "", currency, field=f"{at}amount", negative=True))}


def _at_price(price: catalog.Price, quantity: str, currency: str) -> dict[str, Any]:
    """How the amount of a line at a price comes about, and what of that the line shows."""
    rated = price.rate(Quantity.parse(quantity, negative=True), currency=currency)
    return {
        "made": rated.basis,
        "unit_amount": rated.unit_amount,
        "base_quantity": rated.base_quantity,
        "tiers": rated.tiers,
    }


def _says_one_amount(given: InvoiceLineCreate, at: str) -> None:
    if sum(value is not None for value in (given.price, given.unit_amount, given.amount)) != 1:
        raise _one_of(at)


def _one_of(at: str) -> FieldInvalid:
    return FieldInvalid(
        "a line has a price, or a unit amount, or an amount: one of them",
        field=f"{at}amount",
        way_out="Send `price`, or `unit_amount` with `quantity`, or `amount`.",
    )


def _quantity(quantity: str, base_quantity: str | None, at: str) -> None:
    Quantity.parse(quantity, field=f"{at}quantity", negative=True)
    if base_quantity is not None and Quantity.parse(base_quantity, field=f"{at}base_quantity").units <= 0:
        raise FieldInvalid(
            "a price is for more than nothing", field=f"{at}base_quantity", way_out="Send 1, or nothing."
        )


def _prices(tx: Tx, wanted: Mapping[int, str], currency: str) -> dict[int, catalog.Price]:
    """The prices of lines: there, active, of the invoice's currency, and allowed to the app."""
    found = catalog.price(tx, list(wanted))
    for number, where in wanted.items():
        field = f"{where}.price".removeprefix(".")
        price = found.get(number)
        if price is None:
            raise NotFound("there is no such price here", field=field)
        if price.status != "active":
            raise RuleConflict(
                f"the price is {price.status}", field=field, way_out="Use an active price (`prices.activate`)."
            )
        if price.type != "one_time":
            raise RuleConflict(
                f"a {price.type} price is charged by a subscription",
                field=field,
                way_out="Use a price of type one_time, or a unit amount.",
            )
        if currency not in price.currencies:
            raise CurrencyMismatch(
                f"the price is in {', '.join(sorted(price.currencies))}, the invoice in {currency}",
                field=field,
                currency=currency,
                other=price.currency,
            )
        tenants.allowed(tx, tx.actor.app, "price_model", price.model, field)
    return found


def _known_products(tx: Tx, found: Sequence[NewLine], fields: Sequence[str]) -> None:
    wanted = {line.product for line in found if line.product is not None}
    known = catalog.product(tx, sorted(wanted))
    corrected = store.many(tx, "invoices_line", {line.corrects for line in found if line.corrects is not None})
    for line_, where in zip(found, fields, strict=True):
        if line_.product is not None and line_.product not in known:
            raise NotFound("there is no such product here", field=f"{where}.product".removeprefix("."))
        if line_.corrects is not None and line_.corrects not in corrected:
            raise NotFound("there is no such line here", field=f"{where}.corrects".removeprefix("."))


def _period(given: PeriodRequest | None, field: str) -> Period | None:
    if given is None:
        return None
    if given.start >= given.end:
        raise FieldInvalid(
            "a period ends after it starts",
            field=f"{field}.end",
            way_out="Send the first day that no longer belongs to the period.",
        )
    return Period(start=given.start, end=given.end)


def _rates(given: Sequence[str] | None, field: str) -> tuple[int, ...] | None:
    if not given:
        return None
    found = tuple(id_number(text, "txr", field=f"{field}[{place}]") for place, text in enumerate(given))
    if len(set(found)) != len(found):
        raise FieldInvalid("a rate stands twice", field=field, way_out="Name each rate once.")
    return found


def _reference(text: str | None, prefix: str, field: str) -> int | None:
    return None if text is None else id_number(text, prefix, field=field)


# ---- allowances and charges ------------------------------------------------------------------------------------------


def change(
    given: AllowanceRequest, kind: Any, base: Money, field: str, *, rounding: Rounding, taxes: tuple[Tax, ...] = ()
) -> Change:
    """An allowance or charge, settled: an amount, or a percentage of its own base or of what it is taken off."""
    if (given.amount is None) == (given.percentage is None):
        raise FieldInvalid(
            "it is an amount or a percentage: one of them",
            field=f"{field}.amount",
            way_out="Send one and leave the other.",
        )
    if given.amount is None:
        percentage: Decimal = parse_percentage(given.percentage or "", field=f"{field}.percentage")
        if given.base_amount is not None:
            base = Money.parse(given.base_amount, base.currency, field=f"{field}.base_amount", negative=True)
        return _changed(given, kind, share_of(percentage, base, rounding), base, taxes)
    if given.base_amount is not None:
        raise FieldInvalid(
            "a base belongs to a percentage",
            field=f"{field}.base_amount",
            way_out="Leave it out, or send `percentage`.",
        )
    return _changed(
        given, kind, Money.parse(given.amount, base.currency, field=f"{field}.amount", negative=True), None, taxes
    )


def _changed(given: AllowanceRequest, kind: Any, amount: Money, base: Money | None, taxes: tuple[Tax, ...]) -> Change:
    return Change(kind, amount, taxes, given.percentage, base, given.reason, given.reason_code)


def rates_of(given: AllowanceRequest, field: str) -> tuple[int, ...] | None:
    """The tax rates that an allowance or charge of a document names."""
    return _rates(given.tax_rates, f"{field}.tax_rates")


def _without_rates(given: Sequence[AllowanceRequest], field: str) -> None:
    for place, each in enumerate(given):
        if each.tax_rates:
            raise FieldInvalid(
                "an allowance or charge of a line has the line's tax",
                field=f"{field}[{place}].tax_rates",
                way_out="Leave tax_rates out, or put it on the document.",
            )


# ---- the document ----------------------------------------------------------------------------------------------------


def check_rounding(text: str | None, currency: str) -> None:
    """What is payable is rounded by less than one hundred minor units."""
    if text is None:
        return
    amount = Money.parse(text, currency, field="rounding_amount", negative=True)
    if abs(amount.minor) >= MOST_ROUNDING:
        raise FieldInvalid(
            f"{text} {currency} is more than a rounding",
            field="rounding_amount",
            way_out="Use a line, an allowance or a charge: they are taxed.",
        )


def check_balance_to_use(text: str, currency: str) -> None:
    """`all`, `none`, or an amount with the currency's digits."""
    if text not in {"all", "none"}:
        Money.parse(text, currency, field="balance_to_use")


def check_terms(terms: PaymentTerms | None) -> None:
    """A day of the month is named where the rule wants one."""
    if terms is not None and terms.due_rule == "day_of_month" and terms.day is None:
        raise FieldInvalid(
            "due_rule day_of_month needs a day", field="payment_terms.day", way_out="Send the day, 1 to 31."
        )


def no_discounts(given: Sequence[object]) -> None:
    """Coupons come with `credits`; until then nobody is told that one was taken."""
    if given:
        raise CouponNotApplicable(
            "coupons and promotion codes are not taken yet",
            field="discounts[0]",
            way_out="Use an allowance on the line or the document.",
        )
