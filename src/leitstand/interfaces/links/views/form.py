"""The form: show it, keep what was typed, send it, or say what is in the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leitstand.domain.reporting.access import is_good
from leitstand.domain.reporting.models import RequestLink
from leitstand.domain.reporting.operations import answering
from leitstand.domain.reporting.operations.answering import Conflict
from leitstand.domain.reporting.queries.rounds.form import WHAT, Form, form_of, given_of
from leitstand.domain.reporting.rules.answering import Problem
from leitstand.foundation import clock
from leitstand.foundation.errors import RuleBroken
from leitstand.interfaces.links import reading
from leitstand.interfaces.links.attaching import attach_files, detach
from leitstand.interfaces.links.holding import Holder, for_late_holders
from leitstand.interfaces.links.showing import Shown, shown
from leitstand.interfaces.look.templatetags.words import language

ASIDES = ("time", "help", "delegate", "workbook")


@dataclass(frozen=True, slots=True)
class InTheWay:
    """Why nothing was sent, by the report's key."""

    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    nothing: bool = False


@for_late_holders
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, holder: Holder) -> HttpResponse:
    """The page with all measures of the request."""
    if request.method == "POST":
        return _posted(request, holder)
    return page(request, holder)


@for_late_holders
@require_POST
def draft(request: HttpRequest, holder: Holder) -> HttpResponse:
    """Keep what is being typed; the answer says so, and shows the computed lights as they now are."""
    known = form_of(holder.asked, clock.now())
    is_open = is_good(holder.link, clock.now())
    _keep(holder, known if is_open else _as_if_open(known), request)
    after = form_of(holder.asked, clock.now())
    shown_blocks = [shown(block, number) for number, block in enumerate(after.blocks, 1)]
    return render(request, "links/parts/saved.html", {"form": after, "blocks": shown_blocks, "is_open": is_open})


def _posted(request: HttpRequest, holder: Holder) -> HttpResponse:
    known = form_of(holder.asked, clock.now())
    if not is_good(holder.link, clock.now()):
        _keep(holder, _as_if_open(known), request)
        return page(request, holder)
    texts = _resolved(_keep(holder, known, request), request, holder, known)
    files = attach_files(request, holder, known)
    if "detach" in request.POST:
        detach(holder, request.POST["detach"])
    go = request.POST.get("go", "")
    if go:
        return _aside(go, known)
    if request.POST.get("action") in ("send", "send_same"):
        return _send(request, holder, known, texts, files)
    if any(files.values()):
        return page(request, holder, InTheWay(files=files))
    messages.success(request, _("Zwischengespeichert. Gesendet ist noch nichts."))
    return HttpResponseRedirect(reverse("links:form"))


def _as_if_open(known: Form) -> Form:
    """After the close what was typed is kept as a draft, though it cannot be sent."""
    return replace(known, blocks=tuple(replace(block, is_open=True) for block in known.blocks))


def _keep(holder: Holder, known: Form, request: HttpRequest) -> dict[str, dict[str, str]]:
    texts = reading.posted(request.POST, known)
    if request.POST.get("action") == "send_same":
        texts = _all_same(known, texts)
    changed = reading.changed(known, texts)
    if changed:
        answering.save_draft(holder.asked, changed, actor=holder.actor)
    return texts


def _all_same(known: Form, texts: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Nothing new for every measure that waits, could say so, and about which nothing else was said."""
    for block in known.missing:
        if block.key in texts and block.question.asked.last and texts[block.key][WHAT] != "new":
            texts[block.key] = {**block.known, **texts[block.key], WHAT: "same"}
    return texts


def _resolved(
    texts: dict[str, dict[str, str]], request: HttpRequest, holder: Holder, known: Form
) -> dict[str, dict[str, str]]:
    """Without the measures of which the person keeps the other's version."""
    kept = [block.key for block in known.blocks if request.POST.get(f"{block.report.pk}-conflict") == "theirs"]
    if kept:
        answering.drop_drafts(holder.asked, kept, actor=holder.actor)
    return {key: said for key, said in texts.items() if key not in kept}


def _aside(go: str, known: Form) -> HttpResponse:
    if go in ASIDES:
        return HttpResponseRedirect(reverse(f"links:{go}"))
    if go.removeprefix("disown-") in {str(block.report.pk) for block in known.blocks}:
        return HttpResponseRedirect(reverse("links:disown", args=[int(go.removeprefix("disown-"))]))
    return HttpResponseRedirect(reverse("links:form"))


def _send(
    request: HttpRequest,
    holder: Holder,
    known: Form,
    texts: Mapping[str, Mapping[str, str]],
    files: Mapping[str, tuple[str, ...]],
) -> HttpResponse:
    chosen = reading.chosen(known, texts)
    if any(files.values()):
        return page(request, holder, InTheWay(files=files))
    if not chosen:
        if "theirs" in request.POST.values():
            return HttpResponseRedirect(reverse("links:sent"))
        return page(request, holder, InTheWay(nothing=True))
    given = {key: given_of(said) for key, said in chosen.items()}
    versions = reading.versions(request.POST, known)
    try:
        sending = answering.send(holder.asked, given, versions, actor=holder.actor, language=language())
    except RuleBroken:
        # The round closed between the look at the clock and the sending.
        return page(request, holder)
    if sending.done:
        return HttpResponseRedirect(reverse("links:sent"))
    conflicts = {one.question.report.key: one for one in sending.conflicts}
    return page(request, holder, InTheWay(dict(sending.problems or {}), conflicts))


def page(request: HttpRequest, holder: Holder, way: InTheWay | None = None) -> HttpResponse:
    """The form's page; with something in the way 422 or 409, after the close 410."""
    way = way or InTheWay()
    now = clock.now()
    known = form_of(holder.asked, now)
    if not is_good(holder.link, now):
        return late(request, holder.link, known)
    blocks = [
        shown(
            block, number, way.problems.get(block.key, ()), way.conflicts.get(block.key), way.files.get(block.key, ())
        )
        for number, block in enumerate(known.blocks, 1)
    ]
    status = 409 if way.conflicts else 422 if way.problems or any(way.files.values()) or way.nothing else 200
    return render(request, "links/form.html", _context(holder, known, blocks, way), status=status)


def _context(holder: Holder, known: Form, blocks: list[Shown], way: InTheWay) -> dict[str, object]:
    same = [block for block in known.missing if block.question.asked.last]
    return {
        "form": known,
        "round": known.request.round,
        "link": holder.link,
        "blocks": blocks,
        "nothing": way.nothing,
        "has_conflicts": bool(way.conflicts),
        "wrong": [block for block in blocks if block.problems or block.file_problems],
        "can_send_same": len(same) > 1 and len(same) == len(known.missing) and known.saved_at is None,
        "same_count": len(same),
    }


def late(request: HttpRequest, link: RequestLink, known: Form) -> HttpResponse:
    """Nothing can be sent any more: say so, show what is kept, and name who can help."""
    shown_page = {
        "form": known,
        "round": known.request.round,
        "drafts": [block for block in known.blocks if block.draft_at],
        "office_email": settings.OPTIONS["OFFICE_EMAIL"],
    }
    return render(request, "links/late.html", shown_page, status=410)
