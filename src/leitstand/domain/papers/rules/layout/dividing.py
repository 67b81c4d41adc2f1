"""Passages too long to be cited: into parts where sentences end, else between words, else anywhere."""

import re
from collections.abc import Iterator

from leitstand.domain.papers.rules.sentences import sentences

LONGEST = 10_000
_SIGN = re.compile(r"\S")


def divided(text: str, longest: int = LONGEST) -> Iterator[tuple[int, int]]:
    """Start and end of each part, without the blanks around it; none has more than ``longest`` letters."""
    found = _SIGN.search(text)
    while found:
        start = found.start()
        end = start + _length(text[start : start + longest + 1], longest)
        yield start, end
        found = _SIGN.search(text, end)


def _length(ahead: str, longest: int) -> int:
    """How much of what lies ahead is one part; ``ahead`` begins with a letter and may be longer by one letter."""
    if len(ahead) <= longest:
        return len(ahead.rstrip())
    # What comes last is cut off, or its end is not known.
    *whole, _last = (end for _start, end in sentences(ahead))
    if whole:
        return whole[-1]
    if ahead[-1].isspace():
        return len(ahead.rstrip())
    *words, _last_word = ahead.rsplit(None, 1)
    return len(words[0]) if words else longest
