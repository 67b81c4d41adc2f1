"""Everything that can be kept at the desk, in one table: which model, which fields, where it belongs.

Forms, lists, addresses and rights of all kinds come from here. A new kind of record is one more
line in ``KINDS``. ``parent`` names what a record belongs to for good; ``children`` are listed on
its page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext

from leitstand.domain.indicators import joining
from leitstand.domain.indicators.models import Indicator, MeasureIndicator, Observation, Target
from leitstand.domain.institutions.models import Institution, Person
from leitstand.domain.papers.models import Demand, Paper
from leitstand.domain.plans import models as m
from leitstand.domain.plans import operations as plan_verbs
from leitstand.domain.sources import records
from leitstand.domain.sources.models import Source, Statement
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotFound
from leitstand.foundation.history.recorded import Recorded
from leitstand.foundation.history.writing import type_of

SOURCED = ("sources", "note")


@dataclass(frozen=True)
class Kind:
    """One kind of record. ``columns`` are shown in its list, ``search`` is searched there.

    ``lists`` is false for kinds that are only reached through what they belong to. ``made_here`` is
    false where records come about by other means (adoption, amendments).
    """

    name: str
    model: type[Recorded]
    fields: tuple[str, ...]
    parent: str = ""
    children: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    search: tuple[str, ...] = ("key",)
    lists: bool = False
    made_here: bool = True
    removable: bool = True

    @property
    def title(self) -> str:
        return gettext(str(self.model._meta.verbose_name))

    @property
    def plural(self) -> str:
        return gettext(str(self.model._meta.verbose_name_plural))

    @property
    def type(self) -> str:
        return type_of(self.model)

    @property
    def is_part_of_plan(self) -> bool:
        """Written by the plan's verbs, which know of adopted editions."""
        return self.model._meta.app_label == "plans"

    @property
    def verbs(self) -> Any:
        """The verbs of its records: values of indicators must fit their series."""
        return joining if self.model._meta.app_label == "indicators" else records

    @property
    def parent_kind(self) -> "Kind | None":
        if not self.parent:
            return None
        column: Any = self.model._meta.get_field(self.parent)
        return BY_MODEL[column.related_model]

    def find(self, key: str) -> Recorded:
        """The record with this key, removed or not. Raises ``NotFound``."""
        found = self.model._default_manager.filter(key=key).first()
        if found is None:
            raise NotFound(f"Es gibt keinen Eintrag „{key}“ unter „{self.plural}“.")
        return found

    def add(self, obj: Recorded, related: records.Related, *, actor: Actor, amendment: str) -> Recorded:
        if isinstance(obj, m.MeasureEntry) and _is_new_measure(obj):
            return plan_verbs.add_measure(obj, related, actor=actor, amendment=amendment)
        if self.is_part_of_plan:
            return plan_verbs.add(obj, related, actor=actor, amendment=amendment)
        added: Recorded = self.verbs.add(obj, related, actor=actor, reason=amendment)
        return added

    def change(self, obj: Recorded, values: Mapping[str, Any], *, actor: Actor, amendment: str) -> dict[str, Any]:
        if self.is_part_of_plan:
            return plan_verbs.change(obj, values, actor=actor, amendment=amendment)
        changed: dict[str, Any] = self.verbs.change(obj, values, actor=actor, reason=amendment)
        return changed

    def remove(self, obj: Recorded, *, actor: Actor, reason: str) -> None:
        if self.is_part_of_plan:
            plan_verbs.remove(obj, actor=actor, amendment=reason)
        else:
            self.verbs.remove(obj, actor=actor, reason=reason)

    def restore(self, obj: Recorded, *, actor: Actor, reason: str) -> None:
        if self.is_part_of_plan:
            plan_verbs.restore(obj, actor=actor, amendment=reason)
        else:
            self.verbs.restore(obj, actor=actor, reason=reason)


def _is_new_measure(entry: Any) -> bool:
    return entry.measure_id is None


