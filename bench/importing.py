"""Import of a whole plan from a workbook: seconds and memory, beside openpyxl only reading the file.

The workbook is made from an invented plan, then read back into an emptied database, through the
same preview and checks as at the desk.
"""

import sys
from pathlib import Path

from bench.measuring import peak_megabytes, ready, seconds, table


def main(measures: int) -> None:
    ready()
    from django.conf import settings
    from django.core.management import call_command

    from leitstand.domain.exchange.operations import carry_out, preview
    from leitstand.domain.exchange.queries import export_workbook
    from leitstand.domain.exchange.synthetic import load_synthetic
    from leitstand.foundation.actor import system

    actor = system("Messung")
    book = Path(settings.DATA_DIR) / "plan.xlsx"
    load_synthetic(measures, 200, 4, 1, actor=actor)
    rows: list[tuple[str, float]] = [("export", seconds(lambda: export_workbook(book, actor=actor)))]
    again = seconds(lambda: preview(book, actor=actor))
    call_command("flush", verbosity=0, interactive=False)
    kept: list[object] = []
    looked = seconds(lambda: kept.append(preview(book, actor=actor)))
    applied = seconds(lambda: carry_out(kept[0], actor=actor))
    floor = seconds(lambda: read_only(book))
    rows += [("preview, nothing changed", again), ("preview, all new", looked), ("apply, all new", applied)]
    rows += [("import, all new", looked + applied), ("floor: openpyxl reads every cell", floor)]
    print(f"{measures} measures, workbook of {book.stat().st_size // 1024} KiB")
    table(("step", "seconds", "times floor"), [(name, spent, spent / floor) for name, spent in rows])
    print(f"peak memory {peak_megabytes():.0f} MB")


def read_only(book: Path) -> None:
    import openpyxl

    workbook = openpyxl.load_workbook(book, read_only=True)
    for sheet in workbook:
        for _row in sheet.iter_rows(values_only=True):
            pass


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
