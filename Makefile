PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check clean

$(VENV)/.done: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --upgrade pip
	$(BIN)/python -m pip install -q -c constraints.txt -e ".[ocr,test,benchmarks]"
	touch $@

demo: $(VENV)/.done
	$(BIN)/vivier rank data/offers/chef_projet_moe.txt data/cvs -o demo --jobs -1

test: $(VENV)/.done
	$(BIN)/python -m pytest

check: $(VENV)/.done
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

clean:
	rm -rf $(VENV) demo
