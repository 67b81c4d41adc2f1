"""The sources of a page, numbered in the order in which they are first cited."""

from leitstand.domain.plans.queries.views import Sources, SourceView


class Notes:
    """Gives each source of a page its number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._sources: list[SourceView] = []

    def number(self, source: SourceView) -> int:
        if source.key not in self._numbers:
            self._numbers[source.key] = len(self._numbers) + 1
            self._sources.append(source)
        return self._numbers[source.key]

    def numbered(self, sources: Sources) -> list[dict[str, object]]:
        """What the timeline's part needs."""
        return [{"number": self.number(source), "label": source.publisher or source.title} for source in sources]

    @property
    def listed(self) -> list[tuple[int, SourceView]]:
        return list(enumerate(self._sources, 1))
