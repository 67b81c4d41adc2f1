"""Which sentences of a text look like a demand or a commitment: a proposal, made with restraint.

A demand says what someone shall do („fordern“, „muss“, „sollte“, „wir erwarten“); a commitment what the
author will do („verpflichten uns“, „werden wir“). Questions, conditions and what only looks back are
neither. The person at the desk decides; nothing is marked by a rule alone.
"""

import re
from dataclasses import dataclass

from leitstand.domain.papers.rules.figures import find_figures
from leitstand.domain.papers.rules.sentences import sentences

DEMAND, COMMITMENT = "demand", "commitment"
SHORTEST = 4
_COMMITMENT = re.compile(
    r"\b(?:verpflichten\s+(?:wir\s+)?uns|verpflichtet\s+sich|verpflichten\s+sich|sagen\s+(?:wir\s+)?zu|sichern\s+(?:wir\s+)?zu"
    r"|wir\s+werden|werden\s+wir|wird\s+der\s+Senat|(?:der\s+Senat|die\s+Landesregierung)\s+wird)\b",
    re.IGNORECASE,
)
_DEMAND = re.compile(
    r"\b(?:fordern|fordert|Forderung(?:en)?|verlangen|verlangt|(?:wir|IHK|Kammern?|Verbände)\s+erwarte[nt]|erwarten\s+wir"
    r"|muss|müssen|soll|sollen|sollte|sollten|dürfen\s+nicht|darf\s+nicht|bedarf\s+es|es\s+bedarf|gilt\s+es"
    r"|(?:ist|sind)\s+(?:dringend\s+)?(?:notwendig|erforderlich|nötig|geboten)|braucht\s+es|es\s+braucht)\b",
    re.IGNORECASE,
)
# „Sollten Sie …“ and „falls … sollte“ are conditions; „soll … gewesen sein“ is hearsay.
_NEITHER = re.compile(
    r"^\W*(?:Soll(?:te|ten|en)?|Muss|Müssen|Falls|Sofern|Wenn)\b|\b(?:falls|sofern)\b"
    r"|\bsoll(?:en)?\b.{0,500}\b(?:gewesen|worden)\s+sein\b|\bkeine\s+Forderung",
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sentence that may be a demand or commitment: its span in the text, and the word that says so."""

    start: int
    end: int
    text: str
    kind: str
    cue: str


def propose(sentence: str) -> tuple[str, str] | None:
    """Kind and cue of one sentence, or ``None``."""
    if len(sentence.split()) < SHORTEST or sentence.rstrip('"“”»«’)] \n').endswith("?") or _NEITHER.search(sentence):
        return None
    for kind, pattern in ((COMMITMENT, _COMMITMENT), (DEMAND, _DEMAND)):
        found = pattern.search(sentence)
        if found:
            return kind, found[0]
    return None


def propose_demands(text: str) -> tuple[Proposal, ...]:
    """The sentences of a text that look like a demand or a commitment, in their order."""
    found = ((start, end, propose(text[start:end])) for start, end in sentences(text))
    return tuple(Proposal(start, end, text[start:end], *said) for start, end, said in found if said)


def deadline_in(text: str) -> str:
    """The first day until which something shall be done, as a partial date; empty if none is said."""
    until = (figure.when for figure in find_figures(text) if figure.relation == "until" and figure.when)
    return next(until, "")
