"""Bill runs: everything that is due, for one entity or for all, as one job. One-off orders are `invoices.create`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

import msgspec

from harr.contract.operations import Operation, standard
from harr.contract.tenants import JobProgress
from harr.contract.words import Answer, Create, EntityId, Instant, JobId, Versioned
from harr.kernel import ids


class Parked(Answer, kw_only=True):
    """One subject that a run could not bill, why, and what would help. It holds up nobody else."""

    subject: str
    code: str
    detail: str
    way_out: str | None = None


class BillRun(Versioned, kw_only=True):
    """A job that does all that is due until an instant: renews, rates, finalizes, in line with each series."""

    id: JobId
    object: Literal["bill_run"] = "bill_run"
    status: Literal["queued", "running", "succeeded", "partly_failed", "failed", "canceled"]
    job: JobId
    entity: EntityId | None = None
    until: Instant
    progress: JobProgress = msgspec.field(default_factory=JobProgress)
    parked: list[Parked] = msgspec.field(default_factory=list)


class BillRunCreate(Create, kw_only=True):
    """Bill what is due at or before `until`; without it, now. Without an entity: all of them."""

    entity: EntityId | None = None
    until: Instant | None = None


def _id(prefix: str, counter: int) -> str:
    return ids.id_text(prefix, ids.make_id(1_772_323_200_000, counter))


BILL_RUN = BillRun(
    id=_id("job", 1),
    status="partly_failed",
    job=_id("job", 1),
    entity=_id("ent", 1),
    until=datetime(2026, 3, 1, tzinfo=UTC),
    progress=JobProgress(total=120, done=119, failed=1),
    parked=[
        Parked(
            subject=_id("sub", 7),
            code="tax_unresolved",
            detail="no tax rate of NO fits the line “Pro, per month”",
            way_out="Set `tax_rates` on the line, the product, the customer or the entity, or create a rate that fits.",
        )
    ],
    created_at=datetime(2026, 3, 1, 0, 0, 5, tzinfo=UTC),
    updated_at=datetime(2026, 3, 1, 0, 2, 41, tzinfo=UTC),
    version=4,
)

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        name="bill_runs.create", method="POST", path="/v1/bill_runs", summary="Bill everything that is due.",
        request=BillRunCreate, response=BillRun, status=202, starts_job=True, errors=("state_conflict",),
        example=BILL_RUN,
    ),
    *standard(BillRun, plural="bill_runs", path="/v1/bill_runs", actions="retrieve list", example=BILL_RUN),
)  # fmt: skip
