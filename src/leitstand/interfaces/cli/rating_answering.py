"""What ``leitstand rate`` does: read both tables, rate, write the table of symbols and reasons."""

import argparse
import sys
from collections.abc import Iterator, Sequence

import numpy as np

from leitstand.domain.indicators.rating_words import method_word, rating_in_words, validity_in_words
from leitstand.domain.indicators.rules.ratings import METHODS, Ratings, rate
from leitstand.foundation.errors import RuleBroken
from leitstand.interfaces.cli import csv_rows
from leitstand.interfaces.cli.rating_tables import SeriesTable, TargetRow, compiled, read_series, read_targets

HEADS = ("indicator_id", "target_no", "assessment_year", "symbol", "rule", "reason")


def rate_files(chosen: argparse.Namespace) -> None:
    """Rate every target of the file; nothing is written where a file cannot be read."""
    method = METHODS[chosen.method]
    if not method.verified and not chosen.unverified:
        raise RuleBroken(
            f"Das Verfahren „{method_word(method.key, 'de')}“ ist nicht mit seiner Quelle verglichen. "
            "Mit --unverified lässt es sich trotzdem verwenden.",
            "unverified",
        )
    table = read_series(chosen.series)
    rows = read_targets(chosen.targets, table)
    _warn(table, rows)
    ratings = rate(*compiled(rows, table), method=method.key, every_year=chosen.every_year)
    written = csv_rows.write_rows(chosen.output, HEADS, _lines(ratings, rows, chosen.language))
    rated = int((ratings.verdicts >= 0).sum())
    print(f"{written} Zeilen in {chosen.output}: {rated} mit, {written - rated} ohne Bewertung.")


def _lines(ratings: Ratings, rows: Sequence[TargetRow], language: str) -> Iterator[Sequence[str]]:
    for rating in ratings:
        row = rows[rating.target]
        reason = " ".join((rating_in_words(rating, language), *validity_in_words(row.target, language)))
        year = "" if rating.year is None else str(rating.year)
        yield row.indicator, row.number, year, rating.verdict, rating.rule, reason


def _warn(table: SeriesTable, rows: Sequence[TargetRow]) -> None:
    """Percentages above 100 may be right (debt) or a slip; where they cannot be, there is no rating anyway."""
    for row in rows:
        place = table.places.get(row.indicator)
        if place is not None and row.target.percent and row.target.limit is None:
            own = table.series.single(place)
            with np.errstate(invalid="ignore"):
                high = own.years[own.values > 100]
            if len(high):
                print(f"{row.indicator}: Werte über 100 Prozent ({high[0]}); kann das sein?", file=sys.stderr)
