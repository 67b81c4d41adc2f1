"""The API itself: its name, its errors in one form, and what every answer has in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from leitstand.foundation.errors import Altered, LeitstandError, NotAllowed, NotFound, RuleBroken
from leitstand.interfaces.api.asking import complaint
from leitstand.interfaces.api.shapes.common import Fault

DESCRIPTION = (
    "Everything the public may see of the plan: what was promised, by whom, and what became of it. "
    "Read only, no key needed, any origin. Facts carry their sources; texts are German, many with an English `_en`. "
    "Every answer can be asked `as_of` a day. Errors say in German what is wrong."
)
READING = ("GET", "HEAD")
STATUS: dict[type[LeitstandError], int] = {NotAllowed: 403, NotFound: 404, RuleBroken: 400, Altered: 503}
# What an endpoint may answer beside what was asked for.
ANSWERS: dict[int, type[Fault] | None] = {304: None, 400: Fault, 404: Fault, 422: Fault}
# What the schema must know of lists beside their JSON.
LISTED = {"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}}

api = NinjaAPI(
    title="Leitstand",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    openapi_url="/openapi.json",
    docs_url=None,
    openapi_extra={
        "tags": [
            {"name": "Plan", "description": "Editions with what they say."},
            {"name": "Measures", "description": "Measures, their states, and what is missing."},
            {"name": "Indicators", "description": "Indicators, their values in every vintage, and targets."},
            {"name": "Record", "description": "Institutions, sources, events, papers, reports, history."},
        ]
    },
)


def fault(detail: str, status: int) -> HttpResponse:
    return JsonResponse({"detail": detail}, status=status, json_dumps_params={"ensure_ascii": False})


@api.exception_handler(LeitstandError)
def _domain_error(request: HttpRequest, error: LeitstandError) -> HttpResponse:
    return fault(str(error), next(code for kind, code in STATUS.items() if isinstance(error, kind)))


@api.exception_handler(ValidationError)
def _bad_parameter(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return fault(complaint(error.errors), 422)


@api.exception_handler(HttpError)
def _refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    return fault(str(error), error.status_code)


def open_door(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Only reading, from any origin: GET and HEAD pass, everything else gets 405."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in READING:
            response: HttpResponseBase = fault("Hier wird nur gelesen: möglich sind GET und HEAD.", 405)
            response["Allow"] = ", ".join(READING)
        else:
            response = _read(view, request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Link, Content-Disposition"
        return response

    opened.csrf_exempt = True  # type: ignore[attr-defined]  # Django's own way to mark a view
    return opened


def _read(view: Callable[..., HttpResponseBase], request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """Answer GET, and HEAD as GET without its body."""
    method, request.method = request.method, "GET"
    response = view(request, *args, **kwargs)
    request.method = method
    if method == "HEAD" and isinstance(response, HttpResponse):
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


@open_door
def nothing_here(request: HttpRequest) -> HttpResponse:
    """What answers under an address that no endpoint has."""
    return fault(f"Unter {request.path} gibt es nichts. Alle Adressen stehen unter /api/v1/.", 404)