KINDS: Sequence[Kind] = (
    Kind(
        "plan", m.Plan, ("title", "title_en", "summary", "summary_en", "region", "ags", *SOURCED),
        children=("fassung", "ereignis"), columns=("title", "region"), search=("title",), lists=True,
    ),
    Kind(
        "fassung", m.Edition,
        ("kind", "title", "title_en", "short_title", "position", "begins", "ends", "announced", "published",
         "overall_goal", "summary", "summary_en", *SOURCED),
        parent="plan", columns=("title", "short_title", "begins", "ends", "published"), search=("title",),
        children=("handlungsfeld", "querschnittslinie", "ziel", "beschluss", "aenderung"), lists=True,
    ),
    Kind(
        "handlungsfeld", m.ActionField, ("code", "title", "title_en", "summary", "position", *SOURCED),
        parent="edition", children=("thema",), columns=("edition", "code", "title"), search=("title",), lists=True,
    ),
    Kind(
        "thema", m.Topic, ("field", "code", "title", "title_en", "summary", "position", *SOURCED),
        columns=("field", "code", "title"), search=("title",), lists=True,
    ),
    Kind(
        "querschnittslinie", m.CrossCuttingLine, ("title", "title_en", "position", *SOURCED),
        parent="edition", columns=("edition", "title"), search=("title",), lists=True,
    ),
    Kind(
        "ziel", m.Goal, ("field", "topic", "code", "text", "text_en", "position", *SOURCED),
        parent="edition", columns=("edition", "code", "text"), search=("text",), lists=True,
    ),
    Kind(
        "ueberleitung", m.CrossWalk, ("old_field", "old_topic", "new_field", "new_topic", *SOURCED),
        columns=("old_field", "old_topic", "new_field", "new_topic"), search=("key", "note"), lists=True,
    ),
    Kind("massnahme", m.Measure, ("contact", "deputy", "internal_note"), parent="plan", made_here=False),
    Kind(
        "eintrag", m.MeasureEntry,
        ("measure", "code", "title", "title_en", "kind", "promise", "promise_en", "task", "field", "topic",
         "further_topics", "lines", "goals", "begins", "ends", "planned", "planned_approximate", "lighthouse",
         "district", "latitude", "longitude", "position", *SOURCED),
        parent="edition", children=("zustaendigkeit", "meilenstein"), columns=("edition", "code", "title", "ends"),
        search=("title", "code"),
    ),
    Kind("zustaendigkeit", m.Responsibility, ("role", "institution", *SOURCED), parent="entry",
         columns=("role", "institution")),
    Kind("meilenstein", m.Milestone, ("title", "title_en", "due", "done_on", "position", *SOURCED), parent="entry",
         columns=("title", "due", "done_on")),
    Kind("status", m.Status, ("when", "stage", "light", "wording", "reason", "author", "author_institution", *SOURCED),
         parent="measure", columns=("when", "stage", "light", "wording")),
    Kind(
        "finanzierung", m.Funding,
        ("when", "state", "funder", "funder_text", "planned", "secured", "spent", "approximate", *SOURCED),
        parent="measure", columns=("when", "state", "planned", "secured", "spent"),
    ),
    Kind("verbleib", m.Fate, ("old_entry", "kind", "new_entry", "reason", "when", *SOURCED),
         columns=("old_entry", "kind", "new_entry"), search=("old_entry__title", "reason"), lists=True),
    Kind("beschluss", m.Resolution, ("body", "kind", "decided_on", "number", *SOURCED), parent="edition",
         columns=("edition", "body", "kind", "decided_on", "number"), search=("number",), lists=True),
    Kind("aenderung", m.Amendment, SOURCED, parent="edition", columns=("edition", "made_on", "reason"),
         search=("reason",), lists=True, made_here=False, removable=False),
    Kind(
        "ereignis", m.Event, ("edition", "body", "kind", "when", "number", "title", "title_en", "text", *SOURCED),
        parent="plan", columns=("when", "kind", "title", "body"), search=("title", "text", "number"), lists=True,
    ),
    Kind(
        "institution", Institution, ("name", "short_name", "name_en", "kind", "url", "role_text", *SOURCED),
        children=("person",), columns=("name", "short_name", "kind"), search=("name", "short_name"), lists=True,
    ),
    Kind("person", Person, ("institution", "name", "position", "email", "phone", "heads", "public", "gone_on"),
         columns=("name", "institution", "position", "email"), search=("name", "institution__name"), lists=True),
    Kind("quelle", Source, ("title", "publisher", "kind", "url", "published", "weak", "note"),
         columns=("title", "publisher", "published", "kind"), search=("title", "publisher", "key"), lists=True),
    Kind(
        "angabe", Statement,
        ("subject_kind", "subject_key", "aspect", "title", "title_en", "value", "unit", "text", "approximate", "when",
         *SOURCED),
        columns=("title", "subject_kind", "subject_key", "value", "unit", "when"),
        search=("title", "subject_key", "aspect"), lists=True,
    ),
    Kind(
        "indikator", Indicator,
        ("title", "title_en", "unit", "unit_en", "decimals", "polarity", "origin", "definition", "definition_en",
         "table_code", "code_verified", "frequency", "frequency_en", "depth", "depth_en", "question", "question_en",
         "asked_of", "asked_of_en", "lowest", "highest", "warning", "warning_en", "topics", "position", *SOURCED),
        children=("wert", "zielwert", "bezug"), columns=("title", "unit", "origin"), search=("title",), lists=True,
    ),
    Kind("wert", Observation,
         ("region", "period", "value", "unit", "definition", "sign", "flag", "approximate", "basis", "vintage",
          "breaks", *SOURCED),
         parent="indicator", columns=("period", "value", "vintage", "region", "flag")),
    Kind(
        "zielwert", Target,
        ("indicator", "edition", "topic", "kind", "value", "upper", "unit", "due", "compared_with", "text", "text_en",
         "stated", "firmness", "committed_by", "committed_text", *SOURCED),
        columns=("indicator", "kind", "value", "due", "text"), search=("text", "indicator__title"), lists=True,
    ),
    Kind("bezug", MeasureIndicator, ("measure", "indicator", "role", *SOURCED),
         columns=("measure", "indicator", "role"),
         search=("measure__key", "indicator__title"), lists=True),
    Kind(
        "papier", Paper,
        ("title", "kind", "body", "institution", "land", "years", "published", "url", "target", "monitoring",
         "position", *SOURCED),
        children=("forderung",), columns=("title", "body", "land", "published"), search=("title", "body"), lists=True,
    ),
    Kind("forderung", Demand, ("text", "position", *SOURCED), parent="paper", columns=("text",), search=("text",)),
)  # fmt: skip
BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}
BY_MODEL: Mapping[type[Recorded], Kind] = {kind.model: kind for kind in KINDS}
BY_TYPE: Mapping[str, Kind] = {kind.type: kind for kind in KINDS}


