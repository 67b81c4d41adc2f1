"""Files kept between the preview of an import and the import: for a day, and no longer than they are needed."""

from datetime import datetime, timedelta

from leitstand.foundation.files.models import StoredFile
from leitstand.foundation.files.storing import discard

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PACKAGE = "application/zip"
KEPT_FOR = timedelta(days=1)


def forget_old(now: datetime) -> int:
    """Remove uploads older than a day; what a report or a mail refers to stays. Return how many went."""
    old = StoredFile.objects.filter(content_type__in=(WORKBOOK, PACKAGE), stored_at__lt=now - KEPT_FOR)
    return sum(discard(stored) for stored in old)
