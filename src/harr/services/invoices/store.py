"""The only SQL over the tables of invoices."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from harr.engine import Row, Tx
from harr.kernel.errors import AlreadyExists, FieldInvalid, NotFound, TryAgain, VersionStale
from harr.kernel.ids import id_text
from harr.services.tax import Group

Table = Literal[
    "invoices_invoice", "invoices_line", "invoices_credit_note", "invoices_series", "invoices_document"
]  # fmt: skip
PREFIX: Mapping[str, str] = {
    "invoices_invoice": "inv",
    "invoices_line": "lin",
    "invoices_credit_note": "crn",
    "invoices_series": "ser",
    "invoices_document": "doc",
}
SEEN = "(app = :app OR :sees_all = 1)"


# ---- any table -------------------------------------------------------------------------------------------------------


def add(tx: Tx, table: Table, row: Mapping[str, Any], field: str = "external_id") -> Row:
    """Insert a row at version 1; one with the same `external_id` of the same app is refused."""
    whole = {"app": tx.actor.app, "version": 1, "created_at": tx.now_us, "updated_at": tx.now_us, **row}
    if not tx.claim(table, whole):
        taken = tx.one(
            f"SELECT id FROM {table} WHERE tenant = :tenant AND app = :owner AND external_id = :external_id",
            owner=whole["app"],
            external_id=whole["external_id"],
        )
        raise AlreadyExists(
            f"external_id {whole['external_id']!r} is taken",
            field=field,
            id=id_text(PREFIX[table], taken["id"]) if taken else None,
        )
    return whole


def get(tx: Tx, table: Table, number: int, field: str | None = None, *, by_app: bool = True) -> Row:
    """A row that the app may see (`by_app`: not what other apps made, if it sees its own only), or NotFound."""
    seen = f" AND {SEEN}" if by_app else ""
    row = tx.one(f"SELECT * FROM {table} WHERE tenant = :tenant AND id = :id{seen}", id=number)
    if row is None:
        raise NotFound(f"there is no {id_text(PREFIX[table], number)} here", field=field)
    return row


def many(tx: Tx, table: Table, numbers: Collection[int]) -> dict[int, Row]:
    """Rows by id, whichever app made them."""
    rows = tx.rows(f"SELECT * FROM {table} WHERE tenant = :tenant AND id IN (:ids)", ids=sorted(numbers))
    return {row["id"]: row for row in rows}


def bases_of(tx: Tx, lines: Sequence[int], at_once: int = 1_000) -> Iterator[Row]:
    """What lines were made from, a thousand at a time."""
    for start in range(0, len(lines), at_once):
        yield from tx.rows(
            "SELECT id, basis FROM invoices_line WHERE tenant = :tenant AND id IN (:ids)",
            ids=lines[start : start + at_once],
        )


def change(tx: Tx, table: Table, row: Row, **columns: Any) -> Row:
    """Change columns of the row as it was read; somebody else's change in between is refused."""
    return tx.change(table, row, **columns)


def remove(tx: Tx, table: Table, row: Row) -> None:
    """Take a draft away; somebody else's change in between is refused."""
    gone = tx.run(
        f"DELETE FROM {table} WHERE tenant = :tenant AND id = :id AND version = :was", id=row["id"], was=row["version"]
    )
    if not gone:
        raise VersionStale("somebody changed it meanwhile", version=row["version"] + 1)


# ---- lines, groups, what has paid ------------------------------------------------------------------------------------


def lines_of(tx: Tx, invoices: Collection[int]) -> dict[int, list[Row]]:
    """The lines of invoices, in their order."""
    found: dict[int, list[Row]] = {number: [] for number in invoices}
    for row in tx.rows(
        "SELECT * FROM invoices_line WHERE tenant = :tenant AND invoice IN (:ids) ORDER BY invoice, place",
        ids=sorted(invoices),
    ):
        found[row["invoice"]].append(row)
    return found


def add_lines(tx: Tx, rows: Sequence[Row]) -> None:
    """Write lines: at once, but those that claim an `external_id`."""
    named = [row for row in rows if row["external_id"] is not None]
    tx.insert("invoices_line", [row for row in rows if row["external_id"] is None])
    for row in named:
        add(tx, "invoices_line", row, field=f"lines[{row['place']}].external_id")


