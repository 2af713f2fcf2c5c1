"""Bill runs: everything that is due, as one job, in chunks that are each one commit.

Whoever takes an item from the agenda does it; twice, or by several workers, nothing
is done twice. Where a chunk fails its members are done one by one, and one that
cannot be billed is parked and named.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from harr.contract.billing import BillRun, BillRunCreate, Parked
from harr.contract.operations import Listing, Page
from harr.contract.tenants import JobProgress
from harr.engine import Actor, Engine, Job, Row, Tx, agenda, jobs, loads
from harr.kernel.errors import FieldInvalid, NotFound, Refusal
from harr.kernel.ids import id_text, own_number, path_id
from harr.kernel.time import instant, instant_text, micros, parse_instant
from harr.services import subscriptions, tenants
from harr.services.billing import ending, renewing, subscribing

KIND = "bill_run"
VERBS = (subscribing.START, renewing.RENEW, subscriptions.APPLY, ending.END, subscriptions.EXPIRE)
CHUNK = 50
ROWS_OF_ONE = 40
"""How many rows an invoice of a few lines leaves, with its entries, documents and news."""

log = logging.getLogger("harr.billing")


@dataclass
class Run:
    """How far a run has come."""

    engine: Engine
    job: Job
    until_us: int
    entity: int | None
    done: int = 0
    total: int = 0
    parked: list[dict[str, str]] = field(default_factory=list)
    canceled: bool = False

    @property
    def actor(self) -> Actor:
        """In whose name it bills."""
        return Actor(kind="agenda", id=self.job.name, operation=f"jobs.{KIND}")


def create(tx: Tx, given: BillRunCreate) -> BillRun:
    """Queue a run over all that is due until an instant."""
    until_us = tx.now_us if given.until is None else micros(given.until)
    if until_us > tx.now_us:
        raise FieldInvalid(
            f"{instant_text(until_us)} is still to come", field="until",
            way_out="Leave it out, or advance the sandbox's clock first.",
        )  # fmt: skip
    entity = None if given.entity is None else tenants.entity_for(tx, given.entity).id
    tx.rehearsal("plan", {"count": agenda.count_waiting(tx, VERBS, until_us)})
    parameters = {"until": instant_text(until_us), "entity": None if entity is None else id_text("ent", entity)}
    return present(jobs.row_of(tx, jobs.start(tx, KIND, parameters, entity=entity, until_us=until_us)))


def retrieve(tx: Tx, run_id: str) -> BillRun:
    """A run: how far it is, and what it could not bill."""
    row = jobs.row_of(tx, path_id(run_id, "job"))
    if row["kind"] != KIND:
        raise NotFound(f"{run_id} is no bill run")
    return present(row)


def list_(tx: Tx, listing: Listing) -> Page[BillRun]:
    """Bill runs, the last first."""
    return jobs.listed_of(tx, KIND, listing, present)


def present(row: Row) -> BillRun:
    """A job as the bill run that it is."""
    parameters, failures = loads(row["parameters"]), loads(row["failures"] or "[]")
    return BillRun(
        id=id_text("job", row["id"]),
        job=id_text("job", row["id"]),
        app=None if row["app"] is None else id_text("app", row["app"]),
        status=row["status"],
        entity=parameters["entity"],
        until=instant(parse_instant(parameters["until"])),
        progress=JobProgress(total=row["total"], done=row["done"], failed=row["failed"]),
        parked=[Parked(**each) for each in failures or []],
        version=row["version"],
        created_at=instant(row["created_at"]),
        updated_at=instant(row["updated_at"]),
    )


# ---- the job ---------------------------------------------------------------------------------------------------------


def run(engine: Engine, job: Job) -> Mapping[str, Any]:
    """Do what is due, chunk by chunk, until nothing is left: a pass that did something is followed by another."""
    entity = job.parameters["entity"]
    going = Run(engine, job, parse_instant(job.parameters["until"]), None if entity is None else own_number(entity))
    while _pass(going) and not going.canceled:
        pass
    jobs.progress(engine, job, going.done, going.total, going.parked)
    return {"done": going.done, "failed": len(going.parked)}


def _pass(going: Run) -> int:
    """Once over the agenda; how many items were done."""
    done, after = 0, (0, 0, 0)
    going.total = (
        going.done + len(going.parked) + _read(going, lambda tx: agenda.count_waiting(tx, VERBS, going.until_us))
    )
    while not going.canceled:
        rows = _read(going, lambda tx, place=after: agenda.waiting(tx, VERBS, going.until_us, place, _chunk(tx)))
        if not rows:
            break
        after = (rows[-1]["due_at"], rows[-1]["place"], rows[-1]["id"])
        done += _together(going, [row for row in rows if _of_entity(going, row)])
        going.canceled = not jobs.progress(
            going.engine, going.job, going.done, max(going.total, going.done), going.parked
        )
    return done


def _together(going: Run, rows: Sequence[Row]) -> int:
    """Renewals that follow one another in one commit, everything else in its own."""
    done, left = 0, list(rows)
    while left:
        chunk = list(takewhile(lambda row: row["verb"] == renewing.RENEW, left)) or left[:1]
        left = left[len(chunk) :]
        done += _renewals(going, chunk) if chunk[0]["verb"] == renewing.RENEW else _one_by_one(going, chunk)
    return done


def _renewals(going: Run, rows: Sequence[Row]) -> int:
    def renew(tx: Tx) -> int:
        mine = agenda.take(tx, rows)
        renewing.renew(tx, [(own_number(item.subject), item.due_at_us) for item in mine])
        return len(mine)

    queue = f"{going.job.tenant}/invoice"
    try:
        done = going.engine.run(going.job.tenant, going.actor, renew, queue=queue).result
    except Exception as error:  # noqa: BLE001 - whatever it is, its members are tried one by one
        log.info("a chunk of %d could not be billed together: %r", len(rows), error)
        return _one_by_one(going, rows)
    if not going.engine.store.orders_inline:
        going.engine.order(going.job.tenant)
    going.done += done
    return done


def _one_by_one(going: Run, rows: Sequence[Row]) -> int:
    done = 0
    for row in rows:
        error = agenda.try_item(going.engine, going.job.tenant, row)
        if error is None:
            done += 1
        else:
            going.parked.append(_parked(row["subject"], error))
    going.done += done
    return done


def _parked(subject: str, error: Exception) -> dict[str, str]:
    if isinstance(error, Refusal):
        return {"subject": subject, "code": error.code, "detail": error.detail, "way_out": error.way_out or ""}
    return {"subject": subject, "code": "failed", "detail": repr(error)}


def _of_entity(going: Run, row: Row) -> bool:
    if going.entity is None:
        return True
    number = own_number(row["subject"])
    found = _read(going, lambda tx: subscriptions.subscription(tx, [number]))
    return number in found and found[number].entity == going.entity


def _chunk(tx: Tx) -> int:
    return max(1, min(CHUNK, tx.rows_limit // ROWS_OF_ONE))


def _read(going: Run, ask: Any) -> Any:
    return going.engine.read(going.job.tenant, going.actor, ask)
