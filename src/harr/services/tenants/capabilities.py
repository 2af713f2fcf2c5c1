"""What a profile grants: operations, words and amounts. Pure; the gateway and the actions both decide by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from harr.contract.kinds import kinds
from harr.contract.operations import Operation
from harr.contract.tenants import Profile
from harr.kernel.errors import CapabilityNotGranted, Refusal
from harr.kernel.money import Money

LISTS: Mapping[str, str] = {
    "currency": "currencies",
    "country": "countries",
    "payment_method_type": "payment_method_types",
    "price_model": "price_models",
    "provider": "providers",
    "customer_kind": "customer_kinds",
}
"""Which list of a profile says which words of a kind are allowed; an empty list allows all of them."""


def names(profile: Profile, operation: Operation) -> bool:
    """Whether a profile names an operation: itself, all of its resource, or all."""
    return bool({"*", "*.*", f"{operation.resource}.*", operation.name} & set(profile.operations))


def operation_granted(profile: Profile, operation: Operation) -> None:
    """Refuse an operation that the profile does not name."""
    if not names(profile, operation):
        raise CapabilityNotGranted(
            f"the profile {profile.name!r} has no {operation.name}", operation=operation.name, profile=profile.id
        )


def word_granted(profile: Profile, kind: str, value: str, field: str | None) -> None:
    """Refuse a word that the profile does not allow, naming those that it does."""
    allowed = getattr(profile, LISTS[kind])
    if allowed and value not in allowed:
        raise CapabilityNotGranted(
            f"the profile {profile.name!r} does not allow {kind.replace('_', ' ')} {value}",
            field=field,
            way_out=f"Use {' or '.join(allowed)}, or an app whose profile allows {value}.",
            allowed=list(allowed),
            profile=profile.id,
        )


def amount_granted(profile: Profile, amount: Money, field: str | None) -> None:
    """Refuse an amount above the profile's largest one in this currency."""
    largest = profile.maximum_amounts.get(amount.currency)
    if largest is not None and abs(amount) > Money.parse(largest, amount.currency):
        raise CapabilityNotGranted(
            f"the profile {profile.name!r} allows at most {largest} {amount.currency}",
            field=field,
            way_out=f"Send at most {largest} {amount.currency}, or use an app whose profile allows more.",
            maximum=largest,
            currency=amount.currency,
            profile=profile.id,
        )


def request_granted(profile: Profile, given: msgspec.Struct) -> None:
    """Refuse the first value of a request that the profile does not allow, naming its field and what is allowed."""
    for path, kind, value, currency in governed(given):
        if kind != "amount":
            word_granted(profile, kind, value, path)
        elif currency is not None and (amount := _money(value, currency)) is not None:
            amount_granted(profile, amount, path)


def _money(value: str, currency: str) -> Money | None:
    try:
        return Money.parse(value, currency, negative=True)
    except Refusal:
        return None  # a wrong form is the action's to refuse, with its own code


def governed(given: Any, path: str = "", currency: str | None = None) -> Iterator[tuple[str, str, str, str | None]]:
    """Every governed value of a request: path, kind, value, and the currency that holds there."""
    if isinstance(given, list):
        for number, each in enumerate(given):
            yield from governed(each, f"{path}[{number}]", currency)
    if not isinstance(given, msgspec.Struct):
        return
    currency = getattr(given, "currency", None) or currency
    marks = kinds(type(given))
    for name in given.__struct_fields__:
        value, where = getattr(given, name), f"{path}.{name}".removeprefix(".")
        kind = marks.get(name, "")
        if kind in LISTS or kind == "amount":
            yield from _words(value, where, kind, currency)
        else:
            yield from governed(value, where, currency)


def _words(value: Any, path: str, kind: str, currency: str | None) -> Iterator[tuple[str, str, str, str | None]]:
    if isinstance(value, str):
        yield path, kind, value, currency
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _words(each, f"{path}[{number}]", kind, currency)
