"""Revenue: pure figures by table, and what is kept of them in every lane."""
