"""When revenue is earned: one schedule for each line whose service takes time."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from harr.contract.operations import Operation, standard, verb
from harr.contract.rules import Recognition
from harr.contract.shapes import Period, PeriodRequest
from harr.contract.words import (
    Amount,
    Answer,
    Currency,
    InvoiceId,
    InvoiceLineId,
    Label,
    RecognitionScheduleId,
    Request,
    SignedAmount,
    TransactionId,
    Versioned,
)


class RecognitionPart(Answer, kw_only=True):
    """What is earned on a day; with its transaction once it is booked."""

    on: date
    amount: SignedAmount
    transaction: TransactionId | None = None


class RecognitionAdjustment(Answer, kw_only=True):
    """A change of the schedule: by a credit note, or by hand."""

    on: date
    amount: SignedAmount
    reason: Label
    source: str | None = None


class RecognitionSchedule(Versioned, kw_only=True):
    """How a line's revenue is earned: `amount` is `recognized_amount` and `deferred_amount` together."""

    id: RecognitionScheduleId
    object: Literal["recognition_schedule"] = "recognition_schedule"
    status: Literal["planned", "running", "complete", "reversed"]
    invoice: InvoiceId
    line: InvoiceLineId
    method: Recognition
    period: Period | None = None
    currency: Currency
    amount: Amount
    recognized_amount: Amount
    deferred_amount: Amount
    recognized_through: date | None = None
    adjustments: list[RecognitionAdjustment] = msgspec.field(default_factory=list)
    parts: list[RecognitionPart] = msgspec.field(default_factory=list)


class RecognitionAdjustRequest(Request, kw_only=True):
    """Earn what is left in another way or over another period; or earn an amount of it at once."""

    reason: Label
    method: Recognition | None = None
    period: PeriodRequest | None = None
    amount: Amount | None = None


OPERATIONS: tuple[Operation, ...] = (
    *standard(
        RecognitionSchedule,
        plural="recognition_schedules",
        path="/v1/recognition_schedules",
        actions="retrieve list",
    ),
    verb(
        "recognition_schedules.adjust",
        "/v1/recognition_schedules/{id}/adjust",
        RecognitionSchedule,
        "Change how what is left is earned.",
        request=RecognitionAdjustRequest,
        errors=("state_conflict", "amount_exceeds_remaining", "period_closed", "rule_conflict"),
    ),
)
