"""What the pages of a round share: finding the round, saying what went wrong, the bar of its reports."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.domain.reporting.models import Request, Round, StatusReport
from leitstand.foundation.errors import NotFound, RuleBroken
from leitstand.interfaces.desk.doorway import crumbs

State = StatusReport.State
# The look draws bars by the codes of measures' states; these are the ones that look right for reports.
SEGMENTS = ((State.APPROVED, "completed"), (State.SENT, "under_way"), (State.RETURNED, "at_risk"),
            (State.OPEN, "not_reported"))  # fmt: skip


def round_of(key: str) -> Round:
    """The round with this key. Raises ``NotFound``."""
    found = Round.objects.filter(key=key, removed_on=None).select_related("edition__plan", "frozen").first()
    if found is None:
        raise NotFound(_("Diese Runde gibt es nicht."))
    return found


def request_of(this_round: Round, key: str) -> Request:
    """A request of the round. Raises ``NotFound``."""
    found = (
        this_round.requests.filter(key=key, removed_on=None)
        .select_related("person__institution", "delegate", "round__edition__plan")
        .first()
    )
    if found is None:
        raise NotFound(_("Diese Anfrage gibt es in der Runde nicht."))
    return found


def report_of(this_round: Round, key: str) -> StatusReport:
    """A status report of the round. Raises ``NotFound``."""
    found = this_round.reports.filter(key=key, removed_on=None).select_related("measure", "round", "request").first()
    if found is None:
        raise NotFound(_("Diese Meldung gibt es in der Runde nicht."))
    return found


def round_crumbs(this_round: Round, *steps: tuple[str, str]) -> list[dict[str, Any]]:
    first = (str(this_round), reverse("desk:cockpit", args=[this_round.key]))
    return crumbs((_("Runden"), reverse("desk:rounds")), first, *steps)


class said_as_message:  # noqa: N801 - reads as a verb in a with statement
    """What the domain refuses is told on the next page instead of a page of its own."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: object, trace: object) -> bool:
        if isinstance(error, RuleBroken):
            messages.error(self.request, str(error))
        elif isinstance(error, ValidationError):
            messages.error(self.request, " ".join(error.messages))
        else:
            return False
        return True


def report_bar(by_state: Mapping[str, int]) -> dict[str, Any]:
    """How many measures are approved, reported, returned and missing, as a bar."""
    total = sum(by_state.values())
    labels = {
        State.APPROVED: _("freigegeben"),
        State.SENT: _("gemeldet, wartet auf Prüfung"),
        State.RETURNED: _("zurückgegeben"),
        State.OPEN: _("noch ohne Meldung"),
    }
    segments: list[dict[str, Any]] = []
    x = 0.0
    for state, code in SEGMENTS:
        percent = 100 * by_state[state] / total if total else 0.0
        segments.append(
            {"code": code, "label": labels[state], "count": by_state[state], "x": round(x, 3),
             "percent": round(percent, 3), "url": ""}
        )  # fmt: skip
        x += percent
    said = ngettext("%(count)s Maßnahme", "%(count)s Maßnahmen", total) % {"count": total}
    return {"caption": said, "url": "", "sentence": "", "total": total, "segments": segments}
