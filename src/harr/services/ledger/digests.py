"""What a transaction's digest covers: every column of its header and entries, and what its accounts are.

`harr-transaction/1`: SHA-256 over canonical JSON. What is null is left out, so
that a column that comes later changes no digest that was made before. The tenant
is never covered: a fork keeps its digests.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from harr.kernel.canonical import digest

FORMAT = "harr-transaction/1"
HEADER = (
    "id", "app", "external_id", "entity", "cause", "type", "rule", "effective_on", "effective_at", "created_at",
    "functional_currency", "entries", "reverses", "corrects", "belongs_to", "commit_id", "body",
)  # fmt: skip
ENTRY = (
    "line", "account", "code", "owner", "amount", "currency", "functional_amount", "exchange_rate", "effective_on",
    "document", "document_line", "product", "tax_rate", "tax_base", "tax_point_on", "quantity", "unit", "dimensions",
)  # fmt: skip


def digest_of(header: Mapping[str, Any], entries: Iterable[Mapping[str, Any]]) -> str:
    """The digest of rows as they are stored: entries in their order, with code and owner of their accounts."""
    facts = {name: header[name] for name in HEADER if header[name] is not None}
    lines = [{name: entry[name] for name in ENTRY if entry[name] is not None} for entry in entries]
    return digest({"format": FORMAT, "transaction": facts, "lines": lines})
