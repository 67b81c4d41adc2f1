"""Freezing and publishing a round: what will be kept, what becomes public, and corrections afterwards."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leitstand.domain.plans.access import require_keeper
from leitstand.domain.plans.models import Measure
from leitstand.domain.reporting.access import require_follower
from leitstand.domain.reporting.models import Round, StatusReport
from leitstand.domain.reporting.operations import freezing, rounds
from leitstand.domain.reporting.operations.reports import publish_round_reports
from leitstand.domain.reporting.queries.rounds.freezing import to_freeze
from leitstand.domain.reporting.queries.rounds.frozen import FrozenRound, Named, frozen_round
from leitstand.domain.reporting.rollup_words import rollup_in_words
from leitstand.domain.reporting.words import state_word
from leitstand.foundation.errors import RuleBroken
from leitstand.interfaces.desk.round_doorway import round_crumbs, round_of, said_as_message
from leitstand.interfaces.desk.round_forms import ChapterForm, ErratumForm
from leitstand.interfaces.look.actors import actor_of
from leitstand.outputs.tasks import report_round_soon

CHAPTER = ("silent_named", "special_title", "special_text")
FROZEN = (Round.State.FROZEN, Round.State.PUBLISHED)


def show(request: HttpRequest, key: str) -> HttpResponse:
    """Before: what will be frozen, with its gaps by name. After: the hash, corrections, and publishing."""
    actor, this_round = actor_of(request), round_of(key)
    require_follower(actor)
    is_frozen = this_round.state in FROZEN
    if request.method == "POST":
        require_keeper(actor)
        return _corrected(request, this_round) if is_frozen else _decided(request, this_round)
    return _page(request, this_round)


def _page(
    request: HttpRequest,
    this_round: Round,
    chapter: ChapterForm | None = None,
    erratum: ErratumForm | None = None,
) -> HttpResponse:
    is_frozen = this_round.state in FROZEN
    seen = frozen_round(this_round) if is_frozen else to_freeze(this_round)
    waiting = this_round.reports.filter(removed_on=None, state=StatusReport.State.SENT).count()
    keeps = actor_of(request).keeps_the_plan
    wrong = chapter or erratum
    context = {
        "round": this_round,
        "seen": seen,
        "said": rollup_in_words(seen.rollup, get_language() or "de"),
        "bar": _bar(seen),
        "missing": _missing(seen),
        "missing_count": sum(not one.is_reported for one in seen.measures),
        "chapter": chapter or (_chapter(this_round) if keeps and not is_frozen else None),
        "erratum": erratum or (ErratumForm(_titles(seen)) if keeps and is_frozen else None),
        "errata": this_round.errata.filter(removed_on=None).select_related("measure"),
        "waiting": waiting,
        "may_freeze": keeps and this_round.state == Round.State.IN_REVIEW and not waiting,
        "may_publish": keeps and this_round.state == Round.State.FROZEN,
        "public": _public(seen),
        "is_frozen": is_frozen,
        "may_keep": keeps,
        "breadcrumb": round_crumbs(this_round, (_("Einfrieren und veröffentlichen"), "")),
    }
    status = 422 if wrong is not None and wrong.errors else 200
    return render(request, "desk/rounds/freeze.html", context, status=status)


def _chapter(this_round: Round) -> ChapterForm:
    initial = {name: getattr(this_round, name) for name in CHAPTER}
    return ChapterForm(initial={**initial, "silent_named": "ja" if this_round.silent_named else "nein"})


def _titles(seen: FrozenRound) -> list[tuple[str, str]]:
    return [(one.key, one.title) for one in seen.measures]


def _missing(seen: FrozenRound) -> list[tuple[Named, list[str]]]:
    """The titles without a report by lead, the most silent first."""
    return [
        (silent.lead, [one.title for one in seen.measures if one.lead == silent.lead and not one.is_reported])
        for silent in seen.silent
    ]


def _bar(seen: FrozenRound) -> dict[str, Any]:
    language, x = get_language() or "de", 0.0
    segments = []
    for share in seen.rollup.distribution.shares:
        word = state_word(share.code, language)
        segments.append(
            {"code": share.code, "label": word, "count": share.count, "x": round(x, 3),
             "percent": round(share.percent, 3), "url": ""}
        )  # fmt: skip
        x += share.percent
    return {"caption": "", "url": "", "sentence": "", "total": seen.rollup.total, "segments": segments}


def _public(seen: FrozenRound) -> dict[str, int]:
    """What publishing takes into the plan and shows to everyone, in counts."""
    told = [one.answer for one in seen.measures if one.answer is not None]
    return {
        "statuses": len(told),
        "reached": sum(bool(milestone.done_on) for answer in told for milestone in answer.milestones),
        "values": sum(len(answer.observations) for answer in told),
        "silent": len(seen.silent),
    }


def _decided(request: HttpRequest, this_round: Round) -> HttpResponse:
    """Keep the special chapter and how silent institutions are named; freeze if asked to."""
    actor, form = actor_of(request), ChapterForm(request.POST)
    if not form.is_valid():
        return _page(request, this_round, chapter=form)
    with said_as_message(request):
        rounds.change_round(this_round, form.cleaned_data, actor=actor)
        if "freeze" in request.POST:
            freezing.freeze_round(this_round, actor=actor)
            messages.success(request, _("%(round)s ist eingefroren.") % {"round": this_round})
            report_round_soon(this_round, actor=actor)
        else:
            messages.success(request, _("Gespeichert."))
    return redirect("desk:round-freeze", this_round.key)


def _corrected(request: HttpRequest, this_round: Round) -> HttpResponse:
    actor = actor_of(request)
    form = ErratumForm(_titles(frozen_round(this_round)), request.POST)
    if not form.is_valid():
        return _page(request, this_round, erratum=form)
    values = form.cleaned_data
    measure = Measure.objects.filter(key=values["measure"]).first() if values["measure"] else None
    try:
        freezing.correct_round(
            this_round, values["stated"], values["correct"], values["reason"], actor=actor, measure=measure
        )
    except RuleBroken as error:
        form.add_error(None, str(error))
    except ValidationError as error:
        form.add_error(None, error.messages)
    if form.errors:
        return _page(request, this_round, erratum=form)
    messages.success(request, _("Die Berichtigung steht neben dem eingefrorenen Stand."))
    return redirect("desk:round-freeze", this_round.key)


@require_POST
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """Show the round to everyone and take what it reported into the plan."""
    this_round, actor = round_of(key), actor_of(request)
    with said_as_message(request):
        freezing.publish_round(this_round, actor=actor)
        publish_round_reports(this_round, actor=actor)
        messages.success(request, _("%(round)s ist veröffentlicht.") % {"round": this_round})
    return redirect("desk:round-freeze", this_round.key)
