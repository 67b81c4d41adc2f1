"""Regions beside each other: what is asked in the query, the map and the small charts."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from leitstand.domain.indicators.rules.borders import Borders
from leitstand.domain.indicators.rules.regions import ABBREVIATIONS, BEZIRK, DISTRICT, HOME, LAND, NATION, name_of
from leitstand.domain.reporting import region_words
from leitstand.domain.reporting.indicator_words import unit_of
from leitstand.domain.reporting.queries.borders import borders_of
from leitstand.domain.reporting.queries.regions import EVERY, OWN, Question, RegionComparison, RegionLine
from leitstand.foundation.wording import say_number, say_partial
from leitstand.interfaces.look.templatetags.words import language, plainly, word
from leitstand.outputs.charts import map as maps
from leitstand.outputs.charts import multiples, outlines
from leitstand.outputs.charts.indicator import points_of
from leitstand.outputs.charts.line import Series

LEVELS = {LAND: gettext_noop("Länder"), BEZIRK: gettext_noop("Berlins Bezirke"), DISTRICT: gettext_noop("Kreise")}
GROUPS = {
    EVERY: gettext_noop("alle Länder"),
    "stadtstaaten": gettext_noop("Stadtstaaten"),
    "ost": gettext_noop("ostdeutsche Länder"),
    OWN: gettext_noop("eigene Auswahl"),
}
WIDE, PHONE = 560, 340


def question(query: QueryDict) -> Question:
    """What the page's query asks; Länder that are ticked are an own choice unless another group is named."""
    members = tuple(query.getlist("land"))
    group = query.get("gruppe", "") or (OWN if members else "")
    return Question(query.get("ebene", ""), group, members, query.get("von", ""), query.get("zeitraum", ""))


@dataclass(frozen=True, slots=True)
class Named:
    """A line of the comparison with its region's name and its phrases in the reader's language."""

    line: RegionLine
    name: str
    said: str
    change: str
    change_number: str


def names_of(made: RegionComparison, borders: Borders | None) -> dict[str, str]:
    """Names of the regions; those of districts come with uploaded borders, else the key stands."""
    given = borders.names if borders else {}
    named = {code: name_of(code, language()) for code in made.regions}
    return {code: given.get(code, name) if name == code else name for code, name in named.items()}


def named(made: RegionComparison, names: dict[str, str]) -> list[Named]:
    """All lines in the order of the comparison."""
    return [_named(made, line, names[line.region]) for line in made.lines]


def nation(made: RegionComparison) -> Named | None:
    return _named(made, made.nation, name_of(NATION, language())) if made.nation else None


def _named(made: RegionComparison, line: RegionLine, name: str) -> Named:
    said = word(region_words.line_said(made, line, language()))
    change, number = (say(made, line, language()) for say in (region_words.change_said, region_words.change_number))
    return Named(line, name, said, change, number)


def region_map(made: RegionComparison, names: dict[str, str], borders: Borders | None) -> dict[str, Any]:
    """The map for the part ``look/parts/chart_frame.html``; the ranking beside it is its table."""
    title = _("%(title)s, %(period)s") % {
        "title": plainly(made.indicator),
        "period": say_partial(made.period, language()),
    }
    drawn = maps.RegionMap(
        title=title,
        description=region_words.answer(made, language()),
        outlines=_outlines(made, borders),
        regions=tuple(_region(made, line, names[line.region]) for line in made.lines),
        limits=tuple(_limit(made, members) for members in made.classes),
        without=_("gestrichelter Rand: kein Wert") if len(made.ranked) < len(made.lines) else "",
    )
    wide, narrow = maps.draw(drawn, width=WIDE), maps.draw(drawn, width=PHONE)
    both = f'<div class="drawn drawn--wide">{wide}</div><div class="drawn drawn--narrow">{narrow}</div>'
    svg = mark_safe(both)  # noqa: S308 - escaped when drawn
    empty: dict[str, Any] = {"rows": (), "columns": (), "csv_url": "", "note": _origin(made, borders), "sentence": ""}
    return {"title": title, "unit": unit_of(made.indicator, language()), "svg": svg, **empty}


def _origin(made: RegionComparison, borders: Borders | None) -> str:
    if borders:
        return _("Die Grenzen hat die Geschäftsstelle eingelesen.")
    number = _("Wo kein Platz für den Wert ist, steht die Nummer der Klasse.")
    if made.level == LAND:
        return number + " " + _("Grenzen: Natural Earth, gemeinfrei, vereinfacht.")
    return _("Ohne Grenzen: Jedes Quadrat ist ein Gebiet, etwa dort, wo es liegt.") + " " + number


def _outlines(made: RegionComparison, borders: Borders | None) -> outlines.Outlines:
    if borders:
        return outlines.of_borders(borders)
    if made.level == LAND:
        return outlines.laender()
    return outlines.bezirke(made.regions) if made.level == BEZIRK else outlines.districts(made.regions)


def _region(made: RegionComparison, line: RegionLine, name: str) -> maps.MapRegion:
    shade = next((number for number, members in enumerate(made.classes, 1) if line.region in members), None)
    value = "–" if line.value is None else say_number(line.value, made.indicator.decimals, language())
    said = word(region_words.line_said(made, line, language()))
    short = ABBREVIATIONS.get(line.region, "")
    return maps.MapRegion(line.region, name, short, value, said, shade, line.region == HOME)


def _limit(made: RegionComparison, members: tuple[str, ...]) -> str:
    said = region_words.class_said(made, members, language())
    if made.level == LAND:
        count = ngettext("ein Land", "%(n)s Länder", len(members)) % {"n": len(members)}
    elif made.level == BEZIRK:
        count = ngettext("ein Bezirk", "%(n)s Bezirke", len(members)) % {"n": len(members)}
    else:
        count = ngettext("ein Kreis", "%(n)s Kreise", len(members)) % {"n": len(members)}
    return f"{said} ({count})"


def small_charts(made: RegionComparison, names: dict[str, str]) -> list[tuple[str, str, SafeString]]:
    """Name, sentence and drawing of each region's small chart; none for districts, which are too many."""
    if made.level == DISTRICT:
        return []
    shown = [Series(names[line.region], points_of(line.series)) for line in made.lines if line.series]
    home = next((series for series in shown if series.name == names.get(HOME)), Series("", ()))
    federal = Series(name_of(NATION, language()), points_of(made.nation.series) if made.nation else ())
    axes = multiples.Axes.around([*shown, federal], made.indicator.decimals, language())
    shown = sorted((series for series in shown if series.points), key=lambda series: series.name.casefold())
    return [
        (
            series.name,
            multiples.describe(series, axes),
            mark_safe(multiples.draw(series, home, federal, axes)),  # noqa: S308 - escaped when drawn
        )
        for series in shown
    ]


def borders_for(made: RegionComparison) -> Borders | None:
    return borders_of(made.level)
