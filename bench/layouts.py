"""Races the layouts of the ledger's entries, because an immutable journal cannot move later.

    python -m bench.layouts --entries 10000 1000000 10000000 --store sqlite
    python -m bench.layouts --entries 10000000 --store postgres --json figures.json

PostgreSQL wants XDG_RUNTIME_DIR to name a folder that is yours alone (mode 0700).
Layouts take turns within each round, so that a busy neighbour disturbs all of them alike: read ratios.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bench import layout_rows as rows
from bench.layout_rows import DAY_BALANCES, LAYOUTS, TENANT, TODAY, Layout
from bench.layout_stores import STORES, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BATCH = 1_000
ROUNDS, SINGLES, BATCHES = 8, 25, 2
SMALL = 100_000  # below this a few batches change the size: load anew in every round
BILL_RUN = 120_000  # transactions of one day: 300,000 entries
READS, SCANS = 200, 1
Figures = dict[str, dict[str, float]]


@dataclass
class Race:
    """One store at one size, and the numbers met so far."""

    store: Store
    entries: int
    layouts: Sequence[Layout]
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    figures: Figures = field(default_factory=lambda: defaultdict(dict))
    times: dict[tuple[str, str], list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Number new transactions after those of the history."""
        self.number = rows.transaction_count(self.entries)

    def run(self) -> Figures:
        """Load, write, read; then say what was met."""
        self.load()
        self.read()
        self.write()
        if self.entries >= SMALL:
            self.fold()
            self.write_on_a_bill_run_day()
        for (name, what), pairs in self.times.items():
            wall, cpu = zip(*pairs, strict=True)
            self.figures[name][f"{what}, median ms"] = statistics.median(wall) * 1e3
            self.figures[name][f"{what}, mean ms"] = statistics.fmean(wall) * 1e3
            self.figures[name][f"{what}, CPU ms"] = statistics.fmean(cpu) * 1e3
        return self.figures

    def load(self) -> None:
        """Bring every layout to its size."""
        say(f"{self.entries:,} entries: stage")
        self.store.stage(rows.history(self.entries, self.chance))
        for layout in self.layouts:
            say(f"  load {layout.name}")
            started = time.perf_counter()
            self.store.load(layout)
            self.figures[layout.name]["load s"] = time.perf_counter() - started
            self.figures[layout.name]["size MB"] = self.store.size(layout.table) / 1e6
        for name in DAY_BALANCES:
            say(f"  load day balances {name}")
            self.store.load_day_balances(name)
            self.figures[name]["size MB"] = self.store.size(name) / 1e6
        if self.entries >= SMALL:
            self.store.settle()

    def posts(self, count: int) -> list[list[rows.Row]]:
        """New transactions of today."""
        self.number += count
        return [rows.post(number, TODAY, self.chance) for number in range(self.number - count, self.number)]

    def batch(self, layout: Layout) -> list[rows.Row]:
        """A batch of new transactions, in the order of the layout's key."""
        batch = [row for post in self.posts(BATCH) for row in post]
        return sorted(batch, key=lambda row: row[3]) if "account" in layout.primary else batch

    def time(self, name: str, what: str, do: Callable[[], object]) -> None:
        """Note the wall and processor time of one deed."""
        cpu, wall = self.store.cpu(), time.perf_counter()
        do()
        self.times[name, what].append((time.perf_counter() - wall, self.store.cpu() - cpu))

    def write(self) -> None:
        """Single posts and batches, layouts in turn."""
        for turn in range(ROUNDS):
            say(f"  write round {turn + 1} of {ROUNDS}")
            for layout in self.layouts:
                if self.entries < SMALL:
                    self.store.load(layout)
                for single in self.posts(SINGLES):
                    self.time(layout.name, "single post", lambda s=single: self.store.post(layout, s))  # type: ignore[misc]  # noqa: B023
                for _ in range(BATCHES):
                    self.time_batch(layout, "batch of 1,000")
        for layout in self.layouts:
            batch = self.batch(layout)
            before = self.store.logged(layout.table)
            self.store.post(layout, batch)
            self.figures[layout.name]["batch log MB"] = (self.store.logged(layout.table) - before) / 1e6

    def time_batch(self, layout: Layout, what: str) -> None:
        """One batch in one commit."""
        batch = self.batch(layout)
        self.time(layout.name, what, lambda: self.store.post(layout, batch))

    def write_on_a_bill_run_day(self) -> None:
        """Batches to random accounts on a day that already holds a bill run."""
        for layout in self.layouts:
            say(f"  bill run day {layout.name}")
            for _ in range(BILL_RUN // 20_000):
                bulk = sorted((row for post in self.posts(20_000) for row in post), key=lambda row: row[3])
                self.store.post(layout, bulk)
        for turn in range(ROUNDS):
            for layout in self.layouts:
                self.time_batch(layout, "batch on a bill run day")
                ordered = self.batch_in_order(turn * BATCH)
                self.time(layout.name, "the same in account order", lambda b=ordered: self.store.post(layout, b))  # type: ignore[misc]  # noqa: B023

    def batch_in_order(self, first: int) -> list[rows.Row]:
        """A batch as a bill run makes it when it walks the customers in the order of their accounts."""
        self.number += BATCH
        batch = [
            rows.post(self.number - BATCH + place, TODAY, self.chance, rows.customer(first + place))
            for place in range(BATCH)
        ]
        return [row for post in batch for row in post]

    def fold(self) -> None:
        """What adding a batch to day balances costs under either key."""
        say("  fold")
        for _ in range(ROUNDS):
            for name in DAY_BALANCES:
                sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
                for post in self.posts(BATCH):
                    for row in post:
                        sums[row[3]]["DC".index(row[4])] += row[5]
                folded = [(TENANT, account, TODAY, *pair) for account, pair in sorted(sums.items())]
                self.time(name, "fold of 1,000", lambda f=folded: self.store.fold(name, f))  # type: ignore[misc]  # noqa: B023

    def read(self) -> None:
        """The questions of a day's work, layouts in turn."""
        for layout in self.layouts:
            say(f"  read {layout.name}")
            account = rows.ONE_ACCOUNT_BY_DAY if layout.by_day else rows.ONE_ACCOUNT
            hot = rows.HOT_ACCOUNT_BY_DAY if layout.by_day else rows.HOT_ACCOUNT
            scanned = layout.name == "b2"
            self.ask(layout.name, layout.table, "read a transaction", rows.ONE_TRANSACTION, READS)
            self.ask(layout.name, layout.table, "read a customer's account", account, SCANS if scanned else READS)
            self.ask(layout.name, layout.table, "sum a hot account over 30 days", hot, SCANS)
            self.ask(layout.name, layout.table, "trial balance from entries", rows.TRIAL_BALANCE, SCANS)
        for name in DAY_BALANCES:
            by_day = name == "by_day"
            hot = rows.FOLDED_HOT_ACCOUNT_BY_DAY if by_day else rows.FOLDED_HOT_ACCOUNT
            self.ask(name, name, "sum a hot account over 30 days", hot, READS)
            self.ask(name, name, "sum a customer's account over a year", hot, READS)
            self.ask(name, name, "trial balance from day balances", rows.FOLDED_TRIAL_BALANCE, SCANS)

    def ask(self, name: str, table: str, what: str, question: str, times: int) -> None:
        """Ask one question several times, each of another subject."""
        for _ in range(times):
            facts = self.facts(what)
            self.time(name, what, lambda f=facts: self.store.ask(table, question, f))  # type: ignore[misc]

    def facts(self, what: str) -> dict[str, int]:
        """Whom and when a question is about."""
        first = rows.FIRST_DAY
        if "transaction" in what:
            known = self.chance.randrange(rows.transaction_count(self.entries))
            return {"tenant": TENANT, "subject": rows.transaction_id(known)}
        if "hot" in what:
            return {"tenant": TENANT, "subject": rows.REVENUE, "first": first + 200, "last": first + 229}
        subject = rows.customer(self.chance.randrange(rows.CUSTOMERS))
        return {"tenant": TENANT, "subject": subject, "first": first, "last": TODAY}


def say(line: str) -> None:
    """Progress goes to stderr, so that stdout holds the table alone."""
    print(f"{time.strftime('%H:%M:%S')} {line}", file=sys.stderr, flush=True)


def table(figures: Figures) -> str:
    """One line for each measure, one column for each layout."""
    names = list(figures)
    measures = list(dict.fromkeys(measure for name in names for measure in figures[name]))
    lines = [f"{'':46}" + "".join(f"{name:>12}" for name in names)]
    for measure in measures:
        cells = (f"{figures[name][measure]:>12.3f}" if measure in figures[name] else f"{'':>12}" for name in names)
        lines.append(f"{measure:46}" + "".join(cells))
    return "\n".join(lines)


def main() -> None:
    """Race the chosen layouts on one store at each size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--store", choices=sorted(STORES), default="sqlite")
    parser.add_argument("--entries", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--layouts", nargs="+", choices=sorted(LAYOUTS), default=list(LAYOUTS))
    parser.add_argument("--folder", type=Path, help="an empty folder for the data; it needs 15 GB at 10,000,000")
    parser.add_argument("--json", type=Path, help="write the figures there as well")
    chosen = parser.parse_args()
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="layouts"))
    store: Store = STORES[chosen.store](folder)
    found: dict[str, Figures] = {}
    try:
        for entries in chosen.entries:
            found[str(entries)] = Race(store, entries, [LAYOUTS[name] for name in chosen.layouts]).run()
            print(f"\n{chosen.store}, {entries:,} entries\n{table(found[str(entries)])}", flush=True)
            if chosen.json:
                chosen.json.write_text(json.dumps({chosen.store: found}, indent=1) + "\n", encoding="utf-8")
    finally:
        store.close()
        if not chosen.folder:
            folder.rmdir()


if __name__ == "__main__":
    main()
