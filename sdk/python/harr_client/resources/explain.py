"""Explain. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

from harr_client import models
from harr_client.calling import Resource


class Explain(Resource):
    """All that can be done with explain."""

    def retrieve(
        self,
        *,
        ref: str,
    ) -> models.Explanation:
        """The tree from a figure to entries and documents."""
        return self.caller.one("GET", "/v1/explain", models.Explanation, query={"ref": ref})
