"""What accounts, commodities and texts are called in an export: `Assets:EU:1100-Accounts-Receivable`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from harr.services.ledger.history import JournalLine, JournalTransaction

ROOTS = {
    "asset": "Assets",
    "liability": "Liabilities",
    "equity": "Equity",
    "revenue": "Income",
    "expense": "Expenses",
    "memo": "Equity:Memo",
}


@dataclass
class Names:
    """Names that every tool reads: letters, digits and hyphens, each entity and account with one of its own."""

    entities: dict[str, str] = field(default_factory=dict)
    """By entity, as it is called; two that would be called alike get a number."""

    def account(self, transaction: JournalTransaction, line: JournalLine) -> str:
        """`Type:ENTITY:code-Name`."""
        return ":".join([ROOTS[line.type], self.entity(transaction.entity), f"{line.leg.code}-{plain(line.name)}"])

    def entity(self, name: str) -> str:
        """The entity's part of an account's name."""
        if name not in self.entities:
            short, number = plain(name), 1
            while (short if number == 1 else f"{short}-{number}") in self.entities.values():
                number += 1
            self.entities[name] = short if number == 1 else f"{short}-{number}"
        return self.entities[name]


def plain(text: str) -> str:
    """A part of an account's name: it starts with a capital or a digit and has no blanks."""
    words = re.findall(r"[A-Za-z0-9]+", text)
    joined = "-".join(word[0].upper() + word[1:] for word in words)
    return joined or "X"


def commodity(currency: str) -> str:
    """A commodity that every tool takes: `X-CREDIT/6` becomes `X-CREDIT-6`."""
    return currency.replace("/", "-").replace("_", "-")


def one_line(text: str) -> str:
    """A description that is neither a second line nor a comment."""
    return re.sub(r"[\s;|]+", " ", text).strip()


def described(transaction: JournalTransaction) -> str:
    """What a transaction is called: its description, else what it is."""
    return one_line(transaction.description or "") or transaction.type.replace("_", " ")


def in_order(journal: Iterable[JournalTransaction]) -> list[JournalTransaction]:
    """All of it at once, by day: what declares its accounts first has to have seen them all."""
    return sorted(journal, key=lambda transaction: transaction.effective_on)
