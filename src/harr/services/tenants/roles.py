"""Roles and scopes: what a key may do, and that it can give no more than it has. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from harr.contract import OPERATIONS

ROLES: dict[str, tuple[str, ...]] = {
    "owner": ("*:*",),
    "developer": ("*:read", "*:write"),
    "support": ("*:read", "customers:write", "tax_ids:write", "invoices:write", "subscriptions:write"),
    "billing": ("*:read", "*:write", "*:money"),
    "accountant": ("*:read", "transactions:write", "transactions:money", "accounts:write", "ledger_periods:write"),
    "controller": ("*:read", "*:write", "*:money"),
    "auditor": ("*:read",),
}
"""What a role may do, as scopes. Owner, developer, billing and controller differ in the settings below."""

SETTINGS = frozenset({"keys", "apps", "profiles", "members", "entities", "tenant", "sandboxes"})
"""Resources that say who may do what: written by owners and developers alone."""
MAY_SET = frozenset({"owner", "developer"})

DEFAULT = "billing"
"""The role of a key that is made without one: an app's daily work, and none of the settings."""

RESOURCES = frozenset(operation.resource for operation in OPERATIONS)


def granted(role: str | None, scopes: Sequence[str]) -> frozenset[str]:
    """The scopes of a key: those that it lists, else those of its role."""
    return frozenset(scopes) if scopes else frozenset(ROLES[role] if role else ())


def may(role: str | None, scopes: AbstractSet[str], scope: str) -> bool:
    """Whether a key has a scope, by itself or by a wider one."""
    resource, _, action = scope.partition(":")
    if role and action != "read" and resource in SETTINGS and role not in MAY_SET:
        return False
    return bool({"*:*", f"*:{action}", f"{resource}:*", scope} & scopes)


def missing(mine: AbstractSet[str], wanted: AbstractSet[str]) -> list[str]:
    """The scopes that a key wants to give and has not."""
    return [scope for scope in sorted(wanted) if not may(None, mine, scope)]
