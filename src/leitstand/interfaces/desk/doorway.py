"""The desk's doorway: every page behind it needs a sign-in, and every address is declared through it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from leitstand.domain.institutions.models import Account
from leitstand.foundation.errors import RuleBroken

View = Callable[..., HttpResponseBase]


def desk_path(route: str, view: View, name: str, *, lasting: bool = False) -> URLPattern:
    """An address of the desk: who is not signed in is led to the sign-in page and back.

    No answer is kept by a browser, unless it is ``lasting``: then the view says for how long.
    """
    behind = login_required(_storable(_explained(view)))
    return path(route, behind if lasting else never_cache(behind), name=name)


def _storable(view: View) -> View:
    """Refuse what no database can store or look up: the character NUL, which no keyboard makes."""

    @wraps(view)
    def checked(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        sent = [value for query in (request.GET, request.POST) for values in query.lists() for value in values[1]]
        if any("\0" in str(text) for text in (*parts.values(), *sent)):
            raise RuleBroken(_("Die Angaben enthalten ein Zeichen, das sich nicht speichern lässt."), "nul")
        return view(request, **parts)

    return checked


def _explained(view: View) -> View:
    """Answer with a page where only a form is taken: signing in anew leads there when a session ended meanwhile."""

    @wraps(view)
    def answered(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        answer = view(request, **parts)
        if not isinstance(answer, HttpResponseNotAllowed):
            return answer
        page = render(request, "405.html", status=answer.status_code)
        page["Allow"] = answer["Allow"]
        return page

    return answered


def account_of(request: HttpRequest) -> Account:
    """The signed-in account; only for views behind ``desk_path``."""
    return cast(Account, request.user)


def crumbs(*steps: tuple[str, str]) -> list[dict[str, Any]]:
    """The way to a page: (label, address) from the start of the desk; the last one is the page itself."""
    return [{"label": label, "url": url} for label, url in steps]
