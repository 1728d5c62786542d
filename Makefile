# `make briefing` sets up and builds every briefing; `make test` sets up and tests; `make help` names the rest.
.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check
PYTHON ?= $(firstword $(foreach p,python3 python3.13 python3.12 python3.11,$(shell \
	command -v $(p) >/dev/null 2>&1 && $(p) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(p))))
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
	--custom-compile-command "make lock" pyproject.toml

.PHONY: help briefing test judges lint format types layers smoke bench lock clean pango

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

briefing: $(VENV)/.runtime pango ## set up, then build every briefing under briefings/ into out/
	@$(BIN)/brief build --all

test: $(VENV)/.dev pango ## set up, then the tests that need pip packages only
	@$(BIN)/python -m pytest -m "not judge"

lint: $(VENV)/.dev ## ruff: rules and format
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

format: $(VENV)/.dev ## ruff: mend what it can, format
	@$(BIN)/ruff check --fix --quiet
	@$(BIN)/ruff format

types: $(VENV)/.dev ## mypy, strict
	@$(BIN)/mypy

layers: $(VENV)/.dev ## which package may import which
	@$(BIN)/lint-imports

lock: ## resolve the dependencies anew (needs uv)
	@$(COMPILE) --group build --output-file requirements.txt --upgrade
	@$(COMPILE) --group dev --constraint requirements.txt --output-file requirements-dev.txt --upgrade

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; none found on the path." >&2; exit 3; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: $(VENV)/bin/python requirements.txt pyproject.toml
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.txt
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@
