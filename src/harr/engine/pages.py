"""One page of a list: the filters that the contract declares, as columns of the same name, by id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from harr.contract.operations import Listing, Page
from harr.engine.store import Row
from harr.engine.tx import Tx
from harr.kernel.errors import FieldInvalid
from harr.kernel.ids import id_number

T = TypeVar("T")

NEVER = "NULL"
"""The column of a filter that fits no row: what is listed has no such field."""
COMPARE = {"gte": ">=", "gt": ">", "lte": "<=", "lt": "<"}


def page(
    tx: Tx,
    table: str,
    listing: Listing,
    present: Callable[[list[Row]], list[T]],
    *,
    columns: Mapping[str, str] | None = None,
    where: str = "",
    by_app: bool = True,
    args: Mapping[str, Any] | None = None,
) -> Page[T]:
    """Rows of `table` that fit the listing, newest first unless it says otherwise.

    `columns` names those whose column is not called like the filter, `where` is a
    further condition, `by_app` hides what other apps made from an app that sees
    its own only. `present` turns the rows of the page into resources, all at once.
    """
    conditions, values = conditions_of(listing, columns or {})
    if by_app:
        conditions.append("(app = :app OR :sees_all = 1)")
    if where:
        conditions.append(f"({where})")
    if listing.after is not None:
        conditions.append(f"id {'>' if listing.order == 'asc' else '<'} :after")
        values["after"] = cursor_of(listing.after)
    rows = tx.rows(
        f"SELECT * FROM {table} WHERE " + " AND ".join(["tenant = :tenant", *conditions])
        + f" ORDER BY id {'ASC' if listing.order == 'asc' else 'DESC'} LIMIT :limit",
        limit=listing.limit + 1,
        **values,
        **(args or {}),
    )  # fmt: skip
    shown = present(rows[: listing.limit])
    more = len(rows) > listing.limit
    return Page(data=shown, has_more=more, next_cursor=getattr(shown[-1], "id", None) if more else None)


def conditions_of(listing: Listing, columns: Mapping[str, str]) -> tuple[list[str], dict[str, Any]]:
    """The filters of a listing as SQL and its values; for lists that are put together by hand."""
    found: list[str] = []
    values: dict[str, Any] = {}
    for number, (name, wanted) in enumerate(listing.filters.items()):
        field, _, comparison = name.removesuffix("]").partition("[")
        column = columns.get(field, field)
        argument = f"filter_{number}"
        if comparison:
            found.append(f"{column} {COMPARE[comparison]} :{argument}")
            values[argument] = wanted[0]
        else:
            found.append(f"{column} IN (:{argument})")
            values[argument] = list(wanted)
    return found, values


def cursor_of(after: str) -> int:
    """The id behind which a page begins."""
    try:
        return id_number(after)
    except FieldInvalid as wrong:
        raise FieldInvalid(f"{after[:60]!r} is not a cursor of this list", field="after",
                           way_out="Send the `next_cursor` of the page before.") from wrong  # fmt: skip
