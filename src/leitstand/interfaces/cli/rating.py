"""``rate SERIES TARGETS -o OUT``: targets rated by a published method, from file to file, without a database."""

import argparse
from pathlib import Path
from typing import Any

METHODS = ("destatis", "open_sdg", "un_progress_chart", "eurostat", "escap")


def register(commands: Any) -> None:
    parser = commands.add_parser(
        "rate",
        help="Ziele nach einem veröffentlichten Verfahren bewerten, von Datei zu Datei",
        description="Bewertet jedes Ziel aus TARGETS mit den Werten aus SERIES (CSV, auch .gz).",
    )
    parser.add_argument("series", type=Path, metavar="SERIES", help="indicator_id, year, value [, name, unit]")
    parser.add_argument(
        "targets",
        type=Path,
        metavar="TARGETS",
        help="indicator_id, target_no, target_value, target_year, direction, type [, valid_from, valid_until, "
        "series_break_year, upper_value, base_year, reference_id]; type: point, yearly, direction, interval, "
        "several_years, relative, wish. Ohne reference_id ist die Reihe eines relativen Ziels schon die Differenz.",
    )
    parser.add_argument("--method", choices=METHODS, default=METHODS[0], help=f"Verfahren (üblich: {METHODS[0]})")
    parser.add_argument("--unverified", action="store_true", help="auch ein Verfahren, das nicht geprüft ist")
    parser.add_argument("--every-year", action="store_true", help="jedes Jahr mit einem Wert, mit den Werten bis dahin")
    parser.add_argument("--language", choices=("de", "en"), default="de", help="Sprache der Begründungen")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT")
    parser.set_defaults(command=rate_command)


def rate_command(chosen: argparse.Namespace) -> None:
    # numpy takes longer to load than most other commands take in all.
    from leitstand.interfaces.cli.rating_answering import rate_files

    rate_files(chosen)
