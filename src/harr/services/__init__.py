"""The street: small services, each a black box behind its contract (`harr.map` says in which order they stand)."""
