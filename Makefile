# The commands people type. Each works on a fresh checkout; each is quick the second time.
PYTHON ?= python3
PORT ?= 8000
export UV_PYTHON_DOWNLOADS := never
export UV_SYSTEM_CERTS := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help setup run test test-deep mutate lint format bench audit lock third-party

help:
	@echo "make setup       the environment: .venv and the locked requirements"
	@echo "make run         web, worker and beat on http://127.0.0.1:$(PORT) (PORT= chooses another)"
	@echo "make test        every test; T=rehab runs only tests/rehab, without Django"
	@echo "make test-deep   the long proofs (BUDGET= minutes, at most 60)"
	@echo "make mutate      mutation testing of the clinical rules (BUDGET= minutes)"
	@echo "make lint        style, types, layers, templates, house rules"
	@echo "make format      puts the code in its usual shape"
	@echo "make bench       the table of timings"
	@echo "make audit       page weight and Lighthouse (needs npm)"
	@echo "make lock        resolves the requirement files again"
	@echo "make third-party writes THIRD_PARTY.md from the lock file"

# --- environment -----------------------------------------------------------------------------------------------------
# uv is taken from its own hash-pinned file. It reads no pip configuration (mirror, certificate), so where it cannot
# install, pip, which does, takes over.
$(BIN)/uv: requirements-bootstrap.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name one with PYTHON=..."; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is missing: install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install -q --require-hashes -r $<
	@touch $@

.venv/.run: requirements.txt $(BIN)/uv
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r $< || $(BIN)/python -m pip install -q --no-deps --require-hashes -r $<
	@touch $@

.venv/.dev: requirements-dev.txt $(BIN)/uv
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r $< || $(BIN)/python -m pip install -q --no-deps --require-hashes -r $<
	@touch .venv/.run $@

setup: .venv/.dev

# --no-emit-index-url keeps every registry address out of the lock files, --no-annotate every path.
LOCK = $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate $(UPGRADE)
lock: $(BIN)/uv
	@$(LOCK) requirements-bootstrap.in -o requirements-bootstrap.txt
	@$(LOCK) requirements.in -o requirements.txt
	@$(LOCK) -c requirements.txt requirements-dev.in -o requirements-dev.txt

# --- running ---------------------------------------------------------------------------------------------------------
run: .venv/.run
	@DEBUG=1 exec $(BIN)/python manage.py serve_all --port $(PORT)
