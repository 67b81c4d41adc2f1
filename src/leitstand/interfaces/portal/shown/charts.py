"""Drawings for the part ``look/parts/chart_frame.html``: one for wide screens, one for phones."""

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from leitstand.domain.indicators.assessing import Assessment
from leitstand.domain.indicators.queries import IndicatorView
from leitstand.domain.reporting.indicator_words import value_in_words
from leitstand.domain.reporting.queries import Situation
from leitstand.foundation.wording import say_partial
from leitstand.interfaces.look.templatetags.words import language, plainly
from leitstand.outputs.charts import line
from leitstand.outputs.charts import lineage as fates
from leitstand.outputs.charts.fates import lineage_of
from leitstand.outputs.charts.indicator import chart_of

WIDE, PHONE, SMALL = (860, 340), (340, 280), (340, 210)


def _both(wide: str, narrow: str) -> SafeString:
    """Two drawings of the same; the style sheet shows one. Their text was escaped when they were drawn."""
    # Both pictures come from our own SVG templates, which escape.
    return mark_safe(f'<div class="drawn drawn--wide">{wide}</div><div class="drawn drawn--narrow">{narrow}</div>')  # noqa: S308 - our own drawing, its texts escaped


def indicator_chart(
    indicator: IndicatorView, csv_url: str = "", *, small: bool = False, assessment: Assessment | None = None
) -> dict[str, Any]:
    """The chart of an indicator, with the outlook if given; ``small`` for several side by side, with its own table."""
    chart = chart_of(indicator, language(), assessment)
    made: dict[str, Any] = {"title": plainly(indicator), "unit": chart.unit, "sentence": line.describe(chart)}
    if small:
        svg = mark_safe(line.draw(chart, width=SMALL[0], height=SMALL[1]))  # noqa: S308 - escaped when drawn
        rows = [
            (say_partial(value.period, language()), value_in_words(indicator, value, language()))
            for value in indicator.series
        ]
        return made | {"svg": svg, "note": "", "rows": rows, "columns": (_("Zeitraum"), _("Wert")), "csv_url": csv_url}
    wide = line.draw(chart, width=WIDE[0], height=WIDE[1])
    svg = _both(wide, line.draw(chart, width=PHONE[0], height=PHONE[1]))
    return made | {
        "svg": svg,
        "note": _note(indicator, with_fan=bool(chart.fans)),
        "rows": (),
        "columns": (),
        "csv_url": csv_url,
    }


def _note(indicator: IndicatorView, *, with_fan: bool) -> str:
    """What the signs in the drawing mean, so far as they occur."""
    said = []
    if any(value.approximate or value.flag for value in indicator.series):
        said.append(_("Offene Punkte: ungefähre oder vorläufige Werte."))
    if any(value.breaks for value in indicator.series):
        said.append(_("Doppelstrich: Bruch in der Reihe; davor und danach ist nicht vergleichbar."))
    if indicator.forecasts:
        said.append(_("Quadrate: Vorausschätzungen, benannt nach ihrer Ausgabe."))
    if any(target.value is not None and target.due for target in indicator.targets):
        said.append(_("Raute: Ziel; gestrichelt der gerade Weg dorthin."))
    if with_fan:
        said.append(
            _("Fächer: wo der Wert liegen wird, wenn es weitergeht wie bisher, dunkel mit 80 %, hell mit 95 %.")
        )
    return " ".join(said)


def lineage(now: Situation, edition_keys: Sequence[str], title: str) -> dict[str, Any]:
    """The drawing of what became of the measures of some editions."""
    made = lineage_of(now, edition_keys, title, language())
    svg = _both(fates.draw(made, width=1180), fates.draw(made, width=340))
    return {"svg": svg, "sentence": fates.describe(made)}
