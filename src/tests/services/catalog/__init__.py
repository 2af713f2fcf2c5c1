"""Products and prices: what is sold."""
