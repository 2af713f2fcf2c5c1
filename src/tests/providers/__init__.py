"""All providers, held to the same."""
