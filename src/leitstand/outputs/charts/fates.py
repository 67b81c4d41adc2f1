"""From the plan as it is read to the drawing of its lineage."""

from collections.abc import Sequence

from leitstand.domain.plans.queries.views import MeasureView
from leitstand.domain.reporting.queries import Situation
from leitstand.domain.reporting.sentences import unnamed
from leitstand.domain.reporting.words import outcome_word
from leitstand.outputs.charts.lineage import Crossing, Lane, Lineage, Stop


def lineage_of(now: Situation, edition_keys: Sequence[str], title: str, language: str) -> Lineage:
    """The lineage of all measures that stand in one of the given editions, across all adopted editions."""
    columns = [key for key, edition in now.plan.editions.items() if edition.kind == "edition" or now.rows(key)]
    chosen = [now.plan.measures[key] for key in dict.fromkeys(_keys(now, edition_keys))]
    lanes = [_lane(now, measure, columns, language) for measure in chosen]
    for key in edition_keys:
        missing = unnamed(now, now.plan.editions[key])
        if missing and key in columns:
            lanes.append(Lane(_unnamed_label(missing, language), (Stop(columns.index(key)),), missing))
    return Lineage(
        title,
        tuple(now.plan.editions[key].short_title for key in columns),
        tuple(lanes),
        tuple(_crossings(now, chosen, columns)),
        language,
    )


def _keys(now: Situation, edition_keys: Sequence[str]) -> list[str]:
    """Measures of the editions, and those that their fates lead to."""
    keys = [row.measure.key for key in edition_keys for row in now.rows(key)]
    entries = now.plan.entries
    heirs = [
        entries[fate.new_entry_key].measure_key
        for fate in now.plan.fates
        if fate.new_entry_key and entries[fate.old_entry_key].measure_key in keys
    ]
    return keys + heirs


def _lane(now: Situation, measure: MeasureView, columns: Sequence[str], language: str) -> Lane:
    rows = [row for key in columns for row in now.rows(key) if row.measure.key == measure.key]
    stops = []
    for place, row in enumerate(rows):
        goes_on = place + 1 < len(rows) or any(fate.new_entry_key for fate in now.fates_from.get(row.entry.key, ()))
        in_force = now.plan.in_force is not None and row.entry.edition_key == now.plan.in_force.key
        ending = "" if goes_on or (in_force and row.outcome == "unknown") else row.outcome
        stops.append(
            Stop(columns.index(row.entry.edition_key), ending, outcome_word(ending, language) if ending else "")
        )
    title = measure.latest.title if language[:2] == "de" else measure.latest.title_en or measure.latest.title
    code = rows[0].entry.code
    return Lane(f"{code} {title}" if code else title, tuple(stops))


def _crossings(now: Situation, chosen: Sequence[MeasureView], columns: Sequence[str]) -> list[Crossing]:
    places = {measure.key: number for number, measure in enumerate(chosen)}
    found = []
    for fate in now.plan.fates:
        if not fate.new_entry_key:
            continue
        old, new = now.plan.entries[fate.old_entry_key], now.plan.entries[fate.new_entry_key]
        if old.measure_key != new.measure_key and {old.measure_key, new.measure_key} <= places.keys():
            ends = columns.index(old.edition_key), columns.index(new.edition_key)
            found.append(Crossing(places[old.measure_key], ends[0], places[new.measure_key], ends[1]))
    return found


def _unnamed_label(missing: int, language: str) -> str:
    if language[:2] == "de":
        return f"{missing} weitere, nicht mit Namen bekannt"
    return f"{missing} more, not known by name"
