"""One file for each business situation; each is run on time, late and rehearsed, and ends by adding up the books."""
