"""Files that were handed in, given back: always to be saved, never to be shown by the browser."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from leitstand.foundation.files.storing import read
from leitstand.interfaces.links.attaching import own_attachment
from leitstand.interfaces.links.holding import Holder, for_holders


@for_holders
@require_safe
def attachment(request: HttpRequest, holder: Holder, key: str) -> HttpResponse:
    """One file of the own request."""
    found = own_attachment(holder, key)
    if found is None:
        raise Http404
    return download(read(found.stored), found.name, found.stored.content_type)


def download(content: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
