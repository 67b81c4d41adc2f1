"""Where does Berlin stand in comparison? Länder, districts and Bezirke beside each other on one indicator."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leitstand.domain.indicators.rules.regions import LAENDER, LAND, name_of
from leitstand.domain.reporting import region_words
from leitstand.domain.reporting.queries import Situation
from leitstand.domain.reporting.queries.regions import OWN, compare
from leitstand.interfaces.look.templatetags.words import language, plainly
from leitstand.interfaces.portal.page import citation, found, page, show
from leitstand.interfaces.portal.shown import regions as shown
from leitstand.interfaces.portal.shown.api import api

FASTEST = 3


@page
def regions(request: HttpRequest, now: Situation, key: str) -> HttpResponse:
    sentence = _("Einen Indikator mit der Adresse „%(key)s“ gibt es nicht.")
    indicator = found(now.indicators, key, sentence % {"key": key[:120]})
    asked = shown.question(request.GET)
    made = compare(now, key, asked)
    borders = shown.borders_for(made)
    names = shown.names_of(made, borders)
    lines = shown.named(made, names)
    of_line = {line.line.region: line for line in lines}
    return show(
        request,
        now,
        "regions",
        indicator=indicator,
        made=made,
        answer=region_words.answer(made, language()),
        median=region_words.value_said(indicator, made.median, language()) if made.median is not None else "",
        lines=lines,
        nation=shown.nation(made),
        chart=shown.region_map(made, names, borders),
        small=shown.small_charts(made, names),
        fastest=region_words.fastest(made, language(), names),
        followers=[of_line[line.region] for line in made.by_pace[:FASTEST]],
        levels=[(level, _(shown.LEVELS[level])) for level in made.levels],
        groups=[(group, _(title)) for group, title in shown.GROUPS.items()],
        of_laender=made.level == LAND,
        boxes=[(code, name_of(code, language()), code in asked.members) for code in LAENDER],
        own=made.group == OWN,
        sinces=[period for period in made.periods if len(period) == len(made.period)],
        change_unit=region_words.change_unit(made, language()),
        csv_url=_csv(made.indicator.key, request),
        cite=citation(now, plainly(indicator), "regions", key),
    )


def _csv(key: str, request: HttpRequest) -> str:
    asked = shown.question(request.GET)
    names = {"level": asked.level, "group": asked.group, "since": asked.since, "period": asked.period}
    return api("regions", indicator=key, land=",".join(asked.members), **names, format="csv")
