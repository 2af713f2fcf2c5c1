"""Reports. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Content, Resource, segment


class Reports(Resource):
    """All that can be done with reports."""

    def retrieve(
        self,
        name: str,
        /,
        *,
        entity: str,
        as_of: dt.date | str | UnsetType = UNSET,
        known_at: str | UnsetType = UNSET,
        from_: dt.date | str | UnsetType = UNSET,
        until: dt.date | str | UnsetType = UNSET,
        currency: str | UnsetType = UNSET,
        group_by: str | UnsetType = UNSET,
        customer: str | UnsetType = UNSET,
        account: str | UnsetType = UNSET,
    ) -> models.Report:
        """One report."""
        return self.caller.one(
            "GET",
            f"/v1/reports/{segment(name)}",
            models.Report,
            query={
                "as_of": as_of,
                "known_at": known_at,
                "entity": entity,
                "from": from_,
                "until": until,
                "currency": currency,
                "group_by": group_by,
                "customer": customer,
                "account": account,
            },
        )

    def retrieve_content(
        self,
        name: str,
        /,
        *,
        entity: str,
        as_of: dt.date | str | UnsetType = UNSET,
        known_at: str | UnsetType = UNSET,
        from_: dt.date | str | UnsetType = UNSET,
        until: dt.date | str | UnsetType = UNSET,
        currency: str | UnsetType = UNSET,
        group_by: str | UnsetType = UNSET,
        customer: str | UnsetType = UNSET,
        account: str | UnsetType = UNSET,
        format: Literal["csv", "json"] | UnsetType = UNSET,
    ) -> Content:
        """One report. As it is stored, in the form that `format` names."""
        return self.caller.content(
            f"/v1/reports/{segment(name)}",
            {
                "as_of": as_of,
                "known_at": known_at,
                "entity": entity,
                "from": from_,
                "until": until,
                "currency": currency,
                "group_by": group_by,
                "customer": customer,
                "account": account,
                "format": format,
            },
        )
