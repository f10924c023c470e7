# Netra. `make demo` and `make test` do all the set-up on a machine with Python 3.11+ (with venv), git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The extractors that ours is measured beside, in a venv of their own: they pull in a hundred packages.
VENV_BENCH := .venv-bench
EXTRACTION := benchmarks/extraction
# What learns the weights of the matcher's features, in a venv of its own: Netra itself needs none of it.
VENV_TRAIN := .venv-train
MATCHING := benchmarks/matching
# Twice: pip's errors are shown, its warnings not ("lxml does not provide the extra html-clean": the lock names
# lxml_html_clean itself).
QUIET := --quiet --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help setup demo run serve test lint bench bench-kills bench-extraction bench-matching bench-polling train lock clean

help: ## Show what there is to make
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

setup: $(VENV)/.installed ## Make .venv with the command `netra` in it, without running anything

$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "Netra needs Python 3.11 or newer as '$(PYTHON)': apt install python3, or make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
		|| { echo "Python's venv is missing: apt install python3-venv"; exit 1; }
	@command -v git >/dev/null || { echo "git is missing: apt install git"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV) …"
	@$(BIN)/python -m pip install $(QUIET) --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install $(QUIET) --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	@echo "Installing the test tools …"
	@$(BIN)/python -m pip install $(QUIET) --require-hashes -r requirements-dev.lock
	@touch $@

demo: setup ## Run the whole job on the built-in newsroom and show what it finds
	@$(BIN)/netra demo

run: setup ## Run the daemon (see `netra settings`)
	@$(BIN)/netra run

serve: setup ## Serve the built-in newsroom, to look at it in a browser
	@$(BIN)/python -m demo

test: $(VENV)/.installed-dev ## Run all tests
	@$(BIN)/python -m pytest

lint: $(VENV)/.installed-dev ## Linters, formats and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy .

bench: bench-kills bench-extraction bench-matching bench-polling ## Run the measurements

bench-kills: $(VENV)/.installed-dev ## Kill crawl and daemon at random moments; nothing may be lost
	@$(BIN)/python -m benchmarks.kills

bench-extraction: $(VENV_BENCH)/.installed ## Extraction beside other extractors (NETRA_BENCH_SCRAPINGHUB, NETRA_BENCH_FUNDUS: checkouts)
	@$(VENV_BENCH)/bin/python -m benchmarks.extraction

bench-polling: $(VENV)/.installed-dev ## How long news waits to be seen, in a simulated month
	@$(BIN)/python -m benchmarks.polling

bench-matching: $(VENV)/.installed-dev ## Matching of labelled stories beside a search for words, and its CPU
	@$(BIN)/python -m benchmarks.matching

train: $(VENV_TRAIN)/.installed ## Learn the matcher's weights from the labelled stories in tests/
	@$(VENV_TRAIN)/bin/python -m benchmarks.matching.train

$(VENV_TRAIN)/.installed: $(MATCHING)/requirements.lock
	@test -x $(VENV_TRAIN)/bin/python || $(PYTHON) -m venv $(VENV_TRAIN)
	@echo "Installing into $(VENV_TRAIN) …"
	@$(VENV_TRAIN)/bin/python -m pip install $(QUIET) --require-hashes -r $(MATCHING)/requirements.lock
	@touch $@

$(VENV_BENCH)/.installed: $(EXTRACTION)/requirements.lock
	@test -x $(VENV_BENCH)/bin/python || $(PYTHON) -m venv $(VENV_BENCH)
	@echo "Installing into $(VENV_BENCH) …"
	@$(VENV_BENCH)/bin/python -m pip install $(QUIET) --no-deps --require-hashes \
		-r $(EXTRACTION)/requirements.lock
	@touch $@

lock: ## Renew the locks of versions and hashes (needs `uv`)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--no-header --group build pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--no-header --group build --group dev pyproject.toml -o requirements-dev.lock
	@# The peers refuse Netra's python-dateutil and cssselect, which its extraction does not use.
	sed -n 's/^\([a-z0-9][^ ]*==[^\]*\).*/\1/p' requirements.lock | grep -vE '^(python-dateutil|cssselect)==' \
		| uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--no-header --constraint - pyproject.toml $(EXTRACTION)/requirements.in -o $(EXTRACTION)/requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--no-header $(MATCHING)/requirements.in -o $(MATCHING)/requirements.lock

clean: ## Remove what make made; archives in data/ stay
	rm -rf $(VENV) $(VENV_BENCH) $(VENV_TRAIN) *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
