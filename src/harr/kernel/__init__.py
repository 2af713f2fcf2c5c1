"""The kernel: values that mean the same everywhere in Harr.

errors      everything that Harr refuses, as one tree
ids         a whole number inside, a prefix and thirteen letters outside
time        instants as microseconds, and how people see them
currencies  how many digits an amount has
quantities  exact numbers that are not money
money       exact until it is settled, and settled once
calendar    periods that neither overlap nor leave a gap
canonical   one way to write a value as bytes

All of it is pure. It imports the standard library only, reads no clock and
knows no table; everybody may import it.
"""

from __future__ import annotations
