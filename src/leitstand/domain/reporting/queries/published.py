"""The reports that the public may have: built, published, and of an edition that is visible."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from leitstand.domain.reporting.models import Report, ReportFile
from leitstand.domain.reporting.queries.situation import Situation
from leitstand.foundation.history.reading import changes_since, make_view, rows_as_of


@dataclass(frozen=True, slots=True)
class ReportFileView:
    """One format of a report: size in bytes, SHA-256."""

    format: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """A published report; ``as_of`` is the day whose state it shows, ``round`` the key of the round it is of."""

    key: str
    edition: str
    round: str | None
    as_of: date
    language: str
    special_title: str
    content_hash: str
    built_at: datetime
    files: tuple[ReportFileView, ...]


def published_reports(now: Situation) -> tuple[ReportView, ...]:
    """All published reports as of the situation's day, newest first; three statements."""
    rows = rows_as_of(Report, now.as_of, changes_since([Report], now.as_of))
    files: dict[int, list[ReportFileView]] = {}
    for file in ReportFile.objects.select_related("stored"):
        view = ReportFileView(file.format, file.stored.size, file.stored.sha256)
        files.setdefault(file.report_id, []).append(view)
    return tuple(
        make_view(ReportView, row, files=tuple(files.get(row["id"], ())))
        for row in rows
        if row["published"]
        and row["state"] == Report.State.DONE
        and row["edition"] in now.plan.editions
        and row["built_at"] is not None
        and timezone.localdate(row["built_at"]) <= now.as_of
    )
