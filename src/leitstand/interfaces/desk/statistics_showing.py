"""What a file would do or did, as the desk says it: counts, revisions, ratings and rounds in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.domain.indicators import assessing_words, outlook_words, rating_words
from leitstand.domain.indicators.rules.regions import name_of
from leitstand.domain.reporting.indicator_words import target_in_words
from leitstand.domain.reporting.queries import Situation
from leitstand.foundation.wording import say_partial


@dataclass(frozen=True, slots=True)
class DeliveryTold:
    """What a state brings one indicator: a sentence, the values it revises, the ratings it changes, the rounds."""

    key: str
    title: str
    sentence: str
    refused: str
    revised: Sequence[Sequence[str]]
    more: int
    changes: Sequence[str]
    rounds: Sequence[str]


def deliveries(found: Mapping[str, Any], now: Situation | None, language: str) -> list[DeliveryTold]:
    return [_told(one, now, language) for one in found.get("deliveries", ())]


def _told(one: Mapping[str, Any], now: Situation | None, language: str) -> DeliveryTold:
    indicator = now.indicators.get(one["indicator"]) if now else None
    title = one["indicator"] if indicator is None else indicator.title
    if indicator is not None and language == "en":
        title = indicator.title_en or indicator.title
    values = ngettext("ein neuer Wert", "%(count)s neue Werte", one["added"]) % {"count": one["added"]}
    revised = ngettext("einer davon berichtigt", "%(count)s davon berichtigt", one["revised_count"])
    sentence = f"{values}, {revised % {'count': one['revised_count']}}" if one["revised_count"] else values
    rows = [[name_of(region, language) or region, say_partial(period, language), was, is_now]
            for region, period, was, is_now in one["revised"]]  # fmt: skip
    return DeliveryTold(
        one["indicator"], title, sentence, one["refused"], rows, one["revised_count"] - len(rows),
        _changes(one, indicator, language), one["rounds"],
    )  # fmt: skip


def _changes(one: Mapping[str, Any], indicator: Any, language: str) -> list[str]:
    """Ratings and probabilities that change, each in a sentence."""
    phrases = {} if indicator is None else {
        target.key: target_in_words(target, indicator, language) for target in indicator.targets
    }  # fmt: skip
    said = []
    for key, method, year, before, after in one["ratings"]:
        words = assessing_words.turned(before, after, language)
        what = f"{phrases.get(key, key)}, {rating_words.method_word(method, language)}"
        said.append(f"{year}, {what}: {words}" if year else f"{what}: {words}")
    for key, before, after in one["outlooks"]:
        chances = [_("keine") if each is None else outlook_words.percent(each, language) for each in (before, after)]
        said.append(
            _("%(target)s, Aussicht: %(before)s, dann %(after)s")
            % {"target": phrases.get(key, key), "before": chances[0], "after": chances[1]}
        )
    return said
