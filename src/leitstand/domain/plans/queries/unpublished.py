"""Which institutions and sources only unpublished editions name: the public must not learn of them.

An institution or source belongs to no edition. If a draft is all that names it, its bare presence in a
list would tell what the draft holds. What nothing names at all stays public: nothing is told by it.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from leitstand.domain.institutions.models import Institution, Person
from leitstand.domain.plans import models as m
from leitstand.domain.sources.models import Source, Statement
from leitstand.foundation.history.reading import Row, Rows
from leitstand.foundation.history.recorded import Recorded

SUBJECTS: dict[str, type[Recorded]] = {
    "edition": m.Edition,
    "topic": m.Topic,
    "measure": m.Measure,
    "event": m.Event,
}
# These belong to no edition: they say nothing about whether what names them is published.
LOOSE: tuple[type[Recorded], ...] = (Source, Institution, Person)


class Unpublished:
    """Sorts the records of the models ``naming`` into published and unpublished, and collects what each names."""

    def __init__(self, rows: Rows, naming: Iterable[type[Recorded]]) -> None:
        self._rows = rows
        self._naming = [model for model in naming if model not in LOOSE]
        self._keys: dict[type[Recorded], frozenset[str]] = {}

    @cached_property
    def institutions(self) -> frozenset[str]:
        """Keys of the institutions that unpublished records name and no published one."""
        # The page on this product names the programme office, whatever the plan says.
        open_: set[str] = {row["key"] for row in self._rows(Institution) if row["kind"] == _OFFICE}
        closed: set[str] = set()
        for model in self._naming:
            for row in self._rows(model):
                (closed if self._is_hidden(model, row) else open_).update(self._institutions_of(model, row))
        return frozenset(closed - open_)

    @cached_property
    def sources(self) -> frozenset[str]:
        """Keys of the sources that unpublished records, or hidden institutions, cite and nothing published."""
        open_: set[str] = set()
        closed: set[str] = set()
        for model in self._naming:
            for row in self._rows(model):
                (closed if self._is_hidden(model, row) else open_).update(row.get("sources", ()))
        for row in self._rows(Institution):
            (closed if row["key"] in self.institutions else open_).update(row["sources"])
        return frozenset(closed - open_)

    def _institutions_of(self, model: type[Recorded], row: Row) -> set[str]:
        named = {row[column] for column, parent in _parents(model) if parent is Institution}
        named |= {self._employers.get(row[column]) for column, parent in _parents(model) if parent is Person}
        if model is Statement and row["subject_kind"] == Statement.Subject.INSTITUTION:
            named.add(row["subject_key"])
        return {key for key in named if key}

    @cached_property
    def _employers(self) -> dict[str | None, str]:
        return {row["key"]: row["institution"] for row in self._rows(Person)}

    def _is_hidden(self, model: type[Recorded], row: Row) -> bool:
        return row["key"] in self._hidden(model)

    def _hidden(self, model: type[Recorded]) -> frozenset[str]:
        """Keys of the model's unpublished records."""
        if model not in self._keys:
            self._keys[model] = frozenset(row["key"] for row in self._rows(model) if self._belongs_to_draft(model, row))
        return self._keys[model]

    def _belongs_to_draft(self, model: type[Recorded], row: Row) -> bool:
        if model is m.Edition:
            return not row["published"]
        if model is m.Measure:
            return row["key"] not in self._published_measures
        if model is Statement:
            subject = SUBJECTS.get(row["subject_kind"])
            return subject is not None and row["subject_key"] in self._hidden(subject)
        if row.get("public") is False:
            return True
        return any(row[column] in self._hidden(parent) for column, parent in _parents(model) if _decides(model, parent))

    @cached_property
    def _published_measures(self) -> frozenset[str]:
        hidden = self._hidden(m.MeasureEntry)
        return frozenset(row["measure"] for row in self._rows(m.MeasureEntry) if row["key"] not in hidden)


_OFFICE = Institution.Kind.PROGRAMME_OFFICE


def _decides(model: type[Recorded], parent: type[Recorded]) -> bool:
    """An entry makes its measure public, not the other way round; an earlier state of the same says nothing."""
    return parent not in (*LOOSE, model) and (model, parent) != (m.MeasureEntry, m.Measure)


def _parents(model: type[Recorded]) -> list[tuple[str, type[Recorded]]]:
    """The columns that name one other record, each with its model."""
    related: list[tuple[str, Any]] = [
        (column.name, column.related_model) for column in model._meta.concrete_fields if column.is_relation
    ]
    return [(name, parent) for name, parent in related if issubclass(parent, Recorded)]