def kind_named(name: str) -> Kind:
    """The kind of an address. Raises ``NotFound``."""
    if name not in BY_NAME:
        raise NotFound(f"„{name}“ gibt es nicht.")
    return BY_NAME[name]


def address(obj: Recorded) -> str:
    """The page on which a record is read and changed."""
    return reverse("desk:record", args=[BY_MODEL[type(obj)].name, obj.key])


def home(obj: Recorded) -> str:
    """The page to go to after a record was written: where it stands among its like."""
    if isinstance(obj, m.Status | m.Funding):
        return reverse("desk:measure", args=[obj.measure.key])
    if isinstance(obj, m.Responsibility | m.Milestone):
        return reverse("desk:measure", args=[obj.entry.measure.key])
    if isinstance(obj, m.MeasureEntry):
        return reverse("desk:measure", args=[obj.measure.key])
    if isinstance(obj, m.Measure):
        return reverse("desk:measure", args=[obj.key])
    if isinstance(obj, m.Edition):
        return reverse("desk:editor", args=[obj.key])
    if isinstance(obj, m.Topic):
        return reverse("desk:editor-part", args=[obj.field.edition.key, obj.key])
    if isinstance(obj, m.ActionField):
        return reverse("desk:editor-part", args=[obj.edition.key, obj.key])
    if isinstance(obj, m.Goal | m.CrossCuttingLine | m.Resolution):
        return reverse("desk:editor", args=[obj.edition.key])
    return address(obj)


def edition_of(obj: Recorded) -> m.Edition | None:
    """The edition a record of the plan's structure belongs to; fields, topics, lines and goals are offered from it."""
    step: Any = obj
    for _ in range(3):
        if isinstance(step, m.Edition):
            return step
        names = {column.name for column in step._meta.concrete_fields if isinstance(column, models.ForeignKey)}
        following = next((name for name in ("edition", "field", "entry") if name in names), None)
        step = getattr(step, following, None) if following and getattr(step, f"{following}_id") else None
        if step is None:
            return None
    return None
