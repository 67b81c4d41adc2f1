"""The mails of a round, in plain German: what they say, to whom, with which personal link. Only the receipt is in
the language of the page from which the person has sent.

A mail goes to one person and names every measure it is about. The link in it is a placeholder, which
becomes an address only when the mail leaves the house.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from leitstand.domain.institutions.models import Person
from leitstand.domain.reporting.models import Request, Round
from leitstand.domain.reporting.round_words import round_name
from leitstand.foundation.links import placeholder
from leitstand.foundation.wording import say_date

SECONDS_A_MEASURE = 50
INVITATION = (
    "zweimal im Jahr fragt die Geschäftsstelle, wie weit die Maßnahmen des Plans sind. "
    "Ihre Antworten gehen in den Bericht an Steuerungskreis, Senat und Parlament ein und werden veröffentlicht."
)
REMINDER = "Ihre Meldung fehlt uns noch. Wenn sich nichts geändert hat, genügen zwei Klicks je Maßnahme."
THANKS = gettext_noop("vielen Dank. Ihre Meldung ist angekommen.")


@dataclass(frozen=True, slots=True)
class Text:
    """Subject and body of a mail."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Part:
    """One request in a mail: why this person is written to, which measures, under which link."""

    request: Request
    step: str
    titles: Sequence[str]
    ident: str


def minutes(measures: int) -> int:
    """About how long the form takes."""
    return max(1, round(measures * SECONDS_A_MEASURE / 60))


def compose(this_round: Round, person: Person, parts: Sequence[Part]) -> Text:
    """One mail for all requests that are due with one person on one day."""
    steps = {part.step for part in parts if not _is_charge(part)} or {"decision"}
    body = [f"Guten Tag {person.name},", _opening(this_round, steps)]
    for part in parts:
        body.append(_part(this_round, part))
    body.append(
        "Der Link ist nur für Sie bestimmt und gilt bis zum Ende der Runde. "
        "Sie brauchen keinen Zugang und kein Passwort.\n"
        "Sind Sie nicht mehr zuständig oder brauchen Sie mehr Zeit, genügt dort ein Klick."
    )
    body.append(f"Freundliche Grüße\nGeschäftsstelle {this_round.edition.plan.title}")
    return Text(_subject(this_round, parts, steps), "\n\n".join(body) + "\n")


def _subject(this_round: Round, parts: Sequence[Part], steps: set[str]) -> str:
    count = len({title for part in parts for title in part.titles})
    measures = "eine Maßnahme" if count == 1 else f"{count} Maßnahmen"
    of_measures = "einer Maßnahme" if count == 1 else measures
    until = say_date(min(until_of(part.request) for part in parts))
    if steps == {"opening"}:
        return f"{this_round}: Bitte melden Sie {measures} bis {until}"
    if steps == {"decision"}:
        return f"{this_round}: Was wurde aus dem Beschluss zu {of_measures}?"
    if steps == {"escalation"}:
        return f"{this_round}: Zu {of_measures} Ihres Hauses fehlt die Meldung"
    if "last_day" in steps:
        return f"{this_round}: Heute endet die Frist für {measures}"
    return f"{this_round}: Es fehlt noch Ihre Meldung zu {of_measures} (bis {until})"


def _opening(this_round: Round, steps: set[str]) -> str:
    if steps == {"opening"}:
        return this_round.invitation or INVITATION
    if steps == {"decision"}:
        return "der Steuerungskreis hat etwas beschlossen, um das Sie sich kümmern. Die Runde fragt, was daraus wurde."
    if steps == {"escalation"}:
        return "zu Maßnahmen, für die Ihre Institution die Federführung hat, fehlt nach Ablauf der Frist die Meldung."
    if steps <= {"deputy", "escalation"}:
        return "zu Maßnahmen, für die Sie die Vertretung sind, fehlt noch die Meldung."
    return this_round.reminder or REMINDER


