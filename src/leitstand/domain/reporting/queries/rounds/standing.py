"""How far each round is, in counts: the list of rounds, and the next step on the desk's first page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from leitstand.domain.plans.models import Resolution
from leitstand.domain.reporting.models import Request, Round, StatusReport
from leitstand.domain.reporting.queries.rounds.chasing import unreached
from leitstand.domain.reporting.queries.rounds.proposing import next_dates, title_of
from leitstand.domain.reporting.rules.schedule import Dates

SENT, APPROVED, RETURNED = StatusReport.State.SENT, StatusReport.State.APPROVED, StatusReport.State.RETURNED
RUNNING = (Round.State.OPEN, Round.State.CLOSED, Round.State.IN_REVIEW)


@dataclass(frozen=True, slots=True)
class Standing:
    """One round in counts: of requests (``people``, ``done``, ``want_time``, ``need_help``, ``unreached``) and of
    measures (``measures``, ``answered``, ``to_review``, ``returned``, ``approved``, ``disowned``)."""

    round: Round
    people: int
    done: int
    want_time: int
    need_help: int
    unreached: int
    measures: int
    answered: int
    to_review: int
    returned: int
    approved: int
    disowned: int

    @property
    def missing(self) -> int:
        return self.measures - self.answered

    @property
    def is_running(self) -> bool:
        return self.round.state in RUNNING


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A round that could be opened: its name, and its proposed dates."""

    title: str
    dates: Dates


def standings() -> tuple[Standing, ...]:
    """Every round, the latest first. Four statements."""
    rounds = Round.objects.filter(removed_on=None).select_related("edition")
    people, measures = _of_requests(), _of_reports()
    return tuple(_standing(one, people.get(one.pk, {}), measures.get(one.pk, {})) for one in rounds)


def _standing(this_round: Round, people: Mapping[str, Any], measures: Mapping[str, Any]) -> Standing:
    counts = ("people", "done", "want_time", "need_help", "unreached")
    of_measures = ("measures", "answered", "to_review", "returned", "approved", "disowned")
    return Standing(
        round=this_round,
        **{name: people.get(name, 0) for name in counts},
        **{name: measures.get(name, 0) for name in of_measures},
    )


def _of_requests() -> Mapping[int, Mapping[str, Any]]:
    waiting = Q(submitted_at=None)
    cannot = Q(person__email__in=unreached()) | Q(person__email="") | Q(person__gone_on__isnull=False)
    rows = (
        Request.objects.filter(removed_on=None)
        .order_by()
        .values("round")
        .annotate(
            people=Count("pk"),
            done=Count("pk", filter=~waiting),
            want_time=Count("pk", filter=waiting & Q(extension_wanted__isnull=False)),
            need_help=Count("pk", filter=~Q(help_wanted="")),
            unreached=Count("pk", filter=waiting & Q(delegate=None) & cannot),
        )
    )
    return {row["round"]: row for row in rows}


def _of_reports() -> Mapping[int, Mapping[str, Any]]:
    rows = (
        StatusReport.objects.filter(removed_on=None)
        .order_by()
        .values("round")
        .annotate(
            measures=Count("pk"),
            answered=Count("pk", filter=Q(state__in=(SENT, APPROVED))),
            to_review=Count("pk", filter=Q(state=SENT)),
            returned=Count("pk", filter=Q(state=RETURNED)),
            approved=Count("pk", filter=Q(state=APPROVED)),
            disowned=Count("pk", filter=~Q(successor_name="", successor_email="")),
        )
    )
    return {row["round"]: row for row in rows}


def upcoming(known: tuple[Standing, ...], today: date) -> Upcoming | None:
    """The round that can open now: its half-year is over, an edition is in force, none is planned or open."""
    if any(one.round.state in (Round.State.PLANNED, Round.State.OPEN) for one in known):
        return None
    dates = next_dates(today)
    adopted = Resolution.objects.filter(
        kind=Resolution.Kind.ADOPTS, removed_on=None, edition__removed_on=None, decided_on__lte=today
    )
    if dates.period_ends >= today or not adopted.exists():
        return None
    return Upcoming(title_of(dates), dates)


@dataclass(frozen=True, slots=True)
class Own:
    """A request that someone may answer signed in, and how many of its measures are still asked for."""

    request: Request
    open: int

    @property
    def until(self) -> date:
        return self.request.extended_until or self.request.round.deadline


def own_requests(person_id: int) -> tuple[Own, ...]:
    """Requests of open rounds which a person is asked for, was given, or stands in for; what is due first."""
    mine = Q(person=person_id) | Q(delegate=person_id) | Q(reports__measure__deputy=person_id)
    waiting = Q(reports__removed_on=None, reports__state__in=(StatusReport.State.OPEN, RETURNED))
    found = (
        Request.objects.filter(pk__in=Request.objects.filter(mine).values("pk"), removed_on=None)
        .filter(round__state__in=RUNNING, round__removed_on=None)
        .select_related("round", "person")
        .annotate(waiting=Count("reports", filter=waiting, distinct=True))
    )
    # Who is asked comes before who stands in.
    ordered = sorted(found, key=lambda one: (one.person_id != person_id, one.extended_until or one.round.deadline))
    return tuple(Own(one, one.waiting) for one in ordered)
