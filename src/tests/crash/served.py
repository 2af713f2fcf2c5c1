"""A server for the crash tests: each round a process of its own that can be told to die at one of its commits.

`python -m tests.crash.served FOLDER` imports everything once and then forks a server
for each line that it reads: `{"place": "before", "number": 3}` kills it, as `kill -9`
does, just before its third commit, `after` just after it, and `answer` when its third
answer is ready and nobody has heard it; an empty object lets it live until somebody else
kills it. The server prints its process id and its port. Nothing but the imports is
shared between two of them: each opens the database anew.
"""

from __future__ import annotations

import itertools
import json
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from harr.edge import app, application  # noqa: F401 - imported before the fork, not after each
from harr.edge.gateway import Gateway, Request, Response
from harr.edge.settings import load
from harr.edge.wiring import build
from harr.engine.sqlite import SqliteSession, SqliteStore


def main(folder: Path) -> None:
    """Fork a server for each line."""
    build(SqliteStore(":memory:"), b"pepper for tests")  # what a gateway imports is imported before the fork, not after
    last = 0
    for line in sys.stdin:
        if last:
            os.waitpid(last, 0)
        last = os.fork()
        if not last:
            serve(folder, json.loads(line))


def serve(folder: Path, told: dict[str, Any]) -> None:
    """Serve until killed."""
    server: uvicorn.Server = app.server(load(folder, {}, port=0, log_level="error", connections=4))
    door = socket.create_server(("127.0.0.1", 0))
    if told and told["place"] == "answer":
        die_at_answer(told["number"])
    elif told:
        die_at_commit(told["place"], told["number"])
    sys.stdout.write(json.dumps({"process": os.getpid(), "port": door.getsockname()[1]}) + "\n")
    sys.stdout.flush()
    server.run(sockets=[door])
    os._exit(1)  # it was stopped, and not killed


def die_at_commit(place: str, number: int) -> None:
    """From now on count commits, and die just before or just after one of them."""
    writing, count = SqliteStore.writing, 0

    @contextmanager
    def counted(store: SqliteStore, queue: str | None = None) -> Iterator[SqliteSession]:
        nonlocal count
        with writing(store, queue) as session:
            yield session
            count += 1
            mine = count
            if (place, number) == ("before", mine):
                os.kill(os.getpid(), signal.SIGKILL)
        if (place, number) == ("after", mine):
            os.kill(os.getpid(), signal.SIGKILL)

    SqliteStore.writing = counted  # type: ignore[method-assign, assignment]


def die_at_answer(number: int) -> None:
    """From now on count answers to what was asked to be done, and die with one of them on the lips."""
    dispatch, count = Gateway.dispatch, itertools.count(1)

    def counted(gateway: Gateway, request: Request) -> Response:
        response = dispatch(gateway, request)
        if request.method == "POST" and next(count) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return response

    Gateway.dispatch = counted  # type: ignore[method-assign, assignment]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
