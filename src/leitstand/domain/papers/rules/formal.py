"""What a paper says about itself rather than about its subject: titles, imprints, bare rows of tables, forewords.

Such passages are near to a topic by a word or two („Finanzierung | 2028 | 110 Mio.“) without speaking of it, so
they get no topic; and a theme that only papers as such have („Die Vollversammlung hat beschlossen …“) is none.
"""

import re
from collections.abc import Sequence

FEWEST_WORDS = 4
FEWEST_ALONE = 8
"""Words that a passage needs which is no sentence: a row, a note, a line of a title."""
WITHOUT_TOPIC = frozenset({"heading", "caption"})
_WORD = re.compile(r"[^\W\d_]{3,}")
_SENTENCE = re.compile(r"[^\W\d_]{2,}[“”\"')]?[.!?:;][\d⁰¹²³⁴⁵⁶⁷⁸⁹“”\"')]*\s*$")
_IMPRINT = re.compile(
    r"\b(?:ISBN|ISSN|Impressum|Redaktionsschluss|Bildnachweis|Fotonachweis|V\.\s?i\.\s?S\.\s?d\.\s?P)\b"
    r"|Alle Rechte vorbehalten|©"
    r"|\b(?:Herausgeber(?:in)?|Redaktion|Gestaltung|Satz|Druck|Telefon|Tel|Telefax|Fax|E-Mail)\s*[.:]"
    r"|\b[\w.+-]+@[\w-]+\.\w+|Vorführpapier|\b(?:dieses\s+Papier\s+ist|ist)\s+erfunden\b",
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
_SELF = re.compile(
    r"\b(?:diese[rsnm]?|das|die|der)\s+(?:vorliegende[rsn]?\s+)?(?:Papier|Empfehlungen|Leitlinien|Konzept|Leitbild|"
    r"Positionspapier|Strategie|Broschüre|Bericht)\s+(?:wurden?|richte\w*|verfolg\w*|beschreib\w*|nenn\w*|enth\w+|"
    r"ist\s+gegliedert|gliedert|haben?|am\s+\d|konnte)|\b(?:zustimmend\s+zur\s+Kenntnis\s+genommen|einstimmig\s+beschlossen|"
    r"Stellung\s+zu\s+nehmen)\b",
    re.I,
)


def may_have_topic(text: str, kind: str) -> bool:
    """Whether a passage says enough to be on a topic."""
    if kind in WITHOUT_TOPIC or _IMPRINT.search(text):
        return False
    if kind in ("cell", "footnote") or not (kind == "item" or _SENTENCE.search(text)):
        return len(_WORD.findall(text)) >= FEWEST_ALONE
    return len(text.split()) >= FEWEST_WORDS


def may_be_theme(text: str, outline: Sequence[str]) -> bool:
    """Whether a passage speaks of its subject: under a heading, and not of the paper itself."""
    if not outline or _ABOUT_ITSELF.search(outline[-1]):
        return False
    return not (_IMPRINT.search(text) or _SELF.search(text))
