"""The first of the two places where profiles are enforced: operations, and every request field of a governed kind."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
from msgspec import inspect

from harr.contract.operations import Operation
from harr.contract.tenants import Profile
from harr.edge.validation import harr_kind_of
from harr.kernel.errors import CapabilityNotGranted, Refusal
from harr.kernel.money import Money
from harr.services.tenants import Principal

LISTS = {
    "currency": "currencies",
    "country": "countries",
    "payment_method_type": "payment_method_types",
    "price_model": "price_models",
}


def operation_allowed(principal: Principal, operation: Operation) -> None:
    """Refuse an operation that the app's profile does not name."""
    profile = principal.profile
    if profile is not None and not names(profile, operation):
        raise CapabilityNotGranted(
            f"the profile {profile.name!r} has no {operation.name}", operation=operation.name, profile=profile.id
        )


def names(profile: Profile, operation: Operation) -> bool:
    """Whether a profile names an operation: itself, all of its resource, or all."""
    return bool({"*", "*.*", f"{operation.resource}.*", operation.name} & set(profile.operations))


def fields_allowed(principal: Principal, given: msgspec.Struct) -> None:
    """Refuse the first value that the app's profile does not allow, naming its field and what is allowed."""
    profile = principal.profile
    if profile is None:
        return
    for path, kind, value, currency in governed(given):
        if kind == "amount":
            _amount_allowed(profile, path, value, currency)
            continue
        allowed = getattr(profile, LISTS[kind])
        if allowed and value not in allowed:
            raise CapabilityNotGranted(
                f"the profile {profile.name!r} does not allow {kind.replace('_', ' ')} {value}",
                field=path,
                way_out=f"Use {' or '.join(allowed)}, or an app whose profile allows {value}.",
                allowed=list(allowed),
                profile=profile.id,
            )


def _amount_allowed(profile: Profile, path: str, value: str, currency: str | None) -> None:
    if currency is None or currency not in profile.maximum_amounts:
        return
    largest = profile.maximum_amounts[currency]
    try:
        more = abs(Money.parse(value, currency, negative=True)) > Money.parse(largest, currency)
    except Refusal:
        return  # a wrong form is the action's to refuse, with its own code
    if more:
        raise CapabilityNotGranted(
            f"the profile {profile.name!r} allows at most {largest} {currency}",
            field=path,
            way_out=f"Send at most {largest} {currency}, or use an app whose profile allows more.",
            maximum=largest,
            currency=currency,
            profile=profile.id,
        )


def governed(given: Any, path: str = "", currency: str | None = None) -> Iterator[tuple[str, str, str, str | None]]:
    """Every governed value of a request: path, kind, value, and the currency that holds there."""
    if isinstance(given, msgspec.Struct):
        currency = getattr(given, "currency", None) or currency
        for name, kind in _kinds(type(given)):
            value = getattr(given, name)
            where = f"{path}.{name}".removeprefix(".")
            if kind is None or not isinstance(value, str):
                yield from governed(value, where, currency)
            else:
                yield where, kind, value, currency
    elif isinstance(given, list):
        for number, each in enumerate(given):
            yield from governed(each, f"{path}[{number}]", currency)


@cache
def _kinds(struct: type[msgspec.Struct]) -> tuple[tuple[str, str | None], ...]:
    found = inspect.type_info(struct)
    fields = found.fields if isinstance(found, inspect.StructType) else ()
    kinds = {item.name: harr_kind_of(item.type) for item in fields}
    return tuple((name, kind if kind in {*LISTS, "amount"} else None) for name, kind in kinds.items())
