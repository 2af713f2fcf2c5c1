"""What a provider says, in Harr's words: a method, a charge, a refund, a dispute, each as it now is.

An answer and an event say the same thing in the same form, so that it does not
matter by which of them, how often or in which order something is learned: the
rank of a status only rises. Amounts are whole minor units.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from harr.contract.payments import Mandate, MethodBank, MethodCard, NextAction
from harr.contract.shapes import Failure
from harr.contract.words import PaymentMethodType


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a provider says of what it keeps under a reference of its own."""

    reference: str


class MethodSaid(Said, frozen=True, kw_only=True):
    """A stored way to pay. `reference` is what it is charged by."""

    type: PaymentMethodType
    fingerprint: str | None = None
    card: MethodCard | None = None
    bank: MethodBank | None = None
    mandate: Mandate | None = None


class ChargeSaid(Said, frozen=True, kw_only=True):
    """A try to move money. `captured` and `fee` are all of them so far; `return_fee` is what a return cost."""

    key: str
    status: Literal["requires_action", "processing", "authorized", "succeeded", "failed", "canceled", "returned"]
    amount: int
    currency: str
    captured: int = 0
    fee: int = 0
    return_fee: int = 0
    failure: Failure | None = None
    action: NextAction | None = None


class RefundSaid(Said, frozen=True, kw_only=True):
    """Money that goes back."""

    key: str
    charge: str
    status: Literal["pending", "succeeded", "failed", "canceled"]
    amount: int
    currency: str
    failure: Failure | None = None


class DisputeSaid(Said, frozen=True, kw_only=True):
    """A bank that wants a charge back. `evidence_due_at` is an instant in microseconds."""

    charge: str
    status: Literal["warning", "needs_response", "under_review", "won", "lost", "prevented"]
    amount: int
    currency: str
    fee: int
    reason: str
    network_reason: str | None = None
    evidence_due_at: int | None = None


KINDS: Mapping[str, type[Said]] = {
    "method": MethodSaid,
    "charge": ChargeSaid,
    "refund": RefundSaid,
    "dispute": DisputeSaid,
}

CHARGE_RANK: Mapping[str, int] = {
    "created": 0,
    "sent": 1,
    "unknown": 1,
    "requires_action": 2,
    "authorized": 3,
    "failed": 4,
    "canceled": 4,
    "succeeded": 5,
    "returned": 6,
}
"""An attempt only rises: a late success beats a failure and a cancellation."""

REFUND_RANK: Mapping[str, int] = {"pending": 0, "requires_action": 1, "canceled": 2, "succeeded": 3, "failed": 4}
"""A refund that succeeded may still come back."""

DISPUTE_RANK: Mapping[str, int] = {
    "warning": 0,
    "needs_response": 1,
    "under_review": 2,
    "prevented": 3,
    "lost": 4,
    "won": 5,
}
"""A dispute that was lost may be won in a second round."""

ATTEMPT_STATUS: Mapping[str, str] = {"processing": "sent"}
"""What a charge's status is called on an attempt, where it has another name."""


def read(body: Mapping[str, Any]) -> Said | None:
    """What an answer or the data of an event says, or nothing that Harr knows."""
    for kind, struct in KINDS.items():
        if kind in body:
            return msgspec.convert(body[kind], struct)
    return None
