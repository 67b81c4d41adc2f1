"""Who is at work: a lock that ends with its process, however that ends."""

import os
import subprocess
import sys
from typing import Any

from leitstand.foundation.jobs.holding import held

HOLDS = """
import sys, time
from django.conf import settings
settings.configure(DATA_DIR=sys.argv[1])
from leitstand.foundation.jobs.holding import held
with held("job"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_lock_of_a_killed_process_is_free_at_once(settings: Any) -> None:
    command = [sys.executable, "-c", HOLDS, str(settings.DATA_DIR)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ.copy()) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with held("job") as free:
            meanwhile = free
        process.kill()
    with held("job") as free:
        assert (meanwhile, free) == (False, True)


def test_lock_leaves_no_file(settings: Any) -> None:
    with held("job"):
        pass
    assert list((settings.DATA_DIR / "tmp").iterdir()) == []


def test_other_locks_are_free() -> None:
    with held("one"), held("other") as free:
        assert free
