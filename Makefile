# `make` lists what there is. PORT, HOST and PYTHON may be given: make run PORT=5006
PORT ?= 5005
HOST ?= 127.0.0.1
VENV ?= .venv
export VENV
export RASA_TELEMETRY_ENABLED = false
export TF_CPP_MIN_LOG_LEVEL = 3
# A message is too small for several threads: they would only wait for each other.
export OPENBLAS_NUM_THREADS = 1
export SQLALCHEMY_SILENCE_UBER_WARNING = 1
run_python := $(VENV)/bin/python
CODE := knowledge nlu actions channels launch tests tools

.DEFAULT_GOAL := list
.PHONY: list run chat train widget widget-check browser test check knowledge lint unit conversations \
	without-a-model with-scores on-the-model of-the-channels env dev-env lock

list:  ## what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 16

run: env  ## start the assistant; Ctrl-C stops all of it
	@$(run_python) -m launch run --host $(HOST) --port $(PORT)

chat: env  ## talk in the terminal
	@$(run_python) -m launch chat

train: env  ## train if anything that the model is made of changed
	@$(run_python) -m launch train

widget: env  ## build the website widget if its sources changed
	@$(run_python) -m launch widget

knowledge: env  ## check the facts, and list what is thin
	@$(run_python) -m knowledge

test: dev-env  ## everything
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target without-a-model train
	@$(MAKE) --no-print-directory conversations browser

# Training waits for nothing that is checked before it, and these use one core.
without-a-model: check widget-check

check: dev-env lint unit  ## the quick part: lint, types, facts, unit tests

lint: dev-env
	@$(VENV)/bin/ruff check $(CODE)
	@$(VENV)/bin/ruff format --check $(CODE)
	@$(VENV)/bin/mypy knowledge nlu actions channels launch
	@$(run_python) -m knowledge --quiet

unit: dev-env
	@$(VENV)/bin/pytest -q tests/unit

conversations: dev-env  ## train, then questions, scenarios and Rasa's own tests on the real model
	@$(run_python) -m launch train
	@$(MAKE) --no-print-directory --jobs=3 --output-sync=target --keep-going \
		with-scores on-the-model of-the-channels

# A core's work for minutes: the others share the second one.
with-scores:
	@$(VENV)/bin/pytest -q tests/model/test_questions.py

on-the-model:
	@$(VENV)/bin/pytest -q tests/model --ignore=tests/model/test_questions.py
	@$(run_python) -m launch validate

# They wait more than they work: beside others they cost next to nothing.
of-the-channels:
	@$(VENV)/bin/pytest -q tests/channels tests/slack

widget-check: env  ## the widget: types, unit tests, build, size
	@$(run_python) -m launch widget-check

browser: env  ## the widget on the running assistant, in real Chromium (ONLY=map: the tests with "map" in their name)
	@CHROMIUM="$$(scripts/browser.sh)" && export CHROMIUM && $(run_python) -m launch browser "$(ONLY)"

env:
	@scripts/environment.sh

dev-env:
	@scripts/environment.sh dev

lock:  ## write the lock files anew (needs uv)
	uv pip compile requirements.in --override requirements-overrides.txt --python-version 3.10 --generate-hashes --no-header -q -o requirements.txt
	uv pip compile requirements-node.in --python-version 3.10 --generate-hashes --no-header -q -o requirements-node.txt
	uv pip compile requirements-dev.in --python-version 3.10 --generate-hashes --no-header -q -o requirements-dev.txt
