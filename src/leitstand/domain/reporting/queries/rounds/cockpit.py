"""The cockpit of a round: who has answered, who has not, who cannot be reached, who will be late.

One line for each request, with its measures by state, its last mail and what became of that, what it asked
of the office, and how its person answered in past rounds. A fixed number of statements for any number of lines.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from leitstand.domain.institutions.models import Person
from leitstand.domain.plans.models import MeasureEntry, Responsibility
from leitstand.domain.reporting.models import Request, RequestLink, Round, StatusReport, Step
from leitstand.domain.reporting.queries.rounds.chasing import can_be_mailed, unreached
from leitstand.domain.reporting.queries.rounds.punctuality import likely_of
from leitstand.domain.reporting.rules.lateness import Likely
from leitstand.domain.reporting.rules.schedule import working_days_between
from leitstand.foundation.calendar import is_working_day

State = StatusReport.State


@dataclass(frozen=True, slots=True)
class Contact:
    """The last mail of a request: its step of the ladder, to whom, when, and whether it left and arrived."""

    step: str
    person: Person
    when: datetime | None
    state: str
    message_id: int | None


@dataclass(frozen=True, slots=True)
class Disowned:
    """A measure whose contact says it is someone else's now."""

    report_key: str
    measure_key: str
    title: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Line:
    """One request. Counts are of measures; ``likely`` is a hint for the office only."""

    request: Request
    open: int
    sent: int
    returned: int
    approved: int
    reachable: bool
    has_link: bool
    last_contact: Contact | None
    disowned: tuple[Disowned, ...]
    likely: Likely

    @property
    def person(self) -> Person:
        return self.request.person

    @property
    def measures(self) -> int:
        return self.open + self.sent + self.returned + self.approved

    @property
    def is_done(self) -> bool:
        return not self.open and not self.returned

    @property
    def until(self) -> date:
        return self.request.extended_until or self.request.round.deadline


@dataclass(frozen=True, slots=True)
class Cockpit:
    """A round on a day. ``nobody`` are titles of measures for which nobody is asked."""

    round: Round
    today: date
    lines: tuple[Line, ...]
    nobody: tuple[tuple[str, str], ...]
    by_state: Mapping[str, int]

    @property
    def done(self) -> int:
        return sum(line.is_done for line in self.lines)

    @property
    def measures(self) -> int:
        return sum(self.by_state.values())

    @property
    def answered(self) -> int:
        return self.by_state[State.SENT] + self.by_state[State.APPROVED]

    @property
    def day(self) -> int:
        """The working day of the round that today is, from 1 up to ``days``; 0 before it opens."""
        last = min(self.today, self.round.deadline)
        return working_days_between(self.round.opens_on, last, is_working_day) + 1 if self._has_begun else 0

    @property
    def days(self) -> int:
        """How many working days there are from the opening to the deadline, both included."""
        return working_days_between(self.round.opens_on, self.round.deadline, is_working_day) + 1

    @property
    def days_left(self) -> int:
        """Working days after today up to the deadline."""
        return working_days_between(self.today, self.round.deadline, is_working_day)

    @property
    def _has_begun(self) -> bool:
        return self.today >= self.round.opens_on


def cockpit(this_round: Round, today: date) -> Cockpit:
    """The round as it stands."""
    requests = list(
        this_round.requests.filter(removed_on=None)
        .select_related("person__institution", "delegate", "round")
        .order_by("person__institution__name", "person__name")
    )
    reports = list(this_round.reports.filter(removed_on=None).select_related("measure"))
    titles = _titles([report.measure_id for report in reports])
    by_request: dict[int | None, list[StatusReport]] = {}
    for report in reports:
        by_request.setdefault(report.request_id, []).append(report)
    known = _Known(
        reports=by_request,
        titles=titles,
        contacts=_contacts(this_round),
        linked=set(RequestLink.objects.filter(request__in=requests, revoked_at=None).values_list("request", flat=True)),
        came_back=unreached(),
        likely=likely_of(this_round, [request.person_id for request in requests], today),
    )
    return Cockpit(
        round=this_round,
        today=today,
        lines=tuple(_line(request, known) for request in requests),
        nobody=tuple((one.measure.key, titles.get(one.measure_id, "")) for one in by_request.get(None, ())),
        by_state={state: sum(report.state == state for report in reports) for state in State.values},
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What all lines are made of."""

    reports: Mapping[int | None, Sequence[StatusReport]]
    titles: Mapping[int, str]
    contacts: Mapping[int, Contact]
    linked: set[Any]
    came_back: set[str]
    likely: Mapping[int, Likely]


def _line(request: Request, known: _Known) -> Line:
    reports = known.reports.get(request.pk, ())
    counts = {state: sum(report.state == state for report in reports) for state in State.values}
    answers = request.delegate or request.person
    return Line(
        request=request,
        open=counts[State.OPEN],
        sent=counts[State.SENT],
        returned=counts[State.RETURNED],
        approved=counts[State.APPROVED],
        reachable=can_be_mailed(answers, known.came_back),
        has_link=request.pk in known.linked,
        last_contact=known.contacts.get(request.pk),
        disowned=tuple(
            Disowned(
                report.key,
                report.measure.key,
                known.titles.get(report.measure_id, report.measure.key),
                report.successor_name,
                report.successor_email,
            )
            for report in reports
            if report.successor_name or report.successor_email
        ),
        likely=known.likely[request.person_id],
    )


def _titles(measures: Sequence[int]) -> Mapping[int, str]:
    """The titles as the last edition has them."""
    entries = MeasureEntry.objects.filter(measure__in=measures, removed_on=None).order_by("edition_id")
    return dict(entries.values_list("measure_id", "title"))


def _contacts(this_round: Round) -> Mapping[int, Contact]:
    """The last mail of each request of the round."""
    steps = Step.objects.filter(request__round=this_round).select_related("person", "message")
    found = {}
    for step in steps.order_by("taken_on", "pk"):
        mail = step.message
        found[step.request_id] = Contact(
            step.step,
            step.person,
            (mail.sent_at or mail.made_at) if mail else None,
            mail.state if mail else "",
            mail.pk if mail else None,
        )
    return found


@dataclass(frozen=True, slots=True)
class Gap:
    """What an institution has not reported: the titles of measures."""

    institution: str
    titles: tuple[str, ...]


def gaps_of(this_round: Round) -> tuple[Gap, ...]:
    """The measures nobody has reported on, by lead institution; those without a lead last. Fixed statements."""
    missing = list(this_round.reports.filter(removed_on=None, version=0).values_list("measure_id", flat=True))
    titles = _titles(missing)
    leads = dict(
        Responsibility.objects.filter(entry__measure__in=missing, role=Responsibility.Role.LEAD, removed_on=None)
        .order_by("entry__edition_id")
        .values_list("entry__measure_id", "institution__name")
    )
    grouped: dict[str, list[str]] = {}
    for measure in missing:
        grouped.setdefault(leads.get(measure, ""), []).append(titles.get(measure, ""))
    ordered = sorted(grouped.items(), key=lambda item: (not item[0], item[0]))
    return tuple(Gap(institution, tuple(sorted(found))) for institution, found in ordered)
