"""The first of the two places where profiles are enforced: operations, and every request field of a governed kind."""

from __future__ import annotations

import msgspec

from harr.contract.operations import Operation
from harr.services.tenants import Principal
from harr.services.tenants.capabilities import LISTS, names, operation_granted, request_granted

__all__ = ["LISTS", "fields_allowed", "names", "operation_allowed"]


def operation_allowed(principal: Principal, operation: Operation) -> None:
    """Refuse an operation that the app's profile does not name."""
    if principal.profile is not None:
        operation_granted(principal.profile, operation)


def fields_allowed(principal: Principal, given: msgspec.Struct) -> None:
    """Refuse the first value that the app's profile does not allow, naming its field and what is allowed."""
    if principal.profile is not None:
        request_granted(principal.profile, given)
