"""Finding a title although it is written differently, or with a slip of the finger (rule search/1).

1. Both sides are folded: case, accents, punctuation. An umlaut may be written ``ä``, ``ae`` or ``a``,
   and ``ß`` as ``ss``; so every title is kept in two spellings, *plain* (``ae``) and *bare* (``a``).
2. Every word asked for must be found: as a word (best), its beginning, a part of a longer word, or with
   one typing error (two from eight letters on; none below four). The typing errors forgiven are a
   letter left out, added, changed, or two swapped.
3. Or the whole line asked for is the whole title but for one or two typing errors.
4. What is found more exactly, and fills more of the title, comes first.

Words that stand in every question ("was", "der", "of") need not be found.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

RULE = "search/1"
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o"})
_TWO_LETTERS = re.compile("([aou])e")
_WORDS = re.compile(r"[a-z0-9]+")
SMALL_WORDS = frozenset(
    (
        *(
            "der",
            "die",
            "das",
            "den",
            "dem",
            "des",
            "ein",
            "eine",
            "einer",
            "und",
            "oder",
            "in",
            "im",
            "zu",
            "zum",
            "zur",
        ),
        *(
            "von",
            "vom",
            "fuer",
            "fur",
            "mit",
            "auf",
            "aus",
            "am",
            "an",
            "bei",
            "ist",
            "was",
            "wer",
            "wie",
            "wo",
            "wurde",
        ),
        *("wird", "the", "of", "and", "for", "to", "on", "is", "what", "became", "a"),
    )
)
# How good a kind of match is, from 0 to 1.
WORD, BEGINNING, PART, SLIP = 1.0, 0.9, 0.75, 0.6
SHORTEST_PART, SHORTEST_SLIP, TWO_SLIPS = 3, 4, 8


def fold(text: str) -> str:
    """The plain spelling: lower case, ``ae`` for ``ä``, ``ss`` for ``ß``, no accents, single blanks."""
    lowered = unicodedata.normalize("NFC", text).lower().translate(_UMLAUTS)
    unaccented = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return " ".join(_WORDS.findall(unaccented))


def bare(folded: str) -> str:
    """The bare spelling of a folded text: ``a`` for ``ae``."""
    return _TWO_LETTERS.sub(r"\1", folded)


@lru_cache(maxsize=8192)
def _spellings(text: str) -> tuple[str, str]:
    """Plain and bare spelling; remembered, since the same titles are asked for again and again."""
    unmarked = unicodedata.normalize("NFKD", text.lower().replace("ß", "ss"))
    without_dots = "".join(c for c in unmarked if not unicodedata.combining(c))
    return fold(text), bare(" ".join(_WORDS.findall(without_dots)))


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in both spellings, whole and in words."""

    plain: str
    bare: str

    @classmethod
    def of(cls, text: str) -> "Folded":
        return cls(*_spellings(text))


@dataclass(frozen=True, slots=True)
class Hit:
    """The place of a title in the given order, and how well it fits (0 to 1)."""

    index: int
    score: float


def slips_forgiven(length: int) -> int:
    """How many typing errors a text of so many letters may have."""
    if length < SHORTEST_SLIP:
        return 0
    return 1 if length < TWO_SLIPS else 2


def search(query: str, titles: Sequence[Folded]) -> list[Hit]:
    """The titles that answer the query, best first; equal ones in the given order."""
    wanted = Folded.of(query)
    if not wanted.plain:
        return []
    hits = (Hit(index, _score(wanted, title)) for index, title in enumerate(titles))
    return sorted((hit for hit in hits if hit.score > 0), key=lambda hit: (-hit.score, hit.index))


def _score(wanted: Folded, title: Folded) -> float:
    plain = _in_one_spelling(wanted.plain, title.plain)
    if plain == 1.0 or (wanted.plain == wanted.bare and title.plain == title.bare):
        return plain
    return max(plain, _in_one_spelling(wanted.bare, title.bare))


def _in_one_spelling(wanted: str, title: str) -> float:
    if not wanted or not title:
        return 0.0
    if wanted == title:
        return 1.0
    return max(_whole(wanted, title), _by_words(wanted.split(), title.split()))


def _whole(wanted: str, title: str) -> float:
    """The whole title with a typing error or two."""
    forgiven = slips_forgiven(max(len(wanted), len(title)))
    if abs(len(wanted) - len(title)) > forgiven:
        return 0.0
    distance = OSA.distance(wanted, title, score_cutoff=forgiven)
    return 0.95 - 0.1 * distance if distance <= forgiven else 0.0


def _by_words(wanted: Sequence[str], title: Sequence[str]) -> float:
    asked = [word for word in wanted if word not in SMALL_WORDS] or list(wanted)
    found = [_best(word, title) for word in asked]
    if not all(found):
        return 0.0
    quality = sum(len(word) * score for word, score in zip(asked, found, strict=True)) / sum(map(len, asked))
    covered = min(1.0, sum(map(len, asked)) / max(1, sum(map(len, title))))
    return 0.9 * quality * (0.8 + 0.2 * covered)


def _best(word: str, title: Iterable[str]) -> float:
    return max((_match(word, other) for other in title), default=0.0)


def _match(word: str, other: str) -> float:
    if word == other:
        return WORD
    if len(word) >= SHORTEST_PART and other.startswith(word):
        return BEGINNING
    if len(word) >= SHORTEST_PART and word in other:
        return PART
    forgiven = slips_forgiven(len(word))
    if not forgiven or abs(len(word) - len(other)) > forgiven:
        return 0.0
    distance = OSA.distance(word, other, score_cutoff=forgiven)
    return SLIP - 0.1 * (distance - 1) if distance <= forgiven else 0.0
