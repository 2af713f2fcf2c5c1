"""From settings to a house that answers: the database is opened, its schema brought up to date, the pepper found."""

from __future__ import annotations

import secrets
from pathlib import Path

from harr.edge import wiring
from harr.edge.gateway import Gateway
from harr.edge.issuing import mocked, with_tokens
from harr.edge.keyring import PEPPER_BYTES, Keyring
from harr.edge.settings import IN_MEMORY, Settings
from harr.edge.signing import Signing
from harr.engine.sqlite import SqliteStore
from harr.engine.store import Store
from harr.services import mail

BEHIND = 2
"""Connections beside those of requests: the worker's, and one to look whether the database is there."""


def open_store(settings: Settings) -> Store:
    """The database that the settings name; a file is made where there is none."""
    if settings.is_postgres:
        from harr.engine.postgres import PostgresStore  # noqa: PLC0415 - its driver is dear, and only needed here

        return PostgresStore(settings.database, settings.connections + BEHIND)
    if settings.database != IN_MEMORY:
        Path(settings.database).parent.mkdir(parents=True, exist_ok=True)
    return SqliteStore(settings.database)


def keyring_of(settings: Settings) -> Keyring:
    """Where the secrets of this database lie."""
    return Keyring(Path(settings.keys_file), Path(settings.pepper_file))


def signing_of(settings: Settings) -> Signing:
    """What tokens are signed with."""
    return Signing(Path(settings.signing_keys_file), settings.signing_keys)


def open_gateway(settings: Settings, *, mocks_only: bool = False) -> Gateway:
    """The whole house. As a mock it keeps nothing, so it needs neither database nor secrets."""
    if mocks_only:
        mock = wiring.build(SqliteStore(IN_MEMORY), secrets.token_bytes(PEPPER_BYTES), mocks_only=True)
        return mocked(mock, settings.address)
    carrier = mail.carrier(settings.mail, settings.mail_from)
    gateway = mailing(wiring.build(open_store(settings), keyring_of(settings).pepper()), carrier)
    return with_tokens(
        gateway, signing_of(settings), settings.address, minutes=settings.token_minutes, issuers=settings.issuers
    )


def mailing(gateway: Gateway, carrier: mail.Carrier | None) -> Gateway:
    """The same house, whose letters a carrier takes along; without one nothing leaves."""
    if carrier is not None:
        gateway.engine.ports[mail.PORT] = mail.carried_by(gateway.engine, carrier)
    return gateway
