.DEFAULT_GOAL := help
.PHONY: help run council wheel test cover soak bench format strings lock

# A meeting of your own instead of the demonstration: make run MEETING=my-meeting.toml
MEETING ?=
# More words for the program, as in: make run ARGS="--port 9000"
ARGS ?=

what = $(if $(MEETING),--meeting $(MEETING),--demo --data data/demonstration)

help: ## Say what make can do here
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

run: ## Set up what is missing and run the demonstration, or MEETING=my-meeting.toml
	@bash .ci/setup.sh run
	@exec .venv/bin/python -m server $(what) $(ARGS)

council: ## Set up what is missing and serve your own council, to be set up by pages
	@bash .ci/setup.sh run
	@exec .venv/bin/python -m server $(ARGS)

wheel: ## Build what is installed on a server, into dist: the wheel and the lock of its libraries
	@bash .ci/setup.sh dev
	@bash .ci/setup.sh run
	@rm -rf dist
	@.venv/bin/python -m hatchling build -t wheel -d dist
	@cp requirements.lock CHANGELOG.md dist

test: ## Run every check: format, lint, types, imports, tests
	@bash .ci/setup.sh test
	@exec bash .ci/checks.sh

cover: ## Say which lines of the core no test reaches
	@bash .ci/setup.sh test
	@.venv/bin/python -m pytest -n auto --dist loadfile --cov --cov-report=term

soak: ## Prove for longer what make test proves in seconds: votes, rules, private business, nonsense, a crowd
	@bash .ci/setup.sh dev
	@bash .ci/setup.sh run
	@exec .venv/bin/python -m tests.soak $(ARGS)

bench: ## Measure how fast a meeting is recorded, drawn and followed, also by ten thousand
	@bash .ci/setup.sh run
	@exec .venv/bin/python -m server.bench $(ARGS)

format: ## Put the code into the house style
	@bash .ci/setup.sh dev
	@.venv/bin/python -m ruff check --fix .
	@.venv/bin/python -m ruff format .

strings: ## Bring the translations up to date and list what is missing
	@bash .ci/setup.sh dev
	@.venv/bin/python .ci/strings.py

lock: ## Choose the libraries' versions anew: UPGRADE=--upgrade for the newest
	@bash .ci/setup.sh dev
	@bash .ci/lock.sh $(UPGRADE)
