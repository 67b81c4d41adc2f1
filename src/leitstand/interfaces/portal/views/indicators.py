"""Indicators: where we stand, how it came about, what was wanted."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leitstand.domain.indicators.collecting_words import form_lines
from leitstand.domain.indicators.queries import IndicatorView
from leitstand.domain.indicators.rules.regions import name_of
from leitstand.domain.reporting import indicator_words
from leitstand.domain.reporting.queries import Situation
from leitstand.domain.reporting.queries.regions import comparable
from leitstand.domain.statistics.queries.feeding import supply_of
from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.wording import say_partial
from leitstand.interfaces.look.templatetags.words import language, plainly
from leitstand.interfaces.portal.page import citation, found, page, show
from leitstand.interfaces.portal.shown.api import api
from leitstand.interfaces.portal.shown.assessing import assessments
from leitstand.interfaces.portal.shown.charts import indicator_chart
from leitstand.interfaces.portal.shown.targets import every_target
from leitstand.interfaces.portal.shown.topics import by_topic


@page
def indicators(request: HttpRequest, now: Situation) -> HttpResponse:
    every = list(now.indicators.values())
    grouped = by_topic(now)
    own = grouped.edition.key if grouped.edition else ""
    return show(
        request,
        now,
        "indicators",
        grouped=grouped,
        count=len(every),
        valued=sum(indicator.latest is not None for indicator in every),
        aims=every_target(now),
        unmeasured=[
            topic
            for topic in now.plan.topics.values()
            if topic.edition_key != own and not now.indicators_of_topic(topic.key)
        ],
    )


@page
def indicator(request: HttpRequest, now: Situation, key: str) -> HttpResponse:
    sentence = _("Einen Indikator mit der Adresse „%(key)s“ gibt es nicht.")
    known = found(now.indicators, key, sentence % {"key": key[:120]})
    shown, assessed = assessments(now, known, request)
    csv_url = api("observations", indicator=key, format="csv")
    return show(
        request,
        now,
        "indicator",
        indicator=shown,
        answer=_answer(shown),
        chart=indicator_chart(shown, csv_url, assessment=assessed["assessment"]) if shown.observations else None,
        observations=_observations(shown),
        breaks=[seen for seen in shown.series if seen.breaks],
        form=list(form_lines(shown.form, language())) if shown.origin == "collected" else [],
        with_regions=bool(shown.comparison),
        comparable=comparable(shown),
        topics=[now.plan.topics[topic] for topic in shown.topic_keys],
        measures=[(now.plan.measures[link.measure_key], link) for link in shown.links],
        contradictions=now.contradictions_about("indicator", key),
        statements=now.plan.statements_about("indicator", key),
        cite=citation(now, plainly(shown), "indicator", key),
        supply=supply_of(key),
        **assessed,
    )


def _answer(indicator: IndicatorView) -> str:
    """The last value and how it changed, in one sentence."""
    latest = indicator.latest
    if latest is None:
        return _("Hier ist noch kein Wert bekannt.")
    value = indicator_words.value_in_words(indicator, latest, language())
    said = f"{value} ({say_partial(latest.period, language())})"
    change = indicator_words.change_in_words(indicator, language())
    return f"{said}; {change}." if change else f"{said}."


def _observations(indicator: IndicatorView) -> list[tuple[object, str]]:
    """All vintages, newest period first, each with the name of its region."""
    ordered = sorted(
        indicator.observations, key=lambda seen: (PartialDate.parse(seen.period).latest, seen.vintage), reverse=True
    )
    home = _("Berlin") if indicator.comparison else ""
    return [(seen, home if seen.region == "11" else name_of(seen.region, language())) for seen in ordered]
