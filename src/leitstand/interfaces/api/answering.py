"""Turning an answer into a response: JSON or a table, pages, ETag.

The history's head versions everything: its hash, the address and the day make the ETag, so an
unchanged answer costs one statement (304), and everything else comes from the kept ``Situation``.
"""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from pydantic import BaseModel

import leitstand
from leitstand.domain.reporting.queries import Situation, situation
from leitstand.foundation.actor import PUBLIC
from leitstand.foundation.history.recording import head
from leitstand.interfaces.api.asking import DEFAULT_LIMIT, Many, Now, refuse_unknown
from leitstand.interfaces.api.shapes.common import Listing
from leitstand.interfaces.api.table import table
from leitstand.interfaces.look.asof import as_of

Choose = Callable[[Situation], Sequence[Any]]
L = TypeVar("L", bound=BaseModel)


class With:
    """A view with more attributes beside its own."""

    def __init__(self, view: Any, **more: Any) -> None:
        self.__dict__.update(more, _view=view)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__dict__["_view"], name)


def one(request: HttpRequest, asked: Now, shape: type[BaseModel], find: Callable[[Situation], Any]) -> HttpResponse:
    """Answer with one thing. ``find`` raises ``NotFound`` if there is none."""

    def respond(now: Situation) -> HttpResponse:
        return _json(shape.model_validate(find(now)))

    return answer(request, asked, respond)


def many(request: HttpRequest, asked: Many, shape: type[L], choose: Choose, name: str) -> HttpResponse:
    """Answer with a page of what ``choose`` finds, as JSON or as a table called ``name``."""
    as_table = _wants_table(request, asked)

    def respond(now: Situation) -> HttpResponse:
        found = choose(now)
        limit = asked.limit or (len(found) or 1 if as_table else DEFAULT_LIMIT)
        lines = [shape.model_validate(item) for item in found[asked.offset : asked.offset + limit]]
        following = asked.offset + limit if asked.offset + limit < len(found) else None
        before = max(0, asked.offset - limit) if asked.offset else None
        links = {"next": _page(request, following, limit), "previous": _page(request, before, limit)}
        if as_table:
            response = _csv(table(shape, lines, asked.dialect), f"leitstand-{name}-{now.as_of}.csv")
        else:
            response = _json(Listing[shape](as_of=now.as_of, count=len(found), items=lines, **links))  # type: ignore[valid-type]  # the type is a value here
        if any(links.values()):
            response["Link"] = ", ".join(f'<{url}>; rel="{rel}"' for rel, url in links.items() if url)
        return response

    response = answer(request, asked, respond, "csv" if as_table else "json")
    patch_vary_headers(response, ["Accept"])
    return response


def answer(
    request: HttpRequest, asked: Now, respond: Callable[[Situation], HttpResponse], form: str = "json"
) -> HttpResponse:
    """Answer from the situation as of the day asked about, or with 304 to whoever has that answer already.

    A proxy may have made the tag a weak one; it still counts. ``form`` tells apart the forms of one address.
    """
    refuse_unknown(request, asked)
    day = as_of(request)
    held = [tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))]
    if held and (etag := _etag(request, head()[1], day, form)) in held:
        response = HttpResponse(status=304)
        del response["Content-Type"]
    else:
        now = situation(day, actor=PUBLIC)
        response, etag = respond(now), _etag(request, now.head_hash, day, form)
    response["ETag"], response["Cache-Control"] = etag, "no-cache"
    return response


def _etag(request: HttpRequest, head_hash: str, day: date, form: str) -> str:
    """Strong: equal bytes only. The version is in it because a release may change shapes."""
    parts = [
        leitstand.__version__,
        str(settings.OPTIONS["STALE_MONTHS"]),
        head_hash,
        request.build_absolute_uri(),
        day.isoformat(),
        form,
    ]
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return f'"{digest[:32]}"'


def _wants_table(request: HttpRequest, asked: Many) -> bool:
    if asked.format:
        return asked.format == "csv"
    return request.get_preferred_type(["application/json", "text/csv"]) == "text/csv"


def _page(request: HttpRequest, offset: int | None, limit: int) -> str | None:
    if offset is None:
        return None
    asked = request.GET.copy()
    asked["limit"], asked["offset"] = str(limit), str(offset)
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")


def _json(body: BaseModel) -> HttpResponse:
    return HttpResponse(body.model_dump_json(), content_type="application/json")


def _csv(text: str, filename: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/csv; charset=utf-8; header=present")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
