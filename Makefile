# loccit: `make serve` answers questions on 127.0.0.1, `make test` runs every test. Neither needs root.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
INDEX ?= loccit-index
NOTEBOOK ?= $(INDEX)-notebook.sqlite
BIN := .venv/bin

.DELETE_ON_ERROR:
.PHONY: serve index test lint format evaluate figures docs bench fuzz audit dist requirements clean

# Articles can be added on the page where nobody else reaches it.
WRITABLE := $(if $(filter 127.0.0.1 localhost ::1,$(HOST)),--writable)

serve: index
	$(BIN)/loccit serve --index $(INDEX) --notebook $(NOTEBOOK) --host $(HOST) --port $(PORT) $(WRITABLE)

index: .venv/.serve
	$(BIN)/loccit index seeds --received --into $(INDEX)

test: lint docs
	$(BIN)/python -m pytest

lint: .venv/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/.test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

evaluate: index
	$(BIN)/loccit evaluate seeds/gold.jsonl --index $(INDEX)

figures: .venv/.test index
	$(BIN)/loccit evaluate seeds/gold.jsonl --index $(INDEX) --ablate --report loccit-report
	$(BIN)/python -m docs.figures loccit-report

docs: .venv/.test
	$(BIN)/python -m docs.build build/docs

bench: .venv/.test
	$(BIN)/python -m tests.benchmarks

fuzz: .venv/.test
	$(BIN)/python -m tests.benchmarks.fuzz
	$(BIN)/python -m tests.benchmarks.odd_requests
	$(BIN)/python -m tests.benchmarks.kill_and_fill

# The bill of materials is made from outside, so that what makes it does not stand in it.
# Three of Bandit's rules are left out: XML is parsed by a builder that refuses every document type (B314), which model is loaded is
# for whoever indexes to say (B615), and each pickle that is read, of our own process, has its reason beside it for Ruff (B301).
audit: .venv/.test
	$(BIN)/bandit --quiet --recursive --severity-level medium --skip B301,B314,B615 index qa web
	$(BIN)/pip check
	$(BIN)/python -m venv build/audit
	build/audit/bin/pip install --quiet cyclonedx-bom==7.5.0
	build/audit/bin/cyclonedx-py environment --pyproject pyproject.toml --output-file build/sbom.cdx.json $(BIN)/python

# Without isolation, so that setuptools is the pinned one; the wheel is built from the sdist, so that no leftover gets into it.
dist: .venv/.test
	$(BIN)/python -m build --no-isolation --outdir dist

requirements: .venv/.test
	$(BIN)/python -m tests.serve_requirements
	$(BIN)/python -m tests.licences

clean:
	rm -rf .venv $(INDEX)

.venv/bin/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(v < (3, 11) and f"loccit needs Python 3.11 or later, and $(PYTHON) is {v[0]}.{v[1]}. Name another with: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv

.venv/.serve: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[formats]'
	@touch $@

.venv/.test: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@ .venv/.serve
