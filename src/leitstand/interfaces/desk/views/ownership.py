"""Who takes care of which measure: what has no living owner, and handing several over in one step."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.domain.institutions.models import Institution, Person
from leitstand.domain.plans.access import require_keeper
from leitstand.domain.plans.models import Measure
from leitstand.domain.reporting.operations import ownership
from leitstand.domain.reporting.queries.rounds.ownership import Flagged, flagged
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import RuleBroken
from leitstand.interfaces.desk.doorway import crumbs
from leitstand.interfaces.desk.round_forms import PersonChoice
from leitstand.interfaces.desk.round_words import FLAGS, SUCCESSORS
from leitstand.interfaces.look.actors import actor_of


@dataclass(frozen=True)
class Handover:
    """One measure and who takes it over: a known person, or a name and address still to be taken in."""

    one: Flagged
    person: Person | None
    name: str
    email: str

    @property
    def institution_key(self) -> str:
        """Where someone new belongs: to the lead, else to the house of the one before."""
        contact = self.one.contact
        house = self.one.lead or (contact.institution if contact else None)
        return house.key if house else ""


def show(request: HttpRequest) -> HttpResponse:
    """Which measures have nobody who answers, and who could take over? Select, preview, do."""
    actor = actor_of(request)
    require_keeper(actor)
    found = flagged()
    people = PersonChoice(
        Person.objects.filter(removed_on=None, gone_on=None).exclude(email="").select_related("institution")
    )
    typed, problem = request.POST.get("person", "").strip(), ""
    steps: list[Handover] = []
    if request.method == "POST":
        chosen = [one for one in found if one.measure_key in request.POST.getlist("m")]
        steps, problem = _steps(chosen, people, typed)
        if steps and not problem and "apply" in request.POST:
            problem = _done(request, steps, actor)
            if not problem:
                return redirect("desk:ownership")
    context = {
        "rows": [_row(one) for one in found if one.needs_owner],
        "without_deputy": [one for one in found if not one.needs_owner],
        "steps": [] if problem else steps,
        "keys": [step.one.measure_key for step in steps],
        "typed": typed,
        "problem": problem,
        "labels": people.labels,
        "breadcrumb": crumbs((_("Runden"), reverse("desk:rounds")), (_("Wer kümmert sich?"), "")),
    }
    page = "desk/rounds/handover.html" if steps and not problem else "desk/rounds/ownership.html"
    return render(request, page, context, status=422 if problem else 200)


def _row(one: Flagged) -> dict[str, Any]:
    reasons = [str(FLAGS[code]) for code in one.reasons]
    why = str(SUCCESSORS[one.successor.why]) if one.successor else ""
    return {"one": one, "reasons": reasons, "why": why}


def _steps(chosen: Sequence[Flagged], people: PersonChoice, typed: str) -> tuple[list[Handover], str]:
    """What would be handed to whom; and what is wrong with the choice, or an empty text."""
    if not chosen:
        return [], _("Bitte zuerst Maßnahmen ankreuzen.")
    if typed:
        person = people.find(typed)
        if person is None:
            return [], _("„%(text)s“ steht nicht zur Wahl. Bitte einen der Vorschläge wählen.") % {"text": typed}
        return [Handover(one, person, person.name, person.email) for one in chosen], ""
    lacking = [one.title for one in chosen if one.successor is None]
    if lacking:
        said = ", ".join(f"„{title}“" for title in lacking[:3])
        return [], _("Für %(titles)s gibt es keinen Vorschlag. Bitte eine Person wählen.") % {"titles": said}
    return [_proposed(one, people) for one in chosen], ""


def _proposed(one: Flagged, people: PersonChoice) -> Handover:
    successor = one.successor
    assert successor is not None  # noqa: S101 - checked by the only caller
    return Handover(one, people.with_key(successor.key), successor.name, successor.email)


def _done(request: HttpRequest, steps: Sequence[Handover], actor: Actor) -> str:
    """Hand over, all or nothing; a sentence if that is not possible."""
    try:
        with transaction.atomic():
            count = _hand_over(steps, actor)
    except RuleBroken as error:
        return str(error)
    except ValidationError as error:
        return " ".join(error.messages)
    said = ngettext("Eine Maßnahme ist übergeben.", "%(count)s Maßnahmen sind übergeben.", count)
    messages.success(request, said % {"count": count})
    return ""


def _hand_over(steps: Sequence[Handover], actor: Actor) -> int:
    measures = Measure.objects.in_bulk([step.one.measure_key for step in steps], field_name="key")
    by_person: dict[str, tuple[Person, list[Measure]]] = {}
    for step in steps:
        person = step.person or _taken_in(step, actor)
        by_person.setdefault(person.key, (person, []))[1].append(measures[step.one.measure_key])
    return sum(
        ownership.hand_over(own, person, actor=actor, reason=_("Übergabe")) for person, own in by_person.values()
    )


def _taken_in(step: Handover, actor: Actor) -> Person:
    house = Institution.objects.filter(key=step.institution_key, removed_on=None).first()
    if house is None:
        raise RuleBroken(
            _("Für %(name)s ist keine Institution bekannt. Bitte die Person zuerst im Verzeichnis anlegen.")
            % {"name": step.name},
            "institution",
        )
    return ownership.take_in(step.name, step.email, house, actor=actor)
