"""The steering committee's desk: what to decide today, decide it, close the sitting, keep the minutes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leitstand.domain.plans.models import Measure
from leitstand.domain.reporting.access import may_decide, require_decider
from leitstand.domain.reporting.agenda_words import decision_word
from leitstand.domain.reporting.models import Decision, Sitting
from leitstand.domain.reporting.operations import deciding
from leitstand.domain.reporting.queries import situation
from leitstand.domain.reporting.queries.assessing import turned
from leitstand.domain.reporting.queries.rounds.agenda import AgendaPicture, agenda_of, agenda_on
from leitstand.domain.reporting.queries.rounds.decided import DecisionView, decisions_of, view
from leitstand.domain.reporting.queries.rounds.sittings import (
    last_frozen,
    prepared_sitting,
    sitting_called,
    usual_body,
)
from leitstand.domain.reporting.rules.deciding import KINDS
from leitstand.foundation import clock
from leitstand.foundation.errors import NotFound, RuleBroken
from leitstand.foundation.history.reading import current
from leitstand.foundation.wording import say_date
from leitstand.interfaces.desk.agenda_showing import kinds, shown, shown_decision, shown_items
from leitstand.interfaces.desk.sitting_forms import DecisionForm, SittingForm, first_values, said_of
from leitstand.interfaces.look.actors import actor_of


def language() -> str:
    return (get_language() or "de")[:2]


def agenda(request: HttpRequest, *, further: bool = False) -> HttpResponse:
    """What must we decide today?"""
    sitting = prepared_sitting()
    picture = _picture(sitting)
    decided = _decided(sitting)
    decides = may_decide(actor_of(request))
    context = {
        "picture": picture,
        "items": shown_items(picture, decided, language(), further=further),
        "further": further,
        "turned": turned(situation(clock.today(), actor=actor_of(request)), language()),
        "sitting": sitting,
        "waiting": len(picture.undecided(decided)),
        "decides": decides,
        "kinds": kinds(language()),
        "form": _new_sitting_form() if decides and sitting is None else None,
    }
    return render(request, "desk/committee/agenda.html", context)


def further(request: HttpRequest) -> HttpResponse:
    """What else is on the agenda, after the first page."""
    return agenda(request, further=True)


def _picture(sitting: Sitting | None) -> AgendaPicture:
    return agenda_of(sitting) if sitting else agenda_on(clock.today())


def _decided(sitting: Sitting | None) -> dict[str, DecisionView]:
    return {one.measure_key: one for one in map(view, decisions_of(sitting))} if sitting else {}


def _new_sitting_form(data: Any = None) -> SittingForm:
    today = clock.today()
    title = _("Steuerungskreis am %(day)s") % {"day": say_date(today, language())}
    return SittingForm(data, {"title": title, "held_on": today, "body": usual_body()})


@require_POST
def prepare(request: HttpRequest) -> HttpResponse:
    """Prepare a sitting on the last frozen round."""
    actor = actor_of(request)
    require_decider(actor)
    form = _new_sitting_form(request.POST)
    if form.is_valid() and done_with(form, lambda given: deciding.prepare_sitting(last_frozen(), **given, actor=actor)):
        messages.success(request, _("Die Sitzung ist vorbereitet. Beschlüsse lassen sich jetzt festhalten."))
        return redirect("desk:committee")
    return render(request, "desk/committee/prepare.html", {"form": form}, status=422)


def done_with(form: Any, do: Callable[[Any], object]) -> bool:
    """Do it with the form's values; what speaks against it stands in the form then."""
    try:
        do(form.cleaned_data)
    except deciding.Overtaken:
        raise
    except RuleBroken as error:
        form.add_error(None, str(error))
    except ValidationError as error:
        for name, sentences in error.message_dict.items() if hasattr(error, "error_dict") else [("", error.messages)]:
            form.add_error(name if name in form.fields else None, sentences)
    return not form.errors


