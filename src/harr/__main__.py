"""`python -m harr` is `harr`."""

from harr.edge.cli import main

if __name__ == "__main__":
    main()
