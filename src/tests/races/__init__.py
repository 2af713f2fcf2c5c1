"""Many at once: real threads and real processes on one database, in every lane."""
