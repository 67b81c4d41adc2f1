"""``validate ratings|outlook --data DIR``: how well the product's statements hold on real data."""

import argparse
from pathlib import Path
from typing import Any

BESIDE_THE_CHECKOUT = Path(__file__).resolve().parents[5] / "shared" / "data"


def register(commands: Any) -> None:
    parser = commands.add_parser("validate", help="Verfahren an echten Daten prüfen, die nicht zum Produkt gehören")
    kinds = parser.add_subparsers(required=True, metavar="WAS")
    outlook = kinds.add_parser("outlook", help="die Wahrscheinlichkeiten des Ausblicks an zurückgehaltenen Jahren")
    outlook.add_argument("--data", type=Path, default=BESIDE_THE_CHECKOUT, metavar="DIR", help="Ordner mit forecast/")
    outlook.set_defaults(command=_outlook)
    ratings = kinds.add_parser("ratings", help="die Bewertungen neben den veröffentlichten Wettersymbolen")
    ratings.add_argument("--data", type=Path, default=BESIDE_THE_CHECKOUT, metavar="DIR", help="Ordner mit ratings/")
    ratings.set_defaults(command=_ratings)


def _outlook(chosen: argparse.Namespace) -> int:
    # Arrow, numpy and scipy take longer to load than most other commands take in all.
    from leitstand.interfaces.cli.outlook_validation import validate_outlook

    return validate_outlook(chosen)


def _ratings(chosen: argparse.Namespace) -> int:
    from leitstand.interfaces.cli.rating_validation import ratings_command

    return ratings_command(chosen)
