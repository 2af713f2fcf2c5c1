"""A shop in Amsterdam with one customer: what tests of invoices begin with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from harr.engine import SYSTEM, Tx
from harr.services import invoices, ledger
from tests.house import House

ADDRESS = {"line1": "Keizersgracht 1", "city": "Amsterdam", "postal_code": "1015 CC", "country": "NL"}


@dataclass(frozen=True)
class Shop:
    """A house, its entity, a customer and the rate of 21 percent."""

    house: House
    entity: str
    customer: str
    rate: str

    def draft(self, *lines: dict[str, Any] | str, **more: Any) -> Any:
        """A draft; a line may be just its amount."""
        given = {"customer": self.customer, "currency": "EUR", **more}
        return self.house("invoices.create", **given, lines=[_line(line) for line in lines])

    def invoice(self, *lines: dict[str, Any] | str, **more: Any) -> Any:
        """A finalized invoice."""
        return self.house("invoices.finalize", self.draft(*lines, **more)["id"])

    def again(self, invoice: Any) -> Any:
        """An invoice as it is now."""
        return self.house("invoices.retrieve", invoice["id"])

    def give(self, amount: str) -> None:
        """Put goodwill on the customer's balance."""
        self.house("balance_adjustments.create", customer=self.customer, entity=self.entity, amount=amount,
                   currency="EUR", direction="credit", reason="goodwill")  # fmt: skip

    def pay(self, invoice: Any, amount: str) -> Any:
        """A bank transfer for an invoice."""
        return self.house("payments.create", customer=self.customer, invoice=invoice["id"], amount=amount,
                          currency="EUR", method_type="bank_transfer", received_on=invoice["issued_on"])  # fmt: skip

    def entries(self, document: Any) -> list[tuple[str, str, str]]:
        """Code, side and amount of the entries of an invoice."""
        page = self.house("invoices.entries", document["id"])
        return [(entry["code"], entry["side"], entry["amount"]) for entry in page["data"]]

    def verified(self) -> None:
        """Every check of documents and books is green."""

        def ask(tx: Tx) -> list[ledger.Check]:
            return [*invoices.verify(tx), *ledger.verify(tx)]

        engine = self.house.gateway.engine
        if not engine.store.orders_inline:
            engine.order(self.house.tenant)
        wrong = [check for check in engine.read(self.house.tenant, SYSTEM, ask) if not check.passed]
        assert not wrong


def open_shop(house: House, **rules: Any) -> Shop:
    """A shop whose entity has these rules."""
    rate = house("tax_rates.create", country="NL", tax_type="vat", percentage="21", category="S", name="BTW",
                 valid_from="2012-10-01")["id"]  # fmt: skip
    entity = house("entities.create", name="Canal", legal_name="Canal Software B.V.", address=ADDRESS,
                   functional_currency="EUR", timezone="Europe/Amsterdam", tax_rates=[rate], rules=rules,
                   bank_accounts=[{"iban": "NL91ABNA0417164300"}])["id"]  # fmt: skip
    house("tax_registrations.create", entity=entity, country="NL", tax_type="vat", number="NL123456782B90",
          valid_from="2020-01-01")  # fmt: skip
    customer = house("customers.create", name="Tulip Travel", email="billing@example.com", address=ADDRESS)["id"]
    return Shop(house, entity, customer, rate)


def _line(line: dict[str, Any] | str) -> dict[str, Any]:
    return {"description": "Work", "amount": line} if isinstance(line, str) else {"description": "Work", **line}
