"""Which operation is done by which function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harr.services.mail import occasions, sending, wording

HANDLERS: dict[str, Callable[..., Any]] = {
    "emails.retrieve": sending.retrieve,
    "emails.list": sending.list_,
    "emails.resend": sending.resend,
    "email_templates.create": wording.create,
    "email_templates.retrieve": wording.retrieve,
    "email_templates.list": wording.list_,
    "email_templates.update": wording.update,
    "email_templates.archive": wording.archive,
    "email_templates.preview": wording.preview,
    "credit_notes.send": occasions.send_credit_note,
}
