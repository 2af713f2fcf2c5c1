"""Whether attempts, payments and the provider agree: one attempt at a time, no more than was due, no key unkept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from harr.engine import Row, Tx, asks, loads
from harr.kernel.ids import id_text
from harr.services.payments import store
from harr.services.payments.attempts import UNDER_WAY
from harr.services.payments.providers import truth
from harr.services.payments.said import ATTEMPT_STATUS

AT_ONCE = 500


def checks(tx: Tx, tried: Sequence[Row]) -> Mapping[str, list[str]]:
    """By the name of each check, what is wrong."""
    return {
        "one_attempt_is_under_way": _doubly_live(tx, tried),
        "payments_stand_as_their_attempts": _out_of_step(tx),
        "no_more_is_captured_than_was_due": _beyond(tried),
        "no_more_is_sent_back_than_was_captured": _sent_back_beyond(tx),
        "keys_are_kept_before_they_are_sent": _unkept(tx, tried),
        "provider_says_so_too": _said_otherwise(tx, tried),
    }


def differences(tx: Tx) -> list[str]:
    """Where the simulated provider and Harr say something else: nothing, once everything was told and asked."""
    attempts = {row["key"]: row for row in store.every_attempt(tx)}
    found: list[str] = []
    for charge in truth.every(tx, "charge"):
        row = attempts.get(charge.key)
        status = ATTEMPT_STATUS.get(charge.status, charge.status)
        if row is None or (row["status"], row["captured"]) != (status, charge.body["captured"]):
            found.append(charge.key)
    refunds = {row["key"]: row["status"] for row in store.every_refund_sent(tx)}
    found += [each.key for each in truth.every(tx, "refund") if refunds.get(each.key) != each.status]
    disputes = {row["reference"]: row["status"] for row in store.every_dispute(tx)}
    found += [each.reference for each in truth.every(tx, "dispute") if disputes.get(each.reference) != each.status]
    return found


def _doubly_live(tx: Tx, tried: Sequence[Row]) -> list[str]:
    """Invoices claimed by an attempt that is over, and attempts under way whose invoices are not claimed."""
    under_way = {row["id"] for row in tried if row["status"] in UNDER_WAY}
    claimed = store.every_live(tx)
    wrong = [id_text("inv", row["invoice"]) for row in claimed if row["attempt"] not in under_way]
    wanting = {row["id"]: loads(row["body"]).get("wanted") for row in store.payments_under_way(tx)}
    having = {row["attempt"] for row in claimed}
    return wrong + [
        id_text("att", row["id"])
        for row in tried
        if row["id"] in under_way and wanting.get(row["payment"]) and row["id"] not in having
    ]


def _out_of_step(tx: Tx) -> list[str]:
    """Collected payments whose status is not that of what became of their attempts."""
    return [id_text("pay", row["id"]) for row in store.out_of_step(tx)]


def _beyond(tried: Sequence[Row]) -> list[str]:
    return [id_text("att", row["id"]) for row in tried if row["due"] is not None and row["captured"] > row["due"]]


def _sent_back_beyond(tx: Tx) -> list[str]:
    return [id_text("att", row["id"]) for row in store.sent_back_beyond(tx)]


def _unkept(tx: Tx, tried: Sequence[Row]) -> list[str]:
    keys = [row["key"] for row in tried]
    known = {key for start in range(0, len(keys), AT_ONCE) for key in asks.known(tx, keys[start : start + AT_ONCE])}
    return [key for key in keys if key not in known]


def _said_otherwise(tx: Tx, tried: Sequence[Row]) -> list[str]:
    """Money that Harr says came and the provider in the house does not, and charges that Harr never made."""
    charges = {charge.key: charge for charge in truth.every(tx, "charge")}
    mine = {row["key"]: row for row in tried}
    invented = [
        row["key"]
        for row in tried
        if row["captured"] and row["key"] in charges and row["captured"] > charges[row["key"]].body["captured"]
    ]
    return invented + [key for key in charges if key not in mine and "/" in key and key.startswith("pay_")]
