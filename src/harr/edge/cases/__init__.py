"""Worked cases of other systems, run to the cent: `harr cases run FILE…`.

A case comes in by one of three doors. As a *document*: a real invoice, credit
note or transaction, made on a sandbox through the gateway. As a *question*, for
what is arithmetic: a public operation without state, the public package
`harr.kernel`, or the pure functions that billing shares its fees out by. Or it is
*not offered*: it names a choice that Harr does not make, and `refused.json` says
why. No endpoint exists for cases alone.
"""

from harr.edge.cases.runner import Report, Verdict, run

__all__ = ["Report", "Verdict", "run"]