def remove_lines(tx: Tx, invoice: int) -> None:
    """Take all lines of a draft away, with what they claimed."""
    tx.run(
        "DELETE FROM invoices_claim WHERE tenant = :tenant AND line IN"
        " (SELECT id FROM invoices_line WHERE tenant = :tenant AND invoice = :invoice)",
        invoice=invoice,
    )
    tx.run("DELETE FROM invoices_line WHERE tenant = :tenant AND invoice = :invoice", invoice=invoice)


def credit_line(tx: Tx, line: int, *, amount: int, net: int, quantity: str, was: int) -> bool:
    """Note what was credited of a line, if nobody else did since it was read."""
    return bool(
        tx.run(
            "UPDATE invoices_line SET credited_amount = credited_amount + :amount,"
            " credited_net_amount = credited_net_amount + :net, credited_quantity = :quantity"
            " WHERE tenant = :tenant AND id = :id AND credited_amount = :was",
            id=line,
            amount=amount,
            net=net,
            quantity=quantity,
            was=was,
        )
    )


def add_invoices(tx: Tx, rows: Sequence[Row]) -> list[Row]:
    """Write new invoices: at once, unless one claims an `external_id`."""
    if any(row["external_id"] is not None for row in rows):
        return [add(tx, "invoices_invoice", row) for row in rows]
    stamps = {"version": 1, "created_at": tx.now_us, "updated_at": tx.now_us}
    whole = [{**stamps, **row} for row in rows]
    tx.insert("invoices_invoice", whole)
    return whole


def add_documents(tx: Tx, rows: Sequence[Row]) -> None:
    """Keep what was printed."""
    tx.insert("invoices_document", rows)


def add_groups(tx: Tx, groups_of_invoices: Mapping[int, Sequence[Group]]) -> None:
    """Keep the tax groups of invoices that are finalized: credit notes are measured against them."""
    rows = [
        {
            "invoice": invoice,
            "place": place,
            "category": group.category,
            "percentage": f"{group.percentage:f}",
            "jurisdiction": group.jurisdiction or "",
            "on_tax_of": f"{group.on_tax_of:f}",
            "base_amount": group.base.minor,
            "tax_amount": group.tax.minor,
            "credited_base_amount": 0,
            "credited_tax_amount": 0,
        }
        for invoice, groups in groups_of_invoices.items()
        for place, group in enumerate(groups)
    ]
    tx.insert("invoices_group", rows)


def groups_of(tx: Tx, invoice: int) -> list[Row]:
    """The tax groups of a finalized invoice."""
    return tx.rows(
        "SELECT * FROM invoices_group WHERE tenant = :tenant AND invoice = :invoice ORDER BY place", invoice=invoice
    )


def credit_group(tx: Tx, invoice: int, place: int, base: int, tax: int) -> None:
    """Note what was credited of a tax group; the table refuses more than it has."""
    tx.run(
        "UPDATE invoices_group SET credited_base_amount = credited_base_amount + :base,"
        " credited_tax_amount = credited_tax_amount + :tax"
        " WHERE tenant = :tenant AND invoice = :invoice AND place = :place",
        invoice=invoice,
        place=place,
        base=base,
        tax=tax,
    )


def applied_to(tx: Tx, invoices: Collection[int]) -> dict[int, list[Row]]:
    """What has paid parts of invoices, in order."""
    found: dict[int, list[Row]] = {number: [] for number in invoices}
    for row in tx.rows(
        "SELECT * FROM invoices_applied WHERE tenant = :tenant AND invoice IN (:ids) ORDER BY id", ids=sorted(invoices)
    ):
        found[row["invoice"]].append(row)
    return found


def apply(tx: Tx, invoice: int, source: str, amount: int) -> None:
    """Note that something has paid a part of an invoice, or took it back (below zero)."""
    tx.insert(
        "invoices_applied",
        [{"id": tx.new_id(), "invoice": invoice, "source": source, "amount": amount, "at": tx.now_us}],
    )


