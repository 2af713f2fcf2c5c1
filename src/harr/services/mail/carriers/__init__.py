"""Who takes letters along: a folder, or a mail server. An address says which, as in the setting `mail`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from harr.kernel.errors import FieldInvalid
from harr.services.mail.addresses import can_be_reached
from harr.services.mail.messages import Parcel

Carrier = Callable[[Parcel], None]
"""Takes a letter along, or raises: Bounced, Failed; ConnectionError or TimeoutError where it is to be tried again."""
SCHEMES = ("smtp://", "smtps://")
NOBODY = "harr@localhost.invalid"
"""Who writes in a folder, where nobody has said."""


class Bounced(Exception):  # noqa: N818 - an answer, not a fault of Harr's
    """Whom it goes to does not take it."""


class Failed(Exception):  # noqa: N818 - an answer, not a fault of Harr's
    """It is not taken along, whoever it goes to."""


def carrier(address: str, from_address: str) -> Carrier | None:
    """Whoever an address names: a mail server, a folder, or (empty) nobody."""
    if from_address and not can_be_reached(from_address):
        raise FieldInvalid(f"{from_address[:60]!r} is not an address that letters can come from", field="mail_from",
                           way_out="Set `mail_from` to a plain address, such as billing@example.com.")  # fmt: skip
    if not address:
        return None
    if address.startswith(SCHEMES):
        if not from_address:
            raise FieldInvalid("letters by a mail server need an address that they come from", field="mail_from",
                               way_out="Set `mail_from`, such as billing@example.com.")  # fmt: skip
        from harr.services.mail.carriers.smtp import MailServer  # noqa: PLC0415 - only who has one needs it

        return MailServer.at(address, from_address)
    from harr.services.mail.carriers.folder import Folder  # noqa: PLC0415 - the same

    return Folder(Path(address), from_address or NOBODY)
