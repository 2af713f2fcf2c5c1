"""How long a process needs until a gateway is there: what every cold start pays before its first request.

Beside it a bare interpreter, and one that loads msgspec, the one library that the contract is made of.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys

from bench.comparisons import Measured, Pair, Say, compared, turns

HEAVY = ("click", "httpx", "jinja2", "psycopg", "rich", "starlette", "uvicorn")
"""What a gateway on SQLite must not bring along: servers, drivers, pages and the command line load it themselves."""
GATEWAY = "from harr.edge import gateway, wiring; from harr.engine.sqlite import SqliteStore; wiring.handlers()"
ASKED = f"{GATEWAY}; import sys; print(*sorted(set({HEAVY!r}) & sys.modules.keys()))"
OPENED = f"{GATEWAY}; wiring.build(SqliteStore(':memory:'), bytes(32))"
BARE, MSGSPEC = "pass", "import msgspec"
PEERS = {"a bare interpreter": BARE, "import msgspec": MSGSPEC}
DEEDS = {"import the gateway and all handlers": GATEWAY, "the same, and a new house in memory": OPENED}
KEPT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""The surroundings of a start; where nothing compiled may be kept, each start would compile everything again."""
ROUNDS, QUICK_ROUNDS, WITHIN_SECONDS = 9, 2, 12


def measure(say: Say, *, quick: bool) -> Measured:
    """Fresh interpreters in turn, by processor time; the least of each counts, as nothing makes a start cheaper."""
    brought = brought_along()
    codes = (*PEERS.values(), *DEEDS.values())
    taken: list[dict[str, float]] = []
    for turn in turns(QUICK_ROUNDS if quick else ROUNDS, WITHIN_SECONDS):
        say(f"round {turn}")
        spent = {code: start(code) for code in codes}
        if turn:  # in round 0 everything is compiled
            taken.append(spent)
    found = [
        compared(what, peer, [Pair(each[code], each[bare]) for each in taken], of=min)
        for peer, bare in PEERS.items()
        for what, code in DEEDS.items()
    ]
    return Measured(found, {"must not be imported": HEAVY, "is imported": brought})


def start(code: str) -> float:
    """Seconds of processor that an interpreter takes from its start to its end, its share of the system's included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True, env=KEPT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def brought_along() -> list[str]:
    """Heavy modules that are there once the gateway and every handler are."""
    asked = subprocess.run([sys.executable, "-c", ASKED], check=True, capture_output=True, text=True, env=KEPT)
    return asked.stdout.split()
