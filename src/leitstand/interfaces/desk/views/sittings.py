"""Sittings of the steering committee: their record while they last, their minutes once they are closed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leitstand.domain.reporting.access import may_decide, require_decider
from leitstand.domain.reporting.models import Sitting
from leitstand.domain.reporting.operations import deciding
from leitstand.domain.reporting.queries.rounds.agenda import agenda_of, agenda_on
from leitstand.domain.reporting.queries.rounds.minutes import Minutes, draft_of, minutes_of
from leitstand.domain.reporting.queries.rounds.sittings import prepared_sitting, sitting_called, sittings
from leitstand.domain.reporting.rules.deciding import proposed_due
from leitstand.foundation import clock
from leitstand.foundation.calendar import is_working_day
from leitstand.foundation.errors import NotFound, RuleBroken
from leitstand.interfaces.desk.agenda_showing import shown_decision
from leitstand.interfaces.desk.sitting_forms import DeferForm, RecordForm
from leitstand.interfaces.desk.views.committee import done_with, language
from leitstand.interfaces.look.actors import actor_of
from leitstand.outputs import minutes as outputs
from leitstand.outputs import onepager


def listing(request: HttpRequest) -> HttpResponse:
    """When did the committee sit, and what did it decide?"""
    return render(request, "desk/committee/sittings.html", {"sittings": sittings()})


def sitting(request: HttpRequest, key: str) -> HttpResponse:
    """The record of a sitting: who was there, what was decided, what is still open."""
    found = sitting_called(key)
    if found.state == Sitting.State.CLOSED:
        return render(request, "desk/committee/closed.html", _context(found, minutes_of(found)))
    decides = may_decide(actor_of(request))
    form = _record_form(found, request.POST or None) if decides else None
    if request.method == "POST":
        require_decider(actor_of(request))
        if form is not None and _saved(request, found, form):
            return redirect("desk:sitting", key)
    context = {
        **_context(found, draft_of(found)),
        "form": form,
        "defer": DeferForm(initial={"due": proposed_due("defer", found.held_on, is_working_day)}),
        "decides": decides,
    }
    return render(
        request, "desk/committee/sitting.html", context, status=422 if form is not None and form.errors else 200
    )


def _context(found: Sitting, minutes: Minutes) -> dict[str, Any]:
    lines = [
        (one, shown_decision(one.decision, minutes.held_on, language())) for one in minutes.decided if one.decision
    ]
    return {"sitting": found, "minutes": minutes, "lines": lines}


def _record_form(found: Sitting, data: Any) -> RecordForm:
    return RecordForm(data, {name: getattr(found, name) for name in ("title", "held_on", "body", "present", "remarks")})


def _saved(request: HttpRequest, found: Sitting, form: RecordForm) -> bool:
    actor = actor_of(request)
    if form.is_valid() and done_with(form, lambda given: deciding.change_sitting(found, given, actor=actor)):
        messages.success(request, _("Gespeichert."))
        return True
    return False


@require_POST
def defer_rest(request: HttpRequest, key: str) -> HttpResponse:
    """Defer all red items that nothing was decided on."""
    actor = actor_of(request)
    require_decider(actor)
    form = DeferForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["due"][0]))
        return redirect("desk:sitting", key)
    return _tried(
        request, key, lambda found: deciding.defer_rest(found, form.cleaned_data["due"], actor=actor), _("Vertagt.")
    )


@require_POST
def close(request: HttpRequest, key: str) -> HttpResponse:
    """Close the minutes."""
    actor = actor_of(request)
    require_decider(actor)
    done = _("Das Protokoll ist geschlossen. PDF und Word stehen bereit.")
    return _tried(request, key, lambda found: deciding.close_sitting(found, actor=actor), done)


@require_POST
def cancel(request: HttpRequest, key: str) -> HttpResponse:
    """Take back a sitting that has decided nothing."""
    actor = actor_of(request)
    require_decider(actor)
    try:
        deciding.cancel_sitting(sitting_called(key), actor=actor)
    except RuleBroken as error:
        messages.error(request, str(error))
        return redirect("desk:sitting", key)
    messages.success(request, _("Die Sitzung ist abgesagt."))
    return redirect("desk:committee")


def _tried(request: HttpRequest, key: str, do: Callable[[Any], object], done: str) -> HttpResponse:
    try:
        do(sitting_called(key))
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("desk:sitting", key)


def minutes_file(request: HttpRequest, key: str, file_format: str) -> HttpResponse:
    """The minutes of a closed sitting as PDF or Word, in the language of the page."""
    if file_format not in outputs.FORMATS:
        raise NotFound(_("In diesem Format gibt es das Protokoll nicht."))
    minutes = minutes_of(sitting_called(key))
    made = outputs.render(minutes, file_format, language())
    return _file(made, outputs.FORMATS[file_format], f"{minutes.key}.{file_format}")


def onepagers(request: HttpRequest, measure_key: str = "") -> HttpResponse:
    """One A4 page for a measure, or for each item of the agenda, as one PDF."""
    held = prepared_sitting()
    picture = agenda_of(held) if held else agenda_on(clock.today())
    if measure_key and measure_key not in picture.rows:
        raise NotFound(_("Diese Maßnahme steht heute nicht zur Entscheidung."))
    rows = [picture.rows[measure_key]] if measure_key else list(picture.items)
    if not rows:
        raise NotFound(_("Heute steht nichts auf der Tagesordnung."))
    made = onepager.render(picture, rows, language())
    name = f"massnahme-{measure_key}.pdf" if measure_key else f"tagesordnung-{picture.day.isoformat()}.pdf"
    return _file(made, "application/pdf", name)


def _file(made: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(made, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
