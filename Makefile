# make run · make test — nothing else is needed before either.
PY ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
export UV_PYTHON_DOWNLOADS := never
export DASH_DISABLE_VERSION_CHECK := true
# Compiled once and kept, whatever the shell says: half of every start and a tenth of the memory.
unexport PYTHONDONTWRITEBYTECODE
export CHITIEU_HOME ?= $(CURDIR)/home

.PHONY: setup browser run slim test full quick fix gallery pictures lock clean

setup: $(VENV)/run.ok  ## everything the dashboard needs, in .venv
	$(BIN)/python -m compileall -q etl dashboard

$(UV):
	$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Cần Python 3.11 trở lên / Python 3.11 or newer is needed")'
	$(PY) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check 'uv>=0.9'

$(VENV)/run.ok: requirements.lock pyproject.toml | $(UV)
	$(UV) pip install --quiet --no-config --python $(BIN)/python --compile-bytecode --require-hashes -r requirements.lock
	$(UV) pip install --quiet --no-config --python $(BIN)/python --no-deps --editable .
	touch $@

$(VENV)/dev.ok: requirements-dev.lock pyproject.toml | $(VENV)/run.ok
	$(UV) pip install --quiet --no-config --python $(BIN)/python --require-hashes -r requirements-dev.lock
	touch $@

run: setup  ## the dashboard on http://127.0.0.1:8050, with the district's reports loaded
	$(BIN)/chitieu init
	$(BIN)/chitieu serve

# Needs npm and the network once; or put the file there by hand, it is the same. Without it all works, only more is sent.
slim: setup  ## the smaller plotly.js (MIT), of the packaged one's version, into the office's folder: the first view is less than half
	mkdir -p $(CHITIEU_HOME)
	cd $(CHITIEU_HOME) && file=$$(npm pack --silent plotly.js-basic-dist-min@$$($(abspath $(BIN))/python -c 'from dashboard.serving import slim; print(slim.wanted())')) \
		&& tar -xzf $$file --strip-components=1 package/plotly-basic.min.js && rm $$file

# The browser of the browser tests: Debian's own, fetched once where it is missing.
browser:
	@command -v chromium >/dev/null || { $(if $(filter 0,$(shell id -u)),,sudo) apt-get update -qq && $(if $(filter 0,$(shell id -u)),,sudo) apt-get install -y -qq --no-install-recommends chromium; }

quick: $(VENV)/dev.ok  ## format, lint, types, contracts, the fast tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest tests -n 2 --ignore=tests/browser --ignore=tests/bench

test: $(VENV)/dev.ok browser  ## the whole suite, browser and PostgreSQL included
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest tests -n 2 --dist loadfile

full: $(VENV)/dev.ok  ## the promises of tests/sizes.py at their full size: takes long
	FULL=1 $(BIN)/pytest tests/safety tests/people tests/upload/test_templates.py tests/store/test_kill.py tests/store/test_serial.py tests/reports tests/narrative tests/etl

fix: $(VENV)/dev.ok
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

gallery: $(VENV)/dev.ok browser  ## pictures of every page: desktop, phone, dark, print
	$(BIN)/chitieu init
	$(BIN)/python -m tests.browser.gallery

pictures: $(VENV)/dev.ok browser  ## the screenshots of the handbook, from the store of `make run`
	$(BIN)/chitieu init
	$(BIN)/python -m tests.browser.pictures

lock: | $(UV)  ## pinned versions with hashes, and no address in them
	$(UV) lock
	$(UV) export -q --format requirements-txt --no-emit-project --all-extras --no-extra cluster --no-dev --no-header -o requirements.lock
	$(UV) export -q --format requirements-txt --no-emit-project --all-extras --no-header -o requirements-dev.lock

clean:
	rm -rf $(VENV)
