"""Adding, changing, removing and restoring a record of any kind; and the lists of all of a kind."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.domain.plans.access import may_keep, require_keeper
from leitstand.domain.reporting.queries import situation
from leitstand.domain.sources import records
from leitstand.domain.sources.models import Statement
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotAllowed, RuleBroken
from leitstand.foundation.history import recording
from leitstand.foundation.history.reading import current
from leitstand.foundation.history.recorded import Recorded
from leitstand.interfaces.desk.doorway import crumbs
from leitstand.interfaces.desk.forms import RecordForm
from leitstand.interfaces.desk.kinds import BY_NAME, KINDS, Kind, address, home, kind_named
from leitstand.interfaces.desk.naming import names
from leitstand.interfaces.desk.showing import cells
from leitstand.interfaces.desk.telling import tell
from leitstand.interfaces.look.actors import actor_of

PAGE = 100


def catalogue(request: HttpRequest) -> HttpResponse:
    """What can be looked up and kept: all kinds with their numbers."""
    listed = [{"kind": kind, "count": current(kind.model).count()} for kind in KINDS if kind.lists]
    return render(request, "desk/catalogue.html", {"listed": listed})


def listing(request: HttpRequest, kind: str) -> HttpResponse:
    """All records of a kind, searched and in pages.

    With ``?entfernt=1`` those that were removed; with ``?widerspruch=1`` statements that contradict each other.
    """
    actor, shown = actor_of(request), kind_named(kind)
    removed = "entfernt" in request.GET
    text = request.GET.get("q", "").strip()
    found = shown.model._default_manager.exclude(removed_on=None) if removed else current(shown.model)
    if text:
        wanted = Q()
        for name in shown.search:
            wanted |= Q(**{f"{name}__icontains": text})
        found = found.filter(wanted)
    conflicting = "widerspruch" in request.GET and shown.model is Statement
    if conflicting:
        found = found.filter(key__in=_contradicting(actor))
    page = Paginator(_with_relations(shown, found), PAGE).get_page(request.GET.get("page"))
    context = {
        "kind": shown,
        "heads": [_head(shown, name) for name in shown.columns],
        "rows": [_row(shown, obj, removed and may_keep(actor)) for obj in page],
        "page_obj": page,
        "text": text,
        "removed": removed,
        "removed_count": shown.model._default_manager.exclude(removed_on=None).count(),
        "conflicting": conflicting,
        "may_add": may_keep(actor) and shown.made_here,
        "breadcrumb": crumbs((_("Verzeichnisse"), reverse("desk:catalogue")), (shown.plural, "")),
    }
    return render(request, "desk/listing.html", context)


def _with_relations(kind: Kind, found: models.QuerySet[Any]) -> models.QuerySet[Any]:
    related = [name for name in kind.columns if kind.model._meta.get_field(name).is_relation]
    return found.select_related(*related) if related else found


def _row(kind: Kind, obj: Recorded, restorable: bool) -> dict[str, Any]:
    return {
        "obj": obj,
        "url": address(obj),
        "cells": cells(obj, kind.columns),
        "restore_url": reverse("desk:restore", args=[kind.name, obj.key]) if restorable else "",
    }


def _contradicting(actor: Actor) -> list[str]:
    seen = situation(timezone.localdate(), actor=actor)
    return [statement.key for group in seen.contradictions for statement in group]


def _head(kind: Kind, name: str) -> str:
    # The form asks for columns only, and a column has a name.
    title = _(str(kind.model._meta.get_field(name).verbose_name))  # type: ignore[union-attr]  # a field of ours, never a relation from elsewhere
    return title[:1].upper() + title[1:]


def add(request: HttpRequest, kind: str) -> HttpResponse:
    """A form for a new record; ``?edition=KEY`` and the like say what it belongs to or start with."""
    actor = actor_of(request)
    new_kind = kind_named(kind)
    require_keeper(actor)
    if not new_kind.made_here:
        raise NotAllowed(_("„%(kind)s“ wird nicht von Hand angelegt.") % {"kind": new_kind.title})
    obj = _begun(new_kind, request.GET)
    form = RecordForm(new_kind, obj, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if "more" in request.POST:
            form.only_show()
        else:
            saved = form.save(actor)
            if saved is not None:
                messages.success(request, _("Angelegt: %(name)s") % {"name": saved.label})
                return redirect(home(saved))
    parent = getattr(obj, new_kind.parent) if new_kind.parent and getattr(obj, f"{new_kind.parent}_id") else None
    context = {
        "form": form,
        "kind": new_kind,
        "parent": parent,
        "cancel_url": _back(new_kind, parent),
        "breadcrumb": crumbs((new_kind.plural, _back(new_kind, parent)), (_("Neu"), "")),
    }
    return render(request, "desk/record_new.html", context, status=422 if form.errors else 200)


def _back(kind: Kind, parent: Recorded | None) -> str:
    return home(parent) if parent is not None else reverse("desk:listing", args=[kind.name])


def _begun(kind: Kind, given: Any) -> Recorded:
    """An unsaved record with the relations that the address gives."""
    obj = kind.model()
    columns: dict[str, Any] = {column.name: column for column in kind.model._meta.concrete_fields}
    for name in given:
        column = columns.get(name)
        if column is not None and column.is_relation:
            setattr(obj, name, current(column.related_model).filter(key=given[name]).first())
    return obj


def record(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """A record: read by everyone at the desk, changed by those who may; with what belongs to it."""
    actor = actor_of(request)
    shown = kind_named(kind)
    obj = shown.find(key)
    editable = may_keep(actor) and obj.removed_on is None
    form = RecordForm(shown, obj, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require_keeper(actor)
        if not editable:
            raise RuleBroken(_("„%(name)s“ ist entfernt. Bitte zuerst wiederherstellen.") % {"name": _name(obj)})
        if "more" in request.POST:
            form.only_show()
        elif form.save(actor) is not None:
            messages.success(request, _("Gespeichert: %(name)s") % {"name": _name(obj)})
            return redirect(home(shown.find(key)))
    context = {
        "form": form,
        "kind": shown,
        "obj": obj,
        "name": _name(obj),
        "editable": editable,
        "may_keep": may_keep(actor),
        "facts": [] if editable else _facts(shown, obj),
        "children": [_children(BY_NAME[child], obj, editable) for child in shown.children],
        "history": _history(shown, obj),
        "cancel_url": _way_back(obj),
        "breadcrumb": crumbs((shown.plural, _way_back(obj)), (_name(obj), "")),
    }
    return render(request, "desk/record.html", context, status=422 if form.errors else 200)


def _way_back(obj: Recorded) -> str:
    there = home(obj)
    kind = next(kind for kind in KINDS if kind.model is type(obj))
    return reverse("desk:listing", args=[kind.name]) if there == address(obj) else there


def _name(obj: Recorded) -> str:
    return names(type(obj), [obj.key])[obj.key]


def _facts(kind: Kind, obj: Recorded) -> list[dict[str, Any]]:
    said = cells(obj, kind.fields)
    return [{"label": _head(kind, name), "value": cell.text} for name, cell in zip(kind.fields, said, strict=True)]


def _history(kind: Kind, obj: Recorded) -> Any:
    return tell(recording.history_of(kind.type, obj.key)[:3], get_language() or "de")


def _children(kind: Kind, obj: Recorded, editable: bool) -> dict[str, Any]:
    link = kind.parent or next(
        column.name for column in kind.model._meta.concrete_fields if column.related_model is type(obj)
    )
    found = _with_relations(kind, current(kind.model).filter(**{link: obj}))
    return {
        "kind": kind,
        "heads": [_head(kind, name) for name in kind.columns],
        "rows": [_row(kind, child, restorable=False) for child in found],
        "add_url": f"{reverse('desk:add', args=[kind.name])}?{link}={obj.key}" if editable and kind.made_here else "",
    }


def remove(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Show what removing means and what stands in its way; remove on confirmation."""
    actor = actor_of(request)
    require_keeper(actor)
    shown = kind_named(kind)
    obj = shown.find(key)
    if not shown.removable or obj.removed_on is not None:
        raise RuleBroken(_("„%(name)s“ kann nicht entfernt werden.") % {"name": _name(obj)})
    users = [
        {"name": f"{_(str(user._meta.verbose_name))}: {user.label}", "url": address(user)}
        for user in records.users_of(obj)
    ]
    context = _asked(request, shown, obj) | {"users": users}
    if request.method == "POST":
        after = _after_removal(obj)
        try:
            shown.remove(obj, actor=actor, reason=context["reason"])
        except RuleBroken as error:
            context |= {"problem": str(error), "needs_reason": error.code == "frozen"}
        else:
            messages.success(
                request, _("Entfernt: %(name)s. Im Verlauf bleibt alles erhalten.") % {"name": context["name"]}
            )
            return redirect(after)
    return render(request, "desk/record_remove.html", context, status=422 if context["problem"] else 200)


