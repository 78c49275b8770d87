# Two commands do everything: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: run test lint types docs screenshots floors newest audit sbom dist clean

run: $(STAMP)
	$(BIN)/python -m pipeline run corpus/ --output results/

test: $(STAMP) lint types
	$(BIN)/python -m pytest -n auto --dist worksteal $(PYTEST)

lint: $(STAMP)
	$(BIN)/ruff check pipeline tests tools
	$(BIN)/ruff format --check pipeline tests tools

types: $(STAMP)
	$(BIN)/mypy

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	$(BIN)/python -m compileall -q pipeline  # once, and not in each run where Python may not write bytecode
	touch $(STAMP)

# An environment of its own: readers and developers of the code need none of it.
docs:
	test -x .venv-docs/bin/mkdocs || { $(PYTHON) -m venv .venv-docs && .venv-docs/bin/python -m pip install --quiet --disable-pip-version-check --editable ".[docs]"; }
	NO_MKDOCS_2_WARNING=1 .venv-docs/bin/mkdocs build --strict --quiet

# The suite's core with the lowest versions that pyproject.toml allows, and with the newest there are, both without the lock.
floors newest:
	$(PYTHON) tools/versions.py $@

# Known weaknesses of what is installed, by pip-audit in an environment of its own.
# These three are skipped, with the reason, without network.
audit:
	$(PYTHON) tools/audit.py requirements.lock

# The parts of what is installed (CycloneDX).
sbom: .venv-tools/.installed
	mkdir -p dist
	.venv-tools/bin/cyclonedx-py requirements requirements.lock --output-reproducible --output-file dist/sbom.json

# What a release is made of: wheel and sdist, looked at and tried, and their parts. `TAG=v1.2.3` has to be the version.
dist: .venv-tools/.installed
	rm -rf dist
	$(MAKE) sbom
	.venv-tools/bin/python -m build --outdir dist
	.venv-tools/bin/python -m twine check --strict dist/*.whl dist/*.tar.gz
	.venv-tools/bin/python tools/release.py dist $(TAG)

.venv-tools/.installed: tools/requirements.txt
	$(PYTHON) -m venv .venv-tools
	.venv-tools/bin/python -m pip install --quiet --disable-pip-version-check -r tools/requirements.txt
	touch .venv-tools/.installed

screenshots: $(STAMP)
	$(BIN)/python docs/screenshots.py

clean:
	rm -rf $(VENV) .venv-tools .venv-docs .venv-floors .venv-newest site results build dist
