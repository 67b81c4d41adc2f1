"""Loading the frame: sources, institutions, people, editions with fields, topics, lines and goals."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import Any

from leitstand.domain.institutions.models import Institution, Person
from leitstand.domain.plans import models as m
from leitstand.domain.plans.queries import views as v
from leitstand.domain.plans.queries.unpublished import Unpublished
from leitstand.domain.sources.models import Source
from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.history.reading import Row, Rows, make_view


def known_by(text: str, day: date) -> bool:
    """True if a partial date is certain to lie on or before the day; an empty one always is."""
    return not text or PartialDate.parse(text).latest <= day


def labels(choices: Any) -> Mapping[str, str]:
    return {str(code): str(label) for code, label in choices.choices}


def grouped(rows: Iterable[Row], column: str) -> Mapping[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[column]].append(row)
    return grouped


class StructureLoader:
    """Builds the picture bottom-up. Rows whose parents are not visible fall away with them."""

    def __init__(self, rows: Rows, hidden: Unpublished | None, stale_months: int) -> None:
        self.rows, self.as_of, self.stale_months = rows, rows.as_of, stale_months
        self.drafts, self.hidden = hidden is None, hidden

    def known(self, row: Row) -> bool:
        return known_by(row["when"], self.as_of)

    def sources_of(self, row: Row) -> v.Sources:
        return tuple(self.sources[key] for key in row["sources"] if key in self.sources)

    @cached_property
    def sources(self) -> Mapping[str, v.SourceView]:
        kinds = labels(Source.Kind)
        hidden = self.hidden.sources if self.hidden else frozenset()
        return {
            row["key"]: make_view(v.SourceView, row, kind_label=kinds[row["kind"]])
            for row in self.rows(Source)
            if row["key"] not in hidden
        }

    @cached_property
    def institutions(self) -> Mapping[str, v.InstitutionView]:
        kinds = labels(Institution.Kind)
        hidden = self.hidden.institutions if self.hidden else frozenset()
        return {
            row["key"]: make_view(v.InstitutionView, row, kind_label=kinds[row["kind"]], sources=self.sources_of(row))
            for row in self.rows(Institution)
            if row["key"] not in hidden
        }

    @cached_property
    def person_rows(self) -> list[Row]:
        return self.rows(Person)

    @cached_property
    def private_names(self) -> frozenset[str]:
        """Names of persons who did not agree to be named in public; empty for those who may see them."""
        return frozenset(row["name"] for row in self.person_rows if not (self.drafts or row["public"]))

    @cached_property
    def people(self) -> Mapping[str, v.PersonView]:
        people = {}
        for row in self.person_rows:
            if not (self.drafts or row["public"]) or row["institution"] not in self.institutions:
                continue
            hidden = {} if self.drafts else {"email": "", "phone": ""}
            people[row["key"]] = make_view(
                v.PersonView, row | hidden, institution=self.institutions[row["institution"]]
            )
        return people

    @cached_property
    def goals(self) -> Sequence[v.GoalView]:
        return [
            make_view(
                v.GoalView,
                row,
                edition_key=row["edition"],
                field_key=row["field"] or "",
                topic_key=row["topic"] or "",
                sources=self.sources_of(row),
            )
            for row in self.rows(m.Goal)
        ]

    @cached_property
    def edition_rows(self) -> Mapping[str, Row]:
        resolutions = grouped(self.resolution_rows, "edition")
        visible = {}
        for row in sorted(self.rows(m.Edition), key=itemgetter("position", "key")):
            dates = [PartialDate.parse(row["announced"]).latest] if row["announced"] else []
            dates += [resolution["decided_on"] for resolution in resolutions[row["key"]]]
            if (self.drafts or row["published"]) and (not dates or min(dates) <= self.as_of):
                visible[row["key"]] = row
        return visible

    @cached_property
    def resolution_rows(self) -> list[Row]:
        return self.rows(m.Resolution)

    @cached_property
    def fields(self) -> Mapping[str, v.FieldView]:
        fields = {}
        topics: dict[str, list[v.TopicView]] = defaultdict(list)
        for topic in self.topics.values():
            topics[topic.field_key].append(topic)
        for row in self.field_rows.values():
            own = tuple(goal for goal in self.goals if goal.field_key == row["key"] and not goal.topic_key)
            fields[row["key"]] = make_view(
                v.FieldView,
                row,
                edition_key=row["edition"],
                topics=tuple(topics[row["key"]]),
                goals=own,
                sources=self.sources_of(row),
            )
        return fields

    @cached_property
    def field_rows(self) -> Mapping[str, Row]:
        place = {key: number for number, key in enumerate(self.edition_rows)}
        rows = [row for row in self.rows(m.ActionField) if row["edition"] in place]
        rows.sort(key=lambda row: (place[row["edition"]], row["position"], row["key"]))
        return {row["key"]: row for row in rows}

    @cached_property
    def topics(self) -> Mapping[str, v.TopicView]:
        topics = {}
        place = {key: number for number, key in enumerate(self.field_rows)}
        rows = [row for row in self.rows(m.Topic) if row["field"] in place]
        for row in sorted(rows, key=lambda row: (place[row["field"]], row["position"], row["key"])):
            field = self.field_rows[row["field"]]
            topics[row["key"]] = make_view(
                v.TopicView,
                row,
                edition_key=field["edition"],
                field_key=field["key"],
                field_title=field["title"],
                goals=tuple(goal for goal in self.goals if goal.topic_key == row["key"]),
                sources=self.sources_of(row),
            )
        return topics

    @cached_property
    def lines(self) -> Mapping[str, v.LineView]:
        rows = sorted(self.rows(m.CrossCuttingLine), key=itemgetter("position", "key"))
        return {
            row["key"]: make_view(v.LineView, row, edition_key=row["edition"])
            for row in rows
            if row["edition"] in self.edition_rows
        }

    @cached_property
    def editions(self) -> Mapping[str, v.EditionView]:
        resolutions = grouped(self.resolution_rows, "edition")
        amendments = grouped(self.rows(m.Amendment), "edition")
        return {
            key: make_view(
                v.EditionView,
                row,
                fields=tuple(field for field in self.fields.values() if field.edition_key == key),
                lines=tuple(line for line in self.lines.values() if line.edition_key == key),
                goals=tuple(goal for goal in self.goals if goal.edition_key == key),
                resolutions=tuple(self._resolution(r) for r in resolutions[key] if r["decided_on"] <= self.as_of),
                amendments=tuple(
                    make_view(v.AmendmentView, a, sources=self.sources_of(a))
                    for a in amendments[key]
                    if a["made_on"] <= self.as_of
                ),
                sources=self.sources_of(row),
            )
            for key, row in self.edition_rows.items()
        }

    def _resolution(self, row: Row) -> v.ResolutionView:
        return make_view(
            v.ResolutionView,
            row,
            body=self.institutions[row["body"]],
            kind_label=labels(m.Resolution.Kind)[row["kind"]],
            sources=self.sources_of(row),
        )
