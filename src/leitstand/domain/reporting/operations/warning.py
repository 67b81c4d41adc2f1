"""Early warning: what the record says anew, and who hears of it.

``take_stock`` runs after every import and round: it assesses all targets and mails those that turned, in words,
to the office and to those who care for the measures meant to move the indicator. An assessment is mailed to a
person once; running it again mails nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from leitstand.domain.indicators.operations import ASSESSING, Done, assess
from leitstand.domain.institutions.models import Account, Person
from leitstand.domain.plans.access import require_keeper
from leitstand.domain.plans.models import Measure
from leitstand.domain.reporting.queries import situation
from leitstand.domain.reporting.queries.assessing import TurnTold, turned_since
from leitstand.domain.reporting.queries.rounds.chasing import can_be_mailed, unreached
from leitstand.domain.reporting.queries.situation import Situation
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor, Role
from leitstand.foundation.errors import NotFound
from leitstand.foundation.mail.models import Message
from leitstand.foundation.mail.outbox import post

# A turn that nobody mailed for so long (an instance brought over, a clock put right) is no news any more.
NEWS_FOR = timedelta(days=7)


def take_stock(*, actor: Actor = ASSESSING) -> Done:
    """Assess every target, then warn. Raises ``NotAllowed``."""
    done = assess(actor=actor)
    warn(actor=actor)
    return done


def warn(*, actor: Actor = ASSESSING) -> int:
    """Mail the targets that turned lately to everyone who has not been told; return how many mails are new."""
    require_keeper(actor)
    today = clock.today()
    try:
        now = situation(today, actor=actor)
    except NotFound:
        return 0
    by_run: dict[int, list[TurnTold]] = {}
    for turn in turned_since(now, today - NEWS_FOR, "de"):
        by_run.setdefault(turn.run, []).append(turn)
    with transaction.atomic():
        return sum(_mail(now, run, turns) for run, turns in sorted(by_run.items()))


def _mail(now: Situation, run: int, turns: Sequence[TurnTold]) -> int:
    """One mail to each: the office reads every turn, a lead those of its own measures' indicators."""
    wanted: dict[str, tuple[str, Sequence[TurnTold]]] = dict.fromkeys(_office(), ("Guten Tag,", turns))
    for person, own in _leads(now, turns).items():
        wanted.setdefault(person.email, (f"Guten Tag {person.name},", own))
    occasions = {f"turn:{run}:{address}"[:200]: address for address in wanted}
    told = set(Message.objects.filter(occasion__in=occasions).values_list("occasion", flat=True))
    for occasion, address in occasions.items():
        greeting, said = wanted[address]
        post(occasion, address, _subject(said), _body(now, greeting, said))
    return len(occasions) - len(told)


def _office() -> list[str]:
    """The office's own box if there is one, else everyone who signs in as the office."""
    box = settings.OPTIONS["OFFICE_EMAIL"]
    if box:
        return [box.rsplit("<", 1)[-1].rstrip(">").strip()]
    accounts = Account.objects.filter(role=Role.OFFICE, is_active=True)
    return list(accounts.order_by("pk").values_list("email", flat=True))


def _leads(now: Situation, turns: Sequence[TurnTold]) -> Mapping[Person, list[TurnTold]]:
    """Who answers for the measures meant to move the indicators, each with what concerns them."""
    keys = {
        link.measure_key for turn in turns for link in turn.indicator.links if link.measure_key in now.plan.measures
    }
    found = Measure.objects.filter(key__in=keys).select_related("contact", "deputy")
    gone, answers = unreached(), {}
    for measure in found:
        person = next((one for one in (measure.contact, measure.deputy) if can_be_mailed(one, gone)), None)
        if person is not None:
            answers[measure.key] = person
    told: dict[Person, list[TurnTold]] = {}
    for turn in turns:
        for person in dict.fromkeys(
            answers[one.measure_key] for one in turn.indicator.links if one.measure_key in answers
        ):
            told.setdefault(person, []).append(turn)
    return told


def _subject(turns: Sequence[TurnTold]) -> str:
    targets = {turn.target.key for turn in turns}
    if len(targets) == 1:
        return f"Ein Ziel hat sich gedreht: {turns[0].indicator.title}"[:300]
    return f"{len(targets)} Ziele haben sich gedreht"


def _body(now: Situation, greeting: str, turns: Sequence[TurnTold]) -> str:
    parts = [greeting, "neue Werte oder eine Runde haben geändert, was über diese Ziele zu sagen ist:", *_told(turns)]
    parts.append(
        "Eine Bewertung sagt, was bisher war; eine Aussicht, wie wahrscheinlich das Ziel noch erreicht wird. "
        "Gründe, Zahlen und Grenzen stehen unter der Adresse."
    )
    parts.append(f"Freundliche Grüße\nGeschäftsstelle {now.plan.title}")
    return "\n\n".join(parts) + "\n"


def _told(turns: Sequence[TurnTold]) -> Iterator[str]:
    for turn in turns:
        yield f"{turn.sentence}\n{settings.BASE_URL}/indikator/{turn.indicator.key}/"
