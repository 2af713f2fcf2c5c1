"""The journal in a page: what the accountant books each month, in the accounts of their own books.

Every entry of the days is in it once, so that debits are credits. An account goes
where its mapping says on the day of the entry; one that has none keeps Harr's code
and is named. Of revenue the place and category of tax are those of the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from harr.contract.reports import Figure, Report, ReportRow
from harr.engine import Tx
from harr.kernel.ids import id_number
from harr.kernel.money import Money
from harr.services import catalog, invoices, ledger, tax
from harr.services.invoices import TaxOfLine
from harr.services.ledger import Moves, Which
from harr.services.reports.asking import DAY, Asked, blank, not_too_long
from harr.services.reports.earned import by_line
from harr.services.reports.months import month_of
from harr.services.reports.tables import added, column, figure, plain, text, totals

OF_LINES = frozenset({"revenue"})
"""Types of account whose entries have the tax of their line."""
NO_TAX = TaxOfLine("", "", "")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A row: what is added up together."""

    month: str
    gl_code: str
    code: str
    currency: str
    gl_name: str = ""
    tax_code: str = ""
    tax: tuple[str, str, str] = ("", "", "")

    @property
    def key(self) -> str:
        """`2026-01/8000/4010/EUR`, with whatever else tells it apart."""
        said = (self.month, self.gl_code, self.code, self.tax_code, *self.tax, self.currency)
        return "/".join(part for part in said if part)


@dataclass(slots=True)
class Sums:
    """Both sides, in the row's currency and in the entity's own."""

    debit: Money
    credit: Money
    functional_debit: int = 0
    functional_credit: int = 0
    names: set[str] = field(default_factory=set)

    def add(self, each: Moves) -> None:
        """One more."""
        self.debit += each.debits
        self.credit += each.credits
        self.functional_debit += each.functional_debits
        self.functional_credit += each.functional_credits
        self.names.add(each.name)


def journal_summary(tx: Tx, question: Asked) -> Report:
    """Debit and credit of each month by account, by account of the accountant's books, or by account and tax."""
    made = blank(question, "journal_summary", "Journal summary")
    mappings = ledger.mappings(tx, question.entity.id)
    group_by = question.query.group_by or "account"
    moves = _moves(tx, question, mappings, by_tax=group_by == "tax")
    taxes = _taxes(tx, moves)
    codes = _products(tx, moves)
    rows: dict[Place, Sums] = {}
    unmapped: dict[str, str] = {}
    for each in moves:
        of = _tax_of(each, taxes)
        chosen = ledger.choose_mapping(
            mappings, each.code, each.day or question.last_day(tx), products=codes.get(each.product, ()),
            jurisdiction=of.jurisdiction, provider=each.provider,
        )  # fmt: skip
        if chosen is None:
            unmapped[each.code] = each.name
        place = _place(each, chosen, of if group_by == "tax" else NO_TAX, by_code=group_by != "gl_account")
        zero = Money.zero(each.debits.currency)
        rows.setdefault(place, Sums(zero, zero)).add(each)
    _lay_out(made, question, rows, group_by)
    if unmapped:
        made.notes.append("Without a mapping: " + ", ".join(f"{code} {unmapped[code]}" for code in sorted(unmapped)))
    return made


# ---- what there is ---------------------------------------------------------------------------------------------------


def _moves(tx: Tx, question: Asked, mappings: Sequence[ledger.Mapping], *, by_tax: bool) -> list[Moves]:
    """Day by day, told apart as far as mappings ask: line by line only where the place of a line decides."""
    by = ["day", "tax_rate"]
    by += ["product"] if any(each.product for each in mappings) else []
    by += ["provider"] if any(each.provider for each in mappings) else []
    last = question.query.until or question.query.as_of
    until = None if last is None else last + DAY

    def told(code: str | None, told_apart: Sequence[str]) -> list[Moves]:
        which = Which(question.entity.id, code, question.query.currency)
        return ledger.moves(tx, which, told_apart, since=question.query.from_, until=until, known_at=question.known_at)

    found = told(None, by)
    placed = {each.code for each in mappings if each.jurisdiction}
    lines = {each.code for each in found if each.type in OF_LINES and (by_tax or each.code in placed)}
    return [each for each in found if each.code not in lines] + (by_line(tx, lines, told, by) if lines else [])