def _part(this_round: Round, part: Part) -> str:
    asked = part.request.person
    until = say_date(until_of(part.request))
    said = {
        "deputy": f"{asked.name} hat bisher nicht geantwortet. Als Vertretung können Sie melden, bitte bis {until}:",
        "escalation": f"Zuständig ist {asked.name}; die Frist war der {until}. Sie können selbst melden:",
        "decision": f"Was wurde aus dem Beschluss? Melden können Sie oder {asked.name}, bitte bis {until}:",
    }.get(
        "decision" if _is_charge(part) else part.step,
        f"Bitte melden Sie bis {until}, etwa {minutes(len(part.titles))} Min.:",
    )
    return "\n".join([said, *(f"– {title}" for title in part.titles), "", placeholder(part.ident)])


def _is_charge(part: Part) -> bool:
    """Whether the person is asked because a decision charged them, not because they report."""
    return part.step.startswith("decision")


def until_of(request: Request) -> date:
    """The day until which this request is asked for."""
    return request.extended_until or request.round.deadline


def delegated(request: Request, delegate: Person, titles: Sequence[str], ident: str) -> Text:
    """To the colleague whom the person asked has named."""
    lines = "\n".join(f"– {title}" for title in titles)
    body = (
        f"Guten Tag {delegate.name},\n\n{request.person.name} bittet Sie, für die {request.round} zu melden, "
        f"bis {say_date(until_of(request))}:\n\n{lines}\n\n{placeholder(ident)}\n\n"
        "Der Link ist nur für Sie bestimmt. Sie brauchen keinen Zugang und kein Passwort.\n"
    )
    return Text(f"{request.round}: {request.person.name} bittet Sie um eine Meldung", body)


def delegation_noted(request: Request, delegate: Person) -> Text:
    """To the person asked: who reports instead, and that the own link stays good."""
    body = (
        f"Guten Tag {request.person.name},\n\nfür die {request.round} meldet {delegate.name} ({delegate.email}) "
        "an Ihrer Stelle. Ihr eigener Link gilt weiter; was dort gemeldet wird, sehen Sie auch.\n\n"
        "Stimmt das nicht, antworten Sie bitte auf diese Mail.\n"
    )
    return Text(f"{request.round}: {delegate.name} meldet an Ihrer Stelle", body)


def renewed(request: Request, person: Person, titles: Sequence[str], ident: str) -> Text:
    """To someone whose link was made anew: the old one no longer works."""
    lines = "\n".join(f"– {title}" for title in titles)
    body = (
        f"Guten Tag {person.name},\n\nhier ist Ihr neuer Link für die {request.round}; der bisherige gilt nicht mehr. "
        f"Bitte melden Sie bis {say_date(until_of(request))}:\n\n{lines}\n\n{placeholder(ident)}\n\n"
        "Der Link ist nur für Sie bestimmt. Sie brauchen keinen Zugang und kein Passwort.\n"
    )
    return Text(f"{request.round}: Ihr neuer Link", body)


def returned(request: Request, title: str, comment: str, ident: str) -> Text:
    """To whoever reported: what the office asks, under a link that is open again for this measure."""
    body = (
        f"Guten Tag,\n\nzu Ihrer Meldung „{title}“ hat die Geschäftsstelle eine Rückfrage:\n\n{comment}\n\n"
        f"Sie können die Meldung hier berichtigen:\n\n{placeholder(ident)}\n"
    )
    return Text(f"{request.round}: Rückfrage zu „{title}“", body)


def receipt(request: Request, said: str, name: str, until: date, language: str = "de") -> Text:
    """What was sent, word for word, and until when it can be corrected.

    The office's own words of thanks are German; a receipt in another language has the usual ones instead.
    """
    this_round = request.round
    with translation.override(language):
        parts = [
            _("Guten Tag %(name)s,") % {"name": name},
            (this_round.thanks if language[:2] == "de" else "") or _(THANKS),
            _("Das haben Sie gemeldet:"),
            said,
            _("Sie können es bis zum %(day)s über denselben Link berichtigen.") % {"day": say_date(until, language)},
        ]
        subject = _("%(round)s: Ihre Meldung ist angekommen") % {"round": round_name(this_round.title, language)}
    return Text(subject, "\n\n".join(parts) + "\n")
