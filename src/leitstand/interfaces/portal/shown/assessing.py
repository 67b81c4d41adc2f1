"""What an indicator's page says of its targets, with the values as known now or as known then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from leitstand.domain.indicators import assessing, assessing_words, outlook_words, rating_words
from leitstand.domain.indicators.assessing import Assessment, RatingView
from leitstand.domain.indicators.queries import IndicatorView
from leitstand.domain.indicators.rules.assessing import EVERY, VERIFIED
from leitstand.domain.indicators.rules.ratings import DEFAULT
from leitstand.domain.reporting.indicator_words import target_in_words
from leitstand.domain.reporting.queries import Situation
from leitstand.domain.reporting.queries.assessing import Revision, revision, told
from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.errors import RuleBroken
from leitstand.interfaces.look.templatetags.words import language
from leitstand.interfaces.portal.shown.api import api


@dataclass(frozen=True, slots=True)
class Kept:
    """A rating on record, worded."""

    kept: RatingView
    phrase: str
    method: str
    word: str


def known_on(request: HttpRequest, now: Situation) -> date | None:
    """The day of ``?known_on=``, ``None`` without one. Raises ``RuleBroken`` for what is no date."""
    text = request.GET.get("known_on", "").strip()
    if not text:
        return None
    try:
        day = PartialDate.parse(text).latest
    except ValueError as error:
        raise RuleBroken(_("Datenstand: %(error)s") % {"error": error}, "known-on") from None
    return min(day, now.as_of)


def assessed(now: Situation, indicator: IndicatorView, known: date | None, *, every_method: bool) -> Assessment:
    """What is said of one indicator; ``indicator`` is as known on the day ``known``."""
    if known is None and not every_method:
        return now.assessments[indicator.key]
    methods = EVERY if every_method else VERIFIED
    return assessing.assess([indicator], now.record, known or now.as_of, methods)[indicator.key]


def assessments(now: Situation, indicator: IndicatorView, request: HttpRequest) -> tuple[IndicatorView, dict[str, Any]]:
    """The indicator as known on the day asked about, and what its page says of the targets."""
    known = known_on(request, now)
    shown = indicator if known is None else assessing.known_then(indicator, known)
    all_methods = request.GET.get("methoden", "") == "alle"
    found = assessed(now, shown, known, every_method=all_methods)
    revised = revision(now, shown, indicator) if known else None
    return shown, {
        "assessment": found,
        "told": told(shown, found, language()),
        "all_methods": all_methods,
        "course_cut": assessing_words.cut_said(found.course, language()),
        "history": list(_history(now, indicator)),
        "ratings_csv": api("ratings", indicator=indicator.key, format="csv"),
        "known_on": request.GET.get("known_on", "").strip(),
        "known_day": known,
        "revised": revised,
        "revision_lines": list(_lines(revised)) if revised else [],
    }


def _history(now: Situation, indicator: IndicatorView) -> Iterator[Kept]:
    """Ratings on record by the default method, the latest year first, what holds before what is superseded."""
    phrases = {target.key: target_in_words(target, indicator, language()) for target in indicator.targets}
    own = [one for one in now.record.ratings if one.target_key in phrases and one.method == DEFAULT]
    own.sort(key=lambda one: (-(one.assessment_year or 0), one.target_key, -one.assessed_on.toordinal()))
    for one in own:
        method, word = (
            rating_words.method_word(one.method, language()),
            rating_words.verdict_word(one.verdict, language()),
        )
        yield Kept(one, phrases[one.target_key], method, word)


def _lines(revised: Revision) -> Iterator[str]:
    for one in revised.ratings:
        words = assessing_words.turned(one.before, one.after, language())
        method = rating_words.method_word(one.method, language())
        yield _("%(year)s, %(method)s: %(words)s") % {"year": one.year or "–", "method": method, "words": words}
    for _target, before, after in revised.outlooks:
        said = [
            _("keine") if chance is None else outlook_words.percent(chance, language()) for chance in (before, after)
        ]
        yield _("Aussicht: %(before)s, dann %(after)s") % {"before": said[0], "after": said[1]}
    for title in revised.rounds:
        yield _("%(round)s hat diesen Indikator benutzt und bleibt, wie sie eingefroren wurde.") % {"round": title}
