# The commands people type. Each works on a fresh checkout; each is quick the second time.
PYTHON ?= python3
PORT ?= 8000
# 0 leaves a new base empty.
DEMO ?= 1
export UV_PYTHON_DOWNLOADS := never
export UV_SYSTEM_CERTS := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Bytecode is kept beside the packages, not in the tree, so that a second start need not compile Django again; also
# where the shell says that none be written.
export PYTHONPYCACHEPREFIX := $(CURDIR)/.venv/bytecode
export PYTHONDONTWRITEBYTECODE :=
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help setup run test test-deep coverage mutate lint format bench audit lock third-party

help:
	@echo "make setup       the environment: .venv and the locked requirements"
	@echo "make run         web, worker and beat on http://127.0.0.1:$(PORT) (PORT= chooses another, DEMO=0 leaves the demo out)"
	@echo "make test        every test; T=rehab runs only tests/rehab, without Django"
	@echo "make test-deep   the long proofs (BUDGET= minutes, at most 60)"
	@echo "make coverage    lines and branches of rehab/ that its tests run, without Django; all, or it fails"
	@echo "make mutate      mutation testing of the clinical rules (BUDGET= minutes)"
	@echo "make lint        style, types, layers, templates, house rules"
	@echo "make format      puts the code in its usual shape"
	@echo "make bench       the table of timings, and what pages cost beside what is promised"
	@echo "make audit       page weight and Lighthouse (needs npm; PAGES=/today/ looks at some alone)"
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
	@DEBUG=1 BASE_URL=$${BASE_URL:-http://127.0.0.1:$(PORT)} exec $(BIN)/python manage.py serve_all --port $(PORT) $(if $(filter 0,$(DEMO)),,--demo)

# --- testing ---------------------------------------------------------------------------------------------------------
# T names a folder of tests: T=rehab (quick, without Django), T=programs, T=config ...
T ?=
BUDGET ?=
# More processes than the two cores: many tests wait for a browser, a server or a second hand.
AT_ONCE = 3
PYTEST = $(BIN)/python -m pytest -q
# A throw-away PostgreSQL; what the address leaves out, pg_virtualenv says in PGHOST, PGPORT, PGUSER and PGPASSWORD.
# Its own remarks are left out, so that pytest's closing line is the last.
ON_POSTGRES = env DATABASE_URL=postgres:///strideback pg_virtualenv -t sh -c 'exec "$$@" >&3' sh
# Files that name the mark: to read all others takes each process longer than most of the tests.
MARKED_DB = $(or $(sort $(shell grep -rlE 'mark\.db\b' --include='test_*.py' tests/$(T))),tests/$(T))
MINUTES = $(or $(BUDGET),60)
# Proofs size themselves by the budget; the time limit, half as much again, only ends what has got out of hand.
DEEP = STRIDEBACK_DEEP=1 BUDGET=$(MINUTES) timeout -s INT -k 60 $$(( $(MINUTES) * 90 + 300 ))

ifeq ($(T),rehab)
test: .venv/.dev
	@$(PYTEST) -n 2 --dist worksteal -p no:django tests/rehab
else
test: .venv/.dev
	@sh scripts/system-deps.sh
	@$(PYTEST) -n $(AT_ONCE) --dist worksteal tests/$(T)
	@echo "Once more on PostgreSQL, what is marked db:"
	@$(ON_POSTGRES) $(PYTEST) -n $(AT_ONCE) --dist worksteal -m db $(MARKED_DB) 3>&1 >/dev/null
endif

WHICH = sliced$(if $(filter 60,$(MINUTES)), or deep or whole)
WHICH_DB = db and ($(WHICH))$(if $(filter 60,$(MINUTES)), or db_whole)
# BUDGET minutes of 60 are that share of the full counts (tests/sizes.py); each proof prints its own.
test-deep: .venv/.dev
	@sh scripts/system-deps.sh $(if $(filter 60,$(MINUTES)),firefox-esr)
	@$(DEEP) $(PYTEST) -n 2 --dist worksteal -m "$(WHICH)" -o timeout=3600 -rP tests
	@echo "Once more on PostgreSQL, what is marked db:"
	@$(DEEP) $(ON_POSTGRES) $(PYTEST) -n 2 --dist worksteal -m "$(WHICH_DB)" -o timeout=3600 -rP tests 3>&1 >/dev/null

# Without Django, so that nothing of the clinical rules is covered by pages alone.
coverage: .venv/.dev
	@$(BIN)/python -m coverage run --branch --source=rehab -m pytest -q -p no:django tests/rehab
	@$(BIN)/python -m coverage report --fail-under=100

mutate: .venv/.dev
	@$(BIN)/python -m scripts.mutate --minutes $(or $(BUDGET),45)

# --- looking ---------------------------------------------------------------------------------------------------------
PRODUCTION = DEBUG=0 SECRET_KEY=only-for-this-check-0123456789-abcdefghijklmnopqrstuvwxyz ALLOWED_HOSTS=clinic.example \
  BASE_URL=https://clinic.example EMAIL_URL=smtp://clinic.example:587 \
  OPERATOR_NAME="Calf Clinic" OPERATOR_CONTACT=privacy@clinic.example
lint: .venv/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@if [ -d templates ]; then $(BIN)/djlint templates --quiet --lint --check; fi
	@$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING
	@$(PRODUCTION) $(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python -m scripts.third_party --check
	@$(BIN)/python -m scripts.house_rules

format: .venv/.dev
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .
	@if [ -d templates ]; then $(BIN)/djlint templates --quiet --reformat || true; fi

bench: .venv/.dev
	@$(BIN)/python -m scripts.bench
	@$(BIN)/python -m scripts.bench_pages
	@$(BIN)/python -m scripts.bench_papers

audit: .venv/.dev
	@$(BIN)/python -m scripts.audit $(PAGES)

third-party: .venv/.dev
	@$(BIN)/python -m scripts.third_party
