"""Who may do what: entities, apps, profiles, keys, sandboxes, and the work behind them."""
