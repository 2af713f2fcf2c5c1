"""From bytes to a typed request, or a refusal that names the field, the rule and the way out.

msgspec does the work. `reading` looks after what JSON lets pass, `complaints`
turns what msgspec says into Harr's codes, `queries` reads lists and filters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import msgspec

from harr.contract.operations import Operation
from harr.contract.words import Request
from harr.edge import complaints, queries, reading
from harr.kernel.errors import BodyInvalid, BodyTooLarge

BODY_LIMIT = 1024 * 1024
BULK_LIMIT = 6 * 1024 * 1024

FAR = re.compile(rb'"[09][0-9]{3}-[0-9]{2}-[0-9]{2}')
"""A day before the year 1000 or after 8999, perhaps."""
ESCAPED = re.compile(rb"\\u(00|d[89a-f])", re.IGNORECASE)


def body(operation: Operation, raw: bytes) -> Request | None:
    """The request's body as the type that the operation declares."""
    if operation.request is None:
        if raw.strip() not in {b"", b"{}"}:
            raise BodyInvalid(f"{operation.name} takes no body", way_out="Send no body.")
        return None
    limit = BULK_LIMIT if operation.bulk else BODY_LIMIT
    if len(raw) > limit:
        raise BodyTooLarge(f"the body has {len(raw):,} bytes; {operation.name} takes {limit:,}", limit=limit)
    try:
        if operation.bulk and not ESCAPED.search(raw):  # ten thousand events in one go: doubled keys pass, for speed
            found = msgspec.json.decode(raw or b"{}", type=operation.request)
        else:
            found = msgspec.convert(reading.read(raw or b"{}"), operation.request)
    except msgspec.ValidationError as wrong:
        complaints.refuse(operation.request, complaints.numbered(operation.request, raw, str(wrong)))
    except msgspec.DecodeError as wrong:
        raise BodyInvalid(f"the body is not JSON: {wrong}") from wrong
    if b'\\n"' in raw or b'000a"' in raw.lower():
        complaints.no_line_ends(operation.request, json.loads(raw))
    if FAR.search(raw) or b"\\u00" in raw:
        complaints.within_the_calendar(operation.request, json.loads(raw))
    return found


def query(operation: Operation, given: Mapping[str, str]) -> Request | None:
    """The query as the type that the operation declares (a question), or nothing."""
    if operation.query is None:
        return None
    names = {item.encode_name for item in msgspec.structs.fields(operation.query)}
    for name in given:
        if name not in names and name != "dry_run":
            queries.unknown_parameter(operation, name, sorted(names))
    try:
        found = msgspec.convert({k: v for k, v in given.items() if k in names}, operation.query, strict=False)
    except msgspec.ValidationError as wrong:
        complaints.refuse(operation.query, str(wrong))
    complaints.no_line_ends(operation.query, dict(given))
    complaints.within_the_calendar(operation.query, dict(given))
    return found
