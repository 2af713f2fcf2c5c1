"""`python -m tests.simulation 1/7 2/3`: live these lives again, and print the shortest list that fails.

A number alone is a run: its first twenty lives. A file holds operations, one a line, as they were printed.
"""

from __future__ import annotations

import logging
import sys
from collections import Counter
from pathlib import Path

from tests.simulation.operations import read
from tests.simulation.running import Failure, alone, in_memory, lives, shrunk

RUN = 20


def main(given: list[str]) -> int:
    """What was given, or run 1."""
    logging.getLogger("harr").propagate = False
    seen = Counter[str]()
    failure: Failure | None = None
    for each in given or ["1"]:
        if Path(each).is_file():
            failure = failure or alone(read(Path(each).read_text()), in_memory)
        else:
            seeds = [each] if "/" in each else [f"{each}/{n}" for n in range(1, RUN + 1)]
            failure = failure or lives(seeds, seen, in_memory)
    for name, count in sorted(seen.items()):
        sys.stdout.write(f"{count:8} {name}\n")
    if failure is None:
        return 0
    sys.stdout.write(f"{failure.said}\n\nshrinking ...\n{shrunk(failure)}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
