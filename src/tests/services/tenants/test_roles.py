"""Roles and scopes: what a key may do, and that it gives no more than it has."""

from __future__ import annotations

import pytest

from harr.services.tenants.roles import ROLES, granted, may, missing


@pytest.mark.parametrize(
    ("role", "scopes", "scope", "allowed"),
    [
        ("owner", [], "refunds:money", True),
        ("owner", [], "keys:write", True),
        ("developer", [], "keys:write", True),
        ("developer", [], "invoices:write", True),
        ("developer", [], "refunds:money", False),
        ("billing", [], "refunds:money", True),
        ("billing", [], "keys:write", False),
        ("billing", [], "keys:read", True),
        ("controller", [], "profiles:write", False),
        ("auditor", [], "audit:read", True),
        ("auditor", [], "invoices:write", False),
        ("support", [], "customers:write", True),
        ("support", [], "credit_notes:write", False),
        (None, ["invoices:read"], "invoices:read", True),
        (None, ["invoices:read"], "invoices:write", False),
        (None, ["*:read"], "customers:read", True),
        (None, ["*:write"], "keys:write", True),
        (None, [], "invoices:read", False),
    ],
)
def test_what_a_key_may_do(role: str | None, scopes: list[str], scope: str, allowed: bool) -> None:
    """By its scopes, or those of its role; settings are written by owners and developers alone."""
    assert may(role, granted(role, scopes), scope) is allowed


@pytest.mark.parametrize(
    ("mine", "wanted", "lacking"),
    [
        (["*:*"], ["*:*"], []),
        (["*:read", "*:write"], ["invoices:read", "*:write"], []),
        (["*:read", "*:write"], ["*:*"], ["*:*"]),
        (["*:read", "*:write"], ["refunds:money", "*:read"], ["refunds:money"]),
        (["keys:write"], list(ROLES["auditor"]), ["*:read"]),
        (["keys:write"], ["keys:write"], []),
    ],
)
def test_what_a_key_cannot_give(mine: list[str], wanted: list[str], lacking: list[str]) -> None:
    """The scopes that it would give and has not."""
    assert missing(frozenset(mine), frozenset(wanted)) == lacking
