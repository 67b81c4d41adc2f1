"""``report build``: the monitoring report in all formats, into a folder."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from leitstand.domain.reporting.queries import situation
from leitstand.foundation.actor import system
from leitstand.foundation.errors import RuleBroken
from leitstand.outputs.report import build_to_folder


def register(commands: Any) -> None:
    report = commands.add_parser("report", help="Monitoring-Bericht")
    verbs = report.add_subparsers(required=True, metavar="WAS")
    build = verbs.add_parser("build", help="den Bericht als PDF, DOCX, XLSX und HTML schreiben")
    build.add_argument("--as-of", required=True, type=_day, metavar="DATUM", help="Stichtag, z. B. 2026-06-30")
    build.add_argument("--out", required=True, type=Path, metavar="ORDNER")
    build.add_argument("--edition", default="", help="Kennzeichen der Fassung; ohne Angabe die geltende")
    build.add_argument("--language", choices=("de", "en"), default="de")
    build.set_defaults(command=build_command)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"„{text}“ ist kein Tag der Form 2026-06-30") from None


def build_command(chosen: argparse.Namespace) -> None:
    edition = chosen.edition
    if not edition:
        in_force = situation(chosen.as_of, actor=system("Befehlszeile")).plan.in_force
        if in_force is None:
            raise RuleBroken("Zu diesem Stichtag gibt es keine Fassung.", "no-edition")
        edition = in_force.key
    for path in build_to_folder(edition, chosen.as_of, chosen.out, chosen.language):
        print(path)
