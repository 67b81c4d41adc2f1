"""The plan editor: what does this edition say, and what is missing? Outline, text, gaps, side by side."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.domain.plans.access import may_keep
from leitstand.domain.plans.queries.views import EditionView, FieldView, TopicView
from leitstand.domain.reporting.queries import MeasureRow, Situation, situation, waiting
from leitstand.foundation.errors import NotFound
from leitstand.interfaces.desk.doorway import crumbs
from leitstand.interfaces.desk.waiting import grid_url
from leitstand.interfaces.look.actors import actor_of
from leitstand.interfaces.look.templatetags.words import gap_word


@dataclass(frozen=True)
class Missing:
    """Something the edition does not say yet."""

    text: str
    url: str


def editions(request: HttpRequest) -> HttpResponse:
    """To the edition in force; without a plan, to making one."""
    try:
        seen = situation(timezone.localdate(), actor=actor_of(request))
    except NotFound:
        return redirect("desk:start")
    chosen = seen.plan.in_force
    return redirect("desk:editor", chosen.key) if chosen else redirect("desk:listing", "fassung")


def editor(request: HttpRequest, edition_key: str, part: str = "") -> HttpResponse:
    """An edition, or one field or topic of it."""
    actor = actor_of(request)
    seen = situation(timezone.localdate(), actor=actor)
    edition = seen.edition(edition_key)
    field, topic = _part(edition, part)
    context = {
        "situation": seen,
        "edition": edition,
        "editions": seen.plan.editions.values(),
        "field": field,
        "topic": topic,
        "part": part,
        "rows": _rows(seen, edition, field, topic),
        "loose": [row for row in seen.rows(edition_key) if row.entry.field is None],
        "goals": (topic or field or edition).goals if (topic or field) else _own_goals(edition),
        "missing": _missing(seen, edition),
        "may_keep": may_keep(actor),
        "crosswalks": _crosswalks(seen, part),
        "breadcrumb": crumbs((_("Plan"), reverse("desk:editions")), (edition.short_title, "")),
    }
    return render(request, "desk/editor.html", context)


def _part(edition: EditionView, key: str) -> tuple[FieldView | None, TopicView | None]:
    if not key:
        return None, None
    field = next((field for field in edition.fields if field.key == key), None)
    topic = next((topic for topic in edition.topics if topic.key == key), None)
    if field is None and topic is None:
        raise NotFound(_("Diesen Teil hat die Fassung nicht."))
    return field, topic


def _own_goals(edition: EditionView) -> list[Any]:
    return [goal for goal in edition.goals if not goal.field_key and not goal.topic_key]


def _rows(seen: Situation, edition: EditionView, field: FieldView | None, topic: TopicView | None) -> list[MeasureRow]:
    if topic:
        return [row for row in seen.rows_of_topic(topic.key) if row.entry.edition_key == edition.key]
    if field:
        return [row for row in seen.rows_of_field(field.key) if row.entry.topic is None]
    return []


def _crosswalks(seen: Situation, part: str) -> list[str]:
    """Which parts of other editions this one follows from or leads to, in words."""
    parts: list[FieldView | TopicView] = [*seen.plan.fields.values(), *seen.plan.topics.values()]
    titles = {one.key: (one.edition_key, one.title) for one in parts}

    def said(key: str) -> str:
        edition, title = titles[key]
        return f"{seen.edition(edition).short_title}: {title}"

    pairs = [
        (walk.old_field or walk.old_topic, walk.new_field or walk.new_topic, walk.note) for walk in seen.plan.crosswalks
    ]
    return [
        f"{said(old)} → {said(new)}{f' ({note})' if note else ''}" for old, new, note in pairs if part in (old, new)
    ]


def _missing(seen: Situation, edition: EditionView) -> list[Missing]:
    """What the edition does not say yet, each with the place to say it."""
    return [*_missing_texts(edition), *_missing_structure(seen, edition), *_missing_in_measures(seen, edition)]


def _missing_texts(edition: EditionView) -> list[Missing]:
    here = reverse("desk:record", args=["fassung", edition.key])
    absent = []
    for name, text in (("overall_goal", _("Gesamtziel")), ("summary", _("Worum es geht")), ("begins", _("gilt ab"))):
        if not getattr(edition, name):
            absent.append(Missing(_("Fehlt: %(what)s") % {"what": text}, f"{here}#id_{name}"))
    if edition.kind == "edition" and not edition.adopted_on:
        absent.append(Missing(_("noch nicht beschlossen"), reverse("desk:adopt", args=[edition.key])))
    if not edition.published:
        absent.append(Missing(_("noch nicht öffentlich"), f"{here}#id_published"))
    return absent


def _missing_structure(seen: Situation, edition: EditionView) -> list[Missing]:
    absent = []
    for topic in edition.topics:
        place = reverse("desk:editor-part", args=[edition.key, topic.key])
        if topic in seen.empty_topics:
            absent.append(Missing(_("Thema ohne Maßnahme: %(title)s") % {"title": topic.title}, place))
    for field in edition.fields:
        if not field.goals and not any(topic.goals for topic in field.topics):
            place = reverse("desk:editor-part", args=[edition.key, field.key])
            absent.append(Missing(_("Handlungsfeld ohne Ziel: %(title)s") % {"title": field.title}, place))
    return absent


def _missing_in_measures(seen: Situation, edition: EditionView) -> list[Missing]:
    return [
        Missing(f"{len(rows)} × {gap_word(gap)}", grid_url(fassung=edition.key, luecke=gap))
        for gap, rows in waiting.by_gap(seen.rows(edition.key)).items()
    ]
