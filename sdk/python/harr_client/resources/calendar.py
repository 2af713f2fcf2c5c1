"""Calendar. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

from typing import Literal

from msgspec import UNSET, UnsetType

from harr_client import models
from harr_client.calling import Resource


class Calendar(Resource):
    """All that can be done with calendar."""

    def periods(
        self,
        *,
        anchor: str,
        interval: Literal["calendar_month", "calendar_week", "calendar_year", "day", "month", "week", "year"],
        interval_count: int | UnsetType = UNSET,
        timezone: str | UnsetType = UNSET,
        from_: str | UnsetType = UNSET,
        count: int | UnsetType = UNSET,
    ) -> models.Periods:
        """The periods that follow an anchor."""
        return self.caller.one(
            "GET",
            "/v1/calendar/periods",
            models.Periods,
            query={
                "anchor": anchor,
                "interval": interval,
                "interval_count": interval_count,
                "timezone": timezone,
                "from": from_,
                "count": count,
            },
        )

    def add(
        self,
        *,
        start: str,
        duration: str,
        timezone: str | UnsetType = UNSET,
    ) -> models.Added:
        """A date and a duration, added."""
        return self.caller.one(
            "GET", "/v1/calendar/add", models.Added, query={"start": start, "duration": duration, "timezone": timezone}
        )
