"""Loading measures: entries with responsibilities and milestones, statuses, money, and the state of each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from leitstand.domain.plans import models as m
from leitstand.domain.plans.queries import views as v
from leitstand.domain.plans.queries.structure_loading import StructureLoader, known_by, labels
from leitstand.domain.plans.rules.state import StatusFact, state_of
from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.history.reading import Row, make_view

T = TypeVar("T")


class MeasureLoader(StructureLoader):
    """Adds measures to the frame."""

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
                    author=self._author(row),
                    author_institution=self.institutions.get(row["author_institution"] or ""),
                    sources=self.sources_of(row),
                )
            )
        return grouped

    def _author(self, row: Row) -> str:
        """Who said it. The public gets no address, and no person who did not agree to be named."""
        author: str = row["author"]
        hidden = not self.drafts and ("@" in author or author in self.private_names)
        return "" if hidden else author

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
            contact_institution=self._institution_of(row["contact"]),
        )

    def _institution_of(self, person_key: str | None) -> v.InstitutionView | None:
        """Where a person who is still in charge works; who it is does not follow from it."""
        for row in self.person_rows:
            if row["key"] == person_key and (row["gone_on"] is None or row["gone_on"] > self.as_of):
                return self.institutions.get(row["institution"])
        return None


def _found(by_key: Mapping[str, T], keys: Iterable[str]) -> tuple[T, ...]:
    return tuple(by_key[key] for key in keys if key in by_key)
