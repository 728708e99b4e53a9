# The only door. `make help` lists what is behind it; every target sets itself up on a fresh machine with Python 3.11+.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
SHARED ?= $(or $(DATELINE_SHARED),../shared)

.DEFAULT_GOAL := help
.PHONY: help setup browser demo test lint format bench eval eval-raise train screens docs notice lock clean

help: ## what is behind this door
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "dateline needs Python 3.11 or newer, and $(PYTHON) is older: run make PYTHON=python3.12 (or another) instead" >&2; exit 1; }
	@echo "setting up $(VENV) ..." >&2
	@$(PYTHON) -m venv $(VENV)

# Two stamps: what a user needs, and what a developer needs on top. The package itself is installed without dependencies
# and without build isolation, so that nothing enters that is not in a lock.
$(VENV)/.runtime: requirements.lock pyproject.toml | $(BIN)/python
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

setup: $(VENV)/.dev ## everything a developer needs, into .venv

# The tests that drive the pages are skipped without Debian's chromium. A continuous integration that runs as root gets it here.
browser: ## chromium for the tests of the pages, where CI is set and apt-get is at hand
	@command -v chromium >/dev/null || test -z "$(CI)" || test "$$(id -u)" != 0 || ! command -v apt-get >/dev/null || \
	  { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends chromium fonts-dejavu-core; } >/dev/null || \
	  echo "chromium could not be installed: the tests of the pages are skipped" >&2

demo: $(VENV)/.runtime ## code the sample stories into a fresh ledger and look at it
	@$(BIN)/dateline demo

test: lint browser ## all checks: style, types, imports, lexicon, tests, documents
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

lint: $(VENV)/.dev ## style, types, import contract, lexicon
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports --no-logo
	$(BIN)/dateline codebook lint

format: $(VENV)/.dev ## put the layout of the code right
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev ## words a second against the bare parser, and peak memory; a line into bench/results.jsonl
	$(BIN)/python bench/speed.py

eval: $(VENV)/.dev ## measure on the development sets and hold the floors (needs DATELINE_SHARED or ../shared)
	DATELINE_SHARED=$(SHARED) $(BIN)/python eval/gate.py

eval-raise: $(VENV)/.dev ## the same, and write the better figures as new floors
	DATELINE_SHARED=$(SHARED) $(BIN)/python eval/gate.py --raise

# Python 3.11, an hour on two idle cores. The run is seeded; sums in another order give another last digit on another machine.
train: $(VENV)/.runtime ## make the judge anew from the codebook's examples, into build/judge
	@$(PYTHON) -m venv $(VENV)-train
	@$(VENV)-train/bin/python -m pip install --quiet --require-hashes -r requirements.lock
	@$(VENV)-train/bin/python -m pip install --quiet -r training/judge/requirements.txt
	@$(VENV)-train/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(VENV)-train/bin/python training/judge/train.py build/run
	$(VENV)-train/bin/python training/judge/export.py build/run build/encoder
	$(BIN)/python training/judge/triggers.py build/encoder/triggers.tsv
	$(BIN)/dateline codebook train --model build/encoder -o build/judge

screens: $(VENV)/.dev ## pictures of every page into docs/screens; wants chromium
	$(BIN)/python docs/take_screens.py

docs: $(VENV)/.dev ## write the reference pages from the code and run every snippet of every document
	$(BIN)/python docs/write_reference.py
	$(BIN)/python docs/write_cookbook.py
	$(BIN)/python docs/write_formats.py
	$(BIN)/python -m pytest tests/docs

notice: ## join NOTICE.d/*.md into NOTICE
	@$(PYTHON) -c "import pathlib; \
	  parts = [p.read_text('utf-8').strip() for p in sorted(pathlib.Path('NOTICE.d').glob('*.md'))]; \
	  pathlib.Path('NOTICE').write_text('\n\n'.join(parts) + '\n', 'utf-8')"

# uv resolves for all platforms and Python 3.11 to 3.14 at once; it is needed here and nowhere else.
lock: ## resolve the two lock files anew
	@$(PYTHON) -m venv $(VENV)-lock && $(VENV)-lock/bin/python -m pip install --quiet uv
	$(VENV)-lock/bin/uv pip compile --quiet pyproject.toml --group build \
	  --universal --generate-hashes --no-annotate --python-version 3.11 --custom-compile-command "make lock" -o requirements.lock
	$(VENV)-lock/bin/uv pip compile --quiet pyproject.toml --group build --group dev --constraint requirements.lock \
	  --universal --generate-hashes --no-annotate --python-version 3.11 --custom-compile-command "make lock" -o requirements-dev.lock
	@rm -rf $(VENV)-lock

clean: ## remove what the targets made, the virtual environment too
	rm -rf $(VENV) $(VENV)-lock .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist build
