"""Adopting an edition: what will be frozen, under which hash, and then the resolution."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.domain.plans import models as m
from leitstand.domain.plans.access import require_keeper
from leitstand.domain.plans.operations import adopt
from leitstand.domain.plans.queries import adoption_of, edition_content_hash
from leitstand.domain.reporting.queries import situation
from leitstand.foundation.errors import NotFound, RuleBroken
from leitstand.foundation.history.reading import current
from leitstand.interfaces.desk.doorway import crumbs
from leitstand.interfaces.desk.forms import RecordForm
from leitstand.interfaces.desk.kinds import BY_NAME
from leitstand.interfaces.look.actors import actor_of

FIELDS = ("body", "decided_on", "number", *BY_NAME["beschluss"].fields[-2:])


def adopt_edition(request: HttpRequest, edition_key: str) -> HttpResponse:
    """Show what a resolution freezes; on confirmation record it."""
    actor = actor_of(request)
    require_keeper(actor)
    edition = current(m.Edition).filter(key=edition_key).first()
    if edition is None:
        raise NotFound(_("Diese Fassung gibt es nicht."))
    if adoption_of(edition):
        raise RuleBroken(_("„%(title)s“ ist bereits beschlossen.") % {"title": edition.title})
    content_hash = edition_content_hash(edition)
    draft = m.Resolution(edition=edition, kind=m.Resolution.Kind.ADOPTS)
    form = RecordForm(BY_NAME["beschluss"], draft, request.POST if request.method == "POST" else None, only=FIELDS)
    if request.method == "POST":
        if "more" in request.POST:
            form.only_show()
        elif request.POST.get("hash") != content_hash:
            form.add_error(
                None, _("Die Fassung wurde inzwischen geändert. Bitte unten noch einmal ansehen, was beschlossen wird.")
            )
        elif form.is_valid() and _adopted(edition, form, actor):
            messages.success(
                request, _("Der Beschluss ist festgehalten. „%(title)s“ ist eingefroren.") % {"title": edition.title}
            )
            return redirect("desk:editor", edition.key)
    seen = situation(timezone.localdate(), actor=actor)
    context = {
        "edition": seen.edition(edition_key),
        "rows": seen.rows(edition_key),
        "content_hash": content_hash,
        "form": form,
        "cancel_url": reverse("desk:editor", args=[edition_key]),
        "breadcrumb": crumbs((edition.short_title, reverse("desk:editor", args=[edition_key])), (_("Beschließen"), "")),
    }
    return render(request, "desk/adopt.html", context, status=422 if form.errors else 200)


def _adopted(edition: m.Edition, form: RecordForm, actor: Any) -> bool:
    values = form.cleaned_data
    try:
        adopt(
            edition, body=values["body"], decided_on=values["decided_on"], number=values["number"],
            sources=values["sources"], note=values["note"], actor=actor,
        )  # fmt: skip
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True
