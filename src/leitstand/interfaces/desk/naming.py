"""Readable names of records, many at once: for selects, for the history, for lists of references.

One statement for each model asked about. A name says where a thing belongs wherever its own title
does not tell it apart: topics and fields carry their edition, facts their measure.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from leitstand.domain.indicators.models import MeasureIndicator, Observation, Target
from leitstand.domain.institutions.models import Person
from leitstand.domain.plans import models as m
from leitstand.domain.reporting.models import Report
from leitstand.domain.sources.models import Source
from leitstand.foundation.history.recorded import Recorded
from leitstand.foundation.wording import say_date, say_partial

Named = Iterable[tuple[str, str]]


def names(model: type[Recorded], keys: Iterable[str] | None = None) -> dict[str, str]:
    """Names by key: of the records with these keys, removed ones too; or, without keys, of all present ones."""
    found = (
        model._default_manager.filter(removed_on=None)
        if keys is None
        else model._default_manager.filter(key__in=set(keys))
    )
    return dict(name_rows(found))


def name_rows(found: QuerySet[Any]) -> Named:
    """Keys and names of the records of a query, in its order."""
    namer = _NAMERS.get(found.model, _plain)
    return namer(found)


def _plain(found: QuerySet[Any]) -> Named:
    return ((record.key, record.label) for record in found)


def _entries(found: QuerySet[Any]) -> Named:
    for key, edition, code, title in found.values_list("key", "edition__short_title", "code", "title"):
        yield key, f"{edition}: {_coded(code, title)}"


def _measures(found: QuerySet[Any]) -> Named:
    titles = dict(
        m.MeasureEntry.objects.filter(measure__in=found, removed_on=None)
        .order_by("edition__position", "edition__key")
        .values_list("measure__key", "title")
    )
    for key in found.values_list("key", flat=True):
        yield key, titles.get(key, key)


def _structure(path: str, found: QuerySet[Any]) -> Named:
    ordered = found.order_by(f"{path}__position", f"{path}__key", "position", "key")
    for key, edition, code, title in ordered.values_list("key", f"{path}__short_title", "code", "title"):
        yield key, f"{edition}: {_coded(code, title)}"


def _topics(found: QuerySet[Any]) -> Named:
    ordered = found.order_by("field__edition__position", "field__position", "position", "key")
    for key, edition, code, title in ordered.values_list("key", "field__edition__short_title", "code", "title"):
        yield key, f"{edition}: {_coded(code, title)}"


def _goals(found: QuerySet[Any]) -> Named:
    for key, edition, code, text in found.values_list("key", "edition__short_title", "code", "text"):
        yield key, f"{edition}: {_coded(code, text[:100])}"


def _people(found: QuerySet[Any]) -> Named:
    for key, name, short, full in found.values_list("key", "name", "institution__short_name", "institution__name"):
        yield key, f"{name} ({short or full})"


def _sources(found: QuerySet[Any]) -> Named:
    for key, title, publisher, published in found.order_by("title").values_list(
        "key", "title", "publisher", "published"
    ):
        origin = ", ".join(part for part in (publisher, say_partial(published)) if part)
        yield key, f"{title} – {origin}" if origin else title


def _reports(found: QuerySet[Any]) -> Named:
    for key, edition, day in found.values_list("key", "edition__short_title", "as_of"):
        yield key, f"{edition}, {say_date(day)}"


def _of_measure(path: str, found: QuerySet[Any]) -> Named:
    found = found.select_related(path)
    measures = names(m.Measure, {getattr(record, path).key for record in found})
    for record in found:
        yield record.key, f"{measures[getattr(record, path).key]}: {_short(record)}"


def _of_entry(path: str, found: QuerySet[Any]) -> Named:
    related = [path, "institution"] if found.model is m.Responsibility else [path]
    for record in found.select_related(*related):
        yield record.key, f"{getattr(record, path).title}: {_short(record)}"


def _resolutions(found: QuerySet[Any]) -> Named:
    for record in found.select_related("edition", "body"):
        yield record.key, f"{record.edition.short_title}: {record.body} {gettext(record.get_kind_display())}"


def _observations(found: QuerySet[Any]) -> Named:
    for key, title, period in found.values_list("key", "indicator__title", "period"):
        yield key, f"{title}, {say_partial(period)}"


def _targets(found: QuerySet[Any]) -> Named:
    for record in found.select_related("indicator"):
        about = f"{record.indicator}: " if record.indicator else ""
        yield record.key, f"{about}{record.text or say_partial(record.due) or gettext(record.get_kind_display())}"


def _links(found: QuerySet[Any]) -> Named:
    found = found.select_related("measure", "indicator")
    measures = names(m.Measure, {record.measure.key for record in found})
    for record in found:
        yield record.key, f"{measures[record.measure.key]} – {record.indicator}"


def _fates(found: QuerySet[Any]) -> Named:
    for record in found.select_related("old_entry__edition", "new_entry__edition"):
        new = f" → {record.new_entry.edition.short_title}" if record.new_entry else ""
        old = f"{record.old_entry.edition.short_title}: {record.old_entry.title}"
        yield record.key, f"{old}{new}, {gettext(record.get_kind_display())}"


def _short(record: Recorded) -> str:
    return gettext(record.get_state_display()) if isinstance(record, m.Funding) else str(record)


def _coded(code: str, title: str) -> str:
    return f"{code} {title}".strip()


_NAMERS: Mapping[type[Recorded], Callable[[QuerySet[Any]], Named]] = {
    m.MeasureEntry: _entries,
    m.Measure: _measures,
    m.ActionField: partial(_structure, "edition"),
    m.Topic: _topics,
    m.Goal: _goals,
    m.Resolution: _resolutions,
    m.Fate: _fates,
    Observation: _observations,
    Target: _targets,
    MeasureIndicator: _links,
    m.Status: partial(_of_measure, "measure"),
    m.Funding: partial(_of_measure, "measure"),
    m.Milestone: partial(_of_entry, "entry"),
    m.Responsibility: partial(_of_entry, "entry"),
    Report: _reports,
    Person: _people,
    Source: _sources,
}
