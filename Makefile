# make help lists the targets.
GO ?= go
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.7.0
N ?= 5
# More flags for bench and bench-limits, such as -pypy, -short-runs, -k nbody.
BENCHFLAGS ?=
# How long fuzz-jit runs, and the modes it compares with CPython.
FOR ?= 20m
MODES ?= jit=off;jit=on;jit=force
# The modes of native code that make stress runs the programs in.
JITMODES = jit=force jit-verify;jit=force jit-verify jit-eval;jit=force jit-verify jit-noopt;jit=force jit-verify jit-fail=1;jit=force jit-verify jit-fail=2;jit=force jit-verify jit-fail=3;jit=force jit-verify jit-fail=7;jit=force jit-eval jit-fail=3;jit=force jit-verify jit-invalidate=1;jit=force jit-verify jit-invalidate=3;jit=force jit-verify jit-invalidate=10;jit=force jit-eval jit-invalidate=3;jit=force jit-verify gc=stress:89;jit=force jit-fail=3 gc=stress:89
# Programs with too many safepoints for a collection at each: every 89th.
LONG = TestPrograms/hot|TestPrograms/algorithms|TestPrograms/functions/recursion

.PHONY: help build test stress race fuzz fuzz-jit bench bench-limits lint generate cross pgo

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

build: ## build ./gopython
	$(GO) build -pgo=auto -o gopython ./cmd/gopython

test: ## all tests: packages, and the programs of tests/ and bench/ with native code off, on and forced, against CPython 3.14.6
	$(GO) test -count=1 ./... # a cached result does not know that the command changed

stress: ## the programs again: collections at safepoints, the heap's own checks, all modes of native code, isolates under load
	GOPYTHON_XOPTS="gc=stress" GOPYTHON_MODES="jit=off" GOPYTHON_BUILD="-tags=invariants" $(GO) test -count=1 -timeout 60m -run TestPrograms -skip '$(LONG)' ./internal/difftest
	GOPYTHON_XOPTS="gc=stress:89" GOPYTHON_MODES="jit=off" GOPYTHON_BUILD="-tags=invariants" $(GO) test -count=1 -timeout 60m -run '$(LONG)' ./internal/difftest
	GOPYTHON_XOPTS="gc=stress" GOPYTHON_MODES="jit=off" GOPYTHON_BUILD="-tags=invariants" $(GO) test -count=1 -timeout 60m -run TestProgramsAgree ./bench
	GOPYTHON_XOPTS="gc=stress:89" GOPYTHON_MODES="jit=force" GOPYTHON_BUILD="-tags=invariants" $(GO) test -count=1 -timeout 60m -run TestProgramsAgree ./bench
	GOPYTHON_MODES="$(JITMODES)" GOPYTHON_BUILD="-tags=invariants" $(GO) test -count=1 -timeout 60m -run TestPrograms ./internal/difftest
	GOPYTHON_LOAD=1m $(GO) test -count=1 -run TestIsolatesUnderLoad ./jit
	$(GO) test -tags invariants ./gc ./interp ./jit ./runtime/...

race: ## the tests under the race detector
	GOPYTHON_BUILD="-race" $(GO) test -race -timeout 60m ./...

fuzz: ## fuzz the front end for a minute
	$(GO) test -run xxx -fuzz FuzzParse -fuzztime 60s ./frontend/parser

fuzz-jit: ## random programs in several modes against CPython for FOR=20m; what differs is shrunk, into tests/out
	$(GO) test -v -count=1 -timeout 0 -run TestRandomPrograms ./tests/fuzz -for $(FOR) -modes "$(MODES)" -out $(CURDIR)/tests/out

bench: ## every benchmark program here and under CPython 3.14.6, side by side: table, JSON and HTML in bench/out
	@mkdir -p bench/out
	$(GO) run ./bench/cmd/bench -n $(N) $(BENCHFLAGS) -json bench/out/bench.json -html bench/out/bench.html

bench-limits: ## six loops and fib against C, Go, LuaJIT and PyPy: table, JSON and HTML in bench/out
	@mkdir -p bench/out
	$(GO) run ./bench/cmd/limits -n $(N) $(BENCHFLAGS) -json bench/out/limits.json -html bench/out/limits.html

lint: ## gofmt, go vet, staticcheck
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { echo "gofmt -w these:"; gofmt -l $$(git ls-files '*.go'); exit 1; }
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...

generate: ## make the generated files anew
	$(GO) generate ./internal/bytecode ./interp ./ir ./jit/asm

cross: ## build for every system and processor that is supported
	@for t in linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64 freebsd/amd64 freebsd/arm64 js/wasm; do \
		echo "build $$t"; GOOS=$${t%/*} GOARCH=$${t#*/} $(GO) build -pgo=off -o /dev/null ./cmd/gopython || exit 1; done

pgo: ## make cmd/gopython/default.pgo anew from profiles of the benchmark programs
	@mkdir -p bench/out/pgo
	$(GO) build -pgo=off -o bench/out/pgo/gopython ./cmd/gopython
	@rm -f bench/out/pgo/*.prof
	@for p in bench/programs/*.py; do echo "profile $$p"; for i in $$(seq 20); do \
		bench/out/pgo/gopython -X cpuprofile=bench/out/pgo/$$(basename $$p .py)-$$i.prof $$p >/dev/null || exit 1; done; done
	$(GO) tool pprof -proto bench/out/pgo/*.prof > cmd/gopython/default.pgo
