"""Reading the plan: ``freezing`` (adoption and content hash), ``views`` (the frozen read models) and
``loading`` (the whole plan as of a day, with a fixed number of statements)."""

from leitstand.domain.plans.queries.freezing import (
    adoption_of,
    edition_content_hash,
    editions_touched,
    read_editions,
    tampered_editions,
)
from leitstand.domain.plans.queries.loading import load_plan
from leitstand.domain.plans.queries.views import PlanPicture

__all__ = [
    "PlanPicture",
    "adoption_of",
    "edition_content_hash",
    "editions_touched",
    "load_plan",
    "read_editions",
    "tampered_editions",
]
