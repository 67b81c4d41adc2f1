"""The smallest parts of a report: a text with its sources, a count, a distribution."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """A text, the numbers of its sources, and its language if it differs from the report's."""

    text: str
    marks: tuple[int, ...] = ()
    language: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Count:
    """How often a code occurs; ``percent`` of the whole, rounded to whole percent."""

    code: str
    word: str
    count: int
    percent: int


@dataclass(frozen=True, slots=True)
class Spread:
    """A distribution with its total, how many were reported, and the sentence that says it."""

    caption: str
    counts: tuple[Count, ...]
    total: int
    reported: int
    sentence: str
