"""What a passage says of goal, instrument, figure, deadline and lead: its own sentences, never a paraphrase.

Each finding is an exact piece of the passage, so that it can be quoted. The rule goes by the words in which
strategies are written („soll … steigen“, „fördern“, „Ministerium“); what it does not recognise stays empty.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from leitstand.domain.papers.rules.figures import find_figures
from leitstand.domain.papers.rules.sentences import sentences

_BULLET = re.compile(r"^[•‣▪–-]\s+")
_GOAL = re.compile(
    r"\b(?:Ziel\w*|soll(?:en|te|ten)?|woll(?:en|t)|will|streb\w+|bis\s+(?:zum\s+Jahr\s+|Ende\s+)?20\d\d|erhöh\w+|steiger\w+|"
    r"verdopp\w+|senk\w+|halbier\w+|erreich\w+|werden\s+\w+\s+angestrebt)\b",
    re.I,
)
_INSTRUMENT = re.compile(
    r"\b\w*(?:programm|fonds|förder|zuschuss|zuschüss|darlehen|bürgschaft|prämie|gutschein|beratung|zentrum|zentren|"
    r"agentur|netzwerk|kampagne|plattform|register|kataster|gesetz|verordnung|initiative|taskforce|lotse|stelle\b|"
    r"wettbewerb|kongress|konferenz|portal|allianz|pakt|bündnis)\w*|\b(?:richtet|richten|gründet|gründen|baut|bauen)\b",
    re.I,
)
_LEAD = re.compile(
    r"\b(?:[A-ZÄÖÜ]\w+(?:s|-)?)?(?:[Mm]inisterium|[Ss]enatsverwaltung|[Ss]taatskanzlei|[Bb]ehörde|[Ww]irtschaftsförderung\w*|"
    r"[Ll]andesgesellschaft|[Ff]örderbank|[Ii]nvestitionsbank|[Ll]andesbank|[Kk]ammern?|IHK|Handwerkskammer|[Aa]gentur|"
    r"Landesregierung|Staatsregierung|Senat|Landesamt|Bezirksregierung\w*)\b"
    r"(?:\s+für(?:\s+(?:[A-ZÄÖÜ][\w-]+|und|die|den|das),?)+)?"
)
_INTENT = re.compile(r"\b(?:Ziel\w*|soll(?:en)?|woll(?:en|t)|will|streb\w+|fordern?|erreich\w+)\b", re.I)
_NUMBER = re.compile(r"\d")
_ACTS = re.compile(
    r"\b(?:richte[nt]|gründe[nt]|förder[nt]|unterstütz\w+|bau(?:t|en)|schaff(?:t|en)|leg(?:t|en)|erhalten|erhält|stell(?:t|en)|"
    r"finanzier\w+|beauftrag\w+|führ(?:t|en)|entsteh(?:t|en)|fordern?|soll(?:en)?|wird|werden)\b"
)
DEADLINE_RELATIONS = frozenset({"until", "by", "within", "on"})


@dataclass(frozen=True, slots=True)
class Facets:
    """Each is a piece of the text, empty where nothing was recognised; ``figures`` are several."""

    goal: str = ""
    instrument: str = ""
    figures: tuple[str, ...] = ()
    deadline: str = ""
    lead: str = ""

    @property
    def said(self) -> int:
        """How many of the five are filled."""
        return sum(map(bool, (self.goal, self.instrument, self.figures, self.deadline, self.lead)))


def facets(text: str) -> Facets:
    """What is recognised in one passage."""
    said = [_BULLET.sub("", text[start:end]) for start, end in sentences(text)]
    figures = find_figures(text)
    dates = [one for one in figures if one.kind == "date"]
    due = [one for one in dates if one.relation in DEADLINE_RELATIONS]
    lead = _LEAD.search(text)
    return Facets(
        goal=_best(said, _GOAL, (_INTENT, _NUMBER)),
        instrument=_best(said, _INSTRUMENT, (_ACTS,)),
        figures=tuple(dict.fromkeys(one.text for one in figures if one.kind != "date")),
        deadline=due[0].text if due else "",
        lead=lead.group().strip(" ,") if lead else "",
    )


def _best(sentences: Iterable[str], pattern: re.Pattern[str], better: Sequence[re.Pattern[str]]) -> str:
    """Of the sentences that have the pattern the one that has most of ``better`` as well, the first of equal ones."""
    found = [sentence for sentence in sentences if pattern.search(sentence)]
    return max(found, key=lambda sentence: sum(bool(one.search(sentence)) for one in better), default="")
