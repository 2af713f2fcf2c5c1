"""Series: where the numbers of documents come from, without gaps and in order of date."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from harr.contract.invoices import Series, SeriesCreate, SeriesNumber
from harr.contract.operations import Listing, Page
from harr.engine import Row, Tx, dumps
from harr.engine.pages import page
from harr.kernel.errors import AlreadyExists, NumberTaken, RuleConflict, StateConflict
from harr.kernel.ids import id_number, id_text, path_id
from harr.services import tenants
from harr.services.invoices import numbers, presenting, store
from harr.services.invoices.numbers import Run, Taken


@dataclass
class Counter:
    """Numbers taken in one transaction: counted in memory, written at its end, when the row of the series is moved."""

    row: Row
    run: Run
    taken: list[tuple[Taken, str]] = field(default_factory=list)

    @property
    def series(self) -> int:
        """The series whose numbers they are."""
        number: int = self.row["id"]
        return number

    def day(self, wanted: date) -> date:
        """The date that a document of that day bears."""
        return max(wanted, self.run.last_issued_on or wanted)

    def take(self, day: date, document: str) -> Taken:
        """The next number."""
        found, self.run = numbers.take(self.run, day)
        self.taken.append((found, document))
        return found

    def write(self, tx: Tx) -> None:
        """Move the counter row and write every number with its document: the last thing that a transaction does."""
        if not self.taken or self.run.last_issued_on is None:
            return
        store.advance_series(
            tx,
            self.row,
            next_sequence=self.run.next_sequence,
            year=self.run.year,
            last_issued_on=self.run.last_issued_on,
            count=len(self.taken),
        )
        for place, (taken, document) in enumerate(self.taken, start=self.row["taken"] + 1):
            keep_number(
                tx, self.row["entity"], taken.number, document, taken.issued_on,
                series=self.series, place=place, sequence=taken.sequence,
            )  # fmt: skip


@dataclass
class Counters:
    """The series that one transaction takes numbers from: each is moved once, however many documents there are."""

    by_series: dict[int, Counter] = field(default_factory=dict)
    known: dict[tuple[int, str, int | None], Row] = field(default_factory=dict)

    def of(self, tx: Tx, entity: int, document_type: str, app: int | None) -> Counter:
        """The numbers of a kind of document of an entity, made through an app."""
        key = (entity, document_type, app)
        if key not in self.known:
            self.known[key] = _of_profile(tx, *key) or _of_entity(tx, entity, document_type)
        row = self.known[key]
        last = row["last_issued_on"]
        run = Run(row["format"], row["reset"], row["next_sequence"], row["year"], last and date.fromisoformat(last))
        return self.by_series.setdefault(row["id"], Counter(row, run))

    def write(self, tx: Tx) -> None:
        """Move every counter row that a number was taken from."""
        for counter in self.by_series.values():
            counter.write(tx)


def _of_profile(tx: Tx, entity: int, document_type: str, app: int | None) -> Row | None:
    """The series that an app's profile names, where it numbers such documents of the entity."""
    profile = tenants.profile(tx, app)
    if profile is None or profile.series is None:
        return None
    row = store.many(tx, "invoices_series", [id_number(profile.series, "ser")]).get(id_number(profile.series))
    fits = row is not None and (row["entity"], row["document_type"]) == (entity, document_type)
    return row if fits and row is not None and row["status"] == "active" else None


def _of_entity(tx: Tx, entity: int, document_type: str) -> Row:
    """The oldest series of the entity that is active; one is made on first use."""
    return store.active_series(tx, entity, document_type) or _main(tx, entity, document_type)


def keep_number(
    tx: Tx,
    entity: int,
    number: str,
    document: str,
    issued_on: date,
    *,
    series: int | None = None,
    place: int | None = None,
    sequence: int | None = None,
) -> None:
    """Write a number with its document; NumberTaken if the entity has given it already."""
    row = {
        "entity": entity, "number": number, "series": series, "place": place, "sequence": sequence,
        "document": document, "issued_on": issued_on.isoformat(),
    }  # fmt: skip
    if not store.take_number(tx, row):
        raise NumberTaken(
            f"{number} is the number of another document",
            field="number",
            way_out="Close the series and create one of another format." if series else None,
            number=number,
        )


