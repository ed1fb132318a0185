# What people do with this repository, each in one command. `make help` lists them.

SWIFT ?= swift
PREFIX ?= /usr/local
# What `make run` runs.
ARGS ?= estimate architectures/resnet50.arch
# How long `make fuzz` looks for crashes.
SECONDS ?= 60

# An import that a target does not declare is an error, so that modules depend on what Package.swift says and no more.
BUILD_FLAGS := --explicit-target-dependency-import-check error
RELEASE_FLAGS := --configuration release --product archcost
SOURCES := Package.swift Sources Tests Benchmarks Fuzzing

.PHONY: help dependencies test-dependencies run build test lint format tiles check-tiles arm sanitize install uninstall fuzz interchange benchmark results clean
.DEFAULT_GOAL := help

help: ## this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

dependencies:
	@Scripts/install-dependencies

test-dependencies:
	@Scripts/install-dependencies --tests

run: dependencies ## build, then estimate ResNet-50; another command with ARGS="describe FILE"
	$(SWIFT) build $(RELEASE_FLAGS) $(BUILD_FLAGS)
	@"$$($(SWIFT) build $(RELEASE_FLAGS) --show-bin-path)/archcost" $(ARGS)

build: dependencies ## build everything, for debugging
	$(SWIFT) build --build-tests $(BUILD_FLAGS)

test: test-dependencies lint check-tiles build ## lint, build and run the tests
	$(SWIFT) test $(BUILD_FLAGS)

lint: dependencies ## check the layout of the sources
	$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)

format: dependencies ## lay the sources out
	$(SWIFT) format --in-place --parallel --recursive $(SOURCES)

tiles: dependencies ## write the kernels' innermost loops anew, after a change of Scripts/generate-tiles.swift
	$(SWIFT) Scripts/generate-tiles.swift

check-tiles: dependencies ## the kernels' innermost loops are what their generator writes
	@folder=$$(mktemp -d) && trap 'rm -r "$$folder"' EXIT && $(SWIFT) Scripts/generate-tiles.swift "$$folder" && \
	    if diff Sources/VectorKernelsBaseline/Tiles.swift "$$folder/Tiles.swift" | head -20 | grep .; \
	    then echo "error: Tiles.swift is not what its generator writes: run 'make tiles'" >&2; exit 1; fi

arm: dependencies ## compile the kernels for 64-bit Arm and read their inner loops
	@Scripts/check-arm

sanitize: dependencies ## the kernels' tests under the address and the thread sanitizer
	@SWIFT="$(SWIFT)" Scripts/sanitize

install: dependencies ## install under PREFIX (/usr/local): binary, shell completions, networks
	@SWIFT="$(SWIFT)" Scripts/install "$(DESTDIR)$(PREFIX)"

uninstall: ## remove what install put under PREFIX
	@Scripts/install --remove "$(DESTDIR)$(PREFIX)"

fuzz: dependencies ## look for input that crashes the language or the import, for SECONDS (60) each
	@Scripts/fuzz $(SECONDS)

interchange: build ## send every network through ONNX and back, with onnx and ONNX Runtime from PyPI
	@Scripts/interchange-check --fast --or-skip

benchmark: dependencies ## time archcost itself
	$(SWIFT) build --configuration release
	@bin=$$($(SWIFT) build --configuration release --show-bin-path) && \
	    "$$bin/process-benchmark" && "$$bin/archcost-benchmark" && "$$bin/harness-benchmark"

results: dependencies ## time the networks of results.db on this machine: half an hour, with nothing else running
	@SWIFT="$(SWIFT)" Scripts/make-results

clean: ## remove what was built
	rm -rf .build
