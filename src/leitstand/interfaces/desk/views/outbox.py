"""The outbox: which mails went out, which wait, and what they say."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from leitstand.foundation.errors import NotFound
from leitstand.foundation.files.storing import read
from leitstand.foundation.instance.kind import is_demonstration
from leitstand.foundation.links import blank, resolve
from leitstand.foundation.mail.models import Attachment, Message
from leitstand.interfaces.desk.doorway import crumbs
from leitstand.interfaces.desk.mails import readable_mails
from leitstand.interfaces.look.actors import actor_of

PAGE = 50


def outbox(request: HttpRequest) -> HttpResponse:
    """All mails, newest first; ``?zustand=waiting`` and the like show some."""
    state = request.GET.get("zustand", "")
    found = readable_mails(actor_of(request))
    if state in Message.State.values:
        found = found.filter(state=state)
    context = {
        "page_obj": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "states": Message.State.choices,
        "state": state,
    }
    return render(request, "desk/outbox.html", context)


def message(request: HttpRequest, ident: int) -> HttpResponse:
    """One mail, as it was or will be sent; its personal links only in a demonstration, where one may follow them."""
    mail = readable_mails(actor_of(request)).filter(pk=ident).prefetch_related("attachments__stored").first()
    if mail is None:
        raise NotFound(_("Diese Mail gibt es nicht."))
    body = resolve(mail.body) if is_demonstration() else blank(mail.body, _("[persönlicher Link]"))
    steps = crumbs((_("Postausgang"), reverse("desk:outbox")), (mail.subject, ""))
    return render(request, "desk/message.html", {"mail": mail, "body": body, "breadcrumb": steps})


def attachment(request: HttpRequest, ident: int) -> HttpResponse:
    """A file that goes with a mail, to keep."""
    readable = readable_mails(actor_of(request))
    found = Attachment.objects.filter(pk=ident, message__in=readable).select_related("stored").first()
    if found is None:
        raise NotFound(_("Diese Anlage gibt es nicht."))
    response = HttpResponse(read(found.stored), content_type=found.content_type)
    response["Content-Disposition"] = content_disposition_header(True, found.name)
    return response
