"""The committee's sittings as lists show them, and what the next one would start from."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from leitstand.domain.institutions.models import Institution
from leitstand.domain.reporting.models import Round, Sitting
from leitstand.foundation.errors import NotFound
from leitstand.foundation.history.reading import current


@dataclass(frozen=True, slots=True)
class SittingLine:
    """One sitting of the list; ``decided`` and ``deferred`` count its decisions."""

    key: str
    title: str
    held_on: date
    body: str
    round_title: str
    is_closed: bool
    decided: int
    deferred: int


def sittings() -> list[SittingLine]:
    """All sittings, the latest first. One statement."""
    kept = Q(decisions__removed_on=None)
    counts = {
        "decided": Count("decisions", filter=kept & ~Q(decisions__kind="defer")),
        "deferred": Count("decisions", filter=kept & Q(decisions__kind="defer")),
    }
    found = current(Sitting).select_related("body", "round").annotate(**counts)
    return [_line(one) for one in found]


def _line(one: Sitting) -> SittingLine:
    return SittingLine(
        key=one.key,
        title=one.title,
        held_on=one.held_on,
        body=one.body.name if one.body else "",
        round_title=one.round.title if one.round else "",
        is_closed=one.state == Sitting.State.CLOSED,
        decided=one.decided,  # type: ignore[attr-defined]  # annotated above
        # The query adds the count to each row.
        deferred=one.deferred,  # type: ignore[attr-defined]  # counted by the query
    )


def sitting_called(key: str) -> Sitting:
    """A sitting with round, body and minutes. Raises ``NotFound``."""
    found: Sitting | None = _sittings().filter(key=key).first()
    if found is None:
        raise NotFound("Diese Sitzung gibt es nicht.")
    return found


def prepared_sitting() -> Sitting | None:
    """The sitting that is being prepared or held."""
    found: Sitting | None = _sittings().filter(state=Sitting.State.PREPARED).first()
    return found


def _sittings() -> QuerySet[Sitting]:
    return current(Sitting).select_related("body", "round__frozen", "minutes")


def last_frozen() -> Round | None:
    """The round that a sitting today would decide on."""
    found: Round | None = current(Round).filter(frozen__isnull=False).order_by("-period_ends").first()
    return found


def usual_body() -> Institution | None:
    """The body of the last sitting, or the first steering body there is."""
    last = current(Sitting).filter(body__isnull=False).select_related("body").first()
    if last is not None:
        body: Institution | None = last.body
        return body
    found: Institution | None = current(Institution).filter(kind=Institution.Kind.STEERING_BODY).first()
    return found
