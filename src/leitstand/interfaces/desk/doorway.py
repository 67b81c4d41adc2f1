"""The desk's doorway: every page behind it needs a sign-in, and every address is declared through it."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from leitstand.domain.institutions.models import Account

View = Callable[..., HttpResponseBase]


def desk_path(route: str, view: View, name: str) -> URLPattern:
    """An address of the desk: who is not signed in is led to the sign-in page and back."""
    return path(route, never_cache(login_required(view)), name=name)


def account_of(request: HttpRequest) -> Account:
    """The signed-in account; only for views behind ``desk_path``."""
    return cast(Account, request.user)


def crumbs(*steps: tuple[str, str]) -> list[dict[str, Any]]:
    """The way to a page: (label, address) from the start of the desk; the last one is the page itself."""
    return [{"label": label, "url": url} for label, url in steps]
