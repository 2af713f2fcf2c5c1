"""The map of the house: what stands above what, and in which order the services stand along the street."""

FLOORS = ("kernel", "contract", "engine", "services", "edge")
"""A floor may use those before it, and its own."""

SERVICES = (
    "tenants",
    "ledger",
    "customers",
    "catalog",
    "metering",
    "tax",
    "credits",
    "subscriptions",
    "entitlements",
    "revenue",
    "invoices",
    "billing",
    "payments",
    "dunning",
    "mail",
    "webhooks",
    "reports",
)
"""A service calls only those before it, by their public names; what a later one did it learns from an event."""

READS_THE_TIME = ("harr.engine.clock", "harr.edge")
"""Who may look at a clock. Everybody else is handed `tx.now`."""
