"""From a passage to something: mark a demand in it, adopt it into a draft, look at it on its page."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.domain.papers.access import require_keeper, require_staff
from leitstand.domain.papers.models import Adoption, Demand, Passage
from leitstand.domain.papers.operations.adoption import adopt
from leitstand.domain.papers.operations.demands import mark_demand
from leitstand.domain.papers.queries.suggesting import Suggestion, suggestion
from leitstand.domain.papers.queries.texts import page_picture
from leitstand.domain.papers.rules.demands import DEMAND, deadline_in, propose_demands
from leitstand.domain.papers.rules.figures import Figure, find_figures
from leitstand.domain.plans.models import ActionField, Edition, Resolution, Topic
from leitstand.foundation.errors import NotFound
from leitstand.foundation.history.reading import current
from leitstand.interfaces.desk.doorway import crumbs
from leitstand.interfaces.desk.quoting_forms import AdoptionForm, DemandForm
from leitstand.interfaces.desk.views.committee import done_with
from leitstand.interfaces.look.actors import actor_of

# The form asks for less than the operation: what it misses is shown where the person can say it.
BLAMED = {"edition": "place", "field": "place", "topic": "place", "text": "wording", "promise": "wording"}


def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Is this a demand or a commitment, and what does it say in numbers?"""
    actor = actor_of(request)
    require_keeper(actor)
    passage = _passage(pk)
    figures = _figures(passage)
    form = DemandForm(figures, request.POST if request.method == "POST" else None, _proposed(passage))
    if request.method == "POST" and form.is_valid():
        made: list[Demand] = []
        if done_with(form, lambda _given: made.append(mark_demand(passage, form.values(), actor=actor))):
            messages.success(request, _("Festgehalten. Was daraus wurde, lässt sich gleich dazu sagen."))
            return redirect("desk:demand", made[0].key)
    known = current(Demand).filter(passage=passage)
    context = _context(passage, form, _("Forderung festhalten")) | {"known": known}
    return render(request, "desk/passage_demand.html", context, status=422 if form.errors else 200)


def _figures(passage: Passage) -> tuple[Figure, ...]:
    return find_figures(passage.text, heading=passage.kind == Passage.Kind.HEADING)


def _proposed(passage: Passage) -> dict[str, Any]:
    """One sentence that demands something is proposed alone; of several, or none, the whole passage."""
    found = propose_demands(passage.text)
    text = found[0].text if len(found) == 1 else passage.text
    places = [str(place) for place, figure in enumerate(_figures(passage)) if figure.text in text]
    kind = found[0].kind if found else DEMAND
    return {"kind": kind, "text": text, "deadline": deadline_in(text), "figures": places}


def adopt_passage(request: HttpRequest, pk: int) -> HttpResponse:
    """Shall we adopt this passage?"""
    require_keeper(actor_of(request))
    passage = _passage(pk)
    return _adopting(request, passage, passage.text, _context(passage, None, _("Übernehmen")))


def adopt_demand(request: HttpRequest, key: str) -> HttpResponse:
    """Shall we adopt what is demanded here?"""
    require_keeper(actor_of(request))
    demand = (
        current(Demand).filter(key=key).select_related("paper", "passage__page", "passage__fulltext__paper").first()
    )
    if demand is None:
        raise NotFound(_("Diese Forderung gibt es nicht."))
    context = {
        "paper": demand.paper,
        "passage": demand.passage,
        "quotation": demand.text,
        "breadcrumb": crumbs(
            (_("Papiere"), reverse("desk:papers")), (_("Forderungen"), reverse("desk:demands")), (_("Übernehmen"), "")
        ),
    }
    return _adopting(request, demand, demand.text, context)


