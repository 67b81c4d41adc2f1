"""Running queued jobs: a loop for the server's worker, a single pass for ``tick``."""

from django.core.management import call_command


def run_waiting() -> None:
    """Run the jobs that wait now, then return."""
    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)


def run_forever() -> None:
    """Run jobs as they come until the process is told to stop."""
    call_command("db_worker", interval=1, startup_delay=False, verbosity=0)
