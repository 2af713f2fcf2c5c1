"""A letter is kept in one commit and carried afterwards; what became of it is written on it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from harr.contract.mail import EmailMessage
from harr.contract.operations import Listing, Page
from harr.engine import Ask, Row, Tx, asks, dumps, loads
from harr.engine.pages import NEVER, page
from harr.kernel.errors import CustomerIncomplete, FieldInvalid, StateConflict
from harr.kernel.ids import id_number, id_text, path_id
from harr.services import customers, invoices
from harr.services.mail import addresses, letters, presenting, store, wording, writing
from harr.services.mail.subjects import Subject
from harr.services.mail.wording import Chosen
from harr.services.mail.writing import Letter

PORT = "mail"
CARRIED = "mail.carried"
MOST_TRIES = 8
"""With the waits of a question that has no answer (4 minutes, four times as long each time, a day at most): 3 days."""
NO_ADDRESS = "the customer has no email address that a letter can go to"

log = logging.getLogger("harr.mail")


def send(tx: Tx, kind: str, about: Subject) -> Ask | None:
    """Write a letter, and ask that it be carried; where nobody can be reached it is kept, and says so.

    A rehearsal shows the letter among its `emails`, and asks nobody.
    """
    letter, chosen = _written(tx, kind, about)
    printed = invoices.printed(tx, about.id) if kind in letters.WITH_DOCUMENT else None
    body = {
        "to": list(about.to), "subject": letter.subject, "html": letter.html, "text": letter.text,
        "attachments": [] if printed is None else [printed.id],
    }  # fmt: skip
    row = store.add_email(
        tx,
        {
            "app": about.app,
            "status": "queued" if about.to else "skipped",
            "kind": kind,
            "language": chosen.language,
            "template": chosen.template,
            "customer": about.customer.id,
            "entity": about.entity,
            "subject_of": about.id,
            "posted": 1,
            "error": None if about.to else NO_ADDRESS,
        },
        body,
        about.to,
    )
    tx.rehearsal("emails", _shown(row))
    return _carry(row) if about.to and not tx.rehearsing else None


def _written(tx: Tx, kind: str, about: Subject) -> tuple[Letter, Chosen]:
    """A template that fails on what it meets does not hold up the letter: Harr's own words are taken."""
    chosen = wording.choose(tx, kind, about.languages, about.entity)
    try:
        return writing.write(chosen.wording, about.facts, chosen.language), chosen
    except FieldInvalid as wrong:
        log.warning("template %s: %s", chosen.template, wrong.detail)
        own = writing.built_in(kind, letters.ENGLISH)
        if own is None or chosen.template is None:
            raise
        return writing.write(own, about.facts, letters.ENGLISH), Chosen(own, letters.ENGLISH, None)


def _carry(row: Row) -> Ask:
    email = id_text("eml", row["id"])
    return Ask(PORT, f"{email}/{row['posted']}", {"email": email}, CARRIED)


def _shown(row: Row) -> Mapping[str, Any]:
    body = loads(row["body"])
    facts = {name: row[name] for name in ("kind", "status", "language", "subject_of", "error")}
    return {**facts, **{name: body[name] for name in ("to", "subject", "text", "html")}}


def carried(tx: Tx, key: str, answer: Mapping[str, Any]) -> None:
    """What became of a letter. No answer is tried again by the same key, and given up in the end."""
    row = store.email(tx, id_number(key.partition("/")[0]))
    if row is None or row["status"] != "queued" or key != _carry(row).key:
        return
    outcome, error = answer["outcome"], answer.get("error")
    if outcome == "unknown" and row["tries"] + 1 < MOST_TRIES:
        store.change(tx, "mail_email", row, tries=row["tries"] + 1, error=_short(error))
        return
    status = {"sent": "sent", "bounced": "bounced"}.get(outcome, "failed")
    store.change(tx, "mail_email", row, status=status, tries=row["tries"] + 1, error=_short(error))


def _short(error: str | None) -> str | None:
    return None if error is None else error[:500]


# ---- handlers --------------------------------------------------------------------------------------------------------


def retrieve(tx: Tx, email_id: str) -> EmailMessage:
    """A letter by its id."""
    return presenting.email(store.get(tx, "mail_email", path_id(email_id, "eml")))


def list_(tx: Tx, listing: Listing) -> Page[EmailMessage]:
    """Letters, by whom they went to or what they are about."""
    filters = dict(listing.filters)
    to = filters.pop("to", None)
    return page(
        tx,
        "mail_email",
        replace(listing, filters=filters),
        lambda rows: [presenting.email(row) for row in rows],
        columns={"external_id": NEVER},
        where=""
        if to is None
        else "id IN (SELECT r.email FROM mail_recipient r WHERE r.tenant = :tenant AND r.address IN (:to))",
        args=None if to is None else {"to": list(to)},
    )


def resend(tx: Tx, email_id: str) -> EmailMessage:
    """Send a letter again as it was written, to where the customer is reached now."""
    row = store.get(tx, "mail_email", path_id(email_id, "eml"))
    tx.expect(row["version"])
    if row["status"] == "queued":
        raise StateConflict("the letter is on its way", status="queued", allowed=[])
    to = addresses.reachable(customers.reach(tx, row["customer"]).addresses)
    if not to:
        raise CustomerIncomplete(
            NO_ADDRESS, field="customer", way_out="Set `email` on the customer.", missing=["email"]
        )
    body = {**loads(row["body"]), "to": to}
    again = store.change(
        tx, "mail_email", row, status="queued", posted=row["posted"] + 1, tries=0, error=None, body=dumps(body)
    )
    store.readdress(tx, row["id"], to)
    tx.rehearsal("emails", _shown(again))
    asks.keep(tx, _carry(again), at_once=False)
    return presenting.email(again)
