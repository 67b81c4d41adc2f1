"""What is missing in a measure: the public gap list's rule.

A promise without a name, a date and money is what partners criticised in every edition; so each of
these is asked of each measure, and what is not known is listed.
"""

from dataclasses import dataclass

RULE = "gaps/1"
# In the order in which they are listed.
GAPS = ("lead", "date", "money", "milestone", "indicator", "status")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a measure, as plain yes and no."""

    lead: bool
    date: bool
    money: bool
    milestone: bool
    indicator: bool
    status: bool


def gaps_of(known: Known) -> tuple[str, ...]:
    """Codes of what is missing, in the order of ``GAPS``."""
    return tuple(gap for gap in GAPS if not getattr(known, gap))
