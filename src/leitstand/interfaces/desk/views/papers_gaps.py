"""What do others plan, and what of it do we miss? The matrix, gaps, themes that may become topics, and doubts."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from leitstand.domain.papers.access import may_keep, require_keeper, require_staff
from leitstand.domain.papers.models import Passage
from leitstand.domain.papers.operations.topics import correct_topic, describe_topic, make_topic
from leitstand.domain.papers.queries.topic_doubts import doubts, editions_open_to_topics, theme_quotes
from leitstand.domain.papers.queries.topic_editions import editions_with_topics
from leitstand.domain.papers.queries.topics import Matrix, matrix, new_themes
from leitstand.foundation.errors import NotFound
from leitstand.interfaces.desk.doorway import crumbs
from leitstand.interfaces.desk.theme_forms import DescriptionForm, ThemeForm
from leitstand.interfaces.desk.views.committee import done_with
from leitstand.interfaces.look.actors import actor_of

MOST_PASSAGES = 60


def topics(request: HttpRequest) -> HttpResponse:
    """What do others plan on our topics, what of it do we not treat, and what is on no topic of ours?"""
    actor = actor_of(request)
    require_staff(actor)
    divided = editions_with_topics()
    made = matrix(request.GET.get("fassung", ""), actor=actor) if divided else None
    themes = new_themes(made.edition_key, actor=actor) if made and made.counted else ()
    context = {
        "made": made,
        "editions": divided,
        "answer": _answer(made, len(themes)) if made else "",
        "themes": [(theme, _passages_of(theme.passage_ids)) for theme in themes],
        "may_keep": may_keep(actor),
        "open_editions": bool(editions_open_to_topics()),
        "breadcrumb": crumbs((_("Papiere"), reverse("desk:papers")), (_("Themen und Länder"), "")),
    }
    return render(request, "desk/papers/topics.html", context)


def gaps(request: HttpRequest) -> HttpResponse:
    """What we miss stood here; it is a part of the page on topics and Länder now."""
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(f"{reverse('desk:papers-topics')}{asked}#fehlt", permanent=True)


def _answer(made: Matrix, themes: int) -> str:
    without = ngettext(
        "Ein Thema behandeln andere, zu dem wir keine Maßnahme haben",
        "%(n)s Themen behandeln andere, zu denen wir keine Maßnahme haben",
        len(made.gaps),
    ) % {"n": len(made.gaps)}
    fresh = ngettext(
        "ein weiteres steht in keiner unserer Fassungen", "%(n)s weitere stehen in keiner unserer Fassungen", themes
    )
    return f"{without}; {fresh % {'n': themes}}."


def _passages_of(numbers: tuple[int, ...]) -> list[int]:
    return list(numbers[:MOST_PASSAGES])


def make(request: HttpRequest) -> HttpResponse:
    """Make a theme a topic of a draft, with the passages it stands on."""
    actor = actor_of(request)
    require_keeper(actor)
    sent = request.POST if request.method == "POST" else request.GET
    quotes = theme_quotes(_numbers(sent.getlist("stelle")), actor=actor)
    if not quotes:
        raise NotFound(_("Diese Textstellen gibt es nicht, oder es gibt inzwischen einen neueren Text."))
    editions = editions_open_to_topics()
    form = ThemeForm(
        editions, request.POST if request.method == "POST" else None, {"title": request.GET.get("titel", "")[:200]}
    )
    if request.method == "POST" and editions and form.is_valid():
        chosen = {one.pk: one for one in Passage.objects.filter(pk__in=[quote.passage_id for quote in quotes])}
        passages = [chosen[quote.passage_id] for quote in quotes]

        def write(given: Any) -> None:
            make_topic(passages, form.field(), given["title"], given["summary"], actor=actor)

        if done_with(form, write):
            messages.success(request, _("Das Thema steht im Entwurf, mit Zitat und Quelle."))
            return redirect("desk:editor", form.field().edition.key)
    context = {
        "form": form, "quotes": quotes, "editions": editions,
        "breadcrumb": crumbs(
            (_("Papiere"), reverse("desk:papers")), (_("Themen und Länder"), reverse("desk:papers-topics")),
            (_("Zum Thema machen"), ""),
        ),
    }  # fmt: skip
    return render(request, "desk/papers/theme.html", context, status=422 if form.errors else 200)


def _numbers(asked: list[str]) -> list[int]:
    return [int(one) for one in asked[:MOST_PASSAGES] if one.isascii() and one.isdecimal() and len(one) < 12]


def description(request: HttpRequest, key: str) -> HttpResponse:
    """What is a topic about, and of which passages was the rule not sure?"""
    actor = actor_of(request)
    found = doubts(key, actor=actor)
    form = DescriptionForm(request.POST if request.method == "POST" else None, {"text": found.description})
    if request.method == "POST" and form.is_valid():
        describe_topic(found.topic, form.cleaned_data["text"], actor=actor)
        messages.success(request, _("Gespeichert. Die Textstellen werden im Hintergrund neu zugeordnet."))
        return redirect("desk:topic-description", key)
    context = {
        "found": found, "form": form,
        "breadcrumb": crumbs(
            (_("Papiere"), reverse("desk:papers")), (_("Themen und Länder"), reverse("desk:papers-topics")),
            (found.topic.title, ""),
        ),
    }  # fmt: skip
    return render(request, "desk/papers/description.html", context, status=422 if form.errors else 200)


@require_POST
def correct(request: HttpRequest, key: str) -> HttpResponse:
    """This passage speaks of the topic, or does not."""
    actor = actor_of(request)
    topic = doubts(key, actor=actor).topic
    quotes = theme_quotes(_numbers([request.POST.get("stelle", "")]), actor=actor)
    if not quotes:
        raise NotFound(_("Diese Textstelle gibt es nicht."))
    fits = request.POST.get("fits") == "ja"
    correct_topic(Passage.objects.get(pk=quotes[0].passage_id), topic, fits, actor=actor)
    messages.success(request, _("Gemerkt. Die Zuordnung lernt daraus."))
    return redirect("desk:topic-description", key)
