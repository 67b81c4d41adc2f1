"""Where sentences end in German text: not behind „Mio.“, „z. B.“ or a day's number."""

import re
from collections.abc import Iterator

_ABBREVIATED = re.compile(
    r"(?:\b(?:z|d|u|v|o|i|s|S|Nr|Abs|Art|bzw|ca|Dr|Prof|Mio|Mrd|Tsd|vgl|etc|inkl|ggf|rd|max|min|St|Str|Abb|Tab|Kap"
    r"|Drs|usw|sog|evtl|[a-zA-Z])|\b\d{1,2})\.$"
)
# Not from within a row of dots: every one of many would be tried to its end.
_END = re.compile(r"(?<![.!?…])[.!?…]+[\"“”»«’)\]⁰¹²³⁴⁵⁶⁷⁸⁹]*(?=\s|$)|\n\s*\n")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, without the blanks around it."""
    start = 0
    for match in _END.finditer(text):
        if match[0] == "." and _ABBREVIATED.search(text[max(0, match.start() - 12) : match.end()]):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
