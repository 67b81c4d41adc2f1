"""Jobs of the outputs. A door that orders a report calls ``build_soon``; the worker does the rest."""

from django.db import transaction
from django_tasks import task

from leitstand.domain.reporting.models import Report, Round
from leitstand.domain.reporting.operations.reports import order_round_report
from leitstand.foundation.actor import Actor, system
from leitstand.outputs.report import build_report


@task()
def build_ordered_report(report_id: int) -> None:
    """Build the report unless it is done already (a job may be run twice)."""
    report = Report.objects.select_related("edition", "round__edition", "round__frozen").get(pk=report_id)
    if report.state != Report.State.DONE:
        build_report(report, actor=system("Berichterstellung"))


def report_round_soon(this_round: Round, *, actor: Actor, language: str = "de") -> Report:
    """Order the report of a round that was just frozen and have it built. Raises as ``order_round_report``."""
    report = order_round_report(this_round, language, actor=actor)
    build_soon(report)
    return report


def build_soon(report: Report) -> None:
    """Have the report built once the order is committed."""
    transaction.on_commit(lambda: build_ordered_report.enqueue(report.pk))
