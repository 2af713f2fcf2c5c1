"""The world's letters: what was sent, a template of one's own, a letter that goes again."""

from __future__ import annotations

from tests.conformance.recorder import Recorder

Made = dict[str, str]


def chapter(house: Recorder, made: Made) -> None:
    """Templates in two languages, and the letters that all that happened before has set off."""
    words = {"kind": "invoice", "subject": "Invoice {{ invoice.number }}", "body": "<p>Dear {{ customer.name }}</p>"}
    template = house(
        "email_templates.create", **words, language="en", entity=made["entity"], external_id="template-1",
        metadata={"voice": "calm"},
    )["id"]  # fmt: skip
    spare = house("email_templates.create", **words, language="nl")["id"]
    house("email_templates.update", template, subject="Your invoice {{ invoice.number }}", metadata={"voice": "warm"})
    house("email_templates.archive", spare)
    house("email_templates.preview", template, subject_of=made["invoice"])
    house("email_templates.preview", template)
    house("invoices.send", made["invoice"])
    house.work()
    letters = house("emails.list", kind="invoice", status="sent")["data"]
    again = next(one for one in letters if one["subject_of"] == made["invoice"])
    house("emails.resend", again["id"])
    house.work()
    for plural, one in (("email_templates", template), ("emails", again["id"])):
        house(f"{plural}.retrieve", one)
        house(f"{plural}.list")
