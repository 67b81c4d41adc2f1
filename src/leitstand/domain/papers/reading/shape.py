"""What comes out of a file, and what keeps a file from being read."""

from dataclasses import dataclass

from leitstand.domain.papers.rules.layout import PageText, PassageText
from leitstand.domain.papers.rules.layout.shapes import Box, Kind

__all__ = ["Box", "Guess", "Kind", "Limits", "PageText", "PassageText", "ReadText", "Unreadable"]


class Unreadable(Exception):
    """A file that gives no text; the message is a German sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost: megabytes of the file, pages, letters, seconds, megabytes of memory.

    ``recognise`` says whether pages without text are given to the program tesseract, where there is one.
    """

    file_megabytes: int = 250
    pages: int = 3_000
    letters: int = 30_000_000
    seconds: int = 300
    memory_megabytes: int = 1_500
    recognise: bool = True


@dataclass(frozen=True, slots=True)
class Guess:
    """What a file seems to be; empty where nothing is to be guessed. ``kind`` is one of ``Paper.Kind``."""

    title: str = ""
    body: str = ""
    land: str = ""
    kind: str = ""
    year: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class ReadText:
    """The text of a file: ``media`` as in ``Fulltext.Media``, ``reader`` names program and rules."""

    media: str
    reader: str
    pages: tuple[PageText, ...]
    passages: tuple[PassageText, ...]
    guess: Guess

    @property
    def pages_without_text(self) -> tuple[int, ...]:
        return tuple(page.number for page in self.pages if page.kind == "picture")
