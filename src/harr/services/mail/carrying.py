"""The port `mail`: a letter as it was kept is handed to a carrier, outside of any transaction.

What is asked is only which letter; it is read when it is carried, so that a name and
an address stay in one place. A letter that is on its way no more is left where it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harr.engine import SYSTEM, Engine, Tx, loads, sandbox
from harr.kernel.ids import id_number, id_text
from harr.kernel.time import instant
from harr.services import invoices, tenants
from harr.services.mail import store
from harr.services.mail.carriers import Bounced, Carrier, Failed
from harr.services.mail.messages import Parcel

Port = Callable[[int, str, dict[str, Any]], dict[str, Any]]
SENT = {"outcome": "sent"}
LEFT = {"outcome": "left"}


def nowhere(engine: Engine) -> Port:
    """Nothing leaves: what is kept is what was sent. For tests, and a Harr in memory."""
    del engine

    def keep(tenant: int, key: str, request: dict[str, Any]) -> dict[str, Any]:
        del tenant, key, request
        return SENT

    return keep


def by(engine: Engine, carrier: Carrier) -> Port:
    """Letters go by a carrier. One that cannot be reached is asked again; one that refuses has refused for good."""

    def carry(tenant: int, key: str, request: dict[str, Any]) -> dict[str, Any]:
        email = id_number(str(request["email"]), "eml")
        parcel = engine.read(tenant, SYSTEM, lambda tx: _parcel(tx, email, key))
        if parcel is None:
            return LEFT
        try:
            carrier(parcel)
        except Bounced as refused:
            return {"outcome": "bounced", "error": str(refused)}
        except Failed as refused:
            return {"outcome": "failed", "error": str(refused)}
        return SENT

    return carry


def _parcel(tx: Tx, number: int, key: str) -> Parcel | None:
    row = store.email(tx, number)
    if row is None or row["status"] != "queued" or key != f"{id_text('eml', number)}/{row['posted']}":
        return None
    body = loads(row["body"])
    entity = tenants.entity(tx, row["entity"])
    printed = [invoices.printed(tx, row["subject_of"])] if body["attachments"] else []
    return Parcel(
        tenant=tx.tenant,
        live=sandbox.state(tx, tx.tenant)["kind"] == "live",
        key=key,
        at=instant(row["created_at"]),
        sender=entity.name,
        reply_to=entity.branding.support_email if entity.branding else None,
        to=tuple(body["to"]),
        subject=body["subject"],
        text=body["text"],
        html=body["html"],
        language=row["language"],
        attachments=tuple(each for each in printed if each is not None),
    )
