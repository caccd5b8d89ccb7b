# Một Cửa: every job of the project in one place. Each target installs what it
# needs (Debian packages, with sudo where not root) and says nothing when it is
# already there.
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -ec
.DEFAULT_GOAL := help

BUILD_DEPS := gcc pkg-config libgl-dev libxcursor-dev libxrandr-dev libxinerama-dev libxi-dev libxxf86vm-dev
RUN_DEPS   := libgl1-mesa-dri xvfb x11vnc
TEST_DEPS  := fuse3 zbar-tools
DEPS       := $(BUILD_DEPS) $(RUN_DEPS) $(TEST_DEPS)

SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
GO   ?= go
OUT  := out
# Where goroutines meet: all of it under the race detector. Screens are drawn on
# one goroutine, and drawing them under the detector takes minutes.
RACED = . ./assets/... ./drivers/... ./internal/... ./ui/slip ./ui/wall
PLAIN = ./cmd/... ./ui/... ./internal/rehearsal

export FYNE_DISABLE_DPI_DETECTION := 1
export FYNE_SCALE := 1
export FYNE_CACHE := 10m
export LANG := vi_VN.UTF-8

.PHONY: help
help: ## this list
	@grep -hE '^[a-z][a-z-]*:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

.PHONY: deps
deps: ## install the Debian packages that are missing
	@missing=; for p in $(DEPS); do dpkg-query -W -f '$${db:Status-Status}' $$p 2>/dev/null | grep -q '^installed$$' || missing="$$missing $$p"; done; \
	if [ -n "$$missing" ]; then \
	  if [ -z "$(SUDO)" ] || sudo -n true 2>/dev/null || [ -t 0 ]; then \
	    echo "installing:$$missing"; \
	    apt="$(SUDO) env LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive apt-get -qq"; \
	    $$apt update && $$apt install -y --no-install-recommends $$missing >/dev/null; \
	  else \
	    echo "some packages are missing; ask an administrator to run:"; echo "  apt-get install --no-install-recommends$$missing"; \
	  fi; fi

.PHONY: build
build: deps ## the three programs into bin/
	@mkdir -p bin
	@$(GO) build -o bin/ ./cmd/...

.PHONY: headless
headless: ## a static hub without a window: bin/kiosk-headless
	@mkdir -p bin
	@CGO_ENABLED=0 $(GO) build -tags headless -o bin/kiosk-headless ./cmd/kiosk

.PHONY: run
run: build ## the main job: kiosk with its hub, one counter and the wall
	@bin/kiosk hall --data $(OUT)/run

.PHONY: demo
demo: build ## a whole centre alive, an hour in a minute
	@if [ -n "$$DISPLAY" ]; then bin/kiosk demo --speed 60; else bin/kiosk demo --headless --speed 60 --out $(OUT)/demo; fi

.PHONY: test
test: build headless ## everything that runs anywhere, race detector on; ends with what was skipped
	@mkdir -p $(OUT); rm -f $(OUT)/test.log; status=0; \
	$(GO) vet ./... || status=1; \
	run() { echo "$$*" >&2; "$$@" 2>&1 | tee -a $(OUT)/test.log | grep --line-buffered -E '^(ok|FAIL|panic:|[[:space:]]*--- FAIL)' || [ $${PIPESTATUS[0]} = 0 ] || return 1; return $${PIPESTATUS[0]}; }; \
	run $(GO) test -race -v -timeout 20m $(RACED) || status=1; \
	run $(GO) test -v -timeout 20m $(PLAIN) || status=1; \
	if [ $$status != 0 ]; then echo; echo "what failed (the whole log is $(OUT)/test.log):"; grep -nE -B30 '^[[:space:]]*--- FAIL' $(OUT)/test.log | tail -200; fi; \
	echo; echo "skipped:"; awk '/^[[:space:]]*--- SKIP/ {name=$$3; getline why; sub(/^[[:space:]]+/, "", why); print "  " name ": " why; n++} END {if (!n) print "  nothing"}' $(OUT)/test.log | sort -u | tee $(OUT)/skipped; \
	exit $$status

.PHONY: check
check: deps ## format, vet, lint, the law of imports
	@out="$$($(GO) tool -modfile=tools.mod gofumpt -l .)"; [ -z "$$out" ] || { echo "not formatted:"; echo "$$out"; exit 1; }
	@$(GO) vet ./...
	@$(GO) tool -modfile=tools.mod golangci-lint run
	@$(GO) test -run TestRooms .

.PHONY: bench
bench: build headless ## the published figures, as ratios within one run
	@run() { $(GO) test -run '^$$' "$$@" 2>&1 | grep -vE '^(\?|PASS|ok|goos|goarch|pkg|cpu)'; }; \
	run -bench . -skip 'Start|RuleRows' -benchtime 2s -timeout 30m ./internal/... ./drivers/... ./ui/...; \
	run -bench 'Start|RuleRows' -benchtime 1x -timeout 60m ./internal/hub ./internal/rehearsal

.PHONY: faults
FAULTS_FOR ?= 10m
faults: build headless ## power cuts, kills and partitions for FAULTS_FOR (10m)
	@FAULTS_FOR=$(FAULTS_FOR) $(GO) test -v -timeout 24h -run 'Faults|Kill|Power' ./internal/... ./cmd/...

.PHONY: screens
screens: ## a PNG of every screen in every state, and a contact sheet, into out/screens
	@mkdir -p $(OUT)/screens
	@CGO_ENABLED=0 $(GO) run -tags headless ./cmd/kiosk screens --out $(OUT)/screens

.PHONY: pictures
pictures: build ## the pictures of the README, made by the programs themselves
	@bin/kiosk demo --headless --speed 60 --for 50m --pictures assets/pictures --out $(OUT)/pictures
