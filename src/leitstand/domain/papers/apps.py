from collections.abc import Set
from typing import Any

from django.apps import AppConfig

WORDING = frozenset(f"plans.{name}" for name in ("edition", "actionfield", "topic", "goal", "measureentry", "measure"))
"""What the searchable texts of our own editions are made of."""


class PapersConfig(AppConfig):
    name = "leitstand.domain.papers"
    label = "papers"

    def ready(self) -> None:
        from leitstand.foundation.history.recording import recorded

        recorded.connect(renew_when_worded_anew)


def renew_when_worded_anew(types: Set[str], **_signal: Any) -> None:
    """Plans do not know papers, so papers listen; they are imported only when a plan was written to."""
    if types & WORDING:
        from leitstand.domain.papers.operations.editions import renew_soon

        renew_soon()
