"""Ranked lists of what waits for someone, by role: a sentence, where to click, and the first few of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from leitstand.domain.institutions.models import Account
from leitstand.domain.papers.models import Received
from leitstand.domain.plans.queries.views import MeasureView
from leitstand.domain.plans.rules.state import FINAL
from leitstand.domain.reporting.models import Report
from leitstand.domain.reporting.queries import waiting as lists
from leitstand.domain.reporting.queries.assessing import turned
from leitstand.domain.reporting.queries.situation import MeasureRow, Situation
from leitstand.domain.reporting.words import gap_word, state_word
from leitstand.foundation.actor import Actor
from leitstand.foundation.history.reading import current
from leitstand.foundation.instance.kind import is_demonstration
from leitstand.foundation.mail.models import Message
from leitstand.foundation.wording import say_partial
from leitstand.interfaces.desk.mails import readable_mails

SHOWN = 3


@dataclass(frozen=True)
class Example:
    label: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Task:
    """Something that waits: how many, in a sentence; where all of them are; the first few."""

    count: int
    sentence: str
    url: str
    action: str
    examples: Sequence[Example] = ()


def tasks_for(account: Account, actor: Actor, situation: Situation) -> list[Task]:
    """What waits for this account, the most urgent first."""
    if actor.keeps_the_plan:
        return [*_broken(actor), *_papers(), *_turned(situation), *_contradictions(situation), *_for_keepers(situation)]
    if account.person is not None:
        return list(_for_contact(account.person.key, situation))
    return list(_for_readers(situation))


def grid_url(**filters: str) -> str:
    return f"{reverse('desk:grid')}?{urlencode(filters)}"


def measure_url(measure: MeasureView) -> str:
    return reverse("desk:measure", args=[measure.key])


def _rows(rows: Iterable[MeasureRow]) -> list[Example]:
    return [Example(row.entry.title, measure_url(row.measure)) for row in list(rows)[:SHOWN]]


def _broken(actor: Actor) -> Iterator[Task]:
    failed = current(Report).filter(state=Report.State.FAILED).count()
    if failed:
        sentence = ngettext("Ein Bericht ist nicht gelungen", "%(count)s Berichte sind nicht gelungen", failed)
        yield Task(failed, sentence % {"count": failed}, reverse("desk:reports"), _("Berichte ansehen"))
    yield from _lost(actor)
    waiting = 0 if is_demonstration() else readable_mails(actor).filter(state=Message.State.WAITING).count()
    if waiting:
        sentence = ngettext("Eine Mail wartet auf Versand", "%(count)s Mails warten auf Versand", waiting)
        yield Task(
            waiting,
            sentence % {"count": waiting},
            f"{reverse('desk:outbox')}?zustand=waiting",
            _("Postausgang ansehen"),
        )


def _lost(actor: Actor) -> Iterator[Task]:
    """Mails that a mail server refused at once, or that came back later."""
    lost = readable_mails(actor).filter(state__in=(Message.State.REFUSED, Message.State.BOUNCED))
    states = list(lost.values_list("state", flat=True))
    if states:
        only = urlencode({"zustand": states[0]}) if len(set(states)) == 1 else ""
        sentence = ngettext("Eine Mail kam nicht an", "%(count)s Mails kamen nicht an", len(states))
        url = f"{reverse('desk:outbox')}?{only}" if only else reverse("desk:outbox")
        yield Task(len(states), sentence % {"count": len(states)}, url, _("Mails ansehen"))


def _papers() -> Iterator[Task]:
    """Uploaded papers that were read and wait for someone's word."""
    waiting = Received.objects.filter(state=Received.State.READ)
    count = waiting.count()
    if count:
        sentence = ngettext(
            "Ein hochgeladenes Papier ist zu bestätigen", "%(count)s hochgeladene Papiere sind zu bestätigen", count
        )
        yield Task(count, sentence % {"count": count}, reverse("desk:papers-upload"), _("Bestätigen"))


