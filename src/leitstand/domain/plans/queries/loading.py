"""Loading the whole plan as of a day: one statement per table and relation, whatever its size."""

from collections.abc import Container, Iterable, Mapping
from functools import cached_property

from leitstand.domain.institutions.models import Institution, Person
from leitstand.domain.plans import models as m
from leitstand.domain.plans.queries import views as v
from leitstand.domain.plans.queries.measure_loading import MeasureLoader
from leitstand.domain.plans.queries.structure_loading import known_by, labels
from leitstand.domain.plans.queries.unpublished import Unpublished
from leitstand.domain.sources.models import Source, Statement
from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.history.reading import Row, Rows, make_view
from leitstand.foundation.history.recorded import Recorded

__all__ = ["MODELS", "known_by", "labels", "load_plan"]

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


def load_plan(
    rows: Rows, *, drafts: bool, stale_months: int, naming: Iterable[type[Recorded]] = MODELS
) -> v.PlanPicture | None:
    """The plan as of the day of ``rows``, or ``None`` if there is none.

    With ``drafts`` unpublished editions, persons' addresses and internal notes are included. Without,
    institutions and sources are left out that only unpublished records among the models ``naming`` name.
    """
    return _Loader(rows, None if drafts else Unpublished(rows, naming), stale_months).picture()


class _Loader(MeasureLoader):
    """Builds the picture bottom-up. Rows whose parents are not visible fall away with them."""

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

    @cached_property
    def events(self) -> tuple[v.EventView, ...]:
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
            if self._said_by_now(row) and self._speaks_of_visible(row)
        )

    def _said_by_now(self, row: Row) -> bool:
        """A statement counts from its own date; without one, from when its first source was published."""
        if row["when"]:
            return self.known(row)
        published = [source.published for source in self.sources_of(row)]
        return not published or any(known_by(day, self.as_of) for day in published)

    def _speaks_of_visible(self, row: Row) -> bool:
        """A statement about an unpublished edition, topic, measure or event must not give it away."""
        visible = self._hideable.get(row["subject_kind"])
        return visible is None or row["subject_key"] in visible

    @cached_property
    def _hideable(self) -> Mapping[str, Container[str]]:
        events = {event.key for event in self.events}
        return {"edition": self.editions, "topic": self.topics, "measure": self.measures, "event": events}

    def _crosswalks(self) -> tuple[v.CrossWalkView, ...]:
        ends = ("old_field", "old_topic", "new_field", "new_topic")
        visible = {"", *self.fields, *self.topics}
        return tuple(
            make_view(v.CrossWalkView, row | {end: row[end] or "" for end in ends})
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
            events=self.events,
            statements=self._statements(),
        )
