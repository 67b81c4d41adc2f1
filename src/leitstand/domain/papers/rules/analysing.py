"""German words into search terms: the same terms for passages and questions, on every database.

A *term* is the Snowball stem of a word: lower case, ß as ss, umlauts folded, so that „Fördermaßnahme“,
„Foerdermassnahme“ and „Fördermaßnahmen“ are one. German glues words together, and whoever asks for
„Ausbau der Netze“ wants „Netzausbau“ too; so a compound gives its own term and one for each of its
parts. The parts are learnt from the corpus itself: a ``Vocabulary`` counts the words of all passages, and
a word is split where both sides occur as words of their own, with a linking element (*Fugenelement*) between
them or not; of several splits the one whose parts are most frequent wins (geometric mean, after
Koehn and Knight 2003, *Empirical Methods for Compound Splitting*).
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import Stemmer

from leitstand.domain.papers.rules.raised import without_marks

WORD = re.compile(r"[^\W_]+")
LINKS = {"s": ("s", "es", "ens", "ns"), "n": ("n", "en"), "e": ("e",), "r": ("er",)}
"""What German puts between the parts of a compound, if anything, by its last letter."""
SHORTEST_PART, SHORTEST_COMPOUND, LONGEST_COMPOUND = 3, 8, 48
"""Letters; a longer word is a broken line or an address, and splitting it would only cost time."""
LEAST_OFTEN = 2
"""A part has to occur so often as a word of its own: what occurs once is often a misprint."""
LONGEST_TERM = 64
MOST_REMEMBERED = 300_000
MOST_TERMS = 64
"""Terms of a question that are looked up; a longer question is searched by its first ones."""

_STOP_WORDS = """
ab aber alle allein allem allen aller alles als also am an andere anderem anderen anderer anderes auch auf aus außer
bei beim bereits bevor bin bis bist bzw da dabei dadurch dafür dagegen daher damit danach daneben dann daran darauf
daraus darf darin darüber darum das dass davon davor dazu dein deine dem den denen denn dennoch der deren des deshalb
dessen dich die dies diese dieselbe diesem diesen dieser dieses dir doch dort du durch durfte dürfen ein eine einem
einen einer eines einige einigen einiger einiges er es etwa etwas euch euer für gegen gewesen gibt hab habe haben hat
hatte hatten hätte hätten her hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im in indem ins ist ja
je jede jedem jeden jeder jedes jedoch jene jenem jenen jener jenes jetzt kann kein keine keinem keinen keiner können
könnte könnten konnte konnten mag man manche mein meine mich mir mit möchte muss musste müssen nach nachdem neben nein
nicht nichts noch nun nur ob obwohl oder ohne sein seine seinem seinen seiner seines seit selbst sich sie sind so sobald
solche solchem solchen solcher sofern soll sollen sollte sollten somit sondern sonst soweit sowie sowohl über um und
uns unser unsere unter viel vom von vor wann war waren warum was weder weil welche welchem welchen welcher welches wem
wen wenn wer werde werden wessen wie wieder will wir wird wirst wo wobei wodurch wofür woher wohin womit worauf woraus
worden worin wurde wurden würde würden zu zum zur zwar zwischen
"""
_PARTICLES = """
ab an auf aus bei ein ent er fest fort ge her hin los mit nach nieder ober um un unter ver vor weg wider zer zu zurück
heit keit lich ung ungs isch bar sam los ten tes ter tem sten ste
"""
"""Prefixes and endings; a „word“ found in front of or behind one of them is a derived word, not a compound."""

# Without a cache of its own, which costs more than it saves: a ``Vocabulary`` remembers the words it met.
_stemmer = Stemmer.Stemmer("german", 0)


def words(text: str) -> list[str]:
    """The words and numbers of a text in order: compatibility forms resolved, lower case, ß as ss; notes left out."""
    plain = unicodedata.normalize("NFKC", without_marks(text))
    return WORD.findall(plain.replace("\u00ad", "").lower().replace("ß", "ss"))


def stem(word: str) -> str:
    """The Snowball stem, with umlauts folded and at most ``LONGEST_TERM`` characters."""
    return str(_stemmer.stemWord(word))[:LONGEST_TERM]


STOP_WORDS = frozenset(words(_STOP_WORDS))
NEVER_A_PART = STOP_WORDS | frozenset(words(_PARTICLES))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How often each word of the corpus occurs; decides what is a compound, and of what."""

    counts: Mapping[str, int]
    stems: Mapping[str, int]
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)
    _fronts: dict[str, tuple[str, int] | None] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def learnt(cls, texts: Iterable[str]) -> "Vocabulary":
        """Count the words of all texts."""
        counts = Counter(word for text in texts for word in words(text))
        return cls.of_counts(counts)

    @classmethod
    def of_counts(cls, counts: Mapping[str, int]) -> "Vocabulary":
        """A vocabulary of words that can be parts and occur at least ``LEAST_OFTEN`` times."""
        stems: Counter[str] = Counter()
        kept = {word: count for word, count in counts.items() if _can_be_part(word)}
        for word, count in kept.items():
            stems[stem(word)] += count
        often = {word: count for word, count in kept.items() if count >= LEAST_OFTEN}
        return cls(often, {one: count for one, count in stems.items() if count >= LEAST_OFTEN})

    def terms(self, said: Iterable[str]) -> list[str]:
        """Of each word its own term and those of its parts; none for a stop word."""
        found: list[str] = []
        known = self._known.get
        for word in said:
            of_word = known(word)
            found += self._remembered(word) if of_word is None else of_word
        return found

    def parts(self, word: str) -> tuple[str, ...]:
        """Terms of the parts of a compound, first to last; empty if the word is none."""
        possible = SHORTEST_COMPOUND <= len(word) <= LONGEST_COMPOUND and word.isalpha()
        return self._split(word) if possible else ()

    def _remembered(self, word: str) -> tuple[str, ...]:
        """Words come again and again, and their beginnings too."""
        if len(self._known) + len(self._fronts) >= MOST_REMEMBERED:
            self._known.clear()
            self._fronts.clear()
        found = self._known[word] = () if word in STOP_WORDS else (stem(word), *self.parts(word))
        return found

    def _split(self, word: str) -> tuple[str, ...]:
        best, chosen = 0.0, ()  # type: tuple[float, tuple[str, ...]]
        for place in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            # The last part may be bent, so its stem counts.
            last = word[place:]
            tail = stem(last)
            often = self.stems.get(tail, 0)
            for heads in self._heads(word[:place]) if often and last not in NEVER_A_PART else ():
                frequencies = [*(count for _, count in heads), often]
                mean = math.exp(sum(map(math.log, frequencies)) / len(frequencies))
                if mean > best:
                    best, chosen = mean, (*(term for term, _ in heads), tail)
        return chosen

    def _heads(self, text: str) -> Iterator[list[tuple[str, int]]]:
        """What stands before the last part: one word, or two if it is none."""
        one = self._head(text)
        if one:
            yield [one]
            return
        for place in range(SHORTEST_PART, len(text) - SHORTEST_PART + 1):
            first = self._head(text[:place])
            second = first and self._head(text[place:])
            if first and second:
                yield [first, second]

    def _head(self, text: str) -> tuple[str, int] | None:
        """A front part without its linking element, the most frequent if there are several."""
        if text not in self._fronts:
            possible = [(stem(form), self.counts[form]) for form in _without_link(text) if form in self.counts]
            self._fronts[text] = max(possible, key=lambda one: one[1], default=None)
        return self._fronts[text]


def _without_link(text: str) -> Iterator[str]:
    """What a front part may be as a word of its own; „Schul-“ and „Sprach-“ have lost their -e."""
    yield text
    yield text + "e"
    for link in LINKS.get(text[-1], ()):
        if text.endswith(link) and len(text) - len(link) >= SHORTEST_PART:
            yield text.removesuffix(link)
            yield text.removesuffix(link) + "e"


def _can_be_part(word: str) -> bool:
    return len(word) >= SHORTEST_PART and word.isalpha() and word not in NEVER_A_PART


EMPTY = Vocabulary({}, {})


def terms(text: str, vocabulary: Vocabulary) -> list[str]:
    """The terms of a passage in order, each word's parts behind it; stop words left out."""
    return vocabulary.terms(words(text))


def question_terms(question: str, vocabulary: Vocabulary) -> list[str]:
    """The different terms of a question, at most ``MOST_TERMS``; of stop words alone, these themselves."""
    found = terms(question, vocabulary) or [stem(word) for word in words(question)]
    return list(dict.fromkeys(found))[:MOST_TERMS]
