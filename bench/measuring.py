"""What the benchmarks share: a ready instance, CPU time of a call, a table of figures."""

import resource
import statistics
import time
from collections.abc import Callable, Sequence


def ready() -> None:
    """Start Django and make the tables in the data folder of this process."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def cpu(call: Callable[[], object], times: int = 20) -> float:
    """Median CPU milliseconds of a call in this process."""
    spent = []
    for _ in range(times):
        before = time.process_time()
        call()
        spent.append(1000 * (time.process_time() - before))
    return statistics.median(spent)


def seconds(call: Callable[[], object]) -> float:
    """Wall-clock seconds of one call."""
    before = time.perf_counter()
    call()
    return time.perf_counter() - before


def peak_megabytes() -> float:
    """Largest memory this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows under their heads, numbers to the right."""
    said = [list(heads)] + [[f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in row] for row in rows]
    widths = [max(len(row[place]) for row in said) for place in range(len(heads))]
    for row in said:
        first, *rest = zip(row, widths, strict=True)
        print(first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest), sep="  ")
