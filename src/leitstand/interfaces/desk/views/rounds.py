"""Rounds: which there are, preparing one on a single page, the mails it would send, opening it."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leitstand.domain.institutions.models import Person
from leitstand.domain.plans.access import require_keeper
from leitstand.domain.plans.models import Measure
from leitstand.domain.reporting import round_texts
from leitstand.domain.reporting.access import may_follow
from leitstand.domain.reporting.models import Round
from leitstand.domain.reporting.operations import chasing, ownership, rounds
from leitstand.domain.reporting.queries.rounds.opening import narrowed, opening
from leitstand.domain.reporting.queries.rounds.proposing import DATE_FIELDS, Proposal, propose_round
from leitstand.domain.reporting.queries.rounds.standing import own_requests, standings, upcoming
from leitstand.domain.reporting.queries.rounds.workbook import name_in
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.links import blank
from leitstand.interfaces.desk.doorway import account_of, crumbs
from leitstand.interfaces.desk.round_doorway import round_crumbs, round_of, said_as_message
from leitstand.interfaces.desk.round_forms import TEXTS, PersonChoice, RoundForm
from leitstand.interfaces.desk.round_tasks import next_step
from leitstand.interfaces.desk.round_words import WARNINGS
from leitstand.interfaces.look.actors import actor_of

OWNER = "owner-"


def rounds_list(request: HttpRequest) -> HttpResponse:
    """Which rounds are there, how far is each, and what is its next step? Contacts see their own requests."""
    actor, account, today = actor_of(request), account_of(request), clock.today()
    known = standings() if may_follow(actor) else ()
    context = {
        "rows": [{"standing": one, "step": next_step(one, actor, today)} for one in known],
        "next": upcoming(known, today) if actor.keeps_the_plan else None,
        "own": own_requests(account.person_id) if account.person_id else (),
        "may_keep": actor.keeps_the_plan,
        "may_follow": may_follow(actor),
    }
    return render(request, "desk/rounds/list.html", context)


def prepare(request: HttpRequest, key: str = "") -> HttpResponse:
    """Everything about a round before it opens, proposed and editable on this one page."""
    actor = actor_of(request)
    require_keeper(actor)
    this_round = round_of(key) if key else None
    if this_round and this_round.state != Round.State.PLANNED:
        return redirect("desk:cockpit", this_round.key)
    proposal = propose_round()
    form = RoundForm(request.POST or None, initial=_initial(this_round, proposal))
    people = PersonChoice(_living())
    problems: dict[str, str] = {}
    if request.method == "POST" and form.is_valid():
        planned = _saved(request, this_round, proposal, form, people, problems, actor)
        if planned:
            return redirect(f"{reverse('desk:round-mails', args=[planned.key])}?{_choices(request)}")
    context = {
        "form": form,
        "round": this_round,
        "people": [_participant(one, request) for one in proposal.people],
        "measure_count": sum(len(one.rows) for one in proposal.people) + len(proposal.ownerless),
        "ownerless": [_ownerless(row, request, problems) for row in proposal.ownerless],
        "ownerless_ok": "ownerless_ok" in request.POST,
        "ownerless_problem": problems.get("ownerless", ""),
        "labels": people.labels,
        "breadcrumb": crumbs((_("Runden"), reverse("desk:rounds")), (_("Runde vorbereiten"), "")),
    }
    status = 422 if form.errors or problems else 200
    return render(request, "desk/rounds/prepare.html", context, status=status)


def _living() -> Any:
    return Person.objects.filter(removed_on=None, gone_on=None).exclude(email="").select_related("institution")


def _initial(this_round: Round | None, proposal: Proposal) -> dict[str, Any]:
    defaults = {"invitation": round_texts.INVITATION, "reminder": round_texts.REMINDER, "thanks": round_texts.THANKS}
    if this_round:
        values = {name: getattr(this_round, name) for name in ("title", *DATE_FIELDS, *TEXTS)}
    else:
        values = {"title": proposal.title, **asdict(proposal.dates), **proposal.texts}
    return values | {name: values[name] or defaults[name] for name in TEXTS}


def _participant(one: Any, request: HttpRequest) -> dict[str, Any]:
    asked = request.POST.getlist("ask") if request.method == "POST" else [one.person.key]
    warnings = [str(WARNINGS[code]) for code in one.warnings]
    return {"person": one.person, "rows": one.rows, "warnings": warnings, "asked": one.person.key in asked}


def _ownerless(row: Any, request: HttpRequest, problems: Mapping[str, str]) -> dict[str, Any]:
    key = row.measure.key
    return {"row": row, "typed": request.POST.get(f"{OWNER}{key}", ""), "problem": problems.get(key, "")}


def _choices(request: HttpRequest) -> str:
    """What the page decided beside the round's own fields: who is left out, and that nobody may be asked."""
    proposal = propose_round()
    asked = set(request.POST.getlist("ask"))
    known = set(request.POST.getlist("known"))
    without = [one.person.key for one in proposal.people if one.person.key in known and one.person.key not in asked]
    return urlencode(
        [*(("ohne", key) for key in without), *([("offen", "1")] if "ownerless_ok" in request.POST else [])]
    )


