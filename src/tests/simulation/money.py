"""The reference model of money: plain dictionaries and whole cents, told what happens, and nothing of how Harr does it.

customer     balance, methods (the words their charges come to, in turn), which of them is the default
invoice      total = due + paid + applied + credited + written off, and the plan by which it is collected
payment      received = on invoices + unallocated + in the balance + difference + returned + taken back
books        what every account holds: debits above zero, credits below; together they are zero
"""

from __future__ import annotations

import heapq
from collections import Counter
from fractions import Fraction
from typing import Any

Thing = dict[str, Any]
MINUTE = 60_000_000
DAY = 24 * 60 * MINUTE
TAX = Fraction(21, 100)
SMALL = 5
RETRIES = (DAY, 3 * DAY, 7 * DAY)
NEVER = ("lost_card", "stolen_card", "account_closed")
DECLINES = ("card_declined", "insufficient_funds", "expired_card", *NEVER)
BANK, CLEARING, RECEIVABLE, BALANCE, WAITING, OWED, TAXES = "1010", "1050", "1100", "2010", "2020", "2300", "2200"
HELD, FEES, DISPUTE_FEES, LOST, RECOVERED, SMALLS, CHARGED_BACK = "1080", "5010", "5020", "5030", "5040", "7090", "4830"
SOLD = "sold"
"""What was sold, earned or not, and taken back or not."""


def cents(exact: Fraction) -> int:
    """The only rounding: half away from zero."""
    half = (abs(exact.numerator) * 2 + exact.denominator) // (exact.denominator * 2)
    return half if exact >= 0 else -half


class Refused(Exception):  # noqa: N818 - what the model says no to
    """It is not possible as things stand."""


