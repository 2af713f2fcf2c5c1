"""pgledger beside Harr, on the same PostgreSQL, where its user has fetched it; none of it comes with Harr.

A sale is two transfers: the customer's account to what was earned, and to the tax. What pgledger does in a transfer
(locks, running balances of both accounts, two entries) is its own; it keeps no causes, digests, chain or audit.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg

from bench.peers import parts
from harr.services import ledger
from harr.services.ledger import Leg
from tests import postgres

NAME = "pgledger, on the same PostgreSQL"
TRANSFERS = (
    "SELECT COUNT(*) FROM pgledger_create_transfers(VARIADIC (SELECT array_agg(ROW(f, t, a::numeric)::transfer_request)"
    " FROM unnest(%s::text[], %s::text[], %s::text[]) AS x(f, t, a)))"
)


class PgLedger:
    """A database of its own with pgledger in it, and connections that each post."""

    def __init__(self, files: Sequence[Path], connections: int = 1) -> None:
        self.address = postgres.fresh_database(fsync=True)
        self.connections = [psycopg.connect(self.address, autocommit=True) for _ in range(connections)]
        for file in files:
            self.connections[0].execute(file.read_bytes())
        self.accounts: dict[tuple[str, str | None], str] = {}

    def open(self, sales: Sequence[Sequence[Leg]]) -> None:
        """Accounts of all who appear."""
        for key in {(leg.code, leg.owner) for sale in sales for leg in sale} - self.accounts.keys():
            row = self.connections[0].execute(
                "SELECT id FROM pgledger_create_account(%s, 'EUR')", ["/".join(filter(None, key))]
            ).fetchone()  # fmt: skip
            assert row is not None
            self.accounts[key] = row[0]

    def post(self, sales: Sequence[Sequence[Leg]], commits: int, clients: int = 1) -> None:
        """So many commits, by so many connections at once."""
        with ThreadPoolExecutor(clients) as hands:
            list(hands.map(self._post, self.connections, parts(parts(sales, commits), clients)))

    def _post(self, connection: psycopg.Connection[Any], commits: Sequence[Sequence[Sequence[Leg]]]) -> None:
        for commit in commits:
            wanted = [transfer for sale in commit for transfer in self._transfers(sale)]
            connection.execute(TRANSFERS, [list(column) for column in zip(*wanted, strict=True)])

    def _transfers(self, sale: Sequence[Leg]) -> list[tuple[str, str, str]]:
        buyer = next(leg for leg in sale if leg.code == ledger.RECEIVABLE)
        return [
            (self.accounts[buyer.code, buyer.owner], self.accounts[leg.code, leg.owner], leg.amount.text)
            for leg in sale
            if leg is not buyer
        ]

    def close(self) -> None:
        """Gone, with all that was posted."""
        for connection in self.connections:
            connection.close()
        postgres.drop_database(self.address)