def _asked(request: HttpRequest, kind: Kind, obj: Recorded) -> dict[str, Any]:
    """What a page needs that asks before it does something to a record."""
    return {
        "kind": kind,
        "obj": obj,
        "name": _name(obj),
        "cancel_url": address(obj),
        "reason": request.POST.get("reason", ""),
        "needs_reason": False,
        "problem": "",
    }


def _after_removal(obj: Recorded) -> str:
    kind = next(kind for kind in KINDS if kind.model is type(obj))
    parent = getattr(obj, kind.parent) if kind.parent else None
    return home(parent) if parent is not None else reverse("desk:listing", args=[kind.name])


def restore(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Take back a removal."""
    actor = actor_of(request)
    require_keeper(actor)
    shown = kind_named(kind)
    obj = shown.find(key)
    context = _asked(request, shown, obj)
    if request.method == "POST":
        try:
            shown.restore(obj, actor=actor, reason=context["reason"])
        except ValidationError as error:
            context["problem"] = " ".join(error.messages)
        except RuleBroken as error:
            context |= {"problem": str(error), "needs_reason": error.code == "frozen"}
        else:
            messages.success(request, _("Wiederhergestellt: %(name)s") % {"name": context["name"]})
            return redirect(home(shown.find(key)))
    return render(request, "desk/record_restore.html", context, status=422 if context["problem"] else 200)