def credit_notes_of(tx: Tx, invoices: Collection[int]) -> dict[int, list[int]]:
    """The issued credit notes of invoices."""
    found: dict[int, list[int]] = {number: [] for number in invoices}
    for row in tx.rows(
        "SELECT id, invoice FROM invoices_credit_note"
        " WHERE tenant = :tenant AND invoice IN (:ids) AND status = 'issued' ORDER BY id",
        ids=sorted(invoices),
    ):
        found[row["invoice"]].append(row["id"])
    return found


# ---- money on an invoice ---------------------------------------------------------------------------------------------


def lower_due(tx: Tx, invoice: int, column: str, amount: int, *, forgiven: int = 0, withheld: int = 0) -> Row | None:
    """Lower what is due, unless less is due than that. None: it is not open, or less is due."""
    rows = tx.rows(
        f"UPDATE invoices_invoice SET {column} = {column} + :amount, amount_due = amount_due - :all,"
        " amount_written_off = amount_written_off + :forgiven, amount_withheld = amount_withheld + :withheld,"
        " status = CASE WHEN amount_due = :all THEN 'paid' ELSE status END,"
        " paid_at = CASE WHEN amount_due = :all THEN :now ELSE paid_at END,"
        " payment_status = CASE WHEN amount_due = :all THEN 'paid' ELSE 'partial' END,"
        " version = version + 1, updated_at = :now"
        " WHERE tenant = :tenant AND id = :id AND status = 'open' AND amount_due >= :all RETURNING *",
        id=invoice,
        amount=amount,
        forgiven=forgiven,
        withheld=withheld,
        all=amount + forgiven + withheld,
        now=tx.now_us,
    )
    return rows[0] if rows else None


def raise_due(tx: Tx, invoice: int, column: str, amount: int) -> Row | None:
    """Make an amount due again that was paid. None: not so much was paid, or the invoice is neither open nor paid."""
    rows = tx.rows(
        f"UPDATE invoices_invoice SET {column} = {column} - :amount, amount_due = amount_due + :amount,"
        " status = 'open', paid_at = NULL,"
        " payment_status = CASE WHEN amount_paid + amount_applied = :amount THEN 'none' ELSE 'partial' END,"
        " version = version + 1, updated_at = :now"
        f" WHERE tenant = :tenant AND id = :id AND status IN ('open', 'paid') AND {column} >= :amount RETURNING *",
        id=invoice,
        amount=amount,
        now=tx.now_us,
    )
    return rows[0] if rows else None


def credit_invoice(tx: Tx, row: Row, *, to_invoice: int, total: int, given_back: int) -> Row:
    """Note a credit note on its invoice, as it was read: two that are issued at once meet here."""
    rows = tx.rows(
        "UPDATE invoices_invoice SET amount_credited = amount_credited + :to_invoice,"
        " amount_due = amount_due - :to_invoice, credit_notes_total = credit_notes_total + :total,"
        " amount_given_back = amount_given_back + :given_back,"
        " status = CASE WHEN status = 'open' AND amount_due = :to_invoice THEN 'paid' ELSE status END,"
        " paid_at = CASE WHEN status = 'open' AND amount_due = :to_invoice THEN :now ELSE paid_at END,"
        " payment_status = CASE WHEN status = 'open' AND amount_due = :to_invoice THEN 'paid' ELSE payment_status END,"
        " version = version + 1, updated_at = :now"
        " WHERE tenant = :tenant AND id = :id AND version = :was AND amount_due >= :to_invoice RETURNING *",
        id=row["id"],
        was=row["version"],
        to_invoice=to_invoice,
        total=total,
        given_back=given_back,
        now=tx.now_us,
    )
    if not rows:
        raise TryAgain("somebody changed the invoice meanwhile; nothing was done")
    return rows[0]


def recover(tx: Tx, invoice: int, amount: int) -> Row | None:
    """Money for what was written off. None: not so much was."""
    rows = tx.rows(
        "UPDATE invoices_invoice SET amount_written_off = amount_written_off - :amount,"
        " amount_paid = amount_paid + :amount,"
        " status = CASE WHEN amount_written_off = :amount THEN 'paid' ELSE status END,"
        " paid_at = CASE WHEN amount_written_off = :amount THEN :now ELSE paid_at END,"
        " payment_status = CASE WHEN amount_written_off = :amount THEN 'paid' ELSE 'partial' END,"
        " version = version + 1, updated_at = :now WHERE tenant = :tenant AND id = :id"
        " AND status = 'uncollectible' AND amount_written_off >= :amount RETURNING *",
        id=invoice,
        amount=amount,
        now=tx.now_us,
    )
    return rows[0] if rows else None


