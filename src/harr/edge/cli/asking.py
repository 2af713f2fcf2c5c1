"""One operation, asked from the command line: the request is made, carried, worked off, and its answer printed."""

from __future__ import annotations

import json
import shlex
import sys
import threading
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import click

from harr.contract import BY_NAME, Operation
from harr.edge.cli import doors
from harr.edge.cli.words import body_of, split_pair
from harr.edge.gateway import Request, Response
from harr.edge.opening import keyring_of

ENDED = frozenset({"succeeded", "partly_failed", "failed", "canceled"})
POLL_SECONDS = 0.2
PAGE_LIMIT = "100"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was typed."""

    path: Sequence[str] = ()
    fields: Mapping[str, Sequence[str]]
    """By the field's or parameter's name in the contract."""
    pairs: Sequence[str] = ()
    data: str | None = None
    dry_run: bool = False
    idempotency_key: str | None = None
    if_match: str | None = None
    reason: str | None = None
    sandbox: str | None = None
    all_pages: bool = False
    as_json: bool = False
    only_id: bool = False
    curl: bool = False
    wait: bool = True
    out: Path | None = None


def request_of(operation: Operation, wish: Wish, key: str | None) -> Request:
    """The request that a wish is."""
    deeper = [split_pair(pair) for pair in wish.pairs]
    body = b""
    query: dict[str, str] = {}
    if operation.request is not None:
        pairs = [*_one_by_one(wish.fields), *deeper]
        body = json.dumps(body_of(operation.request, pairs, wish.data), ensure_ascii=False).encode()
    else:
        query = {name: ",".join(texts) for name, texts in wish.fields.items()}
        query |= dict(deeper)
    if wish.dry_run:
        query["dry_run"] = "true"
    where = operation.path
    for name, value in zip(operation.parameters, wish.path, strict=True):
        where = where.replace(f"{{{name}}}", quote(value, safe=""))
    return Request(operation.method, where, query, _headers(operation, wish, key, with_body=bool(body)), body)


def _one_by_one(fields: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """The first value of a repeated option begins its list anew, the others are added to it."""
    for name, texts in fields.items():
        for number, text in enumerate(texts):
            yield (f"{name}[]" if number else name), text


def _headers(operation: Operation, wish: Wish, key: str | None, *, with_body: bool) -> dict[str, str]:
    idempotency_key = wish.idempotency_key
    if operation.method == "POST" and operation.writes and not wish.dry_run:
        idempotency_key = idempotency_key or str(uuid.uuid4())
    named = {
        "authorization": key and f"Bearer {key}",
        "content-type": "application/json" if with_body else None,
        "idempotency-key": idempotency_key,
        "if-match": wish.if_match and f'"{wish.if_match}"',
        "harr-reason": wish.reason,
    }
    return {name: value for name, value in named.items() if value}


def ask(operation: Operation, wish: Wish) -> int:
    """Do what was wished; the exit code."""
    if wish.curl:
        click.echo(curl(request_of(operation, wish, "$HARR_KEY")))
        return 0
    door = doors.open_door(sandbox=wish.sandbox, credential=not operation.public)
    try:
        request = request_of(operation, wish, door.key)
        response = door.send(request)
        if response.status >= 400:
            return refused(response, as_json=wish.as_json)
        if wish.out is not None or not _is_json(response):
            return _stored(response, wish.out)
        if wish.all_pages and operation.listing:
            response = _all(door, request, response)
        done, job = _settled(door, operation, request, response, wish)
        _keys(operation, wish, response)
        _print(done.json(), wish)
        if _header(response, "harr-stage") == "mock":
            click.echo(f"{operation.name} is a mock: it answers with its example, and nothing is done", err=True)
        return _job_said(job)
    finally:
        door.close()


def curl(request: Request) -> str:
    """The same as an HTTP call; the key is named, not shown."""
    address = (doors.url() or doors.settings().address).rstrip("/")
    where = address + request.path + (f"?{urlencode(request.query)}" if request.query else "")
    parts = ["curl", *(["-X", request.method] if request.method != "GET" else []), shlex.quote(where)]
    for name, value in request.headers.items():
        title = "-".join(word.capitalize() for word in name.split("-"))
        parts += ["-H", f'"{title}: {value}"' if name == "authorization" else shlex.quote(f"{title}: {value}")]
    if request.body:
        parts += ["-d", shlex.quote(request.body.decode())]
    return " ".join(parts)


def refused(response: Response, *, as_json: bool) -> int:
    """A refusal, for people or for programs; the exit code."""
    from harr.edge.cli import shown  # noqa: PLC0415 - rich is for people

    try:
        said = response.json()
    except ValueError:
        said = {
            "title": f"Answered {response.status}",
            "code": "",
            "detail": response.body[:500].decode("utf-8", "replace"),
        }
    if as_json:
        click.echo(shown.raw(said))
    else:
        shown.console(error=True).print(shown.problem(said))
    return 1


def _is_json(response: Response) -> bool:
    return _header(response, "content-type").startswith("application/json")


def _header(response: Response, name: str) -> str:
    return next((value for each, value in response.headers.items() if each.lower() == name), "")


def _stored(response: Response, out: Path | None) -> int:
    """A document goes into a file, or out as it is."""
    if out is None:
        sys.stdout.buffer.write(response.body)
    else:
        out.write_bytes(response.body)
        click.echo(f"{out}: {len(response.body):,} bytes", err=True)
    return 0


def _print(found: Any, wish: Wish) -> None:
    from harr.edge.cli import shown  # noqa: PLC0415 - rich is for people

    if wish.only_id:
        for each in found["data"] if isinstance(found.get("data"), list) else [found]:
            click.echo(each.get("id") or each.get("result", {}).get("id", ""))
    elif wish.as_json:
        click.echo(shown.raw(found))
    else:
        shown.console().print(shown.answer(found))


def _all(door: doors.Door, request: Request, first: Response) -> Response:
    """All pages as one."""
    page = first.json()
    found = list(page["data"])
    while page["has_more"]:
        query = {"limit": PAGE_LIMIT, **request.query, "after": page["next_cursor"]}
        response = door.send(Request(request.method, request.path, query, request.headers))
        if response.status >= 400:
            return response
        page = response.json()
        found += page["data"]
    return Response(200, json.dumps({"data": found, "has_more": False, "next_cursor": None}).encode(), first.headers)


# ---- work that was set off -------------------------------------------------------------------------------------------


def _settled(
    door: doors.Door, operation: Operation, request: Request, response: Response, wish: Wish
) -> tuple[Response, dict[str, Any] | None]:
    """Do or await the work, show how far it is, and take the answer anew where a job has changed it."""
    if operation.method == "GET" or wish.dry_run:
        return response, None
    job_id = response.json().get("job") if operation.starts_job else None
    if job_id is None:
        door.work(request, response)
        return response, None
    job = _watched(door, request, response, str(job_id), wait=wish.wait)
    again = f"{operation.resource}.retrieve"
    if job is None or again not in BY_NAME or operation.method == "DELETE":
        return response, job
    reader = BY_NAME[again]
    where = reader.path.replace(f"{{{reader.parameters[0]}}}", quote(str(response.json()["id"]), safe=""))
    fresh = door.send(Request("GET", where, {}, _only_key(request)))
    return (fresh if fresh.status < 400 else response), job


def _watched(
    door: doors.Door, request: Request, response: Response, job_id: str, *, wait: bool
) -> dict[str, Any] | None:
    """Show a job while it is done, here or by the server; what it came to."""
    from rich.progress import Progress  # noqa: PLC0415 - for people

    from harr.edge.cli import shown  # noqa: PLC0415

    asking = Request("GET", f"/v1/jobs/{quote(job_id, safe='')}", {}, _only_key(request))
    over = threading.Event()

    def look() -> dict[str, Any] | None:
        found = door.send(asking)
        return found.json() if found.status < 400 else None

    with Progress(console=shown.console(error=True), transient=True) as progress:
        task = progress.add_task(f"job {job_id}", total=None)

        def follow() -> None:
            while not over.wait(POLL_SECONDS):
                _advance(progress, task, look())

        watcher = threading.Thread(target=follow, daemon=True)
        watcher.start()
        try:
            here = door.work(request, response)
            while not here and wait and (job := look()) is not None and job["status"] not in ENDED:
                time.sleep(POLL_SECONDS)
        finally:
            over.set()
            watcher.join()
    return look()


def _advance(progress: Any, task: Any, job: Mapping[str, Any] | None) -> None:
    """Move the bar to where the job is."""
    if job is not None:
        so_far = job["progress"]
        progress.update(task, completed=so_far["done"] + so_far["failed"], total=so_far["total"])


def _job_said(job: Mapping[str, Any] | None) -> int:
    """What became of the job, on standard error; the exit code."""
    if job is None:
        return 0
    so_far = job["progress"]
    click.echo(f"job {job['id']}: {job['status']}, {so_far['done']} done, {so_far['failed']} failed", err=True)
    for failure in job.get("failures", []):
        click.echo(f"  {json.dumps(failure, ensure_ascii=False)}", err=True)
    return 1 if job["status"] in {"failed", "partly_failed"} else 0


def _only_key(request: Request) -> dict[str, str]:
    return {name: value for name, value in request.headers.items() if name == "authorization"}


def _keys(operation: Operation, wish: Wish, response: Response) -> None:
    """The key of a sandbox that is made here is kept for `--sandbox`; that of one deleted is forgotten."""
    if wish.dry_run or operation.resource != "sandboxes" or operation.verb not in {"create", "fork", "delete"}:
        return
    ring, found = keyring_of(doors.settings()), response.json()
    if not ring.keys_file.exists():
        return
    if operation.verb == "delete":
        ring.remove(found["id"])
    elif found.get("key"):
        ring.add(found["id"], found["key"])
        click.echo(f"its key is kept in {ring.keys_file}: use --sandbox {found['id']}", err=True)
