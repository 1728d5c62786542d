# Two commands are enough: `make briefing` sets up and builds, `make test` sets up and tests. `make help` lists the rest.
.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check
PYTEST := $(BIN)/python -m pytest
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)
RESOLVE := uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

.PHONY: briefing
briefing: $(VENV)/.runtime pango ## set up, then build every briefing under briefings/ into out/
	@$(BIN)/brief build --all || { test $$? = 3 && test ! -e $(VENV)/.pango; }

.PHONY: test
test: $(VENV)/.dev pango ## set up, then run the tests that need pip packages only
	@$(PYTEST) -m "not judge" -n auto

.PHONY: judges
judges: $(VENV)/.dev pango ## the tests with browser, validators and mail tools; what is absent is skipped by name
	@PYTHON="$(CURDIR)/$(BIN)/python" tests/judges/install
	@$(PYTEST) -m judge

.PHONY: lint
lint: $(VENV)/.dev ## ruff: rules and format
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

.PHONY: format
format: $(VENV)/.dev ## ruff: mend what it can, then format
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

.PHONY: types
types: $(VENV)/.dev ## mypy, strict
	@$(BIN)/mypy

.PHONY: layers
layers: $(VENV)/.dev ## import-linter: which module may import which
	@$(BIN)/lint-imports --no-logo

.PHONY: smoke
smoke: $(VENV)/.dev pango ## the built wheel, in a clean environment and another folder
	@tests/smoke $(BIN)/python

.PHONY: bench
bench: $(VENV)/.dev pango ## what is fast, how fast, against what
	@tests/judges/install npm
	@$(BIN)/python benchmarks/run.py

.PHONY: pictures
pictures: briefing ## the README's pictures, made anew (needs Chromium)
	@$(BIN)/python docs/pictures.py

.PHONY: lock
lock: ## resolve every dependency anew (needs uv and npm)
	@$(RESOLVE) --group build --output-file requirements.txt pyproject.toml
	@$(RESOLVE) --group dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml
	@$(RESOLVE) --output-file tests/judges/synapse/requirements.txt tests/judges/synapse/requirements.in
	@$(RESOLVE) --no-deps --output-file tests/judges/verapdf/requirements.txt tests/judges/verapdf/requirements.in
	@$(RESOLVE) --no-deps --output-file tests/judges/llama/requirements.txt tests/judges/llama/requirements.in
	@cd tests/judges && rm -rf package-lock.json node_modules && npm install --silent --package-lock-only && node lock.js

.PHONY: clean
clean: ## remove what was made: out/, the environment, caches
	@rm -rf out dist $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@rm -rf tests/judges/node_modules tests/judges/synapse/parts tests/judges/verapdf/parts tests/judges/llama/parts
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment. A stamp is newer than the lock it was made from.

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none is on the path." >&2; exit 3; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) has no venv module. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 3; }
	@echo "Setting up $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv --clear $(VENV)

$(VENV)/.runtime: requirements.txt pyproject.toml $(BIN)/python
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

# Pango draws the PDF's text and is no pip package. Without it everything but the PDF is made, so this never fails.
# HarfBuzz's subsetter, which WeasyPrint asks for with a warning, makes its fonts small.

APT_PANGO := apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0

.PHONY: pango
pango: $(VENV)/.runtime
	@test -e $(VENV)/.pango || { $(BIN)/python -W error -c 'import weasyprint' >/dev/null 2>&1 && touch $(VENV)/.pango; } || \
	if command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ]; then \
		echo "Pango is not whole. Installing it: $(APT_PANGO)"; \
		{ apt-get update && DEBIAN_FRONTEND=noninteractive $(APT_PANGO); } >/dev/null 2>&1 || \
			echo "That did not succeed (run it to see why). Everything but the PDF can be made without it."; \
	elif ! $(BIN)/python -c 'import weasyprint' >/dev/null 2>&1; then \
		echo "Pango is missing: everything but the PDF can be made. To add it:"; \
		if command -v apt-get >/dev/null 2>&1; then echo "  sudo $(APT_PANGO)"; \
		elif command -v brew >/dev/null 2>&1; then echo "  brew install pango"; \
		elif command -v dnf >/dev/null 2>&1; then echo "  sudo dnf install pango"; \
		elif command -v pacman >/dev/null 2>&1; then echo "  sudo pacman -S pango"; \
		elif command -v apk >/dev/null 2>&1; then echo "  apk add pango"; \
		else echo "  Pango 1.44 or newer, from your system's package manager"; fi; \
	fi
