"""Exchange rates: what a source said on a day. They are remembered, never changed; a later one wins from its day on."""

from __future__ import annotations

from harr.contract import ledger as contract
from harr.contract.operations import Listing, Page
from harr.engine import Tx, dumps
from harr.engine.pages import page
from harr.kernel.currencies import minor_units
from harr.kernel.errors import FieldInvalid
from harr.kernel.ids import path_id
from harr.kernel.money import RATE_DECIMALS
from harr.kernel.quantities import parse_decimal
from harr.services.ledger import store, views
from harr.services.ledger.translation import is_own_unit


def create(tx: Tx, given: contract.ExchangeRateCreate) -> contract.ExchangeRate:
    """Remember a rate; there is one for each pair, day and source."""
    for name, currency in (("base", given.base), ("quote", given.quote)):
        minor_units(currency, name)
        if is_own_unit(currency):
            raise FieldInvalid(f"{currency} is no money and has no exchange rate", field=name)
    if given.base == given.quote:
        raise FieldInvalid("a currency has no rate to itself", field="quote")
    if not parse_decimal(given.rate, RATE_DECIMALS, "rate"):
        raise FieldInvalid("a rate is above zero", field="rate")
    row = {
        "id": tx.new_id(),
        "app": tx.actor.app,
        "external_id": given.external_id,
        "base": given.base,
        "quote": given.quote,
        "on_day": given.on.isoformat(),
        "source": given.source,
        "rate": given.rate,
        "created_at": tx.now_us,
        "body": dumps({"metadata": given.metadata}),
    }
    store.add_rate(tx, row)
    return views.rate(row)


def retrieve(tx: Tx, rate_id: str) -> contract.ExchangeRate:
    """A rate by its id."""
    return views.rate(store.rate(tx, path_id(rate_id, "fxr")))


def list_(tx: Tx, listing: Listing) -> Page[contract.ExchangeRate]:
    """Rates are the tenant's, whichever app sent them."""
    return page(
        tx, "ledger_exchange_rate", listing, lambda rows: [views.rate(row) for row in rows],
        columns={"on": "on_day"}, by_app=False,
    )  # fmt: skip
