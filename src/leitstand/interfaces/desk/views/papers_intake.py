"""Papers on their way in: files sent, read one by one, each confirmed by a person, then taken in."""

import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leitstand.domain.papers.access import require_keeper
from leitstand.domain.papers.models import Received
from leitstand.domain.papers.operations import receiving
from leitstand.domain.papers.queries.likely import likely
from leitstand.domain.papers.queries.texts import PaperRow, list_papers
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotFound, RuleBroken
from leitstand.interfaces.desk.doorway import crumbs
from leitstand.interfaces.desk.paper_forms import MOST_FILES, ConfirmForm, FilesForm
from leitstand.interfaces.look.actors import actor_of

SHOWN = 100
State = Received.State


def upload(request: HttpRequest) -> HttpResponse:
    """Send files; see of each how far it is. Asked by htmx, the list alone."""
    actor = actor_of(request)
    require_keeper(actor)
    sent = request.FILES.getlist("files")
    form = FilesForm(request.POST, {"files": sent}) if request.method == "POST" else FilesForm()
    if request.method == "POST" and form.is_valid():
        for one in form.cleaned_data["files"]:
            _received(one, actor)
        return redirect("desk:papers-upload")
    context = _standing() | {
        "form": form, "limit": settings.OPTIONS["PAPER_LIMIT_MB"], "most": MOST_FILES,
        "breadcrumb": crumbs((_("Papiere"), reverse("desk:papers")), (_("Hochladen"), "")),
    }  # fmt: skip
    template = "received" if request.headers.get("HX-Request") else "upload"
    return render(request, f"desk/papers/{template}.html", context, status=422 if form.errors else 200)


def _standing() -> dict[str, Any]:
    rows = list(Received.objects.select_related("paper").order_by("-pk")[:SHOWN])
    cut_off = receiving.cut_off(rows)
    working = [row for row in rows if row.state in receiving.AT_WORK and row.pk not in cut_off]
    return {
        "rows": [(row, row.pk in cut_off) for row in rows],
        "cut_off": len(cut_off),
        "working": len(working),
        "waiting": [row for row in rows if row.state == State.READ],
        "done": sum(row.state == State.DONE for row in rows),
    }


def _received(sent: UploadedFile[bytes], actor: Actor) -> Received:
    with tempfile.TemporaryDirectory(prefix="leitstand-") as folder:
        path = Path(folder) / "sent"
        with path.open("wb") as target:
            for piece in sent.chunks():
                target.write(piece)
        return receiving.receive(path, sent.name or "datei", actor=actor)


def confirm(request: HttpRequest, ident: int) -> HttpResponse:
    """What is this file? Guessed values to set right, or the paper of the catalogue that it belongs to."""
    actor = actor_of(request)
    require_keeper(actor)
    row = _row(ident)
    if row.state != State.READ:
        return redirect("desk:papers-upload")
    papers = list_papers(actor)
    near = likely(row.found.get("title", ""), row.found.get("body", ""), papers)
    form = ConfirmForm(papers, near, request.POST if request.method == "POST" else None, _guessed(row, near))
    if request.method == "POST" and form.is_valid():
        try:
            receiving.confirm(row, form.values(), form.paper(), actor=actor)
        except RuleBroken as error:
            messages.error(request, str(error))
        return _next()
    context = {
        "row": row, "form": form, "likely": near, "left": Received.objects.filter(state=State.READ).count() - 1,
        "breadcrumb": crumbs((_("Papiere"), reverse("desk:papers")), (_("Hochladen"), reverse("desk:papers-upload")),
                             (row.name, "")),
    }  # fmt: skip
    return render(request, "desk/papers/confirm.html", context, status=422 if form.errors else 200)


def _guessed(row: Received, near: tuple[PaperRow, ...]) -> dict[str, str]:
    found = row.values or row.found
    guess = {name: str(found.get(name) or "") for name in (*receiving.FIELDS, "previous")}
    guess["published"] = guess["published"] or guess["years"]
    if guess["published"][:4] > str(clock.today().year):
        # A strategy "2035" names its end; nothing appears before it is written.
        guess["published"] = ""
    title = guess["title"].casefold()
    same = [one.key for one in near if not one.fulltext_key and one.title.casefold() == title]
    return guess | {"paper": same[0] if same else ""}


def _next() -> HttpResponse:
    """The next file that waits for its word, else the list."""
    waiting = Received.objects.filter(state=State.READ).order_by("pk").first()
    return redirect("desk:papers-confirm", waiting.pk) if waiting else redirect("desk:papers-upload")


@require_POST
def act(request: HttpRequest, ident: int, verb: str) -> HttpResponse:
    """Give a file up (``verwerfen``), or have it read or taken in once more (``noch-einmal``)."""
    actor = actor_of(request)
    require_keeper(actor)
    verbs = {"verwerfen": receiving.give_up, "noch-einmal": receiving.again}
    if verb not in verbs:
        raise NotFound(_("Das lässt sich mit einer Datei nicht tun."))
    try:
        verbs[verb](_row(ident), actor=actor)
    except (NotFound, RuleBroken) as error:
        messages.error(request, str(error))
    return redirect("desk:papers-upload")


def _row(ident: int) -> Received:
    found = Received.objects.select_related("file", "paper").filter(pk=ident).first()
    if found is None:
        raise NotFound(_("Diese Datei ist nicht mehr da. Bitte noch einmal hochladen."))
    return found