def _saved(
    request: HttpRequest,
    this_round: Round | None,
    proposal: Proposal,
    form: RoundForm,
    people: PersonChoice,
    problems: dict[str, str],
    actor: Actor,
) -> Round | None:
    """Save the round and the new owners, or explain on the page why not; then nothing is written."""
    owners = _owners(request, proposal, people, problems)
    left = len(proposal.ownerless) - len(owners)
    if left and "ownerless_ok" not in request.POST:
        problems["ownerless"] = _(
            "Bitte für jede Maßnahme eine Person eintragen oder unten ankreuzen, dass sie ohne geöffnet wird."
        )
    if problems:
        return None
    try:
        with transaction.atomic():
            for person, measures in owners.values():
                ownership.hand_over(measures, person, actor=actor, reason=_("Vor der Runde zugeordnet"))
            if this_round:
                rounds.change_round(this_round, form.cleaned_data, actor=actor)
                return this_round
            return rounds.plan_round(proposal.edition, form.cleaned_data, actor=actor)
    except RuleBroken as error:
        form.add_error(None, str(error))
    except ValidationError as error:
        form.add_error(None, error.messages)
    return None


def _owners(
    request: HttpRequest, proposal: Proposal, people: PersonChoice, problems: dict[str, str]
) -> dict[str, tuple[Person, list[Measure]]]:
    """The measures to hand over by person; what was typed and leads to nobody goes into ``problems``."""
    found: dict[str, tuple[Person, list[Measure]]] = {}
    measures = Measure.objects.in_bulk([row.measure.key for row in proposal.ownerless], field_name="key")
    for key, measure in measures.items():
        typed = request.POST.get(f"{OWNER}{key}", "").strip()
        person = people.find(typed) if typed else None
        if typed and person is None:
            problems[key] = _("„%(text)s“ steht nicht zur Wahl. Bitte einen der Vorschläge wählen.") % {"text": typed}
        elif person:
            found.setdefault(person.key, (person, []))[1].append(measure)
    return found


def mails(request: HttpRequest, key: str) -> HttpResponse:
    """Every mail of the opening day in full, before anything goes out."""
    require_keeper(actor_of(request))
    this_round = round_of(key)
    if this_round.state != Round.State.PLANNED:
        return redirect("desk:round-today", this_round.key)
    without = request.GET.getlist("ohne")
    proposal = narrowed(propose_round(), without)
    day = opening(this_round, proposal, clock.today())
    written = chasing.preview(this_round, day.mails, day.requests, day.titles)
    context = {
        "round": this_round,
        "day": day.day,
        "is_today": day.day == clock.today(),
        "mails": [shown_mail(one) for one in written],
        "without_mail": day.without_mail,
        "ownerless": proposal.ownerless,
        "without": without,
        "ownerless_ok": "offen" in request.GET,
        "breadcrumb": round_crumbs(this_round, (_("Vorschau aller Mails"), "")),
    }
    return render(request, "desk/rounds/mails.html", context)


def shown_mail(written: chasing.Written) -> dict[str, Any]:
    """A mail as the office reads it: without the personal link, which nobody but its reader may see."""
    body = blank(written.text.body, _("[persönlicher Link]"))
    files = [name_in(part.request.round) for part in written.parts]
    return {"person": written.person, "subject": written.text.subject, "body": body, "attachments": files}


@require_POST
def open_round(request: HttpRequest, key: str) -> HttpResponse:
    """Open the round and post the mails that are due."""
    actor, this_round = actor_of(request), round_of(key)
    require_keeper(actor)
    without = request.POST.getlist("ohne")
    with said_as_message(request):
        accept = "offen" in request.POST
        asked = rounds.open_round(this_round, narrowed(propose_round(), without), actor=actor, accept_ownerless=accept)
        posted = chasing.remind(this_round, actor=actor)
        messages.success(
            request,
            _("%(round)s ist offen: %(people)s Personen sind gefragt, %(mails)s Mails liegen im Postausgang.")
            % {"round": this_round, "people": len(asked), "mails": posted},
        )
        return redirect("desk:cockpit", this_round.key)
    return redirect("desk:round-prepare", this_round.key)
