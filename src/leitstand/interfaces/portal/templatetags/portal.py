"""Tags of the portal: addresses that keep the day asked about, and numbers of sources."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from leitstand.domain.indicators import assessing_words, outlook_words, rating_words
from leitstand.domain.indicators.assessing import TargetAssessment
from leitstand.domain.indicators.queries import IndicatorView, ObservationView, TargetView
from leitstand.domain.plans.queries.views import EditionView, Sources, StatementView
from leitstand.domain.reporting import indicator_words
from leitstand.interfaces.look.templatetags.words import language
from leitstand.interfaces.portal.shown import moments

register = template.Library()

PAGES = {
    "measure": "portal:measure",
    "topic": "portal:topic",
    "field": "portal:field",
    "indicator": "portal:indicator",
    "institution": "portal:institution",
    "edition": "portal:edition",
    "source": "portal:source",
}
ANCHORS = {"paper": "portal:papers", "event": "portal:chronicle"}


@register.simple_tag(takes_context=True)
def to(context: Context, name: str, *args: str, **query: Any) -> str:
    """The address of a page with the query given; the day asked about stays in it."""
    asked = {key: value for key, value in query.items() if value not in ("", None)}
    day = context.get("day_asked", "")
    if day:
        asked["as_of"] = day
    url = reverse(name, args=args)
    return f"{url}?{urlencode(asked)}" if asked else url


@register.simple_tag(takes_context=True)
def page_of(context: Context, kind: str, key: str) -> str:
    """The address of the page where a thing of some kind stands."""
    if kind in PAGES:
        return str(to(context, PAGES[kind], key))
    if kind in ANCHORS:
        return f"{to(context, ANCHORS[kind])}#{key}"
    return str(to(context, "portal:start"))


@register.simple_tag(takes_context=True)
def cites(context: Context, sources: Sources) -> SafeString:
    """The numbers of the sources as links to their entries at the foot of the page."""
    notes = context["notes"]
    numbers = [(notes.number(source), source.title) for source in sources]
    if not numbers:
        return SafeString()
    links = format_html_join(" ", '<a href="#quelle-{}" title="{}">{}</a>', ((n, title, n) for n, title in numbers))
    return format_html('<span class="cites">[{}]</span>', links)


@register.filter
def value_of(indicator: IndicatorView, observation: ObservationView | None) -> str:
    """The observed value in words; empty without one."""
    return "" if observation is None else indicator_words.value_in_words(indicator, observation, language())


@register.filter
def change_of(indicator: IndicatorView) -> str:
    return indicator_words.change_in_words(indicator, language())


@register.filter
def unit_said(indicator: IndicatorView) -> str:
    return indicator_words.unit_of(indicator, language())


@register.filter
def target_said(target: TargetView, indicator: IndicatorView | None = None) -> str:
    return indicator_words.target_in_words(target, indicator, language())


@register.filter
def verdict_said(assessed: TargetAssessment) -> str:
    """The verdict of the default method in a word."""
    return assessing_words.verdict_said(assessed.first, language())


@register.filter
def reason_said(assessed: TargetAssessment) -> str:
    """Why the default method says what it says, in sentences."""
    return assessing_words.rating_said(assessed.first, language())


@register.filter
def others_said(assessed: TargetAssessment) -> str:
    """The verdicts of the other methods where the default one has none: ``Open SDG: Ziel erreicht``."""
    rated = [] if assessed.first.verdict else [one for one in assessed.ratings if one.verdict]
    words = [
        f"{rating_words.method_word(one.method.key, language())}: {assessing_words.verdict_said(one, language())}"
        for one in rated
    ]
    return "; ".join(words)


@register.filter
def percent_said(assessed: TargetAssessment) -> str:
    """The probability that may be shown; empty without one."""
    shown = assessed.shown
    return "" if shown is None or shown.probability is None else outlook_words.percent(shown.probability, language())


@register.filter
def figure(said: StatementView) -> str:
    """The figure of a statement with its unit."""
    return moments.figure(said)


@register.filter
def unlocalised(value: Decimal) -> str:
    """A number as scripts sort it: with a point, without grouping."""
    return str(value)


@register.filter
def at(things: Mapping[str, Any], key: str) -> Any:
    """The thing under a key."""
    return things[key]


@register.filter
def short(edition: EditionView) -> str:
    return edition.short_title
