# `make help` lists the commands. Each does only what is not done yet.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check install --quiet
PIP_COMPILE := $(VENV)/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links
RUN := $(VENV)/.run
DEV := $(VENV)/.dev

# The browser that the tests drive: the first of these that there is, unless it is named.
CHROMIUM = $${PORTAL_TEST_CHROMIUM:-$$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
PYTEST = PORTAL_TEST_CHROMIUM="$(CHROMIUM)" $(VENV)/bin/pytest

# The first Python that runs and is new enough; a name on PATH may be an empty promise.
FIND_PYTHON = for python in "$${PYTHON:-python3}" python3.13 python3.12 python3.11 python3.14; do \
	if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo "$$python"; exit; fi; done; \
	echo "Python 3.11 or newer is needed; this machine has $$(python3 --version 2>&1 || echo none)." >&2; \
	echo "Install one (on Debian and Ubuntu: python3 and python3-venv), or name it: make PYTHON=/path/to/python3" >&2; exit 1

.PHONY: run test check lint frontend bench audit lock attachments clean help
export PYTHON
.NOTPARALLEL:

run: $(RUN) compiled frontend ## Start the portal with the example municipality on http://127.0.0.1:8000
	$(VENV)/bin/portal import content --demo
	exec $(VENV)/bin/portal serve

test: lint compiled frontend-dev ## Check and test everything, in a real browser and on both databases too
	@$(PY) tools/system_packages.py
	$(PYTEST)

check: lint frontend ## Lint, types, imports and the architecture's tests: quick
	$(PYTEST) tests/architecture

lint: $(DEV)
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

bench: $(DEV) frontend ## Measure pages and search beside bare ones
	$(PY) -m benchmarks

audit: $(DEV) frontend-dev ## Take axe, the HTML checker and dead links through every page
	$(PY) tools/system_packages.py
	PORTAL_TEST_CHROMIUM="$(CHROMIUM)" $(PY) -m tests.audit

lock: $(DEV) ## Renew the lock files from pyproject.toml and package.json
	$(PIP_COMPILE) --upgrade --output-file requirements/run.txt pyproject.toml
	$(PIP_COMPILE) --upgrade --extra postgres --extra dev --constraint requirements/run.txt \
		--output-file requirements/dev.txt pyproject.toml
	$(PIP_COMPILE) --upgrade --output-file requirements/node.txt requirements/node.in
	npm update --package-lock-only

attachments: $(DEV) frontend ## Write the example's office files from tools/attachments
	$(PY) -m tools.make_attachments

clean: ## Remove everything that make made, the data in var/ excepted
	rm -rf $(VENV) .venv-build node_modules static/vendor dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find portal tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- what the commands need ---

.PHONY: compiled frontend-dev
# Every command then starts in two thirds of the time, where Python is told to leave no compiled files behind too.
compiled: | $(RUN)
	@$(PY) -m compileall -q portal

frontend: | $(RUN)
	@$(PY) tools/frontend.py

frontend-dev: | $(DEV)
	@$(PY) tools/frontend.py --dev

$(VENV)/bin/pip:
	@python="$$($(FIND_PYTHON))" && "$$python" -m venv $(VENV)

$(RUN): requirements/run.txt pyproject.toml | $(VENV)/bin/pip
	$(PIP) --require-hashes -r requirements/run.txt
	$(PIP) --no-deps -e .
	@touch $@

$(DEV): requirements/dev.txt pyproject.toml | $(VENV)/bin/pip
	$(PIP) --require-hashes -r requirements/dev.txt
	$(PIP) --no-deps -e .
	@touch $@ $(RUN)
