"""``plan export|import PATH``: the whole plan as a package (folder) or workbook (``.xlsx``)."""

import argparse
import sys
from pathlib import Path
from typing import Any

from leitstand.domain.exchange.operations import carry_out, preview
from leitstand.domain.exchange.queries import export_package, export_workbook
from leitstand.domain.reporting.operations.warning import take_stock
from leitstand.foundation.actor import Actor, system
from leitstand.foundation.errors import RuleBroken

SHOWN = 200


def register(commands: Any) -> None:
    plan = commands.add_parser("plan", help="den Plan ausgeben oder einlesen")
    verbs = plan.add_subparsers(required=True, metavar="WAS")
    out = verbs.add_parser("export", help="in einen Ordner (Planpaket) oder eine .xlsx-Datei schreiben")
    out.add_argument("path", type=Path)
    out.set_defaults(command=export)
    into = verbs.add_parser("import", help="aus einem Ordner (Planpaket) oder einer .xlsx-Datei lesen")
    into.add_argument("path", type=Path)
    into.add_argument("--dry-run", action="store_true", help="nur zeigen, was sich ändern würde")
    into.add_argument(
        "--amendment", default="", metavar="GRUND", help="Begründung für Änderungen an beschlossenen Fassungen"
    )
    into.add_argument(
        "--conflicts", choices=("file", "here"), help="was bei Konflikten gilt: die Datei oder der Stand hier"
    )
    into.set_defaults(command=take_in)


def _actor() -> Actor:
    return system("Befehlszeile")


def export(chosen: argparse.Namespace) -> None:
    if chosen.path.suffix.lower() == ".xlsx":
        export_workbook(chosen.path, actor=_actor())
    else:
        export_package(chosen.path, actor=_actor())
    print(f"Geschrieben: {chosen.path}")


def take_in(chosen: argparse.Namespace) -> int:
    if not chosen.path.exists():
        raise RuleBroken(f"„{chosen.path}“ gibt es nicht.", "no-file")
    plan = preview(chosen.path, actor=_actor(), progress=_progress)
    for error in plan.errors[:SHOWN]:
        print(error, file=sys.stderr)
    if plan.errors:
        raise RuleBroken(f"{len(plan.errors)} Fehler; nichts wurde übernommen.", "import-errors")
    for change in plan.changes[:SHOWN]:
        print(change)
    if len(plan.changes) > SHOWN:
        print(f"… und {len(plan.changes) - SHOWN} weitere.")
    for conflict in plan.conflicts:
        print(conflict, file=sys.stderr)
    print(f"{len(plan.changes)} Änderungen, {plan.unchanged} Zeilen unverändert, {len(plan.conflicts)} Konflikte.")
    if chosen.dry_run:
        return 0
    decisions = {(conflict.table, conflict.key): chosen.conflicts for conflict in plan.conflicts if chosen.conflicts}
    carry_out(plan, actor=_actor(), decisions=decisions, amendment=chosen.amendment, progress=_progress)
    take_stock()
    print("Übernommen.")
    return 0


def _progress(done: int, total: int, text: str) -> None:
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        print(f"\r{text} {done}/{total}\033[K", end=end, file=sys.stderr, flush=True)
