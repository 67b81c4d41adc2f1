"""Joining what a line's end has parted: a hyphen goes only where it was put by the typesetter.

German writes compounds with a hyphen (``FuE-Ausgaben``, ``deutsch-französisch``) and parts of
compounds with one (``Siedlungs- und Verkehrsfläche``). So at the end of a line a hyphen is dropped
only where the joined word occurs elsewhere in the document, or where its parts do not stand alone.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from leitstand.domain.papers.rules.layout.shapes import HYPHEN
from leitstand.domain.papers.rules.raised import RAISED

HYPHENS = ("-", "\u2010", "\u2011", "\xad", "\x02", HYPHEN)
_SUSPENDED = "und oder bzw. bzw sowie als bis noch aber wie and or statt beziehungsweise u. &"
SUSPENDED = frozenset(_SUSPENDED.split())
# Beginnings of words that also stand alone.
_PARTICLES = (
    "ab allein an auch auf aus bei da dar dazu durch ein empor fest fort frei für gegen gleich her herein hin hinein"
    " hinter hoch in innen innerhalb mehr mit nach neben nieder oben ohne recht rück seit selbst so statt teil über um"
    " un unter viel voll von vor voran vorher weg weiter wider wieder zu zugleich zurück zusammen zwischen"
)
PARTICLES = frozenset(_PARTICLES.split())
_ADJECTIVE = re.compile(r"(?:isch|lich|ig|al|iv|ell|är|sam|bar|los)$")
# Typesetters part po-li-ti-sche, never politisch-e: such a part at a line's end is a word of its own.
_WHOLE_ADJECTIVE = re.compile(r"(?!.*fleisch$).{3,}(?:isch|lich)$", re.IGNORECASE)
_INFLECTED = re.compile(r".{2,}(?:isch|lich|ig|al|iv|ell)(?:e[mnrs]?)?$")
_EDGE = re.compile(rf"^[^\w]+|(?:[^\w\-]|[{RAISED}])+$")
_LEAD = re.compile(r"^[\w]+")


def vocabulary(lines: Iterable[Sequence[str]]) -> Counter[str]:
    """Words (and hyphenated words) that stand whole within a line, with how often; lines are given as their words."""
    said: list[str] = []
    parted = False
    for line in lines:
        whole = line[1:] if parted else line
        parted = bool(line) and line[-1].endswith(HYPHENS)
        said += whole[:-1] if parted else whole
    words: Counter[str] = Counter()
    for text, times in Counter(said).items():
        # Most words have no edges to take off.
        words[text if text.isalpha() else _EDGE.sub("", text)] += times
    return words


def joined(before: str, after: str, known: Counter[str]) -> str:
    """Two parts of a text, the first at the end of a line, as one.

    >>> joined("der Brutto-", "inlandsprodukte", Counter())
    'der Bruttoinlandsprodukte'
    >>> joined("die Siedlungs-", "und Verkehrsfläche", Counter())
    'die Siedlungs- und Verkehrsfläche'
    """
    if not before or not after:
        return before + after
    if before.endswith(HYPHENS):
        return _at_hyphen(before, after, known)
    if before.endswith("/") and not before.endswith(" /") and after[0].isalpha():
        return before + after
    return f"{before} {after}"


def _at_hyphen(before: str, after: str, known: Counter[str]) -> str:
    sign, stem = before[-1], before[:-1]
    if not stem or stem[-1].isspace():
        return f"{stem}- {after}"
    first = after.split(maxsplit=1)[0].rstrip(",;")
    if first in SUSPENDED and sign != "\xad" and not _count(known, _EDGE.sub("", stem.rsplit(maxsplit=1)[-1]) + first):
        return f"{stem}- {after}"
    if sign == "\xad" or _is_break(stem, after, known):
        return stem + after
    return f"{stem}-{after}" if after[0].isalnum() else f"{stem}- {after}"


def _is_break(stem: str, after: str, known: Counter[str]) -> bool:
    """Whether the hyphen between them was put by the typesetter only."""
    left = _EDGE.sub("", stem.rsplit(maxsplit=1)[-1])
    lead = _LEAD.match(after)
    if not left or lead is None or not left[-1].isalpha() or not after[0].isalpha():
        return False
    right = lead.group()
    whole, parted = _count(known, left + right), _count(known, f"{left}-{right}")
    if whole or parted:
        return whole >= parted
    last = left.rsplit("-", 1)[-1]
    if right[0].isupper():
        # Only a word in capitals throughout is parted before a capital.
        return last.isupper() and len(last) > 3 and right.isupper() and len(right) > 1
    if (last.isupper() and len(last) > 1) or any(sign.isdigit() for sign in last):
        return False
    return not _stand_alone(last, right, known)


def _stand_alone(left: str, right: str, known: Counter[str]) -> bool:
    """Whether both are words of the document that German puts side by side with a hyphen, as in ``rot-grün``."""
    if _WHOLE_ADJECTIVE.match(left) and _INFLECTED.match(right):
        return True
    if min(len(left), len(right)) < 4 or left.lower() in PARTICLES or not (known[left] and known[right]):
        return False
    return left.islower() or bool(_ADJECTIVE.search(left))


def _count(known: Counter[str], word: str) -> int:
    return known[word] + (known[word.lower()] if word[0].isupper() else known[word.capitalize()])
