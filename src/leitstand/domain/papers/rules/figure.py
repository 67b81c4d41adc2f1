"""One figure that was recognised in a text."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """``kind`` is ``date``, ``share``, ``money`` or ``quantity``; ``text`` is exactly ``text[start:end]``.

    ``value`` is the number (of several the last, ``low`` the first): euros for money, the year or the
    count of years for dates. ``relation`` is ``by`` (um), ``to`` (auf), ``from``, ``until`` (bis),
    ``since`` (ab), ``on`` or ``within``; ``bound`` is ``at_least``, ``at_most`` or ``about``. ``every``
    is ``year``, ``month`` or ``day`` for what recurs. ``when`` is a date as ``calendar.PartialDate`` reads
    it, empty for one that depends on the day it was said („in den nächsten fünf Jahren“).
    """

    kind: str
    start: int
    end: int
    text: str
    value: Decimal | None = None
    unit: str = ""
    low: Decimal | None = None
    relation: str = ""
    bound: str = ""
    every: str = ""
    when: str = ""

    def overlaps(self, other: "Figure") -> bool:
        return self.start < other.end and other.start < self.end
