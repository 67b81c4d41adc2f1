"""Why no probability is given: a series that says too little, or a question that cannot be asked.

Refusing is part of the method. Where several reasons hold, the first in the order below is named.
"""

from enum import IntEnum

LEAST_VALUES = 5
FARTHEST = 15


class Refusal(IntEnum):
    """Reason of a refusal; ``NONE`` (0) means that there is an answer. Stored and logged by its name."""

    NONE = 0
    UNKNOWN_SERIES = 1
    NOT_FINITE = 2
    CONFLICTING = 3
    TOO_FEW = 4
    GAPS = 5
    BREAK = 6
    CONSTANT = 7
    NOT_A_SHARE = 8
    TOO_LARGE = 9
    HORIZON_PAST = 10
    HORIZON_FAR = 11
    TARGET_NOT_FINITE = 12
    TARGET_NOT_A_SHARE = 13
    NO_DIRECTION = 14
