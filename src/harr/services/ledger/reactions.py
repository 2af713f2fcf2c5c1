"""What the sequencer does for the ledger when it orders a commit."""

from __future__ import annotations

from collections.abc import Callable

from harr.engine import Tx
from harr.services.ledger import sums

FOLDS: list[Callable[[Tx, list[int]], None]] = [sums.fold]