def decide(request: HttpRequest, key: str, measure_key: str, kind: str) -> HttpResponse:
    """Decide on one measure: who sees to it, and until when."""
    actor = actor_of(request)
    require_decider(actor)
    sitting = sitting_called(key)
    if kind not in KINDS:
        raise NotFound(_("Diese Art von Beschluss gibt es nicht."))
    picture = agenda_of(sitting)
    if measure_key not in picture.rows:
        raise NotFound(_("Diese Maßnahme steht heute nicht zur Entscheidung."))
    known = _decided(sitting).get(measure_key)
    values = _values(sitting, picture, measure_key, kind)
    form = DecisionForm(request.POST or None, {**values, "seen": known.sign if known else ""})
    overtaken = None
    if request.method == "POST" and form.is_valid():
        measure = current(Measure).get(key=measure_key)
        try:
            done = done_with(form, lambda given: deciding.decide(sitting, measure, kind, **given, actor=actor))
        except deciding.Overtaken as error:
            done, overtaken = False, _overtaken(error, form, kind)
        if done:
            said = {"kind": decision_word(kind, language()), "title": picture.rows[measure_key].title}
            messages.success(request, _("Beschlossen: %(kind)s – „%(title)s“.") % said)
            return redirect(_next(picture, measure_key))
    context = {
        "overtaken": overtaken,
        "sitting": sitting,
        "item": shown(picture.rows[measure_key], picture, known, language()),
        "kind": kind,
        "word": decision_word(kind, language()),
        "kinds": kinds(language()),
        "form": form,
        "back": _place(picture, measure_key),
    }
    status = 409 if overtaken else 422 if form.errors else 200
    return render(request, "desk/committee/decide.html", context, status=status)


def _overtaken(error: deciding.Overtaken, form: DecisionForm, kind: str) -> dict[str, Any]:
    """Both decisions side by side; the form has now seen the other one."""
    mine, theirs = form.said(kind, language()), said_of(error.last.decision, language())
    form.show(error.last)
    rows = [(label, text, theirs.get(label, "")) for label, text in mine.items()]
    return {"sentence": str(error), "last": error.last, "rows": rows}


def _values(sitting: Sitting, picture: AgendaPicture, measure_key: str, kind: str) -> dict[str, Any]:
    known = current(Decision).filter(sitting=sitting, measure__key=measure_key).select_related("owner").first()
    if known and known.kind == kind:
        return {name: getattr(known, name) for name in ("owner", "owner_text", "due", "text")}
    return first_values(picture.rows[measure_key], kind, sitting.held_on)


def _place(picture: AgendaPicture, measure_key: str) -> str:
    """Where an item stands: on the first page or on the further list."""
    name = "desk:committee-further" if any(row.key == measure_key for row in picture.further) else "desk:committee"
    return f"{reverse(name)}#m-{measure_key}"


def _next(picture: AgendaPicture, measure_key: str) -> str:
    """The place of the item after this one on the same page, or its own if it is the last."""
    for rows in (picture.first, picture.further):
        keys = [row.key for row in rows]
        if measure_key in keys[:-1]:
            return _place(picture, keys[keys.index(measure_key) + 1])
    return _place(picture, measure_key)


@require_POST
def undo(request: HttpRequest, key: str, measure_key: str) -> HttpResponse:
    """Take back what was decided on a measure."""
    actor = actor_of(request)
    require_decider(actor)
    sitting = sitting_called(key)
    known = current(Decision).filter(sitting=sitting, measure__key=measure_key).select_related("sitting").first()
    if known is None:
        raise NotFound(_("Dazu ist in dieser Sitzung nichts beschlossen."))
    try:
        deciding.undo_decision(known, actor=actor, seen=request.POST.get("seen"))
    except deciding.Overtaken as error:
        messages.error(request, f"{error} {_('Zurückgenommen ist nichts.')}")
        return redirect(_place(agenda_of(sitting), measure_key))
    except RuleBroken as error:
        messages.error(request, str(error))
        return redirect("desk:sitting", key)
    messages.success(request, _("Der Beschluss ist zurückgenommen."))
    return redirect(_place(agenda_of(sitting), measure_key))


def ineffective(request: HttpRequest) -> HttpResponse:
    """What was decided and came to nothing by its date?"""
    picture = agenda_on(clock.today())
    lines = [(row, shown_decision(row.last, picture.day, language())) for row in picture.without_effect if row.last]
    return render(request, "desk/committee/ineffective.html", {"lines": lines, "picture": picture})
