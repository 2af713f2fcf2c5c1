# The words of the house. `make help` lists them.

PYTHON ?= python3
ARGS ?=
BIN := .venv/bin
CODE := src $(wildcard bench examples sdk/python)
TYPED := src/harr src/tests $(wildcard bench sdk/python/harr_client)

# Without .pyc files every process compiles everything again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo serve test test-long check bench format requirements openapi docs clean

help: ## print these words
	@awk -F ':.*## ' '/^[a-z ]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: .venv/installed ## a sandbox filled with examples, to look around in
	$(BIN)/harr demo $(ARGS)

serve: .venv/installed ## the API, its pages and its worker on this machine
	$(BIN)/harr serve $(ARGS)

test: .venv/installed ## all tests; `make test ARGS="-k proration"` runs some
	$(BIN)/python -m pytest -n 2 $(ARGS)

test-long: .venv/installed ## ten times the simulation, and every planted bug
	HARR_SIM_OPERATIONS=100000 $(BIN)/python -m pytest -n 2 src/tests/simulation $(ARGS)

check: .venv/installed ## format, lint, types, and whether printed files are up to date
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy $(TYPED)
	$(BIN)/python -m harr.edge.printed --check
	$(BIN)/python sdk/python/generate.py --check

bench: .venv/installed ## measure what we claim about speed
	$(BIN)/python -m bench $(ARGS)

format: .venv/installed ## format the code and mend what the linter can mend by itself
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

requirements: .venv/installed ## compile requirements.txt again; `ARGS=--upgrade` takes newer versions
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --group dev \
		$(ARGS) pyproject.toml --output-file requirements.txt
	@! grep -n '://' requirements.txt || { echo 'requirements.txt names an address; a lock file must not'; exit 1; }

openapi docs: .venv/installed ## print openapi.json and the pages that come from code
	$(BIN)/python -m harr.edge.printed $(ARGS)
	$(BIN)/python sdk/python/generate.py

clean: ## stop the PostgreSQL of the tests and remove what make made
	@if [ -x $(BIN)/python ]; then PYTHONPATH=src $(BIN)/python -m tests.postgres stop; fi
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
	find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +

# Two stamps: the packages of others are installed when requirements.txt changes, ours when their own pages do.
# The build tools are among the requirements, so nothing is fetched that has no hash.
.venv/requirements: requirements.txt
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Harr needs Python 3.11 or newer: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@touch $@

.venv/installed: .venv/requirements pyproject.toml $(wildcard sdk/python/pyproject.toml)
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@if [ -f sdk/python/pyproject.toml ]; then \
		$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e sdk/python; fi
	@touch $@
