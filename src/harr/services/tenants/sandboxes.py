"""Sandboxes: worlds for trying. Made with a key of their own, advanced through time, thrown away when done.

A sandbox's row lies in the tenant that made it; its id is the number of its own
tenant. Its verbs are called by a key of its maker, or by its own key on itself.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import UNSET

from harr.contract.events import SandboxAdvanced
from harr.contract.operations import Listing, Page
from harr.contract.tenants import Sandbox, SandboxAdvanceRequest, SandboxCreate, SandboxUpdate, TimeStep
from harr.engine import Due, Engine, Job, Row, Tx, agenda, dumps, jobs, loads, sandbox
from harr.engine.pages import page
from harr.kernel.errors import FieldInvalid, NotFound, SandboxOnly, StateConflict
from harr.kernel.ids import id_number, id_text, path_id
from harr.kernel.time import LAST_YEAR, instant, instant_text, micros
from harr.kernel.zones import instant_add
from harr.services.tenants import store
from harr.services.tenants.worlds import make_world

EXPIRE = "tenants.expire"
PLANNED = 100
VERBS = {"ready": ["advance", "delete"]}
DURATIONS = {
    "second": "PT{}S", "minute": "PT{}M", "hour": "PT{}H",
    "day": "P{}D", "week": "P{}W", "month": "P{}M", "year": "P{}Y",
}  # fmt: skip


def create(tx: Tx, given: SandboxCreate) -> Sandbox:
    """A new world with an app `default` and its owner key, which is shown in this answer and nowhere else."""
    number = tx.new_id()
    clock_at = tx.now_us if given.clock_at is None else micros(given.clock_at)
    kind = sandbox.state(tx, tx.tenant)["kind"]
    row = store.add(tx, "tenants_sandbox", {
        "id": number, "external_id": given.external_id, "name": given.name, "job": None,
        "parent": tx.tenant if kind == "sandbox" else None, "expires_at": _expiry(tx, given.expires_at),
        "metadata": dumps(given.metadata),
    })  # fmt: skip
    world = make_world(tx, number, given.name, "sandbox", parent=tx.tenant, clock_at_us=clock_at)
    if given.expires_at is not None:
        tx.schedule(EXPIRE, id_text("sbx", number), given.expires_at)
    shown = present(tx, [{**row, "status": "ready", "clock_at": clock_at}])[0]
    return shown if tx.rehearsing else msgspec.structs.replace(shown, key=world.secret)


def retrieve(tx: Tx, sandbox_id: str) -> Sandbox:
    """A sandbox by its id: clock, state, and what is left on its agenda."""
    return present(tx, [_row(tx, sandbox_id)])[0]


def list_(tx: Tx, listing: Listing) -> Page[Sandbox]:
    """The sandboxes that this tenant has made."""
    return page(tx, sandbox.beside("tenants_sandbox"), listing, lambda rows: present(tx, rows))


def update(tx: Tx, sandbox_id: str, given: SandboxUpdate) -> Sandbox:
    """Another name, or another day to be thrown away on."""
    row = _row(tx, sandbox_id)
    home = _home(tx, row)
    sent = {name: value for name, value in msgspec.structs.asdict(given).items() if value is not UNSET}
    if "metadata" in sent:
        sent["metadata"] = dumps(sent["metadata"])
    if "expires_at" in sent:
        home.unschedule(EXPIRE, sandbox_id)
        if given.expires_at:
            home.schedule(EXPIRE, sandbox_id, given.expires_at)
        sent["expires_at"] = _expiry(home, given.expires_at or None)
    return present(tx, [_changed(tx, row, name=sent.pop("name", row["name"]), **sent)])[0]


def advance(tx: Tx, sandbox_id: str, given: SandboxAdvanceRequest) -> Sandbox:
    """Advance the clock: a job takes the sandbox at once, and nobody else writes there until it has arrived."""
    row = _row(tx, sandbox_id)
    goal = reached(row["clock_at"], given)
    store.require(row, ("ready",), "be advanced", VERBS.get(row["status"], []))
    job = jobs.start(tx, "advance", {"sandbox": sandbox_id, "to": instant_text(goal)})
    sandbox.hold(tx, row["id"], jobs.owner(tx.tenant, job), "advancing")
    _plan(tx, row["id"], goal)
    return present(tx, [{**_changed(tx, row, job=job), "status": "advancing"}])[0]


def delete(tx: Tx, sandbox_id: str) -> Sandbox:
    """Throw a sandbox away: its keys are refused from now on, its rows go by a job of the tenant that made it."""
    row = _row(tx, sandbox_id)
    store.require(row, ("ready",), "be deleted", VERBS.get(row["status"], []))
    return present(tx, [_thrown_away(tx, row)])[0]


def reached(clock_us: int, given: SandboxAdvanceRequest) -> int:
    """Where an advance goes: to an instant, or by a step of the calendar. Pure."""
    if (given.to is None) == (given.by is None):
        raise FieldInvalid(
            "an advance goes `to` an instant or `by` a step", field="to", way_out="Send `to`, or `by`; one of the two."
        )
    goal = micros(given.to) if given.to is not None else _step(clock_us, given.by)
    if instant(goal).year > LAST_YEAR:
        raise FieldInvalid(
            f"the clock would stand at {instant_text(goal)}",
            field="to" if given.by is None else "by",
            way_out=f"Advance to the year {LAST_YEAR} at most.",
        )
    if goal < clock_us:
        raise FieldInvalid(
            f"the clock stands at {instant_text(clock_us)} and goes forward only",
            field="to",
            way_out="Send a later instant, or make a new sandbox with an earlier `clock_at`.",
            clock_at=instant_text(clock_us),
        )
    return goal


def _step(clock_us: int, by: TimeStep | None) -> int:
    if by is None:
        return clock_us
    return instant_add(clock_us, DURATIONS[by.interval].format(by.interval_count), field="by")


# ---- behind ----------------------------------------------------------------------------------------------------------


def advanced(engine: Engine, job: Job) -> dict[str, object]:
    """The job of `advance`; in the transaction that gives the sandbox back it is told."""
    return sandbox.advance(engine, job, lambda tx: _tell(tx, str(job.parameters["sandbox"])))


def expire(tx: Tx, due: Due) -> None:
    """The agenda verb of `expires_at`."""
    row = _row(tx, due.subject)
    if row["status"] != "deleted":
        store.require(row, ("ready",), "expire", [])
        _thrown_away(tx, row)


def _tell(tx: Tx, sandbox_id: str) -> None:
    changed = _changed(tx, _row(tx, sandbox_id))
    tx.emit(SandboxAdvanced(object=present(tx, [changed])[0]))


def _plan(tx: Tx, number: int, goal: int) -> None:
    """What a rehearsal shows: how much is due until then as far as is known now, and the first of it."""
    if tx.rehearsing:
        count, rows = agenda.ahead(tx, number, goal, PLANNED)
        items = [{"verb": r["verb"], "subject": r["subject"], "due_at": instant_text(r["due_at"])} for r in rows]
        tx.rehearsal("plan", {"count": count, "items": items})


def _thrown_away(tx: Tx, row: Row) -> Row:
    """The job lies where the sandbox's row lies, for it outlives what is in the sandbox."""
    if sandbox.children(tx, row["id"]):
        raise StateConflict(
            "sandboxes were made in this one", status=row["status"], allowed=["advance"],
            way_out="Delete those first.",
        )  # fmt: skip
    home = _home(tx, row)
    job = jobs.start(home, "delete", {"sandbox": id_text("sbx", row["id"])})
    changed = _changed(tx, row, job=job)
    sandbox.hold(tx, row["id"], jobs.owner(home.tenant, job), "deleting")
    return {**changed, "status": "deleted"}


# ---- rows ------------------------------------------------------------------------------------------------------------


def _row(tx: Tx, sandbox_id: str) -> Row:
    """A sandbox of this tenant, or the one that asks about itself."""
    number = path_id(sandbox_id, "sbx")
    itself = number == tx.tenant
    state = sandbox.state(tx, number)
    if itself and state["kind"] == "live":
        raise SandboxOnly("this is a live tenant; its clock is the machine's")
    row = store.get(tx, "tenants_sandbox", number, tenant=state["parent"] if itself else tx.tenant)
    if not itself and not tx.actor.sees_all and row["app"] != tx.actor.app:
        raise NotFound(f"there is no {sandbox_id} here")
    return {
        **row,
        "status": "deleted" if state["state"] == "deleting" else state["state"],
        "clock_at": state["clock_at"],
    }


def _home(tx: Tx, row: Row) -> Tx:
    """The transaction as the tenant sees it that made the sandbox."""
    return tx if row["tenant"] == tx.tenant else tx.within(row["tenant"], tx.machine_us)


def _changed(tx: Tx, row: Row, **columns: Any) -> Row:
    beside = {name: row[name] for name in ("status", "clock_at")}
    return {**store.change(tx, "tenants_sandbox", row, **columns), **beside}


def _expiry(tx: Tx, given: Any) -> int | None:
    if given is None:
        return None
    if micros(given) <= tx.now_us:
        raise FieldInvalid("expires_at has passed already", field="expires_at")
    return micros(given)


def present(tx: Tx, rows: list[Row]) -> list[Sandbox]:
    """Rows as callers see them; the key is shown by `create` alone."""
    left = sandbox.agenda_left(tx, [row["id"] for row in rows])
    return [
        Sandbox(
            id=id_text("sbx", row["id"]),
            app=None if row["app"] is None else id_text("app", row["app"]),
            external_id=row["external_id"],
            metadata=loads(row["metadata"]),
            status=row["status"],
            name=row["name"],
            clock_at=instant(row["clock_at"]),
            expires_at=None if row["expires_at"] is None else instant(row["expires_at"]),
            parent=None if row["parent"] is None else id_text("sbx", row["parent"]),
            agenda_left=left.get(row["id"], 0),
            job=None if row["job"] is None else id_text("job", row["job"]),
            version=row["version"],
            created_at=instant(row["created_at"]),
            updated_at=instant(row["updated_at"]),
        )
        for row in rows
    ]


def sandbox_of(job: Row) -> int | None:
    """The sandbox that a job works on, where it works on one."""
    named = loads(job["parameters"]).get("sandbox")
    return None if named is None else id_number(named, "sbx")