def _turned(situation: Situation) -> Iterator[Task]:
    """Targets whose rating or outlook turned since the last round or the last new values."""
    found = turned(situation, get_language() or "de")
    if found:
        examples = [
            Example(turn.sentence, reverse("desk:record", args=["indikator", turn.indicator.key]))
            for turn in found[:SHOWN]
        ]
        count = len({turn.target.key for turn in found})
        sentence = ngettext("Ein Ziel hat sich gedreht", "%(count)s Ziele haben sich gedreht", count)
        yield Task(
            count, sentence % {"count": count}, reverse("desk:listing", args=["indikator"]),
            _("Indikatoren ansehen"), examples,
        )  # fmt: skip


def _contradictions(situation: Situation) -> Iterator[Task]:
    groups = situation.contradictions
    if groups:
        examples = [
            Example(group[0].title, reverse("desk:record", args=["angabe", group[0].key]), _said(group))
            for group in groups[:SHOWN]
        ]
        sentence = ngettext(
            "An einer Stelle widersprechen sich Quellen", "An %(count)s Stellen widersprechen sich Quellen", len(groups)
        )
        yield Task(
            len(groups),
            sentence % {"count": len(groups)},
            f"{reverse('desk:listing', args=['angabe'])}?widerspruch=1",
            _("Angaben ansehen"),
            examples,
        )


def _said(group: Sequence[object]) -> str:
    values = [getattr(statement, "value", None) or getattr(statement, "text", "") for statement in group]
    return " / ".join(
        f"{value:f}".rstrip("0").rstrip(".") if hasattr(value, "normalize") else str(value)[:60] for value in values
    )


def _for_keepers(situation: Situation) -> Iterator[Task]:
    rows = lists.rows_in_force(situation)
    edition = situation.plan.in_force
    key = edition.key if edition else ""
    yield from _overdue(situation)
    yield from _silent(rows, key)
    yield from _gaps(rows, key)
    missing = lists.without_contact(rows)
    if missing:
        sentence = ngettext(
            "Eine Maßnahme hat keine Ansprechperson", "%(count)s Maßnahmen haben keine Ansprechperson", len(missing)
        )
        yield Task(
            len(missing),
            sentence % {"count": len(missing)},
            grid_url(fassung=key, luecke="contact"),
            _("Zuweisen"),
            _rows(missing),
        )
    yield from _old_editions(situation)


def _overdue(situation: Situation) -> Iterator[Task]:
    overdue = lists.overdue_milestones(situation)
    if overdue:
        language = get_language() or "de"
        examples = [
            Example(
                item.milestone.title,
                measure_url(item.measure),
                _("fällig %(due)s") % {"due": say_partial(item.milestone.due, language)},
            )
            for item in overdue[:SHOWN]
        ]
        sentence = ngettext("Ein Meilenstein ist überfällig", "%(count)s Meilensteine sind überfällig", len(overdue))
        yield Task(
            len(overdue),
            sentence % {"count": len(overdue)},
            grid_url(fassung="alle", luecke="overdue"),
            _("Maßnahmen ansehen"),
            examples,
        )


def _silent(rows: Sequence[MeasureRow], edition: str) -> Iterator[Task]:
    by_lead = lists.silent_by_lead(rows)
    count = sum(len(silent) for silent in by_lead.values())
    if count:
        examples = [
            Example(
                _lead(silent[0]),
                grid_url(fassung=edition, stand="not_reported", federfuehrung=lead or "-"),
                str(len(silent)),
            )
            for lead, silent in list(by_lead.items())[:SHOWN]
        ]
        sentence = ngettext(
            "Zu einer Maßnahme fehlt ein gültiger Stand", "Zu %(count)s Maßnahmen fehlt ein gültiger Stand", count
        )
        yield Task(
            count,
            sentence % {"count": count},
            grid_url(fassung=edition, stand="not_reported"),
            _("Nachfragen und eintragen"),
            examples,
        )


