"""`harr` on the command line: this house's own commands, and every operation of the contract by its name.

main          the one entry           operations    a command for each operation
words         from words to JSON      asking        request, work, answer
doors         HTTP, or in process     shown         what people see
project       init, config            running       serve, work, demo, openapi, books, cases
"""

from harr.edge.cli.commands import main

__all__ = ["main"]
