"""What a paper says about itself rather than about its subject: titles, imprints, bare rows of tables, forewords.

Such passages are near to a topic by a word or two („Finanzierung | 2028 | 110 Mio.“) without speaking of it, so
they get no topic; and a theme that only papers as such have („Die Vollversammlung hat beschlossen …“) is none.
Nor is what introduces a paper: its foreword, greeting, imprint, contents, and how it was made.
"""

import re
from collections.abc import Sequence

from leitstand.domain.papers.rules.analysing import STOP_WORDS, words

FEWEST_WORDS = 4
FEWEST_OF_ITEM = 4
"""Words with a meaning of their own that a list item needs: „Bildung und Gesundheit“ says nothing of either."""
FEWEST_OF_CELL = 5
"""Words that one cell of a row needs to say something: names and numbers side by side do not."""
FEWEST_OF_THEME = 5
FEWEST_ALONE = 8
"""Words that a passage needs which is no sentence: a row, a note, a line of a title."""
WITHOUT_TOPIC = frozenset({"heading", "caption"})
_WORD = re.compile(r"[^\W\d_]{3,}")
_SENTENCE = re.compile(r"(?<=[^\W\d_][^\W\d_])[“”\"')]?[.!?:;][\d⁰¹²³⁴⁵⁶⁷⁸⁹“”\"')]*\s*$")
_IMPRINT = re.compile(
    r"\b(?:ISBN|ISSN|Impressum|Redaktionsschluss|Bildnachweis|Fotonachweis|V\.\s?i\.\s?S\.\s?d\.\s?P)\b"
    r"|Alle Rechte vorbehalten|©"
    r"|\b(?:Herausgeber(?:in)?|Redaktion|Gestaltung|Satz|Druck|Telefon|Tel|Telefax|Fax|E-Mail)\s*[.:]"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+\.\w+|Vorführpapier|\b(?:dieses\s+Papier\s+ist|ist)\s+erfunden\b",
    re.I,
)
_ABOUT_ITSELF = re.compile(
    r"(?:^|\s)(?:Vorwort|Geleitwort|Grußwort|Einleitung|Einführung|Vorbemerkung\w*|Impressum|Inhalt\w*|Zusammenfassung|"
    r"Kurzfassung|Ausgangslage|Anlass|Auftrag|Bilanz|Umsetzung|Monitoring|Evaluierung|Evaluation|Fahrplan|Zeitplan|"
    r"Überprüfung|Ausblick|Fazit|Schlusswort|Offene\s+Fragen|Worum\s+es\s+geht|Wie\s+es\s+weitergeht|Was\s+wir\s+erwarten|"
    r"Zeit\s+und\s+Geld|Anhang|Anlagen?|Glossar|Literatur\w*|Quellen|Abkürzungs\w*|\w*[Vv]erzeichnis|Methodik|"
    r"Beteiligte|Mitwirkende|Ansprechpartner\w*|Danksagung|den\s+Erfolg\s+messen)(?=$|[\s,:.?!])",
    re.I,
)
_INTRODUCTION = re.compile(
    r"(?:^|\s)(?:Vorwort\w*|Geleitwort\w*|Grußwort\w*|Begrüßung|Zum\s+Geleit|Editorial|Einleitung|Einführung|Vorbemerkung\w*|"
    r"Präambel|Impressum|Inhalt(?:sverzeichnis|sübersicht)?|\w*[Vv]erzeichnis(?:se)?|Abkürzungen|Glossar|Literatur\w*|Quellen|"
    r"Anhang|Danksagung|Mitwirkende|Bildnachweise?|Methodik|Methodisches?\s+\w+|Methodische[rn]?\s+\w+|Vorgehensweise|"
    r"Vorgehen|Datengrundlagen?|Datenbasis|Erarbeitung\w*|Entstehung\w*|Aufbau\s+(?:des|der|dieses|dieser)\s+\w+|"
    r"Lesehinweise?|Lesehilfe|Hinweise?\s+zum\s+Lesen|Über\s+diese[ns]?\s+\w+|Zu\s+diese[rm]\s+\w+)(?=$|[\s,:.?!])",
    re.I,
)
GREETINGS = ("Liebe ", "Lieber ", "Sehr geehrte", "Verehrte ", "Meine Damen und Herren")
"""Beginnings of a letter to the reader: what stands in its section is foreword, whatever the heading."""
_GREETING = re.compile(r"[^.!?]{5,90}[,!]")
_LEADERS = re.compile(r"(?:[.·…_]\s?){4,}")
_CHAPTER = re.compile(r"^(?:\d{1,2}|[IVX]{1,4}|[A-Z])[.)]?(?:\d{1,2}\.?)*\s")
EARLY_PAGES = 2
"""Pages at the beginning of a longer paper on which what stands under its title alone introduces it."""
LONG_PAPER = 12
_SELF = re.compile(
    r"\b(?:diese[rsnm]?|das|die|der)\s+(?:vorliegende[rsn]?\s+)?(?:Papier|Empfehlungen|Leitlinien|Konzept|Leitbild|"
    r"Positionspapier|Strategie|Broschüre|Bericht)\s+(?:wurden?|richte\w*|verfolg\w*|beschreib\w*|nenn\w*|enth\w+|"
    r"ist\s+gegliedert|gliedert|haben?|am\s+\d|konnte)|\b(?:zustimmend\s+zur\s+Kenntnis\s+genommen|einstimmig\s+beschlossen|"
    r"Stellung\s+zu\s+nehmen)\b",
    re.I,
)


def may_have_topic(text: str, kind: str) -> bool:
    """Whether a passage says enough to be on a topic."""
    if kind in WITHOUT_TOPIC or _IMPRINT.search(text) or _LEADERS.search(text):
        return False
    if kind == "item" and not _says(text, FEWEST_OF_ITEM):
        return False
    if kind == "cell" and max(len(piece.split()) for piece in text.split("\t")) < FEWEST_OF_CELL:
        return False
    if kind in ("cell", "footnote") or not (kind == "item" or _SENTENCE.search(text)):
        return len(_WORD.findall(text)) >= FEWEST_ALONE
    return len(text.split()) >= FEWEST_WORDS


def may_be_theme(text: str, outline: Sequence[str]) -> bool:
    """Whether a passage speaks of its subject: under a heading, not of the paper itself, nor introducing it."""
    if not outline or _ABOUT_ITSELF.search(outline[-1]) or any(map(_INTRODUCTION.search, outline)):
        return False
    if _IMPRINT.search(text) or _SELF.search(text) or _LEADERS.search(text) or is_greeting(text):
        return False
    return _says(text, FEWEST_OF_THEME)


def is_greeting(text: str) -> bool:
    """Whether a passage begins as a letter to its readers does."""
    return text.startswith(GREETINGS) and bool(_GREETING.match(text))


def only_introduces(page: int, pages: int, outline: Sequence[str]) -> bool:
    """Whether a passage stands at the very beginning of a longer paper, under no chapter but the paper's title."""
    return pages >= LONG_PAPER and page <= EARLY_PAGES and len(outline) <= 1 and not any(map(_CHAPTER.match, outline))


def _says(text: str, least: int) -> bool:
    """Whether a text has so many different words that mean something."""
    return len({word for word in words(text) if len(word) > 2 and word.isalpha() and word not in STOP_WORDS}) >= least