def _taxes(tx: Tx, moves: Iterable[Moves]) -> dict[int | str, TaxOfLine]:
    """The tax of each tax rate and each line among them."""
    rates = tax.rates(tx, {each.tax_rate for each in moves if each.tax_rate is not None})
    found: dict[int | str, TaxOfLine] = {
        number: TaxOfLine(rate.category, plain(rate.percentage), rate.jurisdiction) for number, rate in rates.items()
    }
    return found | dict(invoices.taxes_of_lines(tx, {each.line for each in moves if each.line is not None}))


def _tax_of(each: Moves, taxes: Mapping[int | str, TaxOfLine]) -> TaxOfLine:
    return taxes.get(each.tax_rate or "") or taxes.get(each.line or "") or NO_TAX


def _products(tx: Tx, moves: Iterable[Moves]) -> dict[str | None, tuple[str, ...]]:
    """What a mapping may call each product: its id, its code."""
    ids = {each.product for each in moves if each.product is not None}
    found = catalog.product(tx, sorted(id_number(each) for each in ids))
    codes = {number: product.code for number, product in found.items()}
    return {each: tuple(name for name in (each, codes.get(id_number(each))) if name) for each in ids}


# ---- how it is laid out ----------------------------------------------------------------------------------------------


def _place(each: Moves, chosen: ledger.Mapping | None, of: TaxOfLine, *, by_code: bool) -> Place:
    return Place(
        month="" if each.day is None else month_of(each.day),
        gl_code="" if chosen is None else chosen.gl_code,
        code=each.code if by_code or chosen is None else "",
        currency=each.debits.currency,
        gl_name="" if chosen is None else chosen.gl_name or "",
        tax_code="" if chosen is None else chosen.tax_code or "",
        tax=(of.category, of.percentage, of.jurisdiction),
    )


def _lay_out(made: Report, question: Asked, rows: Mapping[Place, Sums], group_by: str) -> None:
    own = question.entity.functional_currency
    foreign = any(place.currency != own for place in rows)
    made.columns = [column("month", "Month", "text"), column("gl_code", "Books", "text"),
                    column("gl_name", "Called", "text"), column("tax_code", "Tax code", "text")]  # fmt: skip
    if group_by != "gl_account":
        made.columns.insert(1, column("account", "Account", "text"))
    if group_by == "tax":
        made.columns += [column("category", "Category", "text"), column("percentage", "Percentage", "text"),
                         column("jurisdiction", "Place", "text")]  # fmt: skip
    made.columns += [column("debit", "Debit"), column("credit", "Credit")]
    if foreign:
        made.columns += [column("functional_debit", f"Debit in {own}"), column("functional_credit", f"Credit in {own}")]
    for place, sums in sorted(rows.items(), key=lambda row: (row[0].month, row[0].code or row[0].gl_code, row[0])):
        name = ", ".join(sorted(sums.names)) if place.code else place.gl_name or place.gl_code
        made.rows.append(ReportRow(key=place.key, label=name, cells=_cells(place, sums, own if foreign else None)))
    not_too_long(made)
    made.totals = totals({"debit": sums.debit, "credit": sums.credit} for sums in rows.values())
    if foreign:
        for side in ("functional_debit", "functional_credit"):
            whole = added(Money(getattr(sums, side), own) for sums in rows.values())
            made.totals |= {f"{side} {own}": figure(amount) for amount in whole.values()}


def _cells(place: Place, sums: Sums, own: str | None) -> dict[str, Figure]:
    ref = f"journal_summary/{place.key}"
    shown = {"month": place.month, "account": place.code, "gl_code": place.gl_code, "gl_name": place.gl_name,
             "tax_code": place.tax_code}  # fmt: skip
    shown |= dict(zip(("category", "percentage", "jurisdiction"), place.tax, strict=True))
    cells = {name: text(value) for name, value in shown.items() if value}
    cells |= {"debit": figure(sums.debit, f"{ref}/debit"), "credit": figure(sums.credit, f"{ref}/credit")}
    if own is not None:
        cells["functional_debit"] = figure(Money(sums.functional_debit, own))
        cells["functional_credit"] = figure(Money(sums.functional_credit, own))
    return cells
