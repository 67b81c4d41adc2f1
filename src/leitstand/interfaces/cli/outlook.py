"""``outlook TRAIN TARGETS --meta META -o OUT``: the probability that each target is met, from file to file.

Needs no database. One row a target in the order of TARGETS; a refused one has no figures but a reason.
"""

import argparse
from pathlib import Path
from typing import Any


def register(commands: Any) -> None:
    parser = commands.add_parser(
        "outlook",
        help="Wahrscheinlichkeit, dass Ziele erreicht werden, von Datei zu Datei",
        description="Sagt zu jedem Ziel aus TARGETS, wie wahrscheinlich es erreicht wird, wenn es weitergeht wie "
        "bisher (CSV, auch .gz). Mehr heißt diese Zahl nicht: Ein Plan will den bisherigen Verlauf ja gerade ändern.",
    )
    parser.add_argument("train", type=Path, metavar="TRAIN", help="Reihen: sid, period (oder t), value [, break]")
    parser.add_argument(
        "targets",
        type=Path,
        metavar="TARGETS",
        help="sid, h (Jahre nach dem letzten Wert), direction (1 mindestens, -1 höchstens), target",
    )
    parser.add_argument(
        "--meta", type=Path, metavar="META", help="sid, pct (ob die Reihe ein Anteil von 0 bis 100 ist)"
    )
    parser.add_argument("--language", choices=("de", "en"), default="de", help="Sprache der Begründungen")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT")
    parser.set_defaults(command=_outlook)


def _outlook(chosen: argparse.Namespace) -> None:
    # Arrow and numpy take longer to load than most other commands take in all.
    from leitstand.interfaces.cli.outlook_answering import outlook_command

    outlook_command(chosen)
