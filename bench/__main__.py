"""Run all benchmarks, or those named on the command line."""

import os
import subprocess
import sys
import tempfile

BENCHMARKS = {
    "pages": [["bench.pages", "200"], ["bench.pages", "1000"]],
    "importing": [["bench.importing", "1000"]],
    "report": [["bench.report"]],
    "rounds": [["bench.rounds", "180"]],
    "round_report": [["bench.round_report"]],
    "agenda": [["bench.agenda"]],
    "starting": [["bench.starting"]],
    "statistics": [["bench.statistics", "1000000", "10000000"]],
    "outlook": [["bench.outlook"]],
    "ratings": [["bench.ratings"]],
    "indicators": [["bench.indicators"]],
    "papers_intake": [["bench.papers_intake"]],
    "papers_search": [["bench.papers_search"]],
}


def main() -> int:
    failed = 0
    for name in sys.argv[1:] or BENCHMARKS:
        for module, *arguments in BENCHMARKS[name]:
            with tempfile.TemporaryDirectory() as folder:
                environment = os.environ | {
                    "LEITSTAND_DATA_DIR": folder,
                    "DJANGO_SETTINGS_MODULE": "leitstand.settings.base",
                    "PYTHONWARNINGS": "ignore",
                }
                print(f"\n== {module} {' '.join(arguments)}", flush=True)
                failed += subprocess.run(
                    [sys.executable, "-m", module, *arguments], env=environment, check=False
                ).returncode
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