# ---- what is billed once ---------------------------------------------------------------------------------------------


def claim(tx: Tx, causes: Mapping[int, str]) -> set[str]:
    """Say that lines bill what their causes name; those that another line bills already."""
    rows = [{"cause": cause, "line": line} for line, cause in causes.items()]
    if tx.claim_all("invoices_claim", rows) == len(rows):
        return set()
    mine = claims_of(tx, causes)
    return {cause for line, cause in causes.items() if line not in mine}


def free_claims(tx: Tx, line: int) -> None:
    """A line of a draft is gone: what it claimed may be billed by another."""
    tx.run("DELETE FROM invoices_claim WHERE tenant = :tenant AND line = :line", line=line)


def claimed(tx: Tx, causes: Collection[str]) -> set[str]:
    """Those of these causes that a line has claimed."""
    rows = tx.rows(
        "SELECT cause FROM invoices_claim WHERE tenant = :tenant AND cause IN (:causes)", causes=list(causes)
    )
    return {row["cause"] for row in rows}


def claims_of(tx: Tx, lines: Collection[int]) -> dict[int, str]:
    """What lines have claimed."""
    rows = tx.rows(
        "SELECT cause, line FROM invoices_claim WHERE tenant = :tenant AND line IN (:ids)", ids=sorted(lines)
    )
    return {row["line"]: row["cause"] for row in rows}


def lines_of_items(tx: Tx, items: Collection[int], kinds: Collection[str]) -> list[Row]:
    """Lines of some kinds that charge items of subscriptions, in the order in which they were written."""
    return tx.rows(
        "SELECT id, subscription_item, body FROM invoices_line WHERE tenant = :tenant"
        " AND subscription_item IN (:items) AND kind IN (:kinds) ORDER BY id",
        items=sorted(items),
        kinds=sorted(kinds),
    )


# ---- series and numbers ----------------------------------------------------------------------------------------------


def active_series(tx: Tx, entity: int, document_type: str) -> Row | None:
    """The series that numbers a kind of document: the oldest that is active."""
    return tx.one(
        "SELECT * FROM invoices_series WHERE tenant = :tenant AND entity = :entity AND document_type = :type"
        " AND status = 'active' ORDER BY id LIMIT 1",
        entity=entity,
        type=document_type,
    )


def series_of(tx: Tx, entity: int) -> list[Row]:
    """Every series of an entity."""
    return tx.rows(
        "SELECT * FROM invoices_series WHERE tenant = :tenant AND entity = :entity ORDER BY id", entity=entity
    )


def series_with_format(tx: Tx, entity: int, format_: str) -> Row | None:
    """The series of an entity that already writes numbers like this."""
    return tx.one(
        "SELECT * FROM invoices_series WHERE tenant = :tenant AND entity = :entity AND format = :format",
        entity=entity,
        format=format_,
    )


def advance_series(tx: Tx, row: Row, *, next_sequence: int, year: int, last_issued_on: date, count: int) -> None:
    """Move the counter row: whoever read the same state before another took a number begins again."""
    moved = tx.rows(
        "UPDATE invoices_series SET next_sequence = :next_sequence, year = :year, last_issued_on = :last,"
        " taken = taken + :count, version = version + 1, updated_at = :now"
        " WHERE tenant = :tenant AND id = :id AND status = 'active' AND taken = :was RETURNING taken",
        id=row["id"],
        next_sequence=next_sequence,
        year=year,
        last=last_issued_on.isoformat(),
        count=count,
        was=row["taken"],
        now=tx.now_us,
    )
    if not moved:
        raise TryAgain("another document took the number first; nothing was done")


def take_number(tx: Tx, row: Mapping[str, Any]) -> bool:
    """Write a number with its document. False: the entity has given that number already."""
    return tx.claim("invoices_number", row)


