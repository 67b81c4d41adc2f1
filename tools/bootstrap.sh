#!/bin/sh
# Makes .venv with exactly what requirements.lock says. A second call sees that nothing changed and returns.
set -eu
cd "$(dirname "$0")/.."
UV=0.13.9
wanted=$(cat requirements.lock pyproject.toml tools/bootstrap.sh | cksum)
[ -x .venv/bin/leitstand ] && [ "$(cat .venv/made-from 2>/dev/null)" = "$wanted" ] && exit 0

python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "Leitstand needs Python 3.11 or newer; $python is older or missing. Set PYTHON=/path/to/python3." >&2; exit 1; }
if [ ! -x .venv/bin/python ]; then
    "$python" -m venv .venv || {
        rm -rf .venv
        echo "Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
fi
echo "Installing what requirements.lock lists ..." >&2
if .venv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$UV" 2>/dev/null; then
    # What is pinned and at hand need not be asked for again: asking about each package took longer than installing.
    install=".venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements.lock"
    $install --offline 2>/dev/null || $install
    .venv/bin/uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation -e .
else
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
fi
printf '%s' "$wanted" > .venv/made-from