def _lead(row: MeasureRow) -> str:
    return row.entry.lead.short if row.entry.lead else _("Federführung unbekannt")


def _gaps(rows: Sequence[MeasureRow], edition: str) -> Iterator[Task]:
    language = get_language() or "de"
    by_gap = {gap: missing for gap, missing in lists.by_gap(rows).items() if gap != "status"}
    lacking = {row.entry.key for missing in by_gap.values() for row in missing}
    if lacking:
        examples = [
            Example(gap_word(gap, language), grid_url(fassung=edition, luecke=gap), str(len(missing)))
            for gap, missing in by_gap.items()
        ]
        sentence = ngettext(
            "In einer laufenden Maßnahme fehlen Angaben",
            "In %(count)s laufenden Maßnahmen fehlen Angaben",
            len(lacking),
        )
        first = next(iter(by_gap))
        yield Task(
            len(lacking),
            sentence % {"count": len(lacking)},
            grid_url(fassung=edition, luecke=first),
            _("Ergänzen"),
            examples,
        )


def _old_editions(situation: Situation) -> Iterator[Task]:
    for key, rows in lists.unknown_fates(situation).items():
        short = situation.edition(key).short_title
        sentence = ngettext(
            "Was wurde aus einer Maßnahme von %(edition)s? Unbekannt",
            "Was wurde aus %(count)s Maßnahmen von %(edition)s? Unbekannt",
            len(rows),
        )
        yield Task(
            len(rows),
            sentence % {"count": len(rows), "edition": short},
            grid_url(fassung=key, luecke="fate"),
            _("Klären"),
            _rows(rows),
        )
    for edition in lists.drafts(situation):
        sentence = _("Die Fassung „%(title)s“ ist noch nicht beschlossen") % {"title": edition.short_title}
        yield Task(1, sentence, reverse("desk:editor", args=[edition.key]), _("Weiterschreiben"))


def _for_contact(person_key: str, situation: Situation) -> Iterator[Task]:
    own = lists.of_person(situation, person_key)
    silent = [measure for measure in own if measure.state.code == "not_reported"]
    if silent:
        examples = [Example(measure.latest.title, measure_url(measure)) for measure in silent]
        sentence = ngettext(
            "Eine Ihrer Maßnahmen braucht einen Stand", "%(count)s Ihrer Maßnahmen brauchen einen Stand", len(silent)
        )
        yield Task(len(silent), sentence % {"count": len(silent)}, measure_url(silent[0]), _("Stand melden"), examples)
    mine = {measure.key for measure in own}
    for item in lists.overdue_milestones(situation):
        if item.measure.key in mine:
            sentence = _("Überfällig: %(title)s") % {"title": item.milestone.title}
            yield Task(1, sentence, measure_url(item.measure), _("Als erreicht melden oder erklären"))
    for measure in own:
        if measure.money == "unknown" and measure.state.code not in FINAL:
            sentence = _("Stand der Finanzierung unbekannt: %(title)s") % {"title": measure.latest.title}
            yield Task(1, sentence, measure_url(measure), _("Eintragen"))


def _for_readers(situation: Situation) -> Iterator[Task]:
    yield from _turned(situation)
    rows = lists.rows_in_force(situation)
    troubled = lists.troubled(rows)
    if troubled:
        language = get_language() or "de"
        examples = [
            Example(row.entry.title, measure_url(row.measure), state_word(row.state, language)) for row in troubled[:15]
        ]
        sentence = ngettext(
            "Eine Maßnahme ist gefährdet oder nicht im Plan",
            "%(count)s Maßnahmen sind gefährdet oder nicht im Plan",
            len(troubled),
        )
        yield Task(
            len(troubled), sentence % {"count": len(troubled)}, grid_url(stand="troubled"), _("Alle ansehen"), examples
        )
    yield from _overdue(situation)
    edition = situation.plan.in_force
    yield from _silent(rows, edition.key if edition else "")
