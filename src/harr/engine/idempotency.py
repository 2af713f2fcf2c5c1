"""Told twice, done once: the record of a request is the first row of its transaction and commits with the effect.

A second request with the same key waits or is retried by the store, then finds
the record and replays the answer, byte for byte but for secrets, which are shown
once and are null in it. Another request under the same key is refused. No 4xx is
recorded: a refused request may be corrected and sent again under its key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from harr.contract.kinds import kinds
from harr.engine.tx import Ask, Tx
from harr.kernel.errors import IdempotencyInFlight, IdempotencyKeyReused


@dataclass(frozen=True, slots=True)
class Once:
    """A request that must happen at most once: the app's key and what was asked under it."""

    app: int
    key: str
    fingerprint: str
    status: int = 200
    later: bool = False
    """The answer is presented after the drains, and written then (`present`)."""


@dataclass(frozen=True, slots=True)
class Replay:
    """The answer that was given the first time; `body` is None where it has not been presented yet."""

    status: int
    body: bytes | None
    subject: str | None


def claim(tx: Tx, once: Once) -> Replay | None:
    """None: this request is the first. Otherwise what the first one answered."""
    mine = tx.claim(
        "engine_idempotency",
        {
            "app": once.app,
            "key": once.key,
            "fingerprint": once.fingerprint,
            "status": None,
            "subject": None,
            "answer": None,
            "commit_id": tx.commit_id,
            "created_at": tx.machine_us,
        },
    )
    if mine:
        return None
    found = _find(tx, once)
    if found["fingerprint"] != once.fingerprint:
        raise IdempotencyKeyReused(
            f"the key {once.key!r} stands for another request of this app: method, path or body differ", key=once.key
        )
    if found["status"] is None:
        raise IdempotencyInFlight("the first request with this key has not been answered yet", retry_after=1)
    answer = found["answer"]
    return Replay(found["status"], None if answer is None else answer.encode(), found["subject"])


def record(tx: Tx, once: Once, result: Any) -> None:
    """Keep status, subject and, where nothing has to be drained or asked first, the answer."""
    later = once.later or isinstance(result, Ask)
    if isinstance(result, Ask):
        result = result.result
    subject = getattr(result, "id", None)
    tx.run(
        "UPDATE engine_idempotency SET status = :status, subject = :subject, answer = :answer"
        " WHERE tenant = :tenant AND app = :owner AND key = :key",
        owner=once.app,
        key=once.key,
        status=once.status,
        subject=subject if isinstance(subject, str) else None,
        answer=None if later else msgspec.json.encode(without_secrets(result)).decode(),
    )


def without_secrets(result: Any) -> Any:
    """What may be kept of an answer: a secret is shown once, and the database never has it."""
    if not isinstance(result, msgspec.Struct):
        return result
    secrets = [name for name, kind in kinds(type(result)).items() if kind == "secret"]
    return msgspec.structs.replace(result, **dict.fromkeys(secrets)) if secrets else result


def present(tx: Tx, once: Once, answer: bytes) -> bytes:
    """Write the answer that was presented after the drains, once; whoever comes second gets the first one's bytes."""
    tx.run(
        "UPDATE engine_idempotency SET answer = :answer"
        " WHERE tenant = :tenant AND app = :owner AND key = :key AND answer IS NULL",
        owner=once.app,
        key=once.key,
        answer=answer.decode(),
    )
    kept: str = _find(tx, once)["answer"]
    return kept.encode()


def known(tx: Tx, once: Once) -> bool:
    """Whether the key has been used: by this request before, or by another one."""
    return tx.one(
        "SELECT commit_id FROM engine_idempotency WHERE tenant = :tenant AND app = :owner AND key = :key",
        owner=once.app,
        key=once.key,
    ) is not None  # fmt: skip


def forget(tx: Tx, before_us: int) -> int:
    """Drop records older than the 30 days they are kept."""
    return tx.run("DELETE FROM engine_idempotency WHERE tenant = :tenant AND created_at < :before", before=before_us)


def _find(tx: Tx, once: Once) -> dict[str, Any]:
    found = tx.one(
        "SELECT fingerprint, status, subject, answer FROM engine_idempotency"
        " WHERE tenant = :tenant AND app = :owner AND key = :key",
        owner=once.app,
        key=once.key,
    )
    if found is None:  # taken by a transaction that this snapshot cannot see yet
        raise IdempotencyInFlight("the first request with this key has not been answered yet", retry_after=1)
    return found
