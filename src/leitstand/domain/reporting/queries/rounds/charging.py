"""Who was charged with a decision that a round asks about, and is not the one who reports."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from leitstand.domain.institutions.models import Person
from leitstand.domain.reporting.models import Decision, Round, Step
from leitstand.domain.reporting.queries.rounds.asking import unanswered
from leitstand.domain.reporting.rules.owners import Charge


@dataclass(frozen=True, slots=True)
class Charged:
    """What follows from the decisions of a round: whom to ask, and the titles' keys of what each is asked about.

    ``about`` holds the numbers of the measures by ``<request>:<step>``.
    """

    charges: tuple[Charge, ...]
    about: Mapping[str, tuple[int, ...]]
    people: frozenset[str]


NOBODY = Charged((), {}, frozenset())


def charged(requests: Mapping[int, str], reporting: Mapping[str, Collection[str]]) -> Charged:
    """Those charged with a decision on one of the measures.

    ``requests`` is the request by the measure's number, ``reporting`` who reports by request. Two statements.
    """
    decided = unanswered(list(requests))
    about: dict[tuple[str, str, str], list[int]] = {}
    for measure, decision in decided.items():
        owner, request = _living(decision), requests[measure]
        if owner is not None and owner.key not in reporting.get(request, ()):
            about.setdefault((owner.key, request, f"decision-{owner.pk}"), []).append(measure)
    return Charged(
        tuple(Charge(*one) for one in sorted(about)),
        {f"{request}:{step}": tuple(measures) for (_owner, request, step), measures in about.items()},
        frozenset(owner for owner, _request, _step in about),
    )


def _living(decision: Decision) -> Person | None:
    owner = decision.owner
    return owner if owner is not None and owner.gone_on is None and owner.email else None


def charged_in(this_round: Round) -> Charged:
    """Those charged with what an open round still asks about, and not written to about it yet."""
    waiting = this_round.reports.filter(removed_on=None, version=0, request__isnull=False)
    rows = list(waiting.values_list("measure_id", "request__key", "request__person__key", "request__delegate__key"))
    reporting = {request: {person, delegate} for _measure, request, person, delegate in rows}
    found = charged({measure: request for measure, request, _person, _delegate in rows}, reporting)
    if not found.charges:
        return NOBODY
    told = set(Step.objects.filter(request__round=this_round).values_list("person__key", "request__key"))
    kept = tuple(one for one in found.charges if (one.person_key, one.request_key) not in told)
    return Charged(kept, found.about, found.people)
