"""Which lines a list has: filters over the situation's rows. Arranges, counts nothing."""

from collections.abc import Iterable, Sequence

from leitstand.domain.plans.models import District
from leitstand.domain.plans.queries.views import EntryView
from leitstand.domain.reporting.queries import MeasureRow, Situation
from leitstand.foundation.errors import NotFound
from leitstand.interfaces.api.asking import EditionMeasures, Measures


def known(things: Iterable[str], key: str, what: str) -> str:
    """The key, if there is such a thing. Raises ``NotFound``; ``what`` is e.g. ``kein Thema``."""
    if key not in things:
        raise NotFound(f"Es gibt {what} „{key}“.")
    return key


def measures(now: Situation, asked: Measures) -> list[MeasureRow]:
    """One row for each measure: the latest entry for which all filters hold."""
    editions = [asked.edition] if asked.edition else list(now.plan.editions)
    latest = {row.measure.key: row for key in editions for row in of_edition(now, key, asked)}
    return [latest[key] for key in now.plan.measures if key in latest]


def of_edition(now: Situation, key: str, asked: EditionMeasures) -> list[MeasureRow]:
    """The rows of an edition for which all filters hold. Raises ``NotFound`` for what does not exist."""
    rows: Sequence[MeasureRow] = now.rows(key)
    if asked.field:
        chosen = _entries(now.rows_of_field(known(now.plan.fields, asked.field, "kein Handlungsfeld")))
        rows = [row for row in rows if row.entry.key in chosen]
    if asked.topic:
        chosen = _entries(now.rows_of_topic(known(now.plan.topics, asked.topic, "kein Thema")))
        rows = [row for row in rows if row.entry.key in chosen]
    if asked.institution:
        known(now.plan.institutions, asked.institution, "keine Institution")
    if asked.district:
        known(District.values, asked.district, "keinen Bezirk mit dem Schlüssel")
    return [row for row in rows if _holds(row, asked)]


def _entries(rows: Iterable[MeasureRow]) -> set[str]:
    return {row.entry.key for row in rows}


def _holds(row: MeasureRow, asked: EditionMeasures) -> bool:
    entry = row.entry
    return (
        (asked.state is None or row.state == asked.state)
        and (asked.gap is None or asked.gap in row.gaps)
        and (asked.lighthouse is None or entry.lighthouse == asked.lighthouse)
        and (not asked.district or entry.district == asked.district)
        and (not asked.institution or takes_part(entry, asked.institution))
        and (not asked.q or _says(row, asked.q))
    )


def takes_part(entry: EntryView, institution: str) -> bool:
    return any(part.institution.key == institution for part in entry.responsibilities)


def _says(row: MeasureRow, words: str) -> bool:
    """True if every word occurs in what any edition says of the measure."""
    said = [(e.code, e.title, e.title_en, e.promise, e.promise_en, e.task) for e in row.measure.entries]
    text = "\n".join([row.measure.key, *(part for parts in said for part in parts)]).casefold()
    return all(word in text for word in words.casefold().split())
