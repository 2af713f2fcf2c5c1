"""A letter as mail servers pass it on (RFC 5322): text, HTML and documents, always the same bytes. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from harr.kernel.ids import id_text
from harr.services.invoices import Printed
from harr.services.mail.addresses import can_be_reached
from harr.services.mail.writing import one_line


@dataclass(frozen=True, slots=True)
class Parcel:
    """A letter with all that goes with it. `key` names this posting of it for ever."""

    tenant: int
    live: bool
    key: str
    at: datetime
    sender: str
    reply_to: str | None
    to: tuple[str, ...]
    subject: str
    text: str
    html: str
    language: str
    attachments: tuple[Printed, ...]

    @property
    def name(self) -> str:
        """The name of its file: the letter's id and the how many-th time it goes out."""
        return self.key.replace("/", "-")

    @property
    def world(self) -> str:
        """The id of a sandbox; ids are one's own within a tenant alone."""
        return id_text("sbx", self.tenant)


def message(parcel: Parcel, from_address: str) -> EmailMessage:
    """The letter, from an address that the carrier may use, in the name of who sells."""
    made = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    made["Message-ID"] = f"<{parcel.name}.{id_text('ten', parcel.tenant)}@{from_address.partition('@')[2]}>"
    made["Date"] = parcel.at
    made["From"] = Address(one_line(parcel.sender), addr_spec=from_address)
    made["To"] = [Address(addr_spec=each) for each in parcel.to]
    if parcel.reply_to is not None and can_be_reached(parcel.reply_to):
        made["Reply-To"] = Address(addr_spec=parcel.reply_to)
    made["Subject"] = one_line(parcel.subject)
    made["Content-Language"] = parcel.language
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(parcel.text)
    made.add_alternative(parcel.html, subtype="html")
    for each in parcel.attachments:
        kind, _, sub = each.media.partition(";")[0].partition("/")
        made.add_attachment(
            each.content, maintype=kind, subtype=sub, filename=each.filename, params={"charset": "utf-8"}
        )
    _bound(made, parcel.key)
    return made


def _bound(made: EmailMessage, key: str) -> None:
    """Boundaries of our own: the library's are by chance."""
    digest = hashlib.sha256(key.encode()).hexdigest()[:24]
    for number, part in enumerate(made.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_harr_{digest}_{number}")
