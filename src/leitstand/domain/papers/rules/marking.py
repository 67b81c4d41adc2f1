"""Which words of a found passage answer the question: its stems and the parts of its compounds."""

import re
from collections.abc import Collection

from leitstand.domain.papers.rules.analysing import Vocabulary, terms

_WORD = re.compile(r"[\w\u00ad]+")
Pieces = tuple[tuple[str, bool], ...]


def marked(text: str, wanted: Collection[str], vocabulary: Vocabulary) -> Pieces:
    """The text in pieces, each with whether it is to be marked; put together they are the text, letter by letter."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for match in _WORD.finditer(text):
        if wanted and not wanted_none(match.group(), wanted, vocabulary):
            if match.start() > at:
                pieces.append((text[at : match.start()], False))
            pieces.append((match.group(), True))
            at = match.end()
    if at < len(text):
        pieces.append((text[at:], False))
    return tuple(pieces)


def wanted_none(word: str, wanted: Collection[str], vocabulary: Vocabulary) -> bool:
    """Whether none of the word's terms is wanted."""
    return not any(term in wanted for term in terms(word, vocabulary))
