"""What the layout race stores: the candidate keys, the rows, and the questions asked of them.

Layout ── primary key ── one secondary index or none
  a   by account                        history of an account lies together
  b   by transaction, index by account  append-shaped rows, random index
  b2  by transaction, no index          append-shaped only, accounts are scanned
  c   by transaction, index by day and account   append-shaped rows, index random within a day only
  d   by day and account                one history per day, rows random within a day
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

Row = tuple[int, int, int, int, str, int, str, int, int, int | None, int | None, int | None]

COLUMNS = (
    "tenant",
    "transaction_id",
    "line",
    "account",
    "side",
    "amount",
    "currency",
    "functional_amount",
    "effective_on",
    "document",
    "product",
    "tax_rate",
)
TEXT_COLUMNS = ("side", "currency")
NULLABLE = ("document", "product", "tax_rate")

CUSTOMERS = 100_000
DAYS = 365
FIRST_DAY = 20_454  # days since 1970-01-01
TODAY = FIRST_DAY + DAYS
TENANT = 1
FIRST_MILLISECOND = 1_767_225_600_000
ACCOUNT_STEP = 2_000_003
FIRST_ACCOUNT = (FIRST_MILLISECOND - 86_400_000) << 21
REVENUE, TAX, CASH = (FIRST_ACCOUNT - step for step in (3, 2, 1))
PRODUCTS = 50


@dataclass(frozen=True)
class Layout:
    """One candidate: its name, its primary key and its index."""

    name: str
    primary: tuple[str, ...]
    index: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        """The table of entries in this layout."""
        return f"entries_{self.name}"

    @property
    def by_day(self) -> bool:
        """Whether an account is found day by day."""
        return "effective_on" in (self.primary[1], *self.index[1:2])

    def create(self, ending: str) -> list[str]:
        """The statements that make the table; `ending` is the store's own."""
        columns = ", ".join(
            f"{name} {'TEXT' if name in TEXT_COLUMNS else 'BIGINT'}{'' if name in NULLABLE else ' NOT NULL'}"
            for name in COLUMNS
        )
        table = f"CREATE TABLE {self.table} ({columns}, PRIMARY KEY ({', '.join(self.primary)})){ending}"
        index = f"CREATE INDEX {self.table}_index ON {self.table} ({', '.join(self.index)})"
        return [table, index] if self.index else [table]


LAYOUTS = {
    layout.name: layout
    for layout in (
        Layout("a", ("tenant", "account", "transaction_id", "line"), ("tenant", "transaction_id")),
        Layout(
            "b",
            ("tenant", "transaction_id", "line"),
            ("tenant", "account", "effective_on", "transaction_id", "line"),
        ),
        Layout("b2", ("tenant", "transaction_id", "line")),
        Layout(
            "c",
            ("tenant", "transaction_id", "line"),
            ("tenant", "effective_on", "account", "transaction_id", "line"),
        ),
        Layout(
            "d",
            ("tenant", "effective_on", "account", "transaction_id", "line"),
            ("tenant", "transaction_id"),
        ),
    )
}

# Day balances are the ledger's fold. Their key is raced as well: account first or day first.
DAY_BALANCES = {
    "by_account": ("tenant", "account", "effective_on"),
    "by_day": ("tenant", "effective_on", "account"),
}

ONE_TRANSACTION = "SELECT line, account, side, amount FROM {table} WHERE tenant = :tenant AND transaction_id = :subject"
ONE_ACCOUNT = (
    "SELECT transaction_id, effective_on, side, amount FROM {table} WHERE tenant = :tenant AND account = :subject"
)
# A layout led by the day is asked day by day: one short descent for each day of the year.
ONE_ACCOUNT_BY_DAY = (
    "WITH RECURSIVE calendar(day) AS (SELECT CAST(:first AS BIGINT) UNION ALL"
    " SELECT day + 1 FROM calendar WHERE day < :last)"
    " SELECT e.transaction_id, e.effective_on, e.side, e.amount FROM calendar CROSS JOIN {table} e"
    " WHERE e.tenant = :tenant AND e.effective_on = calendar.day AND e.account = :subject"
)
HOT_ACCOUNT = (
    "SELECT side, SUM(amount) FROM {table} WHERE tenant = :tenant AND account = :subject"
    " AND effective_on BETWEEN :first AND :last GROUP BY side"
)
HOT_ACCOUNT_BY_DAY = (
    ONE_ACCOUNT_BY_DAY.replace(
        "SELECT e.transaction_id, e.effective_on, e.side, e.amount", "SELECT e.side, SUM(e.amount)"
    )
    + " GROUP BY e.side"
)
TRIAL_BALANCE = "SELECT account, side, SUM(amount) FROM {table} WHERE tenant = :tenant GROUP BY account, side"
FOLDED_HOT_ACCOUNT = (
    "SELECT SUM(debit), SUM(credit) FROM {table} WHERE tenant = :tenant AND account = :subject"
    " AND effective_on BETWEEN :first AND :last"
)
FOLDED_HOT_ACCOUNT_BY_DAY = (
    "WITH RECURSIVE calendar(day) AS (SELECT CAST(:first AS BIGINT) UNION ALL"
    " SELECT day + 1 FROM calendar WHERE day < :last)"
    " SELECT SUM(e.debit), SUM(e.credit) FROM calendar CROSS JOIN {table} e"
    " WHERE e.tenant = :tenant AND e.effective_on = calendar.day AND e.account = :subject"
)
FOLDED_TRIAL_BALANCE = "SELECT account, SUM(debit), SUM(credit) FROM {table} WHERE tenant = :tenant GROUP BY account"


def transaction_id(number: int) -> int:
    """A time-ordered 63-bit id: milliseconds above, a counted part below."""
    return (FIRST_MILLISECOND + number * 7) << 21 | (number * 40_503) % (1 << 21)


def customer(number: int) -> int:
    """The receivable account of a customer."""
    return FIRST_ACCOUNT + number * ACCOUNT_STEP


def transaction_count(entries: int) -> int:
    """How many transactions hold this many entries: they have two or three in turn."""
    return entries * 2 // 5


def post(number: int, day: int, chance: random.Random, account: int = 0) -> list[Row]:
    """One balanced transaction of a customer, of a random one unless told: an invoice or a payment in turn."""
    key, account = transaction_id(number), account or customer(int(chance.random() * CUSTOMERS))
    net = 500 + int(chance.random() * 100_000)
    document = key + 1
    if number % 2:
        return [
            (TENANT, key, 1, CASH, "D", net, "EUR", net, day, document, None, None),
            (TENANT, key, 2, account, "C", net, "EUR", net, day, document, None, None),
        ]
    tax = net * 19 // 100
    product = FIRST_ACCOUNT + net % PRODUCTS
    return [
        (TENANT, key, 1, account, "D", net + tax, "EUR", net + tax, day, document, None, None),
        (TENANT, key, 2, REVENUE, "C", net, "EUR", net, day, document, product, None),
        (TENANT, key, 3, TAX, "C", tax, "EUR", tax, day, document, None, 19),
    ]


def history(entries: int, chance: random.Random) -> Iterator[Row]:
    """The rows of a year, in the order in which they happened."""
    count = transaction_count(entries)
    for number in range(count):
        yield from post(number, FIRST_DAY + number * DAYS // count, chance)
