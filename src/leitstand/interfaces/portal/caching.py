"""Keeping rendered pages until something is written, and telling browsers what they already have.

A page shows what the public may see, whoever asks. So it depends only on the history's head, the
address with its query, the language, the day, and whether this is a demonstration: under these it is
kept; and under the state of what changes in the background, where a page names it. Browsers are told
to ask again (``no-cache``) with the page's tag, and mostly hear "304".
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from leitstand.foundation.history.recording import head
from leitstand.foundation.instance.kind import is_demonstration

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
Answer = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
State = Callable[[], str]
# Longer addresses are invented ones: they get their answer, but no place in the cache.
LONGEST_ADDRESS = 600
KEPT_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Kept:
    """A rendered page: its bytes, its kind, and the tag that names its content."""

    content: bytes
    content_type: str
    tag: str

    @classmethod
    def of(cls, response: HttpResponse) -> "Kept":
        digest = hashlib.sha256(response.content).hexdigest()[:32]
        return cls(response.content, response["Content-Type"], f'"{digest}"')

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        response = HttpResponse(self.content, content_type=self.content_type)
        response["ETag"] = self.tag
        response["Cache-Control"] = "no-cache"
        return get_conditional_response(request, etag=self.tag, response=response) or response


def unchanging() -> str:
    """The state of pages that show nothing but what the history keeps."""
    return ""


def kept(view: View[P], state: State = unchanging) -> Answer[P]:
    """Make a view public, for reading only, and keep what it renders as long as ``state`` says the same."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        # Whoever is signed in sees the public's page: what is kept must hold nobody's name.
        request.user = AnonymousUser()
        name = name_of(request, state())
        page = cache.get(name) if name else None
        if page is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200:
                return response
            page = Kept.of(response)
            if name:
                cache.set(name, page, KEPT_SECONDS)
        answered: HttpResponseBase = page.answer(request)
        return answered

    return answer


def name_of(request: HttpRequest, state: str = "") -> str:
    """The name under which the page is kept; empty if it is not to be kept. One statement."""
    address = request.get_full_path()
    if len(address) > LONGEST_ADDRESS:
        return ""
    _number, head_hash = head()
    parts = (head_hash, address, get_language(), timezone.localdate().isoformat(), is_demonstration(), state)
    return "page:" + hashlib.sha256(repr(parts).encode()).hexdigest()
