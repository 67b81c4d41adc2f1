"""How people answered in the rounds behind them, as the rule of lateness needs it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import timezone

from leitstand.domain.reporting.models import Request, Round, StatusReport, Step
from leitstand.domain.reporting.rules.lateness import Likely, Past, likely
from leitstand.foundation.history.recording import all_entries
from leitstand.foundation.history.writing import type_of

REMINDERS = ("reminder", "three_days", "last_day")


def likely_of(this_round: Round, people: Sequence[int], today: date) -> Mapping[int, Likely]:
    """How likely each of these persons is late in this round, by person. Four statements."""
    before = list(
        Request.objects.filter(
            person__in=people,
            removed_on=None,
            round__removed_on=None,
            round__period_ends__lt=this_round.period_ends,
        )
        .exclude(round__state=Round.State.PLANNED)
        .select_related("round")
    )
    reminders = Counter(
        Step.objects.filter(request__in=before, step__in=REMINDERS).values_list("request_id", "person_id")
    )
    returned = _returned()
    asked = StatusReport.objects.filter(request__in=before, removed_on=None).values_list("key", "request")
    sent_back = {request for key, request in asked if key in returned}
    pasts: dict[int, list[Past]] = {}
    for one in before:
        past = Past(
            round_key=one.round.key,
            submitted_on=timezone.localdate(one.submitted_at) if one.submitted_at else None,
            deadline=one.extended_until or one.round.deadline,
            reminders=reminders[(one.pk, one.person_id)],
            returned=one.pk in sent_back,
        )
        pasts.setdefault(one.person_id, []).append(past)
    return {person: likely(pasts.get(person, []), today) for person in people}


def _returned() -> set[str]:
    """The keys of all status reports that the office ever sent back."""
    kind = type_of(StatusReport)
    found = all_entries().filter(subject_type=kind, verb=f"{kind}.return")
    return set(found.values_list("subject_key", flat=True))
