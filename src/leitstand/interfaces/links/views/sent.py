"""What was sent, word for word, and until when it can be corrected."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leitstand.domain.reporting import answer_words
from leitstand.domain.reporting.queries.rounds.form import Block, form_of, stored_answer
from leitstand.foundation import clock
from leitstand.interfaces.links.holding import Holder, for_late_holders
from leitstand.interfaces.look.templatetags.words import language


@for_late_holders
@require_safe
def sent(request: HttpRequest, holder: Holder) -> HttpResponse:
    """Thank you; the receipt; what is still missing."""
    form = form_of(holder.asked, clock.now())
    shown = {
        "form": form,
        "round": form.request.round,
        "link": holder.link,
        "said": [(block, _said(block)) for block in form.answered],
        "can_correct": any(block.is_open for block in form.answered),
        "office_email": settings.OPTIONS["OFFICE_EMAIL"],
    }
    return render(request, "links/sent.html", shown)


def _said(block: Block) -> list[str]:
    """The lines of the receipt below the measure's title."""
    got = stored_answer(block.question)
    names = tuple(held.name for held in block.attachments)
    return answer_words.in_full(block.question, got, names, language()).split("\n")[1:] if got else []
