"""What a comparison says, in one language; its PDF, Word file and workbook are set from this alone."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from leitstand.domain.reporting.queries.report.views import Said
from leitstand.foundation.history.chain import canonical


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a passage in quotation marks, and where it stands."""

    said: Said
    source: Said


@dataclass(frozen=True, slots=True)
class Value:
    """``said`` has number, unit and period in words (a dash for none); ``period`` is a partial date."""

    said: str
    number: float | None
    period: str


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator; its values are in the order of ``Compared.regions``."""

    title: Said
    unit: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """``page`` is 0 where the text has no pages."""

    place: Said
    text: Said
    citation: Said
    title: Said
    body: Said
    page: int
    url: str
    invented: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Its members up to ``invented`` are what a paper's frame needs; ``as_of`` is a day.

    ``questions`` holds for each question what was found, in the order of ``places``.
    """

    language: str
    words: Mapping[str, str]
    title: str
    edition_title: Said
    as_of: date
    as_of_word: str
    organisation: str
    content_hash: str
    invented: str
    topic: Said
    note: str
    places: tuple[Said, ...]
    questions: tuple[tuple[str, tuple[tuple[Piece, ...], ...]], ...]
    regions: tuple[str, ...]
    indicators: tuple[Measured, ...]
    passages: tuple[Passage, ...]

    def as_json(self) -> str:
        """Everything in it, with the day as ISO text."""
        return canonical({**asdict(self), "as_of": self.as_of.isoformat()})
