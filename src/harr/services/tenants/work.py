"""What goes on behind the requests, for people to look at and to act on: agenda, jobs, and the audit."""

from __future__ import annotations

from harr.contract.operations import Listing, Page
from harr.contract.tenants import AgendaItem, AuditRecord, Job
from harr.engine import Tx, agenda, audit, jobs, sandbox
from harr.kernel.ids import path_id
from harr.services.tenants.sandboxes import sandbox_of

# ---- the agenda ------------------------------------------------------------------------------------------------------


def item(tx: Tx, item_id: str) -> AgendaItem:
    """An item by its id."""
    return agenda.present(agenda.row_of(tx, path_id(item_id, "agd")))


def items(tx: Tx, listing: Listing) -> Page[AgendaItem]:
    """What is due, was due, or was canceled."""
    return agenda.listed(tx, listing)


def run_item(tx: Tx, item_id: str) -> AgendaItem:
    """Do an item now, in this request; what it refuses is the answer, and nothing was done."""
    return agenda.present(agenda.run_now(tx, path_id(item_id, "agd")))


def cancel_item(tx: Tx, item_id: str) -> AgendaItem:
    """Take an item off the agenda."""
    shown = agenda.present(agenda.cancel(tx, path_id(item_id, "agd")))
    tx.changed(item_id, {"status": "due", "verb": shown.verb}, {"status": "canceled", "verb": shown.verb})
    return shown


# ---- jobs ------------------------------------------------------------------------------------------------------------


def job(tx: Tx, job_id: str) -> Job:
    """A job by its id: state, progress, result."""
    return jobs.present(jobs.row_of(tx, path_id(job_id, "job")))


def all_jobs(tx: Tx, listing: Listing) -> Page[Job]:
    """Jobs, newest first."""
    return jobs.listed(tx, listing)


def cancel_job(tx: Tx, job_id: str) -> Job:
    """Stop a job; a sandbox that waits for one that nobody has begun is free again."""
    number = path_id(job_id, "job")
    row = jobs.cancel(tx, number)
    held = sandbox_of(row)
    if held is not None and (row["leased_until"] is None or row["leased_until"] <= tx.machine_us):
        sandbox.release(tx, held, jobs.owner(tx.tenant, number))
    return jobs.present(row)


def resume_job(tx: Tx, job_id: str) -> Job:
    """Go on with what a job has left."""
    return jobs.present(jobs.resume(tx, path_id(job_id, "job")))


# ---- the audit -------------------------------------------------------------------------------------------------------


def record(tx: Tx, record_id: str) -> AuditRecord:
    """A record by its id."""
    return audit.record(tx, path_id(record_id, "aud"))


def records(tx: Tx, listing: Listing) -> Page[AuditRecord]:
    """What was done, and what was refused."""
    return audit.listed(tx, listing)
