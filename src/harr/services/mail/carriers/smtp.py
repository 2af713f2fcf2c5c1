"""Letters by a mail server (RFC 5321). A sandbox has none: its customers are invented, or copies of real ones.

Told twice, a letter has the same Message-ID, by which a mailbox knows that it has it.
Words and letters travel encrypted: by TLS from the start (`smtps`), or by STARTTLS,
without which only a server on this machine is spoken to.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import NoReturn
from urllib.parse import unquote, urlsplit

from harr.kernel.errors import FieldInvalid
from harr.services.mail.carriers import Bounced, Failed
from harr.services.mail.messages import Parcel, message

SECONDS = 30
HERE = frozenset({"localhost", "127.0.0.1", "::1"})
PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """A server, and who speaks to it."""

    host: str
    port: int
    from_address: str
    encrypted: bool
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @classmethod
    def at(cls, address: str, from_address: str) -> MailServer:
        """As `smtp://user:password@host:port` says."""
        try:
            parts = urlsplit(address)
            port = parts.port or PORTS[parts.scheme]
        except ValueError as wrong:
            raise _no_server() from wrong
        if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
            raise _no_server()
        user, password = (None if each is None else unquote(each) for each in (parts.username, parts.password))
        return cls(parts.hostname, port, from_address, parts.scheme == "smtps", user, password)

    def __call__(self, parcel: Parcel) -> None:
        """Hand the letter over; a sandbox's stays here."""
        if not parcel.live:
            return
        made = message(parcel, self.from_address)
        try:
            self._send(made, parcel.to)
        except smtplib.SMTPRecipientsRefused as refused:
            _refused(max(refused.recipients.values(), key=lambda said: said[0]), Bounced)
        except smtplib.SMTPResponseException as refused:
            _refused((refused.smtp_code, refused.smtp_error), Failed)
        except (smtplib.SMTPNotSupportedError, ssl.SSLCertVerificationError) as refused:
            raise Failed(f"{self.host}: {refused}") from refused
        except (smtplib.SMTPException, OSError) as lost:
            raise ConnectionError(f"{self.host}: {lost}") from lost

    def _send(self, made: EmailMessage, to: Sequence[str]) -> None:
        """What the server has taken is sent, however the goodbye goes."""
        server = self._server()
        try:
            server.send_message(made, self.from_address, list(to))
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
        finally:
            server.close()

    def _server(self) -> smtplib.SMTP:
        if self.encrypted:
            return self._known(
                smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=ssl.create_default_context())
            )
        return self._known(smtplib.SMTP(self.host, self.port, timeout=SECONDS))

    def _known(self, server: smtplib.SMTP) -> smtplib.SMTP:
        """The server, once words are safe and it knows who speaks."""
        try:
            if not self.encrypted and self.host not in HERE:
                server.starttls(context=ssl.create_default_context())
            if self.user is not None and self.password is not None:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server


def _refused(said: tuple[int, bytes | str], kind: type[Exception]) -> NoReturn:
    """5xx is for good, 4xx for now (RFC 5321, 4.2.1)."""
    code, words = said
    text = f"{code} {words.decode('utf-8', 'replace') if isinstance(words, bytes) else words}"
    if code >= 500:
        raise kind(text)
    raise ConnectionError(text)


def _no_server() -> FieldInvalid:
    return FieldInvalid("`mail` is not the address of a mail server", field="mail",
                        way_out="Write smtp://user:password@host:587 or smtps://user:password@host:465.")  # fmt: skip
