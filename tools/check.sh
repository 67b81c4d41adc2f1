#!/bin/sh
# Every check, cheapest first. Arguments: "lint" stops before the tests.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
# Compiled once instead of in each of the many processes below.
unset PYTHONDONTWRITEBYTECODE
LEITSTAND_DATA_DIR=$(mktemp -d); export LEITSTAND_DATA_DIR
trap 'rm -rf "$LEITSTAND_DATA_DIR"' EXIT
say() { printf '\n== %s\n' "$1"; }

# Not joined with "&&": a failure on its left side would not stop the script.
say "lint";          $bin/ruff check .; $bin/ruff format --check .
say "architecture";  $bin/lint-imports
say "types";         $bin/mypy
say "migrations";    DJANGO_SETTINGS_MODULE=leitstand.settings.test $bin/python -m django makemigrations --check --dry-run
say "texts";         $bin/python tools/messages.py --check
if [ "${1:-}" = lint ]; then exit 0; fi

say "tests on SQLite";      $bin/python -m pytest -n 2 --dist loadfile -m "not browser"
say "tests on PostgreSQL";  $bin/python tools/on_postgres.py
say "tests in the browser"; $bin/python -m pytest -n 2 --dist loadfile -rs tests/e2e
