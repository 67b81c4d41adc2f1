"""What every page of the portal has: the public's situation as of the day asked about, and its frame."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.domain.reporting.queries import Situation, situation
from leitstand.foundation.actor import PUBLIC
from leitstand.foundation.errors import NotFound
from leitstand.foundation.wording import say_date
from leitstand.interfaces.look.asof import as_of
from leitstand.interfaces.look.templatetags.words import language
from leitstand.interfaces.portal.caching import Answer, State, View, kept
from leitstand.interfaces.portal.shown.notes import Notes

P = ParamSpec("P")
T = TypeVar("T")
Page = Callable[Concatenate[HttpRequest, Situation, P], HttpResponse]


def page(view: Page[P]) -> Answer[P]:
    """Give a view the public's situation, and keep what it renders."""
    return kept(_with_situation(view))


def page_by(state: State) -> Callable[[Page[P]], Answer[P]]:
    """``page`` for a view that also shows what changes without any write to the history, as ``state`` tells."""
    return lambda view: kept(_with_situation(view), state)


def _with_situation(view: Page[P]) -> View[P]:
    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return view(request, situation(as_of(request), actor=PUBLIC), *args, **kwargs)

    return answer


def show(request: HttpRequest, now: Situation, template: str, **context: Any) -> HttpResponse:
    """Render ``portal/<template>.html`` with the frame's own values beside ``context``."""
    frame = {
        "now": now,
        "as_of": now.as_of,
        "data_state": _("Datenstand #%(number)s") % {"number": now.head},
        "day_asked": request.GET.get("as_of", "").strip(),
        "notes": Notes(),
        "language": language(),
        "canonical": settings.BASE_URL + request.path,
    }
    return render(request, f"portal/{template}.html", frame | context)


def found(things: Mapping[str, T], key: str, sentence: str) -> T:
    """The thing with the key. Raises ``NotFound`` with the sentence."""
    if key not in things:
        raise NotFound(sentence)
    return things[key]


def citation(now: Situation, title: str, name: str, *args: str) -> dict[str, str]:
    """How to cite a page: its title, the plan, the day, and the address that stays."""
    url = settings.BASE_URL + reverse(f"portal:{name}", args=args) + f"?as_of={now.as_of.isoformat()}"
    plan = now.plan.title_en if language() == "en" and now.plan.title_en else now.plan.title
    said = _("%(plan)s: %(title)s. Stand %(day)s, Datenstand #%(number)s.") % {
        "plan": plan,
        "title": title,
        "day": say_date(now.as_of, language()),
        "number": now.head,
    }
    return {"text": f"{said} {url}", "url": url}
