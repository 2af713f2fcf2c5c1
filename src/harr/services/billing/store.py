"""The only SQL over the tables of billing."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from harr.engine import Row, Tx, dumps, loads
from harr.services.invoices import NewLine


def wait(tx: Tx, subscription: int, lines: Sequence[NewLine]) -> None:
    """Keep lines for the next invoice of a subscription."""
    tx.insert(
        "billing_waiting",
        [{"id": tx.new_id(), "subscription": subscription, "body": dumps(line)} for line in lines],
    )


def waiting(tx: Tx, subscriptions: Collection[int]) -> dict[int, list[NewLine]]:
    """The lines that wait, by subscription, in the order in which they came."""
    found: dict[int, list[NewLine]] = {number: [] for number in subscriptions}
    for row in _rows(tx, subscriptions):
        found[row["subscription"]].append(msgspec.convert(loads(row["body"]), NewLine))
    return found


def take(tx: Tx, subscriptions: Collection[int]) -> dict[int, list[NewLine]]:
    """The lines that wait; they wait no more."""
    found = waiting(tx, subscriptions)
    tx.run(
        "DELETE FROM billing_waiting WHERE tenant = :tenant AND subscription IN (:ids)",
        ids=sorted(number for number, lines in found.items() if lines),
    )
    return found


def _rows(tx: Tx, subscriptions: Collection[int]) -> list[Row]:
    return tx.rows(
        "SELECT subscription, body FROM billing_waiting WHERE tenant = :tenant AND subscription IN (:ids) ORDER BY id",
        ids=sorted(set(subscriptions)),
    )
