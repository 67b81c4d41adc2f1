"""Reporting through the desk: the office for someone who called, or a contact for their own measures.

The same fields and the same rules as behind a personal link; the office may also hand in a workbook that
came by mail.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leitstand.domain.reporting.access import require_answerer
from leitstand.domain.reporting.models import Request, StatusReport
from leitstand.domain.reporting.operations import answering
from leitstand.domain.reporting.operations.workbook import LARGEST, Returned, send_workbook
from leitstand.domain.reporting.queries.rounds.form import Form, form_of, given_of, is_chosen
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import RuleBroken
from leitstand.interfaces.desk.answer_fields import posted, shown_block, versions
from leitstand.interfaces.desk.doorway import crumbs
from leitstand.interfaces.desk.round_doorway import request_of, round_crumbs, round_of
from leitstand.interfaces.look.actors import actor_of

Channel = StatusReport.Channel


def answer(request: HttpRequest, key: str, request_key: str) -> HttpResponse:
    """The form of one request: what is asked, what was said last time, and what is said now."""
    actor, asked = actor_of(request), request_of(round_of(key), request_key)
    require_answerer(actor, asked)
    form = form_of(asked, clock.now())
    texts = posted(request.POST, form) if request.method == "POST" else {}
    problem, problems = "", dict[str, Any]()
    if request.method == "POST":
        problem, problems = _send(request, form, texts, actor)
        if not problem and not problems:
            return redirect(_back(actor, asked))
    elif not actor.keeps_the_plan:
        answering.opened(asked, actor=actor)
    return _page(request, form, texts, problem, problems)


def _send(
    request: HttpRequest, form: Form, texts: Mapping[str, Mapping[str, str]], actor: Actor
) -> tuple[str, dict[str, Any]]:
    """Send what was chosen; what stands in the way as a sentence and as problems by report."""
    blocks = {block.key: block for block in form.blocks}
    chosen = {key: given_of(said) for key, said in texts.items() if is_chosen(blocks[key], said)}
    if not chosen:
        return _("Bitte bei mindestens einer Maßnahme wählen, was gemeldet wird."), {}
    channel = Channel.OFFICE if actor.keeps_the_plan else Channel.LINK
    # The office's page says nothing of the language of whoever called.
    spoken = "de" if actor.keeps_the_plan else get_language() or "de"
    try:
        sending = answering.send(
            form.request, chosen, versions(request.POST, form), actor=actor, channel=channel, language=spoken
        )
    except RuleBroken as error:
        return str(error), {}
    if sending.conflicts:
        said = ", ".join(f"„{one.question.title}“ ({one.sent_by})" for one in sending.conflicts)
        return (
            _("Inzwischen hat jemand anderes gemeldet: %(titles)s. Ihre Eingaben stehen unten; nichts ist gesendet.")
            % {"titles": said},
            {},
        )
    if sending.problems:
        return _("Noch nichts ist gesendet. Bitte die markierten Angaben ändern."), dict(sending.problems)
    count = len(sending.stored)
    said = ngettext("Gemeldet: eine Maßnahme.", "Gemeldet: %(count)s Maßnahmen.", count)
    messages.success(request, said % {"count": count})
    return "", {}


def _page(
    request: HttpRequest,
    form: Form,
    texts: Mapping[str, Mapping[str, str]],
    problem: str = "",
    problems: Mapping[str, Any] | None = None,
) -> HttpResponse:
    actor, asked, wrong = actor_of(request), form.request, problems or {}
    name = asked.person.name
    step = (_("Melden für %(name)s") % {"name": name} if actor.keeps_the_plan else _("Ihre Meldung"), "")
    context = {
        "form": form,
        "round": asked.round,
        "asked": asked,
        "blocks": [
            shown_block(block, texts.get(block.key, block.texts), wrong.get(block.key, ()))
            for block in form.open_blocks
        ],
        "problem": problem,
        "may_keep": actor.keeps_the_plan,
        "back_url": _back(actor, asked),
        "breadcrumb": round_crumbs(asked.round, step)
        if actor.keeps_the_plan
        else crumbs((_("Runden"), reverse("desk:rounds")), step),
    }
    return render(request, "desk/rounds/answer.html", context, status=422 if problem else 200)


def _back(actor: Actor, asked: Request) -> str:
    return reverse("desk:cockpit", args=[asked.round.key]) if actor.keeps_the_plan else reverse("desk:rounds")


@require_POST
def workbook(request: HttpRequest, key: str, request_key: str) -> HttpResponse:
    """Take a workbook that came back by mail, through the same rules."""
    actor, asked = actor_of(request), request_of(round_of(key), request_key)
    require_answerer(actor, asked)
    upload = request.FILES.get("workbook")
    if upload is None:
        return _page(request, form_of(asked, clock.now()), {}, _("Es wurde keine Datei gewählt."))
    if (upload.size or 0) > LARGEST:
        return _page(request, form_of(asked, clock.now()), {}, _("Die Datei ist größer als 5 MB."))
    try:
        returned = send_workbook(asked, upload.read(), actor=actor)
    except RuleBroken as error:
        return _page(request, form_of(asked, clock.now()), {}, str(error))
    if returned.complaints:
        return _refused(request, asked, returned)
    count = len(returned.sending.stored)
    said = ngettext("Gemeldet: eine Maßnahme.", "Gemeldet: %(count)s Maßnahmen.", count)
    messages.success(request, said % {"count": count})
    return redirect(_back(actor, asked))


def _refused(request: HttpRequest, asked: Request, returned: Returned) -> HttpResponse:
    context = {
        "asked": asked,
        "complaints": returned.complaints,
        "back_url": reverse("desk:round-answer", args=[asked.round.key, asked.key]),
        "breadcrumb": round_crumbs(asked.round, (_("Arbeitsmappe"), "")),
    }
    return render(request, "desk/rounds/workbook.html", context, status=422)
