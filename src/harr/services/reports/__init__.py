"""Looking at the whole: reports from the books, a customer's statement, and whether everything adds up.

Each figure carries a `ref`, by which it can be followed to entries and documents.

Owns: reports_assurance.

Invariant: a report reads and never writes; the only thing that is kept is what the
last check of the books found.
"""

from harr.services.reports.assurance import checks

__all__ = ["checks"]