def _adopting(request: HttpRequest, origin: Passage | Demand, text: str, context: dict[str, Any]) -> HttpResponse:
    editions = list(_editable())
    topics = [topic for edition in editions for field in edition.fields.all() for topic in field.topics.all()]
    known = suggestion(
        context["passage"], text, context["paper"], topics, request.GET.get("thema", ""), actor=actor_of(request)
    )  # fmt: skip
    data = request.POST if request.method == "POST" else None
    form = AdoptionForm(editions, known, data, _first(known, editions, text))
    if request.method == "POST" and form.is_valid():
        made: list[Adoption] = []
        if _adopted(form, origin, made, request):
            messages.success(request, _("Festgehalten, mit Zitat und Quelle."))
            return redirect(_target(made[0], form))
    shown = context | {"form": form, "editable": editions}
    return render(request, "desk/passage_adopt.html", shown, status=422 if form.errors else 200)


def _adopted(form: AdoptionForm, origin: Passage | Demand, made: list[Adoption], request: HttpRequest) -> bool:
    values, given = _Blaming(form), form.cleaned_data

    def write(_given: Any) -> None:
        kind = "" if given["verdict"] == Adoption.Verdict.REJECT else given["target_kind"]
        made.append(adopt(origin, given["verdict"], given["reason"], kind, form.values(), actor=actor_of(request)))

    return done_with(values, write)


class _Blaming:
    """The form, with what the operation says of a field put to the field where it can be mended."""

    def __init__(self, form: AdoptionForm) -> None:
        self.form, self.cleaned_data = form, form.cleaned_data
        self.fields = {**form.fields, **dict.fromkeys(BLAMED)}

    def add_error(self, name: str | None, sentences: Any) -> None:
        self.form.add_error(BLAMED.get(name or "", name) or None, sentences)

    @property
    def errors(self) -> Any:
        return self.form.errors


def _first(known: Suggestion, editions: list[Edition], text: str) -> dict[str, Any]:
    place = f"topic:{known.topic.key}" if known.topic else f"edition:{editions[-1].key}" if editions else ""
    first = {"verdict": "adopt", "target_kind": "measure", "place": place}
    return {**first, "title": known.title, "wording": text, "quotation": text}


def _editable() -> Any:
    """Editions that are not adopted, with their fields and topics: three statements."""
    adopted = current(Resolution).filter(kind=Resolution.Kind.ADOPTS).values("edition")
    parts = (Prefetch("fields", current(ActionField)), Prefetch("fields__topics", current(Topic)))
    return current(Edition).exclude(pk__in=adopted).prefetch_related(*parts).order_by("position")


def _target(adoption: Adoption, form: AdoptionForm) -> str:
    """Where to go on: to what was made, else back to the passage or the demands."""
    if adoption.measure:
        return reverse("desk:measure", args=[adoption.measure.key])
    place = form.places.found(form.cleaned_data["place"])
    if adoption.goal or adoption.topic:
        return reverse("desk:editor", args=[place["edition"].key])
    if adoption.passage and adoption.passage.fulltext.paper:
        paper = reverse("desk:paper", args=[adoption.passage.fulltext.paper.key])
        return f"{paper}?stelle={adoption.passage.pk}#stelle-{adoption.passage.pk}"
    return reverse("desk:demands")


def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of the passage as a picture, with the passage marked."""
    actor = actor_of(request)
    require_staff(actor)
    passage = _passage(pk)
    made = page_picture(passage.fulltext.key, passage.page.number, [passage.pk], actor)
    return HttpResponse(made, content_type="image/png")


def _context(passage: Passage, form: Any, step: str) -> dict[str, Any]:
    return {
        "paper": passage.fulltext.paper,
        "passage": passage,
        "quotation": passage.text,
        "form": form,
        "breadcrumb": crumbs(
            (_("Papiere"), reverse("desk:papers")), (_("Forderungen"), reverse("desk:demands")), (step, "")
        ),
    }


def _passage(pk: int) -> Passage:
    found = Passage.objects.filter(pk=pk, fulltext__removed_on=None).select_related("page", "fulltext__paper").first()
    if found is None or found.fulltext.paper is None:
        raise NotFound(_("Diese Textstelle gibt es nicht, oder sie stammt aus einer eigenen Fassung."))
    return found
