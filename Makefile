.DEFAULT_GOAL := help
ready = @sh tools/bootstrap.sh
help: ; @grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /\t/'
start: ; $(ready) && exec env -u PYTHONDONTWRITEBYTECODE .venv/bin/leitstand demo start --port "$${PORT:-8000}" ## Start the demonstration with Berlin's plan at http://127.0.0.1:8000 (PORT changes it)
test: ; $(ready) && sh tools/check.sh ## Run every check: lint, types, architecture, tests on SQLite and PostgreSQL, browser
lint: ; $(ready) && sh tools/check.sh lint ## Run only lint, types and architecture
bench: ; $(ready) && .venv/bin/python -m bench ## Measure speed, each figure beside its floor
messages: ; $(ready) && .venv/bin/python tools/messages.py ## Collect and compile the interface's texts
api: ; $(ready) && .venv/bin/python tools/openapi.py ## Renew the committed OpenAPI description
pictures: ; $(ready) && .venv/bin/python tools/pictures.py ## Take the pictures of README and handbook from the running product
lock: ; $(ready) && .venv/bin/uv pip compile --universal --generate-hashes --extra test --python-version 3.11 --no-header --upgrade -q -o requirements.lock pyproject.toml ## Renew requirements.lock
clean: ; rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache ## Remove everything that was made
.PHONY: help start test lint bench messages api pictures lock clean
