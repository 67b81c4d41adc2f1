"""Reviewing a round: what changed, and can I believe it? Approve, approve together, return with a question."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leitstand.domain.plans.access import require_keeper
from leitstand.domain.reporting.access import require_follower
from leitstand.domain.reporting.difference_words import differences_in_words
from leitstand.domain.reporting.light_words import light_word, why
from leitstand.domain.reporting.models import Attachment, Round, StatusReport
from leitstand.domain.reporting.operations import reviewing
from leitstand.domain.reporting.operations.reviewing import REVIEWED_IN
from leitstand.domain.reporting.queries.rounds.reviewing import Reading, Review, review
from leitstand.foundation.errors import NotAllowed, NotFound
from leitstand.foundation.files.storing import read
from leitstand.interfaces.desk.round_doorway import report_of, round_crumbs, round_of, said_as_message
from leitstand.interfaces.desk.round_words import REVIEW_FILTERS
from leitstand.interfaces.look.actors import actor_of

KEPT = 1000
_kept: OrderedDict[tuple[Any, ...], SafeString] = OrderedDict()


def show(request: HttpRequest, key: str) -> HttpResponse:
    """What changed, and can I believe it?"""
    actor = actor_of(request)
    require_follower(actor)
    this_round = round_of(key)
    seen = review(this_round, actor=actor)
    chosen = request.GET.get("zeigen", "")
    name = REVIEW_FILTERS.get(chosen, REVIEW_FILTERS[""])[0]
    counts = seen.counts
    may_act = actor.keeps_the_plan and this_round.state in REVIEWED_IN
    context = {
        "round": this_round,
        "rows": _as_html(this_round, seen.shown(name), may_act),
        "filters": _filters(counts, chosen),
        "chosen": chosen,
        "counts": counts,
        "may_act": may_act,
        "may_begin": actor.keeps_the_plan and this_round.state == Round.State.CLOSED,
        "may_freeze": actor.keeps_the_plan and this_round.state == Round.State.IN_REVIEW and not counts["waiting"],
        "breadcrumb": round_crumbs(this_round, (_("Prüfen"), "")),
    }
    return render(request, "desk/rounds/review.html", context)


def _filters(counts: Any, chosen: str) -> list[dict[str, Any]]:
    return [
        {"query": urlencode({"zeigen": name}) if name else "", "label": str(label), "count": counts[code],
         "current": name == chosen}
        for name, (code, label) in REVIEW_FILTERS.items()
    ]  # fmt: skip


def shown(rows: Iterable[Reading]) -> list[dict[str, Any]]:
    """The readings in the reader's words."""
    return [_in_words(row, get_language() or "de") for row in rows]


def _in_words(row: Reading, language: str) -> dict[str, Any]:
    return {
        "row": row,
        "report": row.report,
        "ask": row.ask,
        "lines": differences_in_words(row.differences, language) if not row.is_first else [],
        "computed": row.computed.light,
        "computed_word": light_word(row.computed.light, language),
        "why": why(row.computed, language),
    }


def _as_html(this_round: Round, rows: Sequence[Reading], may_act: bool) -> list[SafeString]:
    """The readings as HTML, each made once until it changes: templates are the page's slowest part."""
    language = get_language() or "de"
    template = get_template("desk/rounds/reading.html")
    made = []
    for row, following in zip(rows, [*(one.report.pk for one in rows[1:]), ""], strict=False):
        sign = (language, may_act, this_round.state, following, *row.sign)
        if sign not in _kept:
            context = {"item": _in_words(row, language), "round": this_round, "may_act": may_act, "after": following}
            _kept[sign] = mark_safe(template.render(context))  # noqa: S308 - a template's own output
        _kept.move_to_end(sign)
        made.append(_kept[sign])
    while len(_kept) > KEPT:
        _kept.popitem(last=False)
    return made


def alike(request: HttpRequest, key: str) -> HttpResponse:
    """All reports that say the same as last time and whose lights agree: the preview, then approved in one go."""
    actor = actor_of(request)
    require_keeper(actor)
    this_round = round_of(key)
    seen = review(this_round, actor=actor)
    if request.method == "POST":
        _approve(request, seen, request.POST.getlist("m"))
        return redirect("desk:review", key)
    context = {
        "round": this_round,
        "rows": shown(seen.shown("alike")),
        "breadcrumb": round_crumbs(
            this_round, (_("Prüfen"), reverse("desk:review", args=[key])), (_("Gemeinsam freigeben"), "")
        ),
    }
    return render(request, "desk/rounds/alike.html", context)


def _approve(request: HttpRequest, seen: Review, keys: list[str]) -> None:
    """Approve those of the shown reports that are still alike: one may have been sent anew meanwhile."""
    chosen = [row.report for row in seen.shown("alike") if f"{row.report.key}:{row.report.version}" in keys]
    with said_as_message(request):
        count = reviewing.approve(chosen, actor=actor_of(request))
        said = ngettext("Eine Meldung ist freigegeben.", "%(count)s Meldungen sind freigegeben.", count)
        messages.success(request, said % {"count": count})
    if len(chosen) < len(keys):
        messages.warning(request, _("Inzwischen geänderte Meldungen wurden nicht freigegeben."))


@require_POST
def act(request: HttpRequest, key: str, report_key: str, verb: str) -> HttpResponse:
    """Approve one report, or return it with a question."""
    actor = actor_of(request)
    require_keeper(actor)
    report = report_of(round_of(key), report_key)
    if verb not in ("freigeben", "zurueckgeben"):
        raise NotFound(_("Das lässt sich mit einer Meldung nicht tun."))
    if request.POST.get(f"version-{report.pk}") != str(report.version):
        messages.warning(request, _("Diese Meldung wurde inzwischen neu gesendet. Bitte noch einmal lesen."))
    else:
        with said_as_message(request):
            _do(request, report, verb)
    query = urlencode({"zeigen": request.POST.get("zeigen", "")}) if request.POST.get("zeigen") else ""
    place = request.POST.get("weiter", "")
    return redirect(f"{reverse('desk:review', args=[key])}?{query}" + (f"#m-{place}" if place.isdecimal() else ""))


def _do(request: HttpRequest, report: StatusReport, verb: str) -> None:
    actor = actor_of(request)
    if verb == "freigeben":
        try:
            reviewing.approve([report], actor=actor)
        except NotAllowed as error:
            messages.error(request, str(error))
        return
    mailed = reviewing.return_report(report, request.POST.get(f"comment-{report.pk}", ""), actor=actor)
    if mailed:
        messages.success(request, _("Zurückgegeben. Die Rückfrage geht per Mail hinaus."))
    else:
        messages.warning(
            request,
            _("Zurückgegeben. Es geht keine Mail hinaus, weil drei schon gingen oder keine ankommt: bitte anrufen."),
        )


def attachment(request: HttpRequest, key: str) -> HttpResponse:
    """A file handed in with a report: only to keep, never shown in the browser."""
    require_follower(actor_of(request))
    found = Attachment.objects.filter(key=key, removed_on=None).select_related("stored").first()
    if found is None:
        raise NotFound(_("Diese Anlage gibt es nicht."))
    response = HttpResponse(read(found.stored), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, found.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
