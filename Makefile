# Everything that a person does with Cove's source. `make help` lists it.
#
# Each target installs what it misses: Debian packages when run as root, else it
# says which to install. Rust and Node come from the machine.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test test-rust test-frontend test-browser faults bench fmt generate build frontend

say = @printf '\n\033[1m== %s\033[0m\n' "$(1)"

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: build ## Build, start a demo community on this machine, print its address
	$(call say,Starting the demo: stop it with Ctrl-C)
	@./target/debug/cove demo

test: ## Run every check: frontend, Rust on both databases, browser
	@./tests/require.sh cc postgres chromium
	@$(MAKE) --no-print-directory test-frontend
	@$(MAKE) --no-print-directory test-rust
	@$(MAKE) --no-print-directory test-browser
	$(call say,All checks passed)

test-frontend: frontend ## Check the frontend: format, types, messages, unit tests
	$(call say,Frontend: format and types)
	@cd frontend && npm run --silent lint && npm run --silent check
	$(call say,Frontend: unit tests)
	@cd frontend && npm test --silent

test-rust: build ## Check the Rust code: format, lints, docs, tests on both databases
	@./tests/require.sh cc postgres
	$(call say,Rust: format)
	@cargo fmt --all --check
	$(call say,Rust: lints)
	@cargo clippy --workspace --all-targets --locked --quiet -- -D warnings
	$(call say,Rust: documentation)
	@RUSTDOCFLAGS='-D warnings' cargo doc --workspace --no-deps --locked --quiet --document-private-items
	$(call say,Rust: tests on SQLite and PostgreSQL)
	@INSTA_UPDATE=no cargo test --workspace --locked --quiet

test-browser: build ## Walk the journeys in a real browser
	@./tests/require.sh chromium
	$(call say,Browser: the journeys against the demo)
	@cd frontend && npm run --silent e2e

faults: build ## Fail each write and sync of a minute in turn: a quarter of an hour
	@./tests/require.sh cc
	$(call say,Every fault: SQLite)
	@COVE_EVERY_FAULT=1 cargo test -p it --locked --quiet faults::minute -- --nocapture

bench: frontend ## Measure speed and memory against bounds of the same run
	@./tests/require.sh cc postgres
	$(call say,Building for speed: about eleven minutes the first time)
	@cargo build --release --locked -p server -p bench
	@./target/release/bench

fmt: frontend ## Format everything
	@cargo fmt --all
	@cd frontend && npm run --silent format

generate: frontend ## Write again what is generated: the schema, the frontend's types, snapshots
	@COVE_WRITE=1 INSTA_UPDATE=always cargo test --workspace --quiet
	@cd frontend && npm run --silent generate

build: frontend
	@./tests/require.sh cc
	$(call say,Building Cove: five to ten minutes the first time)
	@cargo build --workspace --bins --locked

# The frontend is built when a file of it is newer than the last build.
frontend: frontend/build/.built

frontend/node_modules/.package-lock.json: frontend/package.json frontend/package-lock.json
	$(call say,Frontend: fetching its packages)
	@./tests/require.sh node
	@cd frontend && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

FRONTEND_SOURCES := $(shell find frontend/src frontend/static frontend/messages frontend/scripts -type f -not -path '*/paraglide/*' 2>/dev/null) frontend/vite.config.ts frontend/project.inlang/settings.json

frontend/build/.built: frontend/node_modules/.package-lock.json $(FRONTEND_SOURCES)
	$(call say,Frontend: building)
	@cd frontend && npm run --silent build
	@touch $@
