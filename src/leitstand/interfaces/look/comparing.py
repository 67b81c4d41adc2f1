"""Länder side by side on a topic, arranged for both doors: who is chosen, what is asked, what the statistics say."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from leitstand.domain.indicators.queries import IndicatorView
from leitstand.domain.indicators.rules.regions import HOME, LAENDER
from leitstand.domain.papers.queries.side_by_side import MOST_PLACES, Found, Side
from leitstand.domain.reporting import region_words
from leitstand.domain.reporting.queries import Situation
from leitstand.foundation.errors import RuleBroken
from leitstand.interfaces.look.templatetags.words import language


def chosen_places(asked: Sequence[str], places: Sequence[str]) -> list[str]:
    """The Länder asked for, else those that say most. Raises ``RuleBroken``."""
    chosen = list(dict.fromkeys(asked))
    for place in chosen:
        if place not in places:
            raise RuleBroken(_("„%(place)s“ sagt zu diesem Thema nichts.") % {"place": place[:60]}, "land")
    if len(chosen) > MOST_PLACES:
        raise RuleBroken(_("Nebeneinander stehen höchstens %(n)s Länder.") % {"n": MOST_PLACES}, "too-many")
    return chosen or list(places[:MOST_PLACES])


def facets(columns: Sequence[Side]) -> list[tuple[str, list[tuple[str, tuple[Found, ...]]]]]:
    """Rows of the comparison: what is asked, and for each place what was found."""
    names = (
        ("goals", _("Was wollen sie?")), ("instruments", _("Womit?")), ("figures", _("Welche Zahl?")),
        ("deadlines", _("Bis wann?")), ("leads", _("Wer kümmert sich?")),
    )  # fmt: skip
    return [(word, [(column.place, getattr(column, name)) for column in columns]) for name, word in names]


def indicators(now: Situation, key: str, places: Sequence[str]) -> list[tuple[IndicatorView, list[tuple[str, str]]]]:
    """The topic's indicators with the latest values of Berlin and of the Länder chosen, as words."""
    codes = {name: code for code, (name, _english) in LAENDER.items()}
    regions = [(HOME, LAENDER[HOME][0]), *((codes[place], place) for place in places if place in codes)]
    lines = []
    for indicator in now.indicators_of_topic(key):
        values = [(name, _latest(indicator, region)) for region, name in dict(regions).items()]
        if any(value for _name, value in values):
            lines.append((indicator, values))
    return lines


def _latest(indicator: IndicatorView, region: str) -> str:
    series = indicator.series if region == HOME else indicator.comparison.get(region, ())
    for seen in reversed(series):
        if seen.value is not None:
            return f"{region_words.value_said(indicator, seen.value, language())} ({seen.period})"
    return ""