def numbers_of(tx: Tx, series: int, *, after: str | None, limit: int, descending: bool) -> list[Row]:
    """The numbers of a series in the order in which they were taken, after the document named."""
    place = None
    if after is not None:
        found = tx.one(
            "SELECT place FROM invoices_number WHERE tenant = :tenant AND series = :series AND document = :document",
            series=series,
            document=after,
        )
        if found is None:
            raise FieldInvalid(f"{after[:60]!r} is not a cursor of this list", field="after",
                               way_out="Send the `next_cursor` of the page before.")  # fmt: skip
        place = found["place"]
    beyond = "" if place is None else f" AND place {'<' if descending else '>'} :place"
    return tx.rows(
        "SELECT * FROM invoices_number WHERE tenant = :tenant AND series = :series"
        + beyond
        + f" ORDER BY place {'DESC' if descending else 'ASC'} LIMIT :limit",
        series=series,
        limit=limit,
        **({} if place is None else {"place": place}),
    )


def gaps(tx: Tx) -> list[Row]:
    """Series whose numbers are not exactly those that it counted, or not in order of date."""
    return tx.rows(
        "SELECT s.id, s.taken, COUNT(n.number) AS found, MIN(n.place) AS first, MAX(n.place) AS last"
        " FROM invoices_series s LEFT JOIN invoices_number n ON n.tenant = s.tenant AND n.series = s.id"
        " WHERE s.tenant = :tenant GROUP BY s.id, s.taken"
        " HAVING COUNT(n.number) <> s.taken OR (s.taken > 0 AND (MIN(n.place) <> 1 OR MAX(n.place) <> s.taken))"
    )


def disorder(tx: Tx) -> list[Row]:
    """Numbers whose document is dated before that of the number before."""
    return tx.rows(
        "SELECT b.number, b.series FROM invoices_number a JOIN invoices_number b"
        " ON b.tenant = a.tenant AND b.series = a.series AND b.place = a.place + 1"
        " WHERE a.tenant = :tenant AND b.issued_on < a.issued_on"
    )


# ---- documents -------------------------------------------------------------------------------------------------------


def document(tx: Tx, subject: str, format_: str) -> Row | None:
    """What was printed of a subject in a format."""
    return tx.one(
        "SELECT * FROM invoices_document WHERE tenant = :tenant AND subject = :subject AND format = :format"
        " ORDER BY id LIMIT 1",
        subject=subject,
        format=format_,
    )


def open_entities(tx: Tx) -> list[int]:
    """The entities that have open invoices."""
    rows = tx.rows("SELECT DISTINCT entity FROM invoices_invoice WHERE tenant = :tenant AND status = 'open'")
    return [row["entity"] for row in rows]


# ---- for verify ------------------------------------------------------------------------------------------------------


def count(tx: Tx, table: str) -> int:
    """How many rows the tenant has in a table."""
    row = tx.one(f"SELECT COUNT(*) AS n FROM {table} WHERE tenant = :tenant")
    return int(row["n"]) if row else 0


def finalized_after(tx: Tx, last: int, limit: int) -> list[Row]:
    """Invoices that are no drafts, by id."""
    return tx.rows(
        "SELECT * FROM invoices_invoice WHERE tenant = :tenant AND id > :last AND status <> 'draft'"
        " ORDER BY id LIMIT :limit",
        last=last,
        limit=limit,
    )


def documents_after(tx: Tx, last: int, limit: int) -> list[Row]:
    """Documents with their bytes, by id."""
    return tx.rows(
        "SELECT * FROM invoices_document WHERE tenant = :tenant AND id > :last ORDER BY id LIMIT :limit",
        last=last,
        limit=limit,
    )


def credited(tx: Tx) -> list[Row]:
    """What invoices say was credited of them, beside what their issued credit notes add up to."""
    return tx.rows(
        "SELECT i.id, i.credit_notes_total AS said, i.amount_credited AS to_invoice_said,"
        " CAST(COALESCE(SUM(c.total), 0) AS BIGINT) AS found,"
        " CAST(COALESCE(SUM(c.amount_to_invoice), 0) AS BIGINT) AS to_invoice_found"
        " FROM invoices_invoice i LEFT JOIN invoices_credit_note c"
        " ON c.tenant = i.tenant AND c.invoice = i.id AND c.status = 'issued'"
        " WHERE i.tenant = :tenant AND i.status <> 'draft'"
        " GROUP BY i.id, i.credit_notes_total, i.amount_credited ORDER BY i.id"
    )
