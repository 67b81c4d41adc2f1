"""Counting failures, and saying when someone must wait."""

import hmac
from datetime import datetime, timedelta

from django.conf import settings

from leitstand.foundation.attempts.models import FailedAttempt

MOST = 30
WINDOW = timedelta(minutes=10)


def wait(what: str, address: str, now: datetime, most: int = MOST) -> timedelta | None:
    """How long the address must wait before it may try again, after ``most`` times; ``None`` if it need not."""
    counted = FailedAttempt.objects.filter(what=what, origin=_origin(address), made_at__gt=now - WINDOW)
    times = list(counted.order_by("-made_at").values_list("made_at", flat=True)[:most])
    return times[-1] + WINDOW - now if len(times) == most else None


def failed(what: str, address: str, now: datetime) -> None:
    """Count one failure (or one use of something costly), and forget those that count no more."""
    forget(now)
    FailedAttempt.objects.create(what=what, origin=_origin(address), made_at=now)


def forget(now: datetime) -> int:
    """Delete what counts no more; return how many rows. Also called regularly, for when nothing fails any more."""
    return FailedAttempt.objects.filter(made_at__lte=now - WINDOW).delete()[0]


def _origin(address: str) -> str:
    return hmac.digest(settings.SECRET_KEY.encode(), b"attempt from " + address.encode(), "sha256").hex()[:32]
