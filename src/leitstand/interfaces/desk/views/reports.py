"""Monitoring reports: order one, watch it being made, get it in every format, publish it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from leitstand.domain.plans import models as m
from leitstand.domain.plans.access import require_keeper
from leitstand.domain.reporting.access import may_order, visible_reports
from leitstand.domain.reporting.models import Report
from leitstand.domain.reporting.operations import reports as operations
from leitstand.foundation.errors import NotFound, RuleBroken
from leitstand.foundation.files.storing import read
from leitstand.foundation.history.reading import current
from leitstand.interfaces.desk.fields import ColumnField, PickField, column_of
from leitstand.interfaces.look.actors import actor_of
from leitstand.outputs.tasks import build_soon

VERBS = {
    "veroeffentlichen": (operations.publish_report, gettext_lazy("Der Bericht ist öffentlich.")),
    "zuruecknehmen": (operations.unpublish_report, gettext_lazy("Der Bericht ist nicht mehr öffentlich.")),
    "entfernen": (operations.remove_report, gettext_lazy("Der Bericht ist entfernt.")),
}


class OrderForm(forms.Form):
    """Edition, day, language, and a chapter of one's own."""

    language = forms.ChoiceField(
        label=gettext_lazy("Sprache"),
        choices=[("de", gettext_lazy("Deutsch")), ("en", gettext_lazy("Englisch"))],
        widget=forms.RadioSelect,
    )
    special_title = forms.CharField(label=gettext_lazy("Titel des Sonderkapitels"), max_length=200, required=False)
    special_text = forms.CharField(
        label=gettext_lazy("Sonderkapitel"), widget=forms.Textarea(attrs={"rows": 6}), required=False
    )

    def __init__(self, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["edition"] = PickField(column_of(m.Milestone, "entry"), current(m.Edition))
        self.fields["edition"].label = _("Fassung")
        self.fields["as_of"] = ColumnField(column_of(m.Resolution, "decided_on"))
        self.fields["as_of"].label = _("Stand")
        self.order_fields(["edition", "as_of"])


def reports(request: HttpRequest) -> HttpResponse:
    """Which reports are there, and which are being made? The form orders another."""
    actor = actor_of(request)
    form = OrderForm(request.POST or None, initial=_first()) if may_order(actor) else None
    if request.method == "POST":
        require_keeper(actor)
        if form is not None and form.is_valid() and _ordered(form, actor):
            messages.success(request, _("Der Bericht ist bestellt und wird erstellt."))
            return redirect("desk:reports")
    found = list(visible_reports(actor))
    making = any(report.state in (Report.State.WAITING, Report.State.RUNNING) for report in found)
    context = {"reports": found, "form": form, "making": making, "may_order": may_order(actor)}
    if request.headers.get("HX-Request"):
        return render(request, "desk/parts/report_list.html", context)
    return render(request, "desk/reports.html", context, status=422 if form is not None and form.errors else 200)


def _first() -> dict[str, Any]:
    adopted = (
        current(m.Edition)
        .filter(resolutions__kind=m.Resolution.Kind.ADOPTS, published=True)
        .order_by("-position")
        .first()
    )
    return {"as_of": timezone.localdate(), "language": "de", "edition": adopted}


def _ordered(form: OrderForm, actor: Any) -> bool:
    values = form.cleaned_data
    try:
        report = operations.order_report(
            values["edition"],
            values["as_of"],
            values["language"],
            values["special_title"],
            values["special_text"],
            actor=actor,
        )
    except (RuleBroken, ValidationError) as error:
        form.add_error(None, str(error) if isinstance(error, RuleBroken) else error.messages)
        return False
    build_soon(report)
    return True


@require_POST
def act(request: HttpRequest, key: str, verb: str) -> HttpResponse:
    """Publish a report, take it back, or remove it."""
    actor = actor_of(request)
    report = _report(key, actor)
    if verb not in VERBS:
        raise NotFound(_("Das lässt sich mit einem Bericht nicht tun."))
    do, sentence = VERBS[verb]
    try:
        do(report, actor=actor)
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, str(sentence))
    return redirect("desk:reports")


def report_file(request: HttpRequest, key: str, file_format: str) -> HttpResponse:
    """One format of a report to keep."""
    report = _report(key, actor_of(request))
    found = report.files.filter(format=file_format).select_related("stored").first()
    if found is None:
        raise NotFound(_("In diesem Format gibt es den Bericht nicht."))
    response = HttpResponse(read(found.stored), content_type=found.stored.content_type)
    response["Content-Disposition"] = f'attachment; filename="{report.key}.{found.format}"'
    return response


def _report(key: str, actor: Any) -> Report:
    report = visible_reports(actor).filter(key=key).first()
    if report is None:
        raise NotFound(_("Diesen Bericht gibt es nicht."))
    return report