class Money:
    """Customers, what they owe, what they paid, and the books."""

    def __init__(self, now: int) -> None:
        self.now = now
        self.customers: list[Thing] = []
        self.invoices: list[Thing] = []
        self.payments: list[Thing] = []
        self.refunds: list[Thing] = []
        self.disputes: list[Thing] = []
        self.books: Counter[str] = Counter()
        self.agenda: list[tuple[int, int, int, str, Thing]] = []
        self.numbers = 0
        self.touched: dict[int, Thing] = {}
        self.seen: Counter[str] = Counter()

    def book(self, **legs: int) -> None:
        """Debits above zero; whatever is posted is zero in all."""
        assert sum(legs.values()) == 0, legs
        self.books.update({name.lstrip("_"): amount for name, amount in legs.items()})

    def later(self, at: int, verb: str, thing: Thing, place: int = 2) -> None:
        """Put something on the agenda."""
        self.numbers += 1
        heapq.heappush(self.agenda, (at, place, self.numbers, verb, thing))

    # ---- documents ---------------------------------------------------------------------------------------------------

    def invoice(self, customer: Thing, lines: list[int], *, auto: bool = False, use: bool = True, **more: Any) -> Thing:
        """An invoice is finalized: taxed, booked, paid from the balance, and collected if it is collected by itself."""
        net = sum(lines)
        tax = cents(net * TAX)
        applied = min(customer["balance"], net + tax) if use else 0
        due = net + tax - applied
        made = {
            "id": None, "customer": customer, "lines": list(lines), "left": list(lines), "net": net, "tax": tax,
            "tax_left": tax, "total": net + tax, "applied": applied, "paid": 0, "credited": 0, "notes": 0, "given": 0,
            "written_off": 0, "due": due, "status": "open" if due else "paid", "auto": auto,
            "plan": None, "attempt": None, "processing": False, "sub": None,
            "later": [], **more,
        }  # fmt: skip
        customer["balance"] -= applied
        self.invoices.append(made)
        self.book(_1100=net + tax - applied, _2010=applied, _2200=-tax, sold=-net)
        if auto and due:
            payment = self.new_payment(made, into=CLEARING)
            made["plan"] = {"status": "trying", "failures": 0, "first": None, "payment": id(payment)}
            self.collect(made, payment)
        return made

    def void(self, invoice: Thing) -> None:
        """Taken back as if it had never been."""
        if invoice["status"] != "open" or invoice["applied"] or invoice["paid"] or invoice["notes"]:
            raise Refused
        if any(one["status"] != "void" for one in invoice["later"]):
            raise Refused
        invoice |= {"status": "void", "due": 0}
        self.book(_1100=-invoice["total"], _2200=invoice["tax"], sold=invoice["net"])

    def write_off(self, invoice: Thing) -> None:
        """What is due is lost."""
        if invoice["status"] != "open":
            raise Refused
        self.book(_5030=invoice["due"], _1100=-invoice["due"])
        invoice |= {"status": "uncollectible", "written_off": invoice["written_off"] + invoice["due"], "due": 0}

    def credit(self, invoice: Thing, parts: dict[int, int], *, to_refund: int = 0) -> Thing:
        """A credit note of parts of lines: lowers what is due, and gives the rest back."""
        if invoice["status"] not in {"open", "paid", "uncollectible"}:
            raise Refused
        if not parts or any(part > invoice["left"][line] or part <= 0 for line, part in parts.items()):
            raise Refused
        net = sum(parts.values())
        ends = all(left == parts.get(line, 0) for line, left in enumerate(invoice["left"]))
        tax = invoice["tax_left"] if ends else min(cents(net * TAX), invoice["tax_left"])
        off = min(invoice["due"], net + tax - to_refund)
        given = net + tax - off
        if given > invoice["paid"] + invoice["applied"] - invoice["given"] or to_refund > net + tax:
            raise Refused
        for line, part in parts.items():
            invoice["left"][line] -= part
        self.fall(invoice, "credited", off)
        invoice["tax_left"] -= tax
        invoice["notes"] += net + tax
        invoice["given"] += given
        invoice["customer"]["balance"] += given - to_refund
        self.book(sold=net, _2200=tax, _1100=-off, _2010=to_refund - given, _2300=-to_refund)
        return {"id": None, "invoice": invoice, "total": net + tax, "to_refund": to_refund, "refunded": 0}

    def fall(self, invoice: Thing, column: str, amount: int) -> None:
        """Less is due."""
        invoice[column] += amount
        invoice["due"] -= amount
        if not invoice["due"] and invoice["status"] == "open":
            invoice["status"] = "paid"

    def give(self, customer: Thing, amount: int) -> None:
        """Goodwill, or taken away again."""
        if customer["balance"] + amount < 0:
            raise Refused
        customer["balance"] += amount
        self.book(sold=amount, _2010=-amount)

    def apply(self, invoice: Thing) -> None:
        """Pay from the balance as much as there is and is due."""
        amount = min(invoice["customer"]["balance"], invoice["due"])
        if invoice["status"] != "open" or not amount:
            raise Refused
        invoice["customer"]["balance"] -= amount
        self.fall(invoice, "applied", amount)
        self.book(_2010=amount, _1100=-amount)

    # ---- money that arrives ------------------------------------------------------------------------------------------

    def new_payment(self, invoice: Thing | None, **more: Any) -> Thing:
        """Money that is to come, or has come."""
        made = {
            "id": None, "customer": invoice["customer"] if invoice else None, "invoice": invoice, "wanted": 0, "on": 0,
            "status": "requires_payment_method", "received": 0, "waiting": 0, "owed": 0, "balance": 0, "small": 0,
            "refunded": 0, "returned": 0, "taken": 0, "captured": 0, "sent": 0, "into": BANK, "disputed": None,
            "lost": 0, "known": True, **more,
        }  # fmt: skip
        self.payments.append(made)
        return made

    def arrive(self, payment: Thing, amount: int, fee: int = 0) -> None:
        """It pays what it is for, as far as that is due; the rest is the customer's."""
        invoice, into = payment["invoice"], payment["into"]
        payable = 0 if invoice is None else {"open": invoice["due"], "uncollectible": invoice["written_off"]}.get(
            invoice["status"], 0)  # fmt: skip
        wanted = amount if payment["into"] == BANK else payment["wanted"]
        part = min(amount, payable, wanted)
        left, short = amount - part, payable - part
        small = left if left <= SMALL and invoice else 0
        waits = left if invoice is None else 0
        short = short if not left and part and short <= SMALL and payable else 0
        self.books.update(
            {into: amount - fee, FEES: fee, BALANCE: small + waits - left, WAITING: -waits, SMALLS: -small}
        )
        payment["received"] += amount
        payment["balance"] += left - small - waits
        payment["small"] += small
        payment["waiting"] += waits
        if payment["customer"]:
            payment["customer"]["balance"] += left - small - waits
        payment["status"] = "succeeded"
        if not part:
            return
        payment["on"] += part
        assert invoice
        if invoice["status"] == "uncollectible":
            self.books[RECOVERED] -= part
            invoice["paid"] += part
            invoice["written_off"] -= part
            invoice["status"] = "paid" if not invoice["written_off"] else "uncollectible"
            return
        self.books.update({RECEIVABLE: -part - short, SMALLS: short})
        invoice["written_off"] += short
        invoice["due"] -= short
        self.fall(invoice, "paid", part)

    def leave(self, payment: Thing, amount: int, lost_to: str) -> int:
        """It is taken back: what waited, the balance, then what it paid; of the rest there is nothing left."""
        customer, invoice = payment["customer"], payment["invoice"]
        missing: int = amount
        owed = min(missing, payment["owed"])
        waited = min(missing - owed, payment["waiting"] - payment["owed"])
        balance = min(missing - owed - waited, payment["balance"], customer["balance"])
        part: int = min(missing - owed - waited - balance, payment["on"])
        missing -= owed + waited + balance + part
        payment["owed"] -= owed
        payment["waiting"] -= owed + waited
        payment["balance"] -= balance
        customer["balance"] -= balance
        self.books.update({OWED: owed, WAITING: waited, BALANCE: balance, lost_to: missing})
        if part:
            payment["on"] -= part
            invoice["paid"] -= part
            if invoice["status"] == "uncollectible":
                invoice["written_off"] += part
                self.books[lost_to] += part
            else:
                invoice["due"] += part
                invoice["status"] = "open"
                self.books[RECEIVABLE] += part
        return missing

    def spent(self, payment: Thing, missing: int) -> int:
        """Of what is missing: what went into the balance and was spent is the payment's no more."""
        spent: int = min(missing, payment["balance"])
        payment["balance"] -= spent
        return spent

    # ---- collecting --------------------------------------------------------------------------------------------------

    def collect(self, invoice: Thing, payment: Thing) -> None:
        """Charge what is due now."""
        customer = invoice["customer"]
        payment["wanted"] = self.payable(invoice)
        if customer["default"] is None:
            if self.plan_of(payment):
                invoice["plan"]["status"] = "ended"
            return
        if invoice["attempt"]:
            raise Refused
        method = customer["default"]
        word = method["words"][min(method["charges"], len(method["words"]) - 1)]
        method["charges"] += 1
        payment |= {"status": "processing", "into": CLEARING, "method": method, "word": word}
        invoice["attempt"] = payment
        invoice["processing"] = True
        self._charged(payment, word)

    def payable(self, invoice: Thing) -> int:
        """What can be paid of an invoice."""
        found: int = invoice["written_off"] if invoice["status"] == "uncollectible" else invoice["due"]
        return found

    def _charged(self, payment: Thing, word: str) -> None:
        if word in DECLINES:
            self.failed(payment, word)
        elif word.startswith("bank"):
            self.later(self.now + 3 * DAY, "settles", payment)
        elif word in {"timeout", "no_effect"}:
            payment["known"] = False
            self.later(self.now + 5 * MINUTE, "is known", payment)
        else:
            self.captured(payment)
        if word == "disputed":
            self.later(self.now + DAY, "is disputed", payment)

    def captured(self, payment: Thing) -> None:
        """The money has come."""
        amount = payment["wanted"]
        bank = payment["word"].startswith("bank")
        fee = min(amount, (0 if bank else (amount * 150 + 5_000) // 10_000) + (35 if bank else 25))
        self.over(payment)
        payment |= {"captured": amount, "known": True}
        self.arrive(payment, amount, fee)
        plan = self.plan_of(payment)
        self.seen["a decline recovered"] += bool(plan and plan["failures"])
        if plan and plan["status"] != "ended":
            plan |= {"status": "trying", "failures": 0, "first": None}

    def over(self, payment: Thing) -> None:
        """The attempt is over."""
        invoice = payment["invoice"]
        if invoice is not None and invoice["attempt"] is payment:
            invoice["attempt"] = None
        if invoice is not None:
            invoice["processing"] = False

    def plan_of(self, payment: Thing) -> Thing | None:
        """The plan that a payment collects by, if it is its latest."""
        invoice = payment["invoice"]
        found: Thing | None = invoice["plan"] if invoice and invoice["plan"] else None
        return found if found and found["payment"] == id(payment) else None

    def failed(self, payment: Thing, word: str, status: str = "requires_payment_method") -> None:
        """It did not come, or went again: what is due stays so, and is tried again by plan."""
        self.over(payment)
        payment["status"] = status
        plan = self.plan_of(payment)
        if plan is None or plan["status"] != "trying":
            return
        plan["first"] = plan["first"] or self.now
        plan["failures"] += 1
        if word in NEVER or plan["failures"] > len(RETRIES):
            plan["status"] = "ended"
            return
        plan["status"] = "waiting"
        self.later(plan["first"] + RETRIES[plan["failures"] - 1], "is tried again", payment["invoice"])

    def retry(self, invoice: Thing) -> None:
        """Once more, if it still makes sense."""
        plan = invoice["plan"]
        if plan["status"] != "waiting":
            return
        if invoice["status"] != "open":
            plan["status"] = "ended"
            return
        payment = self.latest(invoice)
        if payment["status"] != "requires_payment_method":
            payment = self.new_payment(invoice, into=CLEARING)
        plan |= {"status": "trying", "payment": id(payment)}
        if invoice["attempt"]:
            plan["status"] = "waiting"
            self.later(self.now + RETRIES[0], "is tried again", invoice)
            return
        self.collect(invoice, payment)

    def latest(self, invoice: Thing) -> Thing:
        """The payment that the plan collects by."""
        return next(one for one in self.payments if id(one) == invoice["plan"]["payment"])

    # ---- money that leaves -------------------------------------------------------------------------------------------

    def left(self, payment: Thing) -> int:
        """What can be given back without a credit note."""
        balance = min(payment["balance"], payment["customer"]["balance"])
        whole = payment["waiting"] + balance + payment["on"]
        pending = sum(one["amount"] for one in self.refunds if one["payment"] is payment and one["status"] == "pending"
                      and one["note"] is None)  # fmt: skip
        left: int = min(whole - pending, payment["received"] - payment["refunded"] - payment["taken"] - payment["lost"])
        return max(0, min(left, payment["captured"] - payment["sent"]) if payment["captured"] else left)

    def refund(self, payment: Thing, amount: int, note: Thing | None = None) -> Thing:
        """Give money back: at once by hand, or by the provider, whose bank may send it back."""
        dispute = payment["disputed"]
        if dispute is not None and dispute["status"] in {"needs_response", "under_review"}:
            raise Refused
        left = self.left(payment)
        if note is not None:
            left = min(note["to_refund"] - note["refunded"],
                       payment["received"] - payment["refunded"] - payment["taken"] - payment["lost"])  # fmt: skip
            left = min(left, payment["captured"] - payment["sent"]) if payment["captured"] else left
        if amount > left or amount <= 0 or payment["status"] != "succeeded":
            raise Refused
        made = {"id": None, "payment": payment, "amount": amount, "note": note, "status": "pending"}
        self.refunds.append(made)
        payment["refunded"] += amount
        if note is not None:
            note["refunded"] += amount
        word = payment["word"] if payment["captured"] else ""
        if payment["captured"]:
            payment["sent"] += amount
        if not word.startswith("refund_") or word == "refund_fails":
            self.refunded(made)
        if word.startswith("refund_"):
            self.later(self.now + DAY, "is refunded", made)
        return made

    def refunded(self, refund: Thing) -> None:
        """The money has left."""
        payment, amount = refund["payment"], refund["amount"]
        refund["status"] = "succeeded"
        self.books[payment["into"]] -= amount
        if refund["note"] is not None:
            self.books[OWED] += amount
            return
        missing = self.leave(payment, amount, LOST)
        payment["returned"] += amount
        payment["taken"] -= missing - self.spent(payment, missing)

    def refund_ends(self, refund: Thing) -> None:
        """What the bank says in the end."""
        payment, amount, word = refund["payment"], refund["amount"], refund["payment"]["word"]
        if word == "refund_pending":
            self.refunded(refund)
            return
        payment["refunded"] -= amount
        payment["sent"] -= amount
        if refund["note"] is not None:
            refund["note"]["refunded"] -= amount
        if word == "refund_fails":
            self.seen["refund bounced"] += 1
            self.books.update({payment["into"]: amount, OWED: -amount})
            if refund["note"] is None:
                payment["returned"] -= amount
                payment["waiting"] += amount
                payment["owed"] += amount
        refund["status"] = "failed"

    def debit_returned(self, payment: Thing) -> None:
        """The bank takes a debit back, and a fee."""
        amount = payment["captured"]
        self.seen["debit returned"] += 1
        self.books.update({payment["into"]: -amount - 200, FEES: 200})
        missing = self.leave(payment, amount, LOST)
        self._gone(payment, amount, missing)
        gone = payment["received"] == payment["returned"] + payment["taken"]
        self.failed(payment, "debit_returned", "returned" if gone else payment["status"])

    def _gone(self, payment: Thing, amount: int, missing: int) -> int:
        spent = self.spent(payment, missing)
        small: int = min(missing - spent, payment["small"])
        payment["small"] -= small
        payment["taken"] += amount - missing + spent + small
        return amount - missing + spent + small

    # ---- disputes ----------------------------------------------------------------------------------------------------

    def dispute(self, payment: Thing, at: int) -> None:
        """The bank holds the money."""
        amount = payment["captured"]
        made = {"id": None, "payment": payment, "amount": amount, "status": "needs_response"}
        payment["disputed"] = made
        self.disputes.append(made)
        self.books.update({HELD: amount, DISPUTE_FEES: 1500, CLEARING: -amount - 1500})
        self.later(at + 7 * DAY, "is lost", made)

    def answer(self, dispute: Thing, *, wins: bool) -> None:
        """Evidence goes to the bank."""
        if dispute["status"] != "needs_response":
            raise Refused
        dispute |= {"status": "under_review"}
        self.later(self.now + 3 * DAY, "is won" if wins else "is decided", dispute)

    def decided(self, dispute: Thing, *, won: bool) -> None:
        """The money comes back, or what it paid is due again."""
        payment, amount = dispute["payment"], dispute["amount"]
        dispute["status"] = "won" if won else "lost"
        self.seen[f"dispute {dispute['status']}"] += 1
        self.books[HELD] -= amount
        if won:
            self.books[CLEARING] += amount
            return
        missing = self.leave(payment, amount, CHARGED_BACK)
        payment["lost"] += amount - self._gone(payment, amount, missing)
