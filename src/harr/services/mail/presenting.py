"""Letters and their templates as callers see them."""

from __future__ import annotations

from harr.contract.mail import EmailMessage, EmailTemplate
from harr.engine import Row, loads
from harr.kernel.ids import id_text
from harr.kernel.time import instant


def email(row: Row) -> EmailMessage:
    """A letter."""
    body = loads(row["body"])
    return EmailMessage(
        id=id_text("eml", row["id"]),
        app=_id("app", row["app"]),
        created_at=instant(row["created_at"]),
        version=row["version"],
        updated_at=instant(row["updated_at"]),
        status=row["status"],
        customer=id_text("cus", row["customer"]),
        to=body["to"],
        template=_id("emt", row["template"]),
        kind=row["kind"],
        language=row["language"],
        subject=body["subject"],
        subject_of=row["subject_of"],
        html=body["html"],
        text=body["text"],
        attachments=[id_text("doc", number) for number in body["attachments"]],
        error=row["error"],
    )


def template(row: Row) -> EmailTemplate:
    """A template."""
    body = loads(row["body"])
    return EmailTemplate(
        id=id_text("emt", row["id"]),
        external_id=row["external_id"],
        metadata=body["metadata"],
        app=_id("app", row["app"]),
        created_at=instant(row["created_at"]),
        version=row["version"],
        updated_at=instant(row["updated_at"]),
        status=row["status"],
        kind=row["kind"],
        language=row["language"],
        subject=body["subject"],
        body=body["body"],
        entity=_id("ent", row["entity"] or None),
    )


def _id(prefix: str, number: int | None) -> str | None:
    return None if number is None else id_text(prefix, number)
