"""The search over every title ever used: what a person may type, and what it leads to.

One thing may have had several titles (a measure in each edition, an institution's short name, a code
such as C1). The best of them counts; the answer says which it was and, if it has changed, what the
thing is called now. A title that was reworded within one edition counts as well, as a former one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from leitstand.domain.plans.queries.views import EntryView
from leitstand.domain.reporting.queries.situation import Situation
from leitstand.domain.reporting.rules.search import Folded, search

KINDS = ("measure", "topic", "field", "indicator", "institution", "edition", "paper", "source")
AS_GOOD = 0.95


@dataclass(frozen=True, slots=True)
class Title:
    """One name of one thing: what kind of thing, its key, the name, and the edition that uses it.

    ``former`` if nothing bears the name any more: it stood in that edition before it was reworded.
    """

    kind: str
    key: str
    text: str
    edition_key: str = ""
    edition_short: str = ""
    code: str = ""
    former: bool = False


@dataclass(frozen=True, slots=True)
class Find:
    """A thing that was found, by the ``title`` that fits best; ``score`` from 0 to 1."""

    title: Title
    score: float


def titles(situation: Situation) -> list[Title]:
    """Every title, in both languages, in the order of the plan; then the former ones."""
    known = [title for title in _titles(situation) if title.text]
    borne = {(title.kind, title.key, title.text) for title in known}
    return known + [title for title in _former(situation) if (title.kind, title.key, title.text) not in borne]


def find(situation: Situation, query: str) -> dict[str, list[Find]]:
    """What answers the query, by kind in the order of ``KINDS``, best first, each thing once."""
    known = titles(situation)
    best: dict[tuple[str, str], Find] = {}
    places: dict[tuple[str, str], int] = {}
    for hit in search(query, [Folded.of(title.text) for title in known]):
        title = known[hit.index]
        thing = (title.kind, title.key)
        if thing not in best:
            best[thing], places[thing] = Find(title, hit.score), hit.index
        # A title that fits almost as well but stands earlier is today's, or the German one.
        elif hit.index < places[thing] and hit.score >= AS_GOOD * best[thing].score:
            best[thing], places[thing] = Find(title, best[thing].score), hit.index
    grouped = {kind: [find for find in best.values() if find.title.kind == kind] for kind in KINDS}
    return {kind: finds for kind, finds in grouped.items() if finds}


def _titles(situation: Situation) -> Iterator[Title]:
    plan = situation.plan
    for measure in plan.measures.values():
        for entry in reversed(measure.entries):
            yield from _of_entry(entry)
    for topic in plan.topics.values():
        short = plan.editions[topic.edition_key].short_title
        for text in (topic.title, topic.title_en, topic.code):
            yield Title("topic", topic.key, text, topic.edition_key, short, topic.code)
    for field in plan.fields.values():
        short = plan.editions[field.edition_key].short_title
        for text in (field.title, field.title_en, field.code):
            yield Title("field", field.key, text, field.edition_key, short, field.code)
    yield from _others(situation)


def _of_entry(entry: EntryView) -> Iterator[Title]:
    texts = [entry.title, entry.title_en, entry.code, f"{entry.code} {entry.title}" if entry.code else "", entry.task]
    for text in texts:
        yield Title("measure", entry.measure_key, text, entry.edition_key, entry.edition_short, entry.code)


def _others(situation: Situation) -> Iterator[Title]:
    plan = situation.plan
    for indicator in situation.indicators.values():
        for text in (indicator.title, indicator.title_en, indicator.table_code):
            yield Title("indicator", indicator.key, text)
    for institution in plan.institutions.values():
        for text in (institution.name, institution.short_name, institution.name_en):
            yield Title("institution", institution.key, text)
    for edition in plan.editions.values():
        for text in (edition.title, edition.title_en, edition.short_title):
            yield Title("edition", edition.key, text, edition.key, edition.short_title)
    for paper in situation.papers:
        for text in (paper.title, f"{paper.body} {paper.title}"):
            yield Title("paper", paper.key, text)
    for source in plan.sources.values():
        yield Title("source", source.key, source.title)


def _former(situation: Situation) -> Iterator[Title]:
    """Latest first, so that of two former titles that fit alike the younger one is shown."""
    plan = situation.plan
    known = {
        "indicator": situation.indicators,
        "institution": plan.institutions,
        "paper": {paper.key for paper in situation.papers},
        "source": plan.sources,
    }
    for former in reversed(situation.former_titles):
        if former.edition_key:
            short = plan.editions[former.edition_key].short_title
            yield Title(former.kind, former.key, former.text, former.edition_key, short, former=True)
        elif former.key in known[former.kind]:
            yield Title(former.kind, former.key, former.text, former=True)
