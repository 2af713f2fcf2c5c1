"""What every action runs on: the transaction, the databases, the order of commits, idempotency, agenda, jobs, clocks.

A service sees only `Tx`, `Ask`, `emit`, and the tables that it hands over in its
`reactions.py`: `REACTIONS`, `AGENDA`, `FOLDS`.

Invariants: rows, entries, events, idempotency record and audit row of a request
commit together or not at all; nobody is answered before the commit; a commit has
one position; a reaction is done once for each event; the world is asked only
outside of a transaction, and always under the key that was kept before.
"""

from harr.engine.actor import SYSTEM, Actor
from harr.engine.agenda import Due
from harr.engine.jobs import Job
from harr.engine.run import Engine, Outcome, Rehearsed
from harr.engine.store import Lane, Row, Store
from harr.engine.tx import Ask, Tx, dumps, loads

__all__ = [
    "SYSTEM", "Actor", "Ask", "Due", "Engine", "Job", "Lane", "Outcome", "Rehearsed", "Row", "Store", "Tx",
    "dumps", "loads",
]  # fmt: skip
