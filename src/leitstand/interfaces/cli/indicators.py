"""``indicators assess|revision``: put ratings and outlooks on record; say what a new state of the data changed."""

import argparse
from typing import Any

from leitstand.domain.indicators import outlook_words, rating_words
from leitstand.domain.reporting.indicator_words import target_in_words
from leitstand.domain.reporting.operations.warning import take_stock
from leitstand.domain.reporting.queries import situation
from leitstand.domain.reporting.queries.assessing import revision_of
from leitstand.foundation import clock
from leitstand.foundation.actor import system
from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.errors import NotFound, RuleBroken
from leitstand.foundation.wording import say_partial


def register(commands: Any) -> None:
    parser = commands.add_parser("indicators", help="Ziele bewerten und Aussichten festhalten")
    verbs = parser.add_subparsers(required=True, metavar="WAS")
    assessing = verbs.add_parser("assess", help="alle Ziele bewerten, Aussichten festhalten, Fälliges prüfen")
    assessing.set_defaults(command=assess_command)
    revising = verbs.add_parser("revision", help="sagen, was ein Datenstand an Bewertungen geändert hat")
    revising.add_argument("indicator", metavar="INDIKATOR")
    revising.add_argument("vintage", metavar="DATENSTAND", help="zum Beispiel 2025-01")
    revising.set_defaults(command=revision_command)


def assess_command(chosen: argparse.Namespace) -> None:
    print(say_assessed())


def say_assessed() -> str:
    """Assess everything, warn of what turned, and say what was written."""
    done = take_stock()
    return f"Ziele: {done.ratings} neue Bewertungen, {done.outlooks} neue Aussichten, {done.scored} geprüft."


def revision_command(chosen: argparse.Namespace) -> None:
    now = situation(clock.today(), actor=system("Befehlszeile"))
    indicator = now.indicators.get(chosen.indicator)
    if indicator is None:
        raise NotFound(f"Einen Indikator „{chosen.indicator}“ gibt es nicht.")
    try:
        day = PartialDate.parse(chosen.vintage).latest
    except ValueError as error:
        raise RuleBroken(f"Datenstand: {error}", "vintage") from None
    found = revision_of(now, indicator, day)
    print(f"{indicator.title}, was seit dem Datenstand {say_partial(chosen.vintage, 'de')} anders ist:")
    for one in found.ratings:
        before, after = (rating_words.verdict_word(verdict, "de") for verdict in (one.before, one.after))
        what = f"{target_in_words(one.target, indicator, 'de')}, {rating_words.method_word(one.method, 'de')}"
        print(f"  {one.year or 'ohne Jahr'}: {what}: {before}, dann {after}")
    for target, *chances in found.outlooks:
        said = ["keine" if chance is None else outlook_words.percent(chance, "de") for chance in chances]
        print(f"  Aussicht {target_in_words(target, indicator, 'de')}: {said[0]}, dann {said[1]}")
    for title in found.rounds:
        print(f"  {title} hat den Indikator benutzt; sie bleibt, wie sie eingefroren wurde.")
    if not (found.ratings or found.outlooks or found.rounds):
        print("  nichts")
