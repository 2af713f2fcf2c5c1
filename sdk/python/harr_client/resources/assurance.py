"""Assurance. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

from typing import Literal, overload

from harr_client import models
from harr_client.calling import Options, Rehearsal, Resource


class Assurance(Resource):
    """All that can be done with assurance."""

    def retrieve(self) -> models.Assurance:
        """Whether the books add up."""
        return self.caller.one("GET", "/v1/assurance", models.Assurance)

    @overload
    def run(
        self,
        *,
        dry_run: Literal[False] = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Assurance: ...

    @overload
    def run(
        self,
        *,
        dry_run: Literal[True],
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> Rehearsal[models.Assurance]: ...

    def run(
        self,
        *,
        dry_run: bool = False,
        idempotency_key: str | None = None,
        if_match: int | None = None,
        reason: str | None = None,
    ) -> models.Assurance | Rehearsal[models.Assurance]:
        """Add the books up again, now."""
        return self.caller.write(
            "POST",
            "/v1/assurance/run",
            models.Assurance,
            body={},
            options=Options(dry_run=dry_run, idempotency_key=idempotency_key, if_match=if_match, reason=reason),
        )
