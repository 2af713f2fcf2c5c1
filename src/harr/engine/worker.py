"""One round of all that goes on behind the requests: order, reactions, agenda, jobs, questions left open."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from harr.engine import agenda, asks, jobs, outbox
from harr.engine.tx import Leased

if TYPE_CHECKING:
    from harr.engine.run import Engine

IDLE_SECONDS = 0.5

log = logging.getLogger("harr.worker")


def round_of(engine: Engine, tenant: int, kind: str) -> int:
    """Everything that waits for one tenant; how much was done. A sandbox's agenda waits for its clock."""
    done = jobs.run_open(engine, tenant)
    try:
        done += outbox.follow(engine, tenant)
        if kind == "live":
            done += agenda.run_due(engine, tenant)
        done += asks.resume(engine, tenant)
    except Leased:
        return done  # whoever advances it does all this
    return done


def work_off(engine: Engine) -> int:
    """Go round until nothing is left to do; how much was done."""
    total = 0
    while done := sum(round_of(engine, tenant, kind) for tenant, kind in engine.tenants()):
        total += done
    return total


def work(engine: Engine, stop: threading.Event) -> None:
    """Go on until told to stop. A tenant whose round fails is logged and does not hold up the others."""
    while not stop.is_set():
        done = 0
        for tenant, kind in engine.tenants():
            try:
                done += round_of(engine, tenant, kind)
            except Exception:
                log.exception("a round failed")
        if not done:
            stop.wait(IDLE_SECONDS)
