"""Reading the monitoring report: ``report_content`` is the one read model behind all of its formats."""

from leitstand.domain.reporting.queries.report.content import report_content
from leitstand.domain.reporting.queries.report.rounds import Told
from leitstand.domain.reporting.queries.report.views import ReportContent, hash_of

__all__ = ["ReportContent", "Told", "hash_of", "report_content"]
