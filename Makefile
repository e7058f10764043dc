PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test quick check versions lowest lock release clean

$(VENV)/.done: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --upgrade pip
	$(BIN)/python -m pip install -q -c constraints.txt -e ".[ocr,notebooks,test,benchmarks]"
	touch $@

demo: $(VENV)/.done
	$(BIN)/vivier rank data/offers/chef_projet_moe.txt data/cvs -o demo --jobs -1

test: $(VENV)/.done
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

# what a developer runs while working: the units of every wing on small inputs, under a minute
QUICK := tests/test_house.py tests/lexicon tests/store tests/pages tests/structure tests/nlp tests/profiles \
    tests/ranking/test_criteria.py tests/review/test_sheets.py
quick: $(VENV)/.done
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow" $(QUICK)

check: $(VENV)/.done
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

# the sample folder and the laws of the ranking under other Pythons, where they are installed
versions:
	@for v in 3.12 3.13; do \
	    python$$v -c "" 2>/dev/null || { echo "Python $$v: not on this machine"; continue; }; \
	    python$$v -m venv build/python$$v && build/python$$v/bin/python -m pip install -q -c constraints.txt -e ".[ocr,test]" && \
	    build/python$$v/bin/python -m pytest -q tests/ranking tests/profiles tests/nlp || exit 1; \
	done

# the whole suite with the lowest versions that pyproject.toml allows of what it names
lowest:
	$(PYTHON) -m venv build/lowest
	build/lowest/bin/python -m pip install -q uv
	build/lowest/bin/uv pip install -q -p build/lowest/bin/python --resolution lowest-direct -e ".[ocr,notebooks,test,benchmarks]"
	build/lowest/bin/python -m pytest -q

# every package that an installation brings, on any system, with the hashes of its files
lock:
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install -q uv
	echo hatchling | build/lock/bin/uv pip compile pyproject.toml - --universal --python-version 3.11.5 -c constraints.txt \
	    --extra ocr --extra notebooks --extra test --extra benchmarks --generate-hashes --no-header --no-annotate -q -o requirements.lock

# what is released: installed from the lock alone, wheels only (odfpy has none), the quick tests with every warning an error
release:
	$(PYTHON) -m venv build/release
	build/release/bin/python -m pip install -q --require-hashes --only-binary :all: --no-binary odfpy -r requirements.lock
	build/release/bin/python -m pip install -q --no-deps --no-build-isolation .
	build/release/bin/python -m pytest -n 2 --dist loadfile -W error $(QUICK)

clean:
	rm -rf $(VENV) demo build

# the French of Click's messages, compiled
LOCALE := pipeline/cli/locale/fr/LC_MESSAGES
locale: $(VENV)/.done
	$(BIN)/pybabel compile -i $(LOCALE)/messages.po -o $(LOCALE)/messages.mo -l fr
