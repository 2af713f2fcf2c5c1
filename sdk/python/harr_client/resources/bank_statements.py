"""Bank statements. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypedDict, Unpack, overload

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource, parameters, segment
from harr_client.pages import Page


class BankStatementsFilters(TypedDict, total=False):
    """What `bank_statements.list` can be asked for. `…_gte` and its kin are ranges."""

    limit: int
    after: str
    order: Literal["desc", "asc"]
    id: str | Sequence[str]
    external_id: str | Sequence[str]
    app: str | Sequence[str]
    created_at: dt.datetime | str | Sequence[dt.datetime | str]
    created_at_gte: dt.datetime | str
    created_at_gt: dt.datetime | str
    created_at_lte: dt.datetime | str
    created_at_lt: dt.datetime | str
    updated_at: dt.datetime | str | Sequence[dt.datetime | str]
    updated_at_gte: dt.datetime | str
    updated_at_gt: dt.datetime | str
    updated_at_lte: dt.datetime | str
    updated_at_lt: dt.datetime | str
    status: Literal["imported", "matched"] | Sequence[Literal["imported", "matched"]]
    entity: str | Sequence[str]


class BankStatements(Resource):
    """All that can be done with bank statements."""

    @overload
    def create(
        self,
        *,
        account: str,
        file: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        format: Literal["camt.053", "csv", "mt940"] | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.BankStatement: ...

    @overload
    def create(
        self,
        *,
        account: str,
        file: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        format: Literal["camt.053", "csv", "mt940"] | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.BankStatement]: ...

    def create(
        self,
        *,
        account: str,
        file: str,
        external_id: str | UnsetType | None = UNSET,
        metadata: Mapping[str, str] | UnsetType = UNSET,
        format: Literal["camt.053", "csv", "mt940"] | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.BankStatement | Rehearsal[models.BankStatement]:
        """Create a bank statement."""
        return self.caller.write(
            "POST",
            "/v1/bank_statements",
            models.BankStatement,
            body={"external_id": external_id, "metadata": metadata, "account": account, "file": file, "format": format},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )

    def list(
        self,
        **filters: Unpack[BankStatementsFilters],
    ) -> Page[models.BankStatement]:
        """List bank statements. One page; `auto_paging_iter` of it goes on."""
        return self.caller.page("/v1/bank_statements", models.BankStatement, parameters(filters))

    def iterate(
        self,
        **filters: Unpack[BankStatementsFilters],
    ) -> Iterator[models.BankStatement]:
        """List bank statements. All of them, page by page as they are needed."""
        return self.list(**filters).auto_paging_iter()

    def retrieve(
        self,
        id: str,
        /,
    ) -> models.BankStatement:
        """Read a bank statement."""
        return self.caller.one("GET", f"/v1/bank_statements/{segment(id)}", models.BankStatement)

    @overload
    def match(
        self,
        id: str,
        /,
        *,
        line: int,
        payment: str | UnsetType | None = UNSET,
        invoice: str | UnsetType | None = UNSET,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.BankStatement: ...

    @overload
    def match(
        self,
        id: str,
        /,
        *,
        line: int,
        payment: str | UnsetType | None = UNSET,
        invoice: str | UnsetType | None = UNSET,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.BankStatement]: ...

    def match(
        self,
        id: str,
        /,
        *,
        line: int,
        payment: str | UnsetType | None = UNSET,
        invoice: str | UnsetType | None = UNSET,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.BankStatement | Rehearsal[models.BankStatement]:
        """Say what a line is."""
        return self.caller.write(
            "POST",
            f"/v1/bank_statements/{segment(id)}/match",
            models.BankStatement,
            body={"line": line, "payment": payment, "invoice": invoice},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )
