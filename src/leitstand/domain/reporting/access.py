"""Who may see and order monitoring reports.

The office orders and publishes them; whoever is signed in sees them all; the public sees the published ones.
"""

from django.db.models import QuerySet

from leitstand.domain.plans.access import may_keep
from leitstand.domain.reporting.models import Report
from leitstand.foundation.actor import Actor


def may_order(actor: Actor) -> bool:
    """May order, publish and take back reports."""
    return may_keep(actor)


def visible_reports(actor: Actor) -> QuerySet[Report]:
    """The reports the actor may see, the latest day first, with their files."""
    reports = Report.objects.filter(removed_on=None).select_related("edition").prefetch_related("files__stored")
    if not actor.is_staff:
        reports = reports.filter(published=True, state=Report.State.DONE)
    return reports
