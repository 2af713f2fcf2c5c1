"""Cases of the ledger."""
