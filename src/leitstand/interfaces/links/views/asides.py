"""Asides: more time, help, a colleague reports instead, not mine any more. One form page each, then a clear answer."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.domain.reporting.operations import answering
from leitstand.domain.reporting.queries.rounds.form import Block, form_of
from leitstand.foundation import clock
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.wording import say_date
from leitstand.interfaces.links.forms import DelegateForm, DisownForm, HelpForm, TimeForm
from leitstand.interfaces.links.holding import Holder, for_holders
from leitstand.interfaces.look.templatetags.words import language


@dataclass(frozen=True, slots=True)
class Aside:
    """A page with one small form: its words, its form, what it does, and what is said when it is done."""

    title: str
    lead: str
    button: str
    form: forms.Form
    act: Callable[[], object]
    done: str


ways = require_http_methods(["GET", "HEAD", "POST"])


@for_holders
@ways
def more_time(request: HttpRequest, holder: Holder) -> HttpResponse:
    """Ask the office for more time."""
    form = TimeForm(request.POST or None)
    until = holder.asked.extended_until or holder.asked.round.deadline
    aside = Aside(
        title=_("Mehr Zeit"),
        lead=_(
            "Ihre Frist ist der %(day)s. Die Geschäftsstelle entscheidet über Ihre Bitte; die neue Frist steht dann "
            "hier im Formular."
        )
        % {"day": say_date(until, language())},
        button=_("Um mehr Zeit bitten"),
        form=form,
        act=lambda: answering.ask_for_time(
            holder.asked, form.cleaned_data["until"], form.cleaned_data["reason"], actor=holder.actor
        ),
        done=_(
            "Ihre Bitte um mehr Zeit ist bei der Geschäftsstelle. Was Sie schon geschrieben haben, bleibt gespeichert."
        ),
    )
    return _answer(request, aside)


@for_holders
@ways
def need_help(request: HttpRequest, holder: Holder) -> HttpResponse:
    """Tell the office that help is needed."""
    form = HelpForm(request.POST or None)
    aside = Aside(
        title=_("Hilfe"),
        lead=_("Schreiben Sie, woran es hängt: an einer Frage, an Geld, an jemandem, der nicht antwortet."),
        button=_("Um Hilfe bitten"),
        form=form,
        act=lambda: answering.ask_for_help(holder.asked, form.cleaned_data["text"], actor=holder.actor),
        done=_("Ihre Bitte um Hilfe ist bei der Geschäftsstelle. Sie meldet sich bei Ihnen."),
    )
    return _answer(request, aside)


@for_holders
@ways
def delegate(request: HttpRequest, holder: Holder) -> HttpResponse:
    """Let a colleague report instead."""
    form = DelegateForm(request.POST or None)
    aside = Aside(
        title=_("Jemand anderes meldet"),
        lead=_(
            "Die Person bekommt sofort eine Mail mit einem eigenen Link zu allen Maßnahmen dieser Anfrage. "
            "Ihr eigener Link gilt weiter, und Sie bekommen eine Nachricht darüber."
        ),
        button=_("Weitergeben"),
        form=form,
        act=lambda: answering.delegate(
            holder.asked, form.cleaned_data["name"], form.cleaned_data["email"], actor=holder.actor
        ),
        done=_("Weitergegeben: %(name)s hat eine Mail mit eigenem Link bekommen. Ihr eigener Link gilt weiter.")
        % {"name": form.cleaned_data.get("name", "") if form.is_bound and form.is_valid() else ""},
    )
    return _answer(request, aside)


@for_holders
@ways
def disown(request: HttpRequest, holder: Holder, number: int) -> HttpResponse:
    """Say that a measure is someone else's now."""
    block = _own_block(holder, number)
    known = {"name": block.report.successor_name, "email": block.report.successor_email}
    form = DisownForm(request.POST or None, initial=known)
    aside = Aside(
        title=_("Nicht mehr zuständig: %(title)s") % {"title": block.question.title},
        lead=_(
            "Nennen Sie uns, wer sich jetzt kümmert. Die Geschäftsstelle bestätigt das und fragt dann dort. "
            "Bis dahin bleibt die Maßnahme in Ihrer Liste; melden müssen Sie zu ihr nicht."
        ),
        button=_("Angeben"),
        form=form,
        act=lambda: answering.disown(
            block.report, form.cleaned_data["name"], form.cleaned_data["email"], actor=holder.actor
        ),
        done=_("Danke. Die Geschäftsstelle klärt die Zuständigkeit für „%(title)s“.") % {"title": block.question.title},
    )
    return _answer(request, aside)


def _own_block(holder: Holder, number: int) -> Block:
    for block in form_of(holder.asked, clock.now()).blocks:
        if block.report.pk == number:
            return block
    raise Http404


def _answer(request: HttpRequest, aside: Aside) -> HttpResponse:
    """The page, or what was asked for done and said."""
    if request.method == "POST" and aside.form.is_valid():
        try:
            aside.act()
        except RuleBroken as error:
            aside.form.add_error(None, str(error))
        except ValidationError as error:
            aside.form.add_error(None, error)
        else:
            messages.success(request, aside.done)
            return HttpResponseRedirect(reverse("links:done"))
    status = 422 if aside.form.is_bound else 200
    return render(request, "links/aside.html", {"aside": aside, "form": aside.form}, status=status)


@for_holders
def done(request: HttpRequest, holder: Holder) -> HttpResponse:
    """Confirms an aside, in the message it left."""
    return render(request, "links/done.html", {"form": form_of(holder.asked, clock.now())})