def free_of_series(tx: Tx, entity: int, number: str) -> None:
    """Refuse a number of an older system that a series of today would write one day."""
    for row in store.series_of(tx, entity):
        if numbers.could_be(row["format"], number):
            raise NumberTaken(
                f"{number} would be a number of the series {row['format']}",
                field="number",
                way_out="Number new documents in another way: create a series of another format first.",
                series=id_text("ser", row["id"]),
            )


def _main(tx: Tx, entity: int, document_type: str) -> Row:
    row = _row(tx, entity, document_type, numbers.main_format(document_type), "year", 1)
    row["main"] = f"{id_text('ent', entity)}/{document_type}"
    if not tx.claim("invoices_series", row):
        raise RuleConflict(
            f"the entity has no active series for a {document_type.replace('_', ' ')}",
            way_out="Create one with `series.create`.",
            document_type=document_type,
        )
    return row


def _row(tx: Tx, entity: int, document_type: str, format_: str, reset: str, starts_at: int) -> Row:
    return {
        "id": tx.new_id(), "app": None, "external_id": None, "status": "active", "entity": entity,
        "document_type": document_type, "format": format_, "reset": reset, "starts_at": starts_at, "main": None,
        "next_sequence": starts_at, "year": 0, "last_issued_on": None, "taken": 0, "version": 1,
        "created_at": tx.now_us, "updated_at": tx.now_us, "body": dumps({"metadata": {}}),
    }  # fmt: skip


# ---- handlers --------------------------------------------------------------------------------------------------------


def create(tx: Tx, given: SeriesCreate) -> Series:
    """A new series. The oldest that is active numbers the documents of its kind."""
    numbers.check(given.format, given.reset)
    entity = tenants.entity_for(tx, given.entity)
    taken = store.series_with_format(tx, entity.id, given.format)
    if taken is not None:
        raise AlreadyExists(
            f"a series of {entity.name} writes {given.format} already", field="format", id=id_text("ser", taken["id"])
        )
    row = _row(tx, entity.id, given.document_type, given.format, given.reset, given.starts_at)
    row |= {"app": tx.actor.app, "external_id": given.external_id, "body": dumps({"metadata": given.metadata})}
    made = store.add(tx, "invoices_series", row)
    tx.changed(id_text("ser", made["id"]), None, {"format": given.format, "reset": given.reset})
    return presenting.series(tx, made)


def retrieve(tx: Tx, series_id: str) -> Series:
    """A series by its id: it is the entity's, whichever app made it."""
    return presenting.series(tx, _get(tx, series_id))


def list_(tx: Tx, listing: Listing) -> Page[Series]:
    """The series of the tenant."""
    return page(tx, "invoices_series", listing, lambda rows: [presenting.series(tx, row) for row in rows], by_app=False)


def close(tx: Tx, series_id: str) -> Series:
    """Give no more numbers; those that were given stay."""
    row = _get(tx, series_id)
    tx.expect(row["version"])
    if row["status"] != "active":
        raise StateConflict("the series is closed already", status=row["status"], allowed=[])
    closed = store.change(tx, "invoices_series", row, status="closed")
    tx.changed(series_id, {"status": "active"}, {"status": "closed"})
    return presenting.series(tx, closed)


def audit(tx: Tx, series_id: str, listing: Listing) -> Page[SeriesNumber]:
    """Every number of a series with its document, in the order in which they were taken."""
    row = _get(tx, series_id)
    found = store.numbers_of(
        tx, row["id"], after=listing.after, limit=listing.limit + 1, descending=listing.order == "desc"
    )
    shown = found[: listing.limit]
    status = _statuses(tx, shown)
    data = [presenting.series_number(each, status.get(each["document"])) for each in shown]
    more = len(found) > listing.limit
    return Page(data=data, has_more=more, next_cursor=shown[-1]["document"] if more else None)


def _statuses(tx: Tx, rows: list[Row]) -> dict[str, str]:
    tables: tuple[tuple[str, store.Table], ...] = (("inv", "invoices_invoice"), ("crn", "invoices_credit_note"))
    found: dict[str, str] = {}
    for prefix, table in tables:
        wanted = [id_number(row["document"]) for row in rows if row["document"].startswith(f"{prefix}_")]
        found |= {id_text(prefix, number): row["status"] for number, row in store.many(tx, table, wanted).items()}
    return found


def _get(tx: Tx, series_id: str) -> Row:
    return store.get(tx, "invoices_series", path_id(series_id, "ser"), by_app=False)
