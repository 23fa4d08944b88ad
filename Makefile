# Heitje: from a fresh checkout to a running town, and to all tests, without setting anything up.
#
#   make demo                 a whole town on http://localhost:8000/ (ARGS="--reset --port 9000")
#   make test                 all tests (ARGS="tests/currency -k hold")
#   make bench                what is fast and what is not (ONLY=payment-abroad for one row)
#
# Python packages go to .venv, all of them pinned by hash. Debian packages are only installed by
# root, and only those that miss.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

UV_VERSION := 0.13.9
PYTHON ?= $(shell for one in python3.11 python3 python3.12 python3.13 python3.14; do \
	command -v $$one >/dev/null && $$one -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	2>/dev/null && echo $$one && break; done)
BIN := .venv/bin
ARGS ?=
ONLY ?=
# Tools that load the settings outside pytest are neither the demo nor production.
AS_TEST := HEITJE_TEST=1 PYTHONPATH=platform:.

.PHONY: help
help: ## This list
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

.PHONY: demo
demo: .venv/.for-demo ## A whole town to look around in, on http://localhost:8000/
	@exec $(BIN)/heitje demo $(ARGS)

.PHONY: dev
dev: .venv/.for-tests ## For developers: pages reload when a file changes
	@exec $(BIN)/heitje dev $(ARGS)

.PHONY: test
test: .venv/.for-tests system ## All tests but the benchmarks
	@$(BIN)/heitje messages
	@$(BIN)/python -m pytest $(ARGS)

.PHONY: lint
lint: .venv/.for-tests ## Style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(AS_TEST) $(BIN)/mypy
	$(AS_TEST) $(BIN)/lint-imports

.PHONY: bench
bench: .venv/.for-tests ## How fast it is, beside pgbench and others on the same machine (ONLY=payment)
	@ONLY="$(ONLY)" $(BIN)/python -m pytest -q -s -o addopts="--import-mode=importlib" \
		-o python_files="bench_*.py" tests/bench $(ARGS)

.PHONY: screens
screens: .venv/.for-tests system ## A picture of every page, in var/screens
	@$(BIN)/heitje messages
	@HEITJE_SCREENS=var/screens $(BIN)/python -m pytest tests/journeys/test_every_page.py $(ARGS)

.PHONY: messages
messages: .venv/.for-tests system ## Collect the texts to translate, and compile what is translated
	@for room in platform/heitje tenants currency marketplace settlement; do \
		mkdir -p $$room/locale; \
		(cd $$room && HEITJE_TEST=1 $(CURDIR)/$(BIN)/django-admin makemessages \
			--locale en --locale de --no-location --no-wrap --verbosity 0); \
	done
	@$(BIN)/heitje messages

.PHONY: requirements
requirements: .venv/.for-tests ## Pin all packages anew, by hash, from pyproject.toml
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
		--no-header --no-emit-index-url --upgrade pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
		--no-header --no-emit-index-url --constraint requirements.txt --extra dev pyproject.toml \
		-o requirements-dev.txt

.PHONY: clean
clean: ## Remove .venv, caches and all data in var/
	@if [ -d var ] && [ -x $(BIN)/python ]; then \
		PYTHONPATH=platform $(BIN)/python -c \
			'from heitje.embedded import default_var, erase; erase(default_var())'; \
	fi
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find platform tenants currency marketplace settlement tests -name __pycache__ -prune \
		-exec rm -rf {} +

# What the machine must have for the tests: a browser, and gettext to collect texts.
.PHONY: system
system:
	@missing=""; \
	command -v msgfmt >/dev/null || missing="$$missing gettext"; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	$(call apt_install,$$missing)

.venv/.for-demo: requirements.txt pyproject.toml | .venv/bin/python
	@$(call install,requirements.txt)
	@touch $@

.venv/.for-tests: requirements-dev.txt pyproject.toml | .venv/bin/python
	@$(call install,requirements-dev.txt)
	@touch $@ .venv/.for-demo

.venv/bin/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Heitje needs Python 3.11 or newer. Install it (Debian: apt-get install python3)." >&2; \
		exit 1; \
	fi
	@if ! $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then \
		missing=" python3-venv"; $(call apt_install,$$missing); \
	fi
	@echo "Making .venv with $$($(PYTHON) --version) ..."
	@rm -rf .venv && $(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

# Root installs what misses; anybody else is told what to ask for.
define apt_install
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing$(1) ..."; \
		export DEBIAN_FRONTEND=noninteractive; \
		{ apt-get update -qq && apt-get install -y -qq --no-install-recommends $(1); } >/dev/null || \
			{ echo "apt-get could not install:$(1). See the lines above." >&2; exit 1; }; \
	else \
		echo "This machine misses:$(1). Ask its keeper for: apt-get install$(1)" >&2; \
		exit 1; \
	fi
endef

# uv when it can be had, which is quick; pip otherwise. Both refuse a file with another hash.
define install
	echo "Installing Python packages from $(1) ..."; \
	if [ -x $(BIN)/uv ] || $(BIN)/python -m pip install -q --disable-pip-version-check \
			uv==$(UV_VERSION) 2>/dev/null; then \
		$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r $(1) && \
		$(BIN)/uv pip install -q --python $(BIN)/python --no-deps -e .; \
	else \
		$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $(1) && \
		$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .; \
	fi
endef
