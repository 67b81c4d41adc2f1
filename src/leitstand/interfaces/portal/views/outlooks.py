"""How good were our outlooks? The log of every probability shown, and its score."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.domain.indicators import outlook_words
from leitstand.domain.reporting.indicator_words import quantity, unit_of
from leitstand.domain.reporting.queries import Situation
from leitstand.domain.reporting.queries.outlook_log import Logged, OutlookLog, outlook_log
from leitstand.foundation.wording import say_number
from leitstand.interfaces.look.templatetags.words import language
from leitstand.interfaces.portal.page import page, show
from leitstand.interfaces.portal.shown.api import api


@page
def outlooks(request: HttpRequest, now: Situation) -> HttpResponse:
    log = outlook_log(now)
    return show(
        request,
        now,
        "outlooks",
        log=log,
        answer=_answer(log),
        lines=[_line(one) for one in log.entries],
        running=[
            (_line(one), say_number(score, 3, language())) for one, score in zip(log.scored, log.running, strict=True)
        ],
        bins=[
            (
                f"{say_number(100 * one.low, 0, language())}–{say_number(100 * one.high, 0, language())}\u00a0%",
                one.count,
                outlook_words.percent(one.said, language()),
                f"{say_number(100 * one.happened, 0, language())}\u00a0%",
            )
            for one in log.bins
        ],
        method=outlook_words.method_in_words(language()),
        limits=outlook_words.limits(language()),
        csv_url=api("outlooks", format="csv"),
    )


def _answer(log: OutlookLog) -> str:
    count = len(log.entries)
    if not count:
        return _("Bisher ist keine Wahrscheinlichkeit gezeigt worden.")
    said = ngettext(
        "Eine Wahrscheinlichkeit ist festgehalten.", "%(count)s Wahrscheinlichkeiten sind festgehalten.", count
    ) % {"count": count}
    if log.brier is None:
        return f"{said} " + _("Noch ist keine geprüft; frühestens für %(year)s lässt sich eine prüfen.") % {
            "year": log.next_due
        }
    scored = ngettext("Geprüft ist eine", "Geprüft sind %(count)s", len(log.scored)) % {"count": len(log.scored)}
    score = _("der mittlere Brier-Wert ist %(score)s (0 ist vollkommen, 0,25 wäre immer „halb und halb“).") % {
        "score": say_number(log.brier, 3, language())
    }
    return f"{said} {scored}; {score}"


def _line(one: Logged) -> dict[str, object]:
    entry, unit = one.entry, unit_of(one.indicator, language())
    places = one.indicator.decimals

    def figure(value: float) -> str:
        return quantity(value, unit, places, language())

    return {
        "entry": entry,
        "indicator": one.indicator,
        "percent": outlook_words.percent(entry.probability, language()),
        "goal": figure(entry.goal),
        "median": figure(entry.median),
        "low": figure(entry.lo80),
        "high": figure(entry.hi80),
        "actual": "" if entry.actual is None else figure(entry.actual),
        "brier": "" if entry.brier is None else say_number(entry.brier, 3, language()),
    }
