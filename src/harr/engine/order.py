"""The order of commits: every commit that told or posted something gets one dense position in its tenant.

No database gives this order: ids and stamps are taken before the commit, and a
reader that goes by them misses rows. So a commit leaves a row in `engine_fresh`
as its last statement, and a sequencer moves what it can see to `engine_order`. A
commit that becomes visible later gets a later position, whatever its stamp says.
Positions are the cursor of the feed, of reactions, of folds and of `known_at`,
and carry the hash chain.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from harr.engine.store import Row
from harr.engine.tx import Tx

GENESIS = "0" * 64
STEP = 200
ROWS_OF_A_PLACE = 3
"""The place itself, the fresh row that goes, and a share of the head."""


def leave(tx: Tx) -> None:
    """The last statement of a transaction that told or posted something."""
    if not tx.emitted and not tx.digests:
        return
    subjects = ",".join(sorted(f"{e.event.subject}@{e.event.version}" for e in tx.emitted))
    tx.run(
        "INSERT INTO engine_fresh(tenant, commit_id, stamped_at, digest, subjects, weight)"
        " VALUES(:tenant, :commit_id, /*clock*/, :digest, :subjects, :weight)",
        commit_id=tx.commit_id,
        digest=commit_digest(tx.digests),
        subjects=subjects,
        weight=tx.rows_changed,
    )


def commit_digest(digests: Sequence[str]) -> str:
    """SHA-256 over the digests of a commit's ledger transactions, in order."""
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def chained(previous: str, digest: str) -> str:
    """The chain after a commit."""
    return hashlib.sha256((previous + digest).encode()).hexdigest()


def step(tx: Tx, folds: Sequence[Callable[[Tx, list[int]], None]]) -> bool:
    """Give places to what is fresh, fold it, and say whether there was anything. One wins: the head row decides."""
    fresh = _fitting(
        tx.rows(
            "SELECT commit_id, stamped_at, digest, subjects, weight FROM engine_fresh WHERE tenant = :tenant"
            " ORDER BY stamped_at, commit_id LIMIT :step",
            step=STEP,
        ),
        tx.rows_limit,
    )
    if not fresh:
        return False
    head = tx.one("SELECT position, chain FROM engine_head WHERE tenant = :tenant")
    if head is None:
        tx.claim("engine_head", {"position": 0, "chain": GENESIS})
        head = {"position": 0, "chain": GENESIS}
    position, chain, placed = int(head["position"]), str(head["chain"]), []
    for row in in_order(fresh):
        position, chain = position + 1, chained(chain, row["digest"])
        placed.append(
            {
                "position": position,
                "commit_id": row["commit_id"],
                "digest": row["digest"],
                "chain": chain,
                "ordered_at": tx.now_us,
            }
        )
    won = tx.run(
        "UPDATE engine_head SET position = :position, chain = :chain WHERE tenant = :tenant AND position = :was",
        position=position,
        chain=chain,
        was=head["position"],
    )
    if not won:
        return False
    tx.insert("engine_order", placed)
    commits = [row["commit_id"] for row in placed]
    tx.run("DELETE FROM engine_fresh WHERE tenant = :tenant AND commit_id IN (:commits)", commits=commits)
    for fold in folds:
        fold(tx, commits)
    return True


def _fitting(fresh: Sequence[Row], rows_limit: int) -> list[Row]:
    """As many as one transaction can fold: a fold changes at most as many rows as the commit did. At least one."""
    taken: list[Row] = []
    rows = 0
    for row in fresh:
        rows += row["weight"] + ROWS_OF_A_PLACE
        if taken and rows > rows_limit:
            break
        taken.append(row)
    return taken


def in_order(fresh: Sequence[Row]) -> list[Row]:
    """By stamp, but never a subject's version n + 1 before its n (stamps of several machines may cross)."""
    waiting = list(fresh)
    versions = [_versions(row["subjects"]) for row in waiting]
    placed: list[Row] = []
    while waiting:
        n = 0
        for n, mine in enumerate(versions):  # noqa: B007 - the place is what is looked for
            lowest = all(
                version <= other.get(subject, version) for other in versions for subject, version in mine.items()
            )
            if lowest:
                break
        else:
            n = 0  # two subjects crosswise: no order serves both, the stamp decides
        placed.append(waiting.pop(n))
        versions.pop(n)
    return placed


def _versions(subjects: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in filter(None, subjects.split(",")):
        subject, _, version = part.partition("@")
        found[subject] = min(int(version), found.get(subject, int(version)))
    return found


FRESH = "SELECT commit_id FROM engine_fresh WHERE tenant = :tenant"
"""Commits that have no place yet: for `commit_id IN (…)` in a service's own SQL."""

KNOWN = "SELECT commit_id FROM engine_order WHERE tenant = :tenant AND position <= :known_at"
"""Commits up to a position: for `commit_id IN (…)` in a service's own SQL."""


def placed(tx: Tx, after: int, limit: int) -> list[Row]:
    """The chain from a position on: each commit's place, digest and hash, as they were written."""
    return tx.rows(
        "SELECT position, commit_id, digest, chain FROM engine_order WHERE tenant = :tenant AND position > :after"
        " ORDER BY position LIMIT :limit",
        after=after,
        limit=limit,
    )


def head(tx: Tx) -> tuple[int, str]:
    """How many commits have a place, and the hash of their chain."""
    row = tx.one("SELECT position, chain FROM engine_head WHERE tenant = :tenant")
    return (int(row["position"]), str(row["chain"])) if row else (0, GENESIS)


def fresh(tx: Tx) -> dict[int, str]:
    """Commits that have no place yet, with their digests."""
    return {
        row["commit_id"]: row["digest"]
        for row in tx.rows("SELECT commit_id, digest FROM engine_fresh WHERE tenant = :tenant")
    }


def position_of(tx: Tx, commits: Sequence[int]) -> dict[int, int]:
    """The positions of commits; one that has none yet is missing."""
    if not commits:
        return {}
    rows = tx.rows(
        "SELECT commit_id, position FROM engine_order WHERE tenant = :tenant AND commit_id IN (:commits)",
        commits=list(commits),
    )
    return {row["commit_id"]: row["position"] for row in rows}


def position_at(tx: Tx, known_at_us: int) -> int:
    """The last position that was ordered before an instant."""
    row = tx.one(
        "SELECT MAX(position) AS position FROM engine_order WHERE tenant = :tenant AND ordered_at <= :at",
        at=known_at_us,
    )
    return int(row["position"] or 0) if row else 0
