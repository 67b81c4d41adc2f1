"""The next step of a round as a task on the desk's first page, and what else a round waits for."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from leitstand.domain.institutions.models import Account
from leitstand.domain.reporting.access import may_follow
from leitstand.domain.reporting.models import Round
from leitstand.domain.reporting.queries.rounds.standing import Standing, own_requests, standings, upcoming
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.wording import say_date
from leitstand.interfaces.desk.waiting import Task


def round_tasks(account: Account, actor: Actor) -> list[Task]:
    """What the rounds wait for from this account, the round's next step first."""
    if account.person is not None:
        return list(_for_contact(account.person.pk))
    if not may_follow(actor):
        return []
    known, today = standings(), clock.today()
    found = [task for standing in known for task in tasks_of(standing, actor, today)]
    next_one = upcoming(known, today) if actor.keeps_the_plan else None
    if next_one:
        sentence = _("Runde %(title)s kann öffnen") % {"title": next_one.title}
        found.insert(0, Task(1, sentence, reverse("desk:round-new"), _("Runde vorbereiten")))
    return found


def tasks_of(standing: Standing, actor: Actor, today: date) -> Iterator[Task]:
    """What one round waits for; readers only learn how far it is."""
    if not actor.keeps_the_plan:
        if standing.is_running:
            yield _progress(standing)
        return
    yield from _step(standing, today)
    if standing.is_running:
        yield from _questions(standing)


def next_step(standing: Standing, actor: Actor, today: date) -> Task | None:
    """The round's one next step; ``None`` when it is published, or for who only reads."""
    return next(_step(standing, today), None) if actor.keeps_the_plan else None


def _step(standing: Standing, today: date) -> Iterator[Task]:
    this_round = standing.round
    said = {"round": str(this_round)}
    if this_round.state == Round.State.PLANNED:
        yield _task(_("%(round)s ist vorbereitet") % said, "round-prepare", this_round, _("Ansehen und öffnen"))
    elif this_round.state == Round.State.OPEN:
        if today > this_round.closes_on:
            yield _task(_("%(round)s kann schließen") % said, "round-close", this_round, _("Runde schließen"))
        else:
            yield _progress(standing)
    elif this_round.state == Round.State.CLOSED:
        yield _task(_("%(round)s ist geschlossen") % said, "cockpit", this_round, _("Prüfung beginnen"))
    elif this_round.state == Round.State.IN_REVIEW and not standing.to_review:
        yield _task(_("%(round)s kann eingefroren werden") % said, "round-freeze", this_round, _("Ansehen"))
    elif this_round.state == Round.State.FROZEN:
        sentence = _("%(round)s kann veröffentlicht werden") % said
        yield _task(sentence, "round-freeze", this_round, _("Ansehen"))
    if standing.to_review and standing.is_running:
        count = standing.to_review
        sentence = ngettext("Eine Meldung wartet auf Prüfung", "%(count)s Meldungen warten auf Prüfung", count) % {
            "count": count
        }
        yield Task(count, sentence, reverse("desk:review", args=[this_round.key]), _("Prüfen"))


def _progress(standing: Standing) -> Task:
    sentence = _("%(round)s läuft: %(done)s von %(people)s haben gemeldet") % {
        "round": standing.round,
        "done": standing.done,
        "people": standing.people,
    }
    return _task(sentence, "cockpit", standing.round, _("Ansehen"))


def _questions(standing: Standing) -> Iterator[Task]:
    cockpit = reverse("desk:cockpit", args=[standing.round.key])
    asked = (
        (standing.want_time, ngettext("Eine Person möchte mehr Zeit", "%(count)s möchten mehr Zeit",
                                      standing.want_time), f"{cockpit}?zeigen=zeit", _("Verlängern")),
        (standing.need_help, ngettext("Eine Person braucht Hilfe", "%(count)s brauchen Hilfe", standing.need_help),
         f"{cockpit}?zeigen=hilfe", _("Ansehen")),
        (standing.disowned, ngettext("Für eine Maßnahme ist jemand anderes zuständig",
                                     "Für %(count)s Maßnahmen ist jemand anderes zuständig", standing.disowned),
         reverse("desk:ownership"), _("Übergeben")),
        (standing.unreached, ngettext("Eine Person ist nicht erreichbar", "%(count)s sind nicht erreichbar",
                                      standing.unreached), f"{cockpit}?zeigen=unerreicht", _("Ansehen")),
    )  # fmt: skip
    for count, sentence, url, action in asked:
        if count:
            yield Task(count, sentence % {"count": count}, url, action)


def _task(sentence: str, page: str, this_round: Round, action: str) -> Task:
    return Task(1, sentence, reverse(f"desk:{page}", args=[this_round.key]), action)


def _for_contact(person_id: int) -> Iterator[Task]:
    for own in own_requests(person_id):
        if own.open:
            request = own.request
            sentence = ngettext(
                "Zu einer Maßnahme fehlt Ihre Meldung (bis %(until)s)",
                "Zu %(count)s Maßnahmen fehlt Ihre Meldung (bis %(until)s)",
                own.open,
            ) % {"count": own.open, "until": say_date(own.until, get_language() or "de")}
            url = reverse("desk:round-answer", args=[request.round.key, request.key])
            yield Task(own.open, sentence, url, _("Melden"))
