"""A distribution as the API says it."""

from leitstand.domain.plans.rules.distribution import Distribution
from leitstand.domain.plans.rules.state import STATES
from leitstand.interfaces.api.answering import With


def counts(distribution: Distribution) -> With:
    """The distribution with the count of every state, also of those that do not occur."""
    return With(distribution, counts={code: distribution.count(code) for code in STATES})
