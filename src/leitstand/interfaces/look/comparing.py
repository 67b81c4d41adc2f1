"""Länder side by side on a topic, arranged for both doors: who is chosen, what is asked, what the statistics say."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from leitstand.domain.indicators.queries import IndicatorView, ObservationView
from leitstand.domain.papers.queries.side_by_side import MOST_PLACES, Found, Side
from leitstand.domain.reporting import region_words
from leitstand.domain.reporting.queries import Situation
from leitstand.domain.reporting.queries.topic_regions import topic_indicators
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
    return [
        (one.indicator, [(name, _said(one.indicator, seen)) for name, seen in one.values])
        for one in topic_indicators(now, key, places)
    ]


def _said(indicator: IndicatorView, seen: ObservationView | None) -> str:
    return region_words.latest_said(indicator, seen, language()) if seen else ""
