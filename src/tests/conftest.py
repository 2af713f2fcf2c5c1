"""How property tests run: without a stopwatch, and in CI always with the same examples."""

from __future__ import annotations

import os

from hypothesis import settings

# A deadline measures how busy the machine is, not whether the property holds.
settings.register_profile("house", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "house")
