"""Loading the whole plan as of a day: one statement per table and relation, whatever its size."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import Any, TypeVar

from leitstand.domain.institutions.models import Institution, Person
from leitstand.domain.plans import models as m
from leitstand.domain.plans.queries import views as v
from leitstand.domain.plans.rules.state import StatusFact, state_of
from leitstand.domain.sources.models import Source, Statement
from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.history.recorded import Recorded
from leitstand.foundation.history.reading import Changes, Row, make_view, rows_as_of

T = TypeVar("T")

MODELS: tuple[type[Recorded], ...] = (
    Source,
    Statement,
    Institution,
    Person,
    m.Plan,
    m.Edition,
    m.ActionField,
    m.Topic,
    m.CrossCuttingLine,
    m.Goal,
    m.CrossWalk,
    m.Measure,
    m.MeasureEntry,
    m.Responsibility,
    m.Milestone,
    m.Status,
    m.Funding,
    m.Fate,
    m.Resolution,
    m.Amendment,
    m.Event,
)


def load_plan(as_of: date, changes: Changes, *, drafts: bool, stale_months: int) -> v.PlanPicture | None:
    """The plan as of a day, or ``None`` if there is none.

    ``changes`` is what the history takes back (``changes_since(MODELS, as_of)``); with ``drafts``
    unpublished editions, persons' addresses and internal notes are included.
    """
    return _Loader(as_of, changes, drafts, stale_months).picture()


def known_by(text: str, day: date) -> bool:
    """True if a partial date is certain to lie on or before the day; an empty one always is."""
    return not text or PartialDate.parse(text).latest <= day


def labels(choices: Any) -> Mapping[str, str]:
    return {str(code): str(label) for code, label in choices.choices}


def _grouped(rows: Iterable[Row], column: str) -> Mapping[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[column]].append(row)
    return grouped


class _Loader:
    """Builds the picture bottom-up. Rows whose parents are not visible fall away with them."""

    def __init__(self, as_of: date, changes: Changes, drafts: bool, stale_months: int) -> None:
        self.as_of, self.changes, self.drafts, self.stale_months = as_of, changes, drafts, stale_months

    def rows(self, model: type[Recorded]) -> list[Row]:
        return rows_as_of(model, self.as_of, self.changes)

    def known(self, row: Row) -> bool:
        return known_by(row["when"], self.as_of)

    def sources_of(self, row: Row) -> v.Sources:
        return tuple(self.sources[key] for key in row["sources"] if key in self.sources)

    @cached_property
    def sources(self) -> Mapping[str, v.SourceView]:
        kinds = labels(Source.Kind)
        return {row["key"]: make_view(v.SourceView, row, kind_label=kinds[row["kind"]]) for row in self.rows(Source)}

    @cached_property
    def institutions(self) -> Mapping[str, v.InstitutionView]:
        kinds = labels(Institution.Kind)
        return {
            row["key"]: make_view(v.InstitutionView, row, kind_label=kinds[row["kind"]], sources=self.sources_of(row))
            for row in self.rows(Institution)
        }

    @cached_property
    def people(self) -> Mapping[str, v.PersonView]:
        people = {}
        for row in self.rows(Person):
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
        resolutions = _grouped(self.resolution_rows, "edition")
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
        rows = sorted(self.rows(m.ActionField), key=itemgetter("position", "key"))
        return {row["key"]: row for row in rows if row["edition"] in self.edition_rows}

    @cached_property
    def topics(self) -> Mapping[str, v.TopicView]:
        topics = {}
        for row in sorted(self.rows(m.Topic), key=itemgetter("position", "key")):
            field = self.field_rows.get(row["field"])
            if field is None:
                continue
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
        resolutions = _grouped(self.resolution_rows, "edition")
        amendments = _grouped(self.rows(m.Amendment), "edition")
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

    @cached_property
    def responsibilities(self) -> Mapping[str, list[v.ResponsibilityView]]:
        roles = labels(m.Responsibility.Role)
        grouped: dict[str, list[v.ResponsibilityView]] = defaultdict(list)
        for row in self.rows(m.Responsibility):
            institution = self.institutions.get(row["institution"])
            if institution is not None:
                grouped[row["entry"]].append(
                    make_view(
                        v.ResponsibilityView,
                        row,
                        role_label=roles[row["role"]],
                        institution=institution,
                        sources=self.sources_of(row),
                    )
                )
        return grouped

    @cached_property
    def milestones(self) -> Mapping[str, list[v.MilestoneView]]:
        grouped: dict[str, list[v.MilestoneView]] = defaultdict(list)
        for row in sorted(self.rows(m.Milestone), key=lambda row: (row["due"] or "9999", row["position"], row["key"])):
            done = row["done_on"] if row["done_on"] and known_by(row["done_on"], self.as_of) else ""
            overdue = bool(row["due"]) and not done and PartialDate.parse(row["due"]).latest < self.as_of
            grouped[row["entry"]].append(
                make_view(v.MilestoneView, row | {"done_on": done}, overdue=overdue, sources=self.sources_of(row))
            )
        return grouped

    @cached_property
    def entries(self) -> Mapping[str, v.EntryView]:
        kinds, districts = labels(m.MeasureEntry.Kind), labels(m.District)
        order = {key: place for place, key in enumerate(self.edition_rows)}
        rows = [row for row in self.rows(m.MeasureEntry) if row["edition"] in order]
        rows.sort(key=lambda row: (order[row["edition"]], row["position"], row["key"]))
        goals = {goal.key: goal for goal in self.goals}
        return {row["key"]: self._entry(row, kinds, districts, goals) for row in rows}

    def _entry(
        self, row: Row, kinds: Mapping[str, str], districts: Mapping[str, str], goals: Mapping[str, v.GoalView]
    ) -> v.EntryView:
        parts = self.responsibilities.get(row["key"], [])
        topic = self.topics.get(row["topic"] or "")
        field = self.fields.get(row["field"] or (topic.field_key if topic else ""))
        return make_view(
            v.EntryView,
            row,
            edition_key=row["edition"],
            edition_short=self.edition_rows[row["edition"]]["short_title"],
            measure_key=row["measure"],
            kind_label=kinds[row["kind"]],
            field=field,
            topic=topic,
            further_topics=_found(self.topics, row["further_topics"]),
            lines=_found(self.lines, row["lines"]),
            goals=_found(goals, row["goals"]),
            district_label=districts.get(row["district"], ""),
            lead=next((part.institution for part in parts if part.role == "lead"), None),
            responsibilities=tuple(parts),
            milestones=tuple(self.milestones.get(row["key"], [])),
            sources=self.sources_of(row),
        )

    @cached_property
    def statuses(self) -> Mapping[str, list[v.StatusView]]:
        stages, lights = labels(m.Status.Stage), labels(m.Status.Light)
        grouped: dict[str, list[v.StatusView]] = defaultdict(list)
        rows = [row for row in self.rows(m.Status) if self.known(row)]
        for row in sorted(rows, key=lambda row: (PartialDate.parse(row["when"]).latest, row["id"])):
            grouped[row["measure"]].append(
                make_view(
                    v.StatusView,
                    row,
                    stage_label=stages[row["stage"]],
                    light_label=lights.get(row["light"], ""),
                    author_institution=self.institutions.get(row["author_institution"] or ""),
                    sources=self.sources_of(row),
                )
            )
        return grouped

    @cached_property
    def funding(self) -> Mapping[str, list[v.FundingView]]:
        states = labels(m.Funding.State)
        grouped: dict[str, list[v.FundingView]] = defaultdict(list)
        rows = [row for row in self.rows(m.Funding) if self.known(row)]
        for row in sorted(rows, key=lambda row: (PartialDate.parse(row["when"]).latest, row["id"])):
            grouped[row["measure"]].append(
                make_view(
                    v.FundingView,
                    row,
                    state_label=states[row["state"]],
                    funder=self.institutions.get(row["funder"] or ""),
                    sources=self.sources_of(row),
                )
            )
        return grouped

    @cached_property
    def measures(self) -> Mapping[str, v.MeasureView]:
        entries: dict[str, list[v.EntryView]] = defaultdict(list)
        for entry in self.entries.values():
            entries[entry.measure_key].append(entry)
        rows = {row["key"]: row for row in self.rows(m.Measure)}
        return {key: self._measure(rows[key], own) for key, own in entries.items() if key in rows}

    def _measure(self, row: Row, entries: Sequence[v.EntryView]) -> v.MeasureView:
        statuses = self.statuses.get(row["key"], [])
        funding = self.funding.get(row["key"], [])
        facts = [StatusFact(status.stage, status.light, status.when) for status in statuses]
        said = [fact.state for fact in funding if fact.state != m.Funding.State.UNKNOWN]
        return v.MeasureView(
            key=row["key"],
            entries=tuple(entries),
            statuses=tuple(statuses),
            funding=tuple(funding),
            state=state_of(facts, self.as_of, self.stale_months),
            money=said[-1] if said else "unknown",
            contact=self.people.get(row["contact"] or ""),
            deputy=self.people.get(row["deputy"] or ""),
            internal_note=row["internal_note"] if self.drafts else "",
        )

    def _fates(self) -> tuple[v.FateView, ...]:
        kinds = labels(m.Fate.Kind)
        return tuple(
            make_view(
                v.FateView,
                row,
                kind_label=kinds[row["kind"]],
                old_entry_key=row["old_entry"],
                new_entry_key=row["new_entry"] or "",
                sources=self.sources_of(row),
            )
            for row in self.rows(m.Fate)
            if self.known(row)
            and row["old_entry"] in self.entries
            and (row["new_entry"] or row["old_entry"]) in self.entries
        )

    def _events(self) -> tuple[v.EventView, ...]:
        kinds = labels(m.Event.Kind)
        rows = [
            row for row in self.rows(m.Event) if self.known(row) and (row["edition"] or "") in {"", *self.edition_rows}
        ]
        return tuple(
            make_view(
                v.EventView,
                row,
                edition_key=row["edition"] or "",
                kind_label=kinds[row["kind"]],
                body=self.institutions.get(row["body"] or ""),
                sources=self.sources_of(row),
            )
            for row in sorted(rows, key=lambda row: (PartialDate.parse(row["when"]).latest, row["key"]))
        )

    def _statements(self) -> tuple[v.StatementView, ...]:
        return tuple(
            make_view(v.StatementView, row, sources=self.sources_of(row))
            for row in self.rows(Statement)
            if self.known(row) and self._speaks_of_visible(row)
        )

    def _speaks_of_visible(self, row: Row) -> bool:
        """A statement about an unpublished edition, topic or measure must not give it away."""
        hideable = {"edition": self.editions, "topic": self.topics, "measure": self.measures}
        visible = hideable.get(row["subject_kind"])
        return visible is None or row["subject_key"] in visible

    def _crosswalks(self) -> tuple[v.CrossWalkView, ...]:
        ends = ("old_field", "old_topic", "new_field", "new_topic")
        visible = {"", *self.fields, *self.topics}
        return tuple(
            v.CrossWalkView(*(row[end] or "" for end in ends), row["note"])
            for row in self.rows(m.CrossWalk)
            if all((row[end] or "") in visible for end in ends)
        )

    def picture(self) -> v.PlanPicture | None:
        plan = next(iter(self.rows(m.Plan)), None)
        if plan is None:
            return None
        return make_view(
            v.PlanPicture,
            plan,
            as_of=self.as_of,
            editions=self.editions,
            fields=self.fields,
            topics=self.topics,
            measures=self.measures,
            entries=self.entries,
            institutions=self.institutions,
            sources=self.sources,
            fates=self._fates(),
            crosswalks=self._crosswalks(),
            events=self._events(),
            statements=self._statements(),
        )


def _found(by_key: Mapping[str, T], keys: Iterable[str]) -> tuple[T, ...]:
    return tuple(by_key[key] for key in keys if key in by_key)
