"""Tables: monitoring reports, rounds with their requests and status reports, sittings with their decisions."""

from leitstand.domain.reporting.models.answers import Attachment, Draft, StatusReport
from leitstand.domain.reporting.models.decisions import Decision, Sitting
from leitstand.domain.reporting.models.reports import Report, ReportFile
from leitstand.domain.reporting.models.requests import Request, RequestLink, Step
from leitstand.domain.reporting.models.rounds import Erratum, Round

__all__ = [
    "Attachment",
    "Decision",
    "Draft",
    "Erratum",
    "Report",
    "ReportFile",
    "Request",
    "RequestLink",
    "Round",
    "Sitting",
    "StatusReport",
    "Step",
]
