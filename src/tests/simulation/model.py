"""The reference model: money, and the subscriptions that make it due. Dates by a zone, shares by fractions of days.

subscription   unit price and how many, its period, usage by period that was billed so far, the line that charged last
"""

from __future__ import annotations

import calendar
import heapq
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from tests.simulation.money import DAY, Money, Refused, Thing, cents

ZONE = ZoneInfo("Europe/Amsterdam")
FREE, RATE = 1000, Fraction(42, 100)
"""A thousand calls free, then 0.0042 each: in cents."""
LIVE = ("active", "incomplete")


def instant(day: date) -> int:
    """The beginning of a civil day."""
    return int(datetime(day.year, day.month, day.day, tzinfo=ZONE).timestamp()) * 1_000_000


def day_of(at: int) -> date:
    """The civil day of an instant."""
    return datetime.fromtimestamp(at // 1_000_000, UTC).astimezone(ZONE).date()


def months_after(anchor: date, count: int) -> date:
    """So many months later, on the same day or the last of its month."""
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + count, 12)
    return date(year, month + 1, min(anchor.day, calendar.monthrange(year, month + 1)[1]))


def used_up(quantity: int) -> Fraction:
    """What so many calls cost."""
    return max(0, quantity - FREE) * RATE


class Model(Money):
    """All of it."""

    def __init__(self, now: int) -> None:
        super().__init__(now)
        self.subscriptions: list[Thing] = []
        self.usage: dict[str, tuple[Thing, int, int]] = {}

    # ---- subscriptions -----------------------------------------------------------------------------------------------

    def subscribe(self, customer: Thing, unit: int, quantity: int, *, metered: bool) -> Thing:
        """The first period begins today, and is billed ahead."""
        start = day_of(self.now)
        made: Thing = {
            "id": None, "customer": customer, "unit": unit, "quantity": quantity, "metered": metered, "anchor": start,
            "periods": 0, "start": start, "end": months_after(start, 1), "billed": {}, "status": "active",
            "auto": customer["default"] is not None, "cancel_at": None, "pending": None, "line": None, "since": start,
        }  # fmt: skip
        self.subscriptions.append(made)
        invoice = self._bill(made, [unit * quantity], charged=0)
        self.later(instant(made["end"]), "is renewed", made, place=1)
        if made["auto"] and invoice is not None and invoice["total"] > invoice["applied"]:
            made["status"] = "incomplete" if invoice["status"] == "open" else "active"
            made["first"] = invoice
            self.later(self.now + 23 * DAY // 24, "is given up", made, place=1)
        return made

    def _bill(self, sub: Thing, lines: list[int], *, charged: int | None) -> Thing | None:
        """An invoice of a subscription; `charged` is the line that charges it ahead."""
        if not lines:
            return None
        made = self.invoice(sub["customer"], lines, auto=sub["auto"], sub=sub)
        if charged is not None:
            sub["line"] = (made, charged)
        return made

    def change(self, sub: Thing, unit: int, quantity: int) -> None:
        """From today on: unused time is given back, as far as it was charged and not credited, the rest is charged."""
        if sub["status"] != "active":
            raise Refused
        day = max(day_of(self.now), sub["start"])
        back, charge = self.prorated(sub, day, unit, quantity)
        pending = sub["pending"]
        if pending and (unit != sub["unit"] or pending["quantity"] == quantity):
            sub["pending"] = None  # it was about an item that ends here, or would change nothing any more
        sub |= {"unit": unit, "quantity": quantity}
        before = sub["line"][0]
        if day < sub["end"]:
            made = self._bill(sub, [-back, charge], charged=1)
            before["later"] += [made] if back else []

    def prorated(self, sub: Thing, day: date, unit: int, quantity: int) -> tuple[int, int]:
        """What is given back and what is charged for the rest of a period."""
        share = Fraction((sub["end"] - day).days, (sub["end"] - sub["start"]).days)
        invoice, line = sub["line"]
        left = 0 if invoice["status"] == "void" else invoice["left"][line]
        return min(cents(sub["unit"] * sub["quantity"] * share), left), cents(unit * quantity * share)

    def cancel(self, sub: Thing, *, now: bool, unused: bool = False) -> None:
        """At the end of the period, or now: what was used until today is billed, unused time is credited if wanted."""
        if sub["status"] not in LIVE:
            raise Refused
        if not now and sub["status"] == "active":
            sub["cancel_at"] = sub["end"]
            return
        day = max(day_of(self.now), sub["start"])
        if sub["status"] == "incomplete":
            self._give_up(sub, "canceled")
            return
        if day > sub["start"]:
            self._bill(sub, self._used(sub, min(day, sub["end"])), charged=None)
        if unused and day < sub["end"]:
            back, _ = self.prorated(sub, day, 0, 0)
            if back:
                self.credit(sub["line"][0], {sub["line"][1]: back})
        sub["status"] = "canceled"

    def uncancel(self, sub: Thing) -> None:
        """It goes on after all."""
        if sub["status"] not in LIVE or sub["cancel_at"] is None:
            raise Refused
        sub["cancel_at"] = None

    def _give_up(self, sub: Thing, status: str) -> None:
        with suppress(Refused):
            self.void(sub["first"])
        sub["status"] = status
        self.seen["subscription given up"] += status == "incomplete_expired"

    def told(self, event: str, customer: Thing, at: int, calls: int) -> None:
        """Usage, whenever it comes; the same event once."""
        self.usage.setdefault(event, (customer, at, calls))

    def measured(self, sub: Thing, start: date, end: date) -> int:
        """Calls of a stretch of days, as told so far."""
        begin, until = instant(start), instant(end)
        return sum(n for customer, at, n in self.usage.values() if customer is sub["customer"] and begin <= at < until)

    def _used(self, sub: Thing, end: date) -> list[int]:
        """The line of the usage of a period that ends."""
        if not sub["metered"]:
            return []
        calls = self.measured(sub, sub["start"], end)
        if not calls:
            return []
        sub["billed"][sub["start"], end] = calls
        return [cents(used_up(calls))]

    def _late(self, sub: Thing) -> list[int]:
        """What was told late for periods before."""
        found = []
        if not sub["metered"]:
            return []
        for n in range(sub["periods"]):
            start, end = months_after(sub["anchor"], n), months_after(sub["anchor"], n + 1)
            before, calls = sub["billed"].get((start, end), 0), self.measured(sub, start, end)
            if calls != before:
                self.seen["late usage billed"] += 1
                found.append(cents(used_up(calls) - used_up(before)))
                sub["billed"][start, end] = calls
        return found

    def renew(self, sub: Thing, end: date) -> None:
        """A period ends: its usage, what came late, and the next period ahead, unless it is the last."""
        if sub["status"] not in LIVE or sub["end"] != end:
            return
        lines = [*self._used(sub, end), *self._late(sub)]
        if sub["cancel_at"] is not None:
            self._bill(sub, lines, charged=None)
            sub["status"] = "canceled"
            return
        if sub["pending"]:
            sub |= {**sub["pending"], "pending": None}
        sub["periods"] += 1
        sub["start"], sub["end"] = end, months_after(sub["anchor"], sub["periods"] + 1)
        self._bill(sub, [*lines, sub["unit"] * sub["quantity"]], charged=len(lines))
        self.later(instant(sub["end"]), "is renewed", sub, place=1)

    # ---- time --------------------------------------------------------------------------------------------------------

    def until(self, goal: int, *, late: int | None = None) -> None:
        """Let time go by: everything on its instant, or (`late`) all that is due by then at that later one."""
        while self.agenda and self.agenda[0][0] <= goal:
            at, _, _, verb, thing = heapq.heappop(self.agenda)
            self.now = max(self.now, at if late is None else late)
            self.activate()
            customer = thing.get("customer") or thing["payment"]["customer"]
            self.touched[id(customer)] = customer
            self._does(verb, thing, at)
        self.activate()
        self.now = max(self.now, goal if late is None else late)

    def known(self) -> None:
        """Whatever was asked and not answered is asked again."""
        for payment in [one for one in self.payments if not one["known"]]:
            self._does("is known", payment, self.now)

    def _does(self, verb: str, thing: Thing, at: int) -> None:
        does: dict[str, Any] = {
            "is renewed": lambda: self.renew(thing, day_of(at)),
            "is given up": lambda: self._first_unpaid(thing),
            "is tried again": lambda: self.retry(thing),
            "is known": lambda: None if thing["known"] else self._known(thing),
            "settles": lambda: self._settles(thing, at),
            "comes back": lambda: self.debit_returned(thing),
            "is disputed": lambda: self.dispute(thing, at),
            "is lost": lambda: self._unanswered(thing),
            "is decided": lambda: self.decided(thing, won=False),
            "is won": lambda: self.decided(thing, won=True),
            "is refunded": lambda: self.refund_ends(thing),
        }
        does[verb]()

    def _unanswered(self, dispute: Thing) -> None:
        if dispute["status"] == "needs_response":
            self.decided(dispute, won=False)

    def _known(self, payment: Thing) -> None:
        self.seen["unknown became known"] += 1
        self.captured(payment)

    def _settles(self, payment: Thing, at: int) -> None:
        if payment["word"] == "bank_fails":
            self.failed(payment, "insufficient_funds")
            return
        self.captured(payment)
        if payment["word"] == "bank_returned":
            self.later(at + 7 * DAY, "comes back", payment)

    def _first_unpaid(self, sub: Thing) -> None:
        """Nobody paid the first invoice within the day; money on its way is waited for."""
        if sub["status"] != "incomplete":
            return
        if sub["first"]["processing"]:
            sub["status"] = "active"
            return
        self._give_up(sub, "incomplete_expired")

    def activate(self) -> None:
        """What waited for its first payment runs when it is paid, or when a bank debit is on its way."""
        for sub in self.subscriptions:
            if sub["status"] == "incomplete":
                attempt = sub["first"]["attempt"]
                trusted = attempt is not None and attempt["word"].startswith("bank")
                sub["status"] = "active" if sub["first"]["status"] == "paid" or trusted else "incomplete"


__all__ = ["ZONE", "Model", "Refused", "day_of", "instant", "months_after", "timedelta"]
