"""What time it is. Rules get the time as a parameter; whoever calls them asks here.

A simulation plays months in seconds: ``at`` sets the time for what runs inside it, in this thread only.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_set: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The present moment, aware of its zone."""
    return _set.get() or timezone.now()


def today() -> date:
    """The present day here."""
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be ``moment`` inside."""
    token = _set.set(moment)
    try:
        yield
    finally:
        _set.reset(token)
