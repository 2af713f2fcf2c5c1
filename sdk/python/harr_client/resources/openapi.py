"""Openapi. Made by generate.py from openapi.json; changes belong there."""

from __future__ import annotations

from typing import Any

from harr_client.calling import Resource


class Openapi(Resource):
    """All that can be done with openapi."""

    def retrieve(self) -> dict[str, Any]:
        """This contract as an OpenAPI 3.1 document."""
        return self.caller.one("GET", "/v1/openapi.json", dict[str, Any])
