"""Addresses within the portal that keep the day asked about, for what views build themselves."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse


def keeping(request: HttpRequest) -> Callable[..., str]:
    """A function ``(name, *args, **query)`` that gives the address with the day of this request in it."""
    day = request.GET.get("as_of", "").strip()

    def link(name: str, *args: str, **query: str) -> str:
        asked = {**query, **({"as_of": day} if day else {})}
        return reverse(name, args=args) + (f"?{urlencode(asked)}" if asked else "")

    return link
