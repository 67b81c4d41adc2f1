"""What in the plan rests on a source: every statement, status, value, paper and decision that cites it."""

from collections.abc import Iterator
from dataclasses import dataclass

from leitstand.domain.plans.queries.views import Sources
from leitstand.domain.reporting.queries.situation import Situation

KINDS = (
    "edition", "resolution", "field", "topic", "measure", "milestone", "status", "funding", "fate", "institution",
    "indicator", "value", "target", "event", "statement", "paper", "demand",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """One record that cites a source: kind of record, the page it stands on (kind, key), what it says, when."""

    kind: str
    page_kind: str
    page_key: str
    title: str
    title_en: str = ""
    when: str = ""


def citations(situation: Situation, source_key: str) -> tuple[Citation, ...]:
    """Everything that cites the source, by kind in the order of ``KINDS``."""
    found = [citation for citation, sources in _all(situation) if any(source.key == source_key for source in sources)]
    return tuple(sorted(dict.fromkeys(found), key=lambda citation: KINDS.index(citation.kind)))


def citation_counts(situation: Situation) -> dict[str, int]:
    """How many records cite each source."""
    counts = dict.fromkeys(situation.plan.sources, 0)
    for _citation, sources in _all(situation):
        for source in sources:
            counts[source.key] += 1
    return counts


def _all(situation: Situation) -> Iterator[tuple[Citation, Sources]]:
    yield from _of_editions(situation)
    yield from _of_measures(situation)
    yield from _of_indicators(situation)
    plan = situation.plan
    for institution in plan.institutions.values():
        named = Citation("institution", "institution", institution.key, institution.name, institution.name_en)
        yield named, institution.sources
    for event in plan.events:
        yield Citation("event", "event", event.key, event.title, event.title_en, event.when), event.sources
    for said in plan.statements:
        about = Citation("statement", said.subject_kind, said.subject_key, said.title, said.title_en, said.when)
        yield about, said.sources
    for paper in situation.papers:
        yield Citation("paper", "paper", paper.key, paper.title, when=paper.published), paper.sources
        for demand in paper.demands:
            yield Citation("demand", "paper", paper.key, demand.text), demand.sources


def _of_editions(situation: Situation) -> Iterator[tuple[Citation, Sources]]:
    for edition in situation.plan.editions.values():
        yield Citation("edition", "edition", edition.key, edition.title, edition.title_en), edition.sources
        for decision in edition.resolutions:
            title = f"{decision.body.name} {decision.kind_label}: {edition.title}"
            day = decision.decided_on.isoformat()
            yield Citation("resolution", "edition", edition.key, title, when=day), decision.sources
        for field in edition.fields:
            yield Citation("field", "field", field.key, field.title, field.title_en), field.sources
        for topic in edition.topics:
            yield Citation("topic", "topic", topic.key, topic.title, topic.title_en), topic.sources


def _of_measures(situation: Situation) -> Iterator[tuple[Citation, Sources]]:
    entries = situation.plan.entries
    for entry in entries.values():
        key = entry.measure_key
        yield Citation("measure", "measure", key, entry.title, entry.title_en), entry.sources
        for part in entry.responsibilities:
            said = f"{entry.title} – {part.role_label}: {part.institution.name}"
            yield Citation("measure", "measure", key, said), part.sources
        for step in entry.milestones:
            when = step.done_on or step.due
            yield Citation("milestone", "measure", key, step.title, step.title_en, when), step.sources
    for measure in situation.plan.measures.values():
        for status in measure.statuses:
            said = f"{measure.latest.title}: {status.said}"
            yield Citation("status", "measure", measure.key, said, when=status.when), status.sources
        for fact in measure.funding:
            said = f"{measure.latest.title}: {fact.state_label}"
            yield Citation("funding", "measure", measure.key, said, when=fact.when), fact.sources
    for fate in situation.plan.fates:
        entry = entries[fate.old_entry_key]
        said = f"{entry.title}: {fate.kind_label}"
        yield Citation("fate", "measure", entry.measure_key, said, when=fate.when), fate.sources


def _of_indicators(situation: Situation) -> Iterator[tuple[Citation, Sources]]:
    for indicator in situation.indicators.values():
        key, title, title_en = indicator.key, indicator.title, indicator.title_en
        yield Citation("indicator", "indicator", key, title, title_en), indicator.sources
        for value in indicator.observations:
            yield Citation("value", "indicator", key, title, title_en, value.period), value.sources
        for target in indicator.targets:
            yield Citation("target", "indicator", key, title, title_en, target.due), target.sources
    for target in situation.targets:
        kind, key = ("topic", target.topic_key) if target.topic_key else ("edition", target.edition_key)
        yield Citation("target", kind, key, target.text, target.text_en, target.due), target.sources
