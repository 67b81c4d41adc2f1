"""The day a round opens, before it has opened: which mail goes to whom, and who gets none."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from leitstand.domain.institutions.models import Person
from leitstand.domain.plans.models import Measure
from leitstand.domain.reporting.models import Request, Round
from leitstand.domain.reporting.queries.rounds.charging import Charged, charged
from leitstand.domain.reporting.queries.rounds.chasing import can_be_mailed, unreached, unreached_among
from leitstand.domain.reporting.queries.rounds.proposing import Participant, Proposal, dates_of
from leitstand.domain.reporting.rules.ladder import Asked, Mail, mails_on
from leitstand.domain.reporting.rules.owners import with_owners
from leitstand.domain.reporting.rules.schedule import working_day_from
from leitstand.foundation.calendar import is_working_day


@dataclass(frozen=True)
class Opening:
    """The mails of the opening day. ``requests`` and ``titles`` are by the key the mails name them with."""

    day: date
    mails: tuple[Mail, ...]
    requests: Mapping[str, Request]
    titles: Mapping[str, Sequence[str]]
    without_mail: tuple[Participant, ...]


def narrowed(proposal: Proposal, without: Collection[str]) -> Proposal:
    """The proposal without the persons of these keys: their measures are not asked about in this round."""
    return replace(proposal, people=tuple(one for one in proposal.people if one.person.key not in without))


def opening(this_round: Round, proposal: Proposal, today: date) -> Opening:
    """What goes out when a planned round opens: on its day, or today if that has passed."""
    day = working_day_from(max(today, this_round.opens_on), is_working_day)
    came_back = unreached()
    people = Person.objects.in_bulk([one.person.key for one in proposal.people], field_name="key")
    mails = mails_on(
        day,
        dates_of(this_round),
        [_asked(one, people[one.person.key], came_back) for one in proposal.people],
        is_working_day=is_working_day,
        mailed={},
        taken={},
    )
    told = {key for mail in mails for key, _step in mail.steps}
    found, about = _charged(proposal)
    mails = with_owners(mails, found.charges, mailed={}, not_alone={*people, *unreached_among(found.people)})
    return Opening(
        day=day,
        mails=tuple(mails),
        requests={key: Request(key=key, round=this_round, person=person) for key, person in people.items()},
        titles={one.person.key: [row.entry.title for row in one.rows] for one in proposal.people} | about,
        without_mail=tuple(one for one in proposal.people if one.person.key not in told),
    )


def _charged(proposal: Proposal) -> tuple[Charged, dict[str, list[str]]]:
    """Who else would be asked, since a decision charged them, and the titles of what each is asked about."""
    places = {row.measure.key: (one.person.key, row.entry.title) for one in proposal.people for row in one.rows}
    numbers = dict(Measure.objects.filter(key__in=places).values_list("pk", "key"))
    requests = {number: places[key][0] for number, key in numbers.items()}
    found = charged(requests, {request: {request} for request in requests.values()})
    about = {called: [places[numbers[one]][1] for one in measures] for called, measures in found.about.items()}
    return found, about


def _asked(one: Participant, person: Person, came_back: set[str]) -> Asked:
    """The request that opening the round would make; it is called by the person's key."""
    deputies = [row.measure.deputy for row in one.rows if row.measure.deputy and row.measure.deputy.key != person.key]
    living = [deputy for deputy in deputies if deputy.gone_on is None and deputy.email not in {"", *came_back}]
    return Asked(
        request_key=person.key,
        person_key=person.key,
        email_reachable=can_be_mailed(person, came_back),
        deputy_key=living[0].key if living else None,
        open_items=len(one.rows),
    )
