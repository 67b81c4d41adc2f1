"""What a paper seems to be: title, publisher, Land, kind and year, offered to whoever adds it."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import PurePath

from leitstand.domain.papers.reading.dating import Said, latest_year, published_in, year_of
from leitstand.domain.papers.reading.shape import Guess, PageText, PassageText

LAENDER = {
    "Baden-Württemberg": "baden-württemberg", "Bayern": "bayern|bayerisch",
    "Berlin": r"berlin(?!er\s(?:straße|str\.|allee|platz|damm|ring))",
    "Brandenburg": "brandenburg", "Bremen": "bremen|bremisch|bremer", "Hamburg": "hamburg", "Hessen": "hessen|hessisch",
    "Mecklenburg-Vorpommern": "mecklenburg", "Niedersachsen": "niedersachsen|niedersächsisch",
    "Nordrhein-Westfalen": "nordrhein-westf|nrw\\b", "Rheinland-Pfalz": "rheinland-pf",
    "Saarland": "saarland|saarländisch", "Sachsen-Anhalt": "sachsen-anhalt",
    "Sachsen": "(?<!nieder)sachsen(?!-anhalt)|(?<!nieder)sächsisch", "Schleswig-Holstein": "schleswig-holstein",
    "Thüringen": "thüringen|thüringer", "Bund": "bundesregierung|bundesministerium|bundesamt|bundesrepublik",
    "EU": "europäische kommission|european commission|europäische union",
}  # fmt: skip
_KINDS = (
    ("position", r"positionspapier|stellungnahme|forderung|impulspapier|denkschrift"),
    ("declaration", r"erklärung|pakt\b|vereinbarung|charta|bündnis"),
    ("guidelines", r"leitbild|leitlinie|eckpunkte|rahmenplan"),
    ("strategy", r"strategie|masterplan|konzept|programm|aktionsplan|agenda|roadmap|fahrplan"),
    ("report", r"bericht|monitor|report|evaluation|studie|umfrage|bilanz|gutachten|statistik"),
)
_PUBLISHERS = (
    "Senatsverwaltung|Bundesministerium|Staatsministerium|Ministerium|Industrie- und Handelskammer|IHK|Handwerkskammer"
    "|Statistisches (?:Bundes|Landes)amt|Landeshauptstadt|Freie und Hansestadt|Stadt|Verband|Bundesverband|Vereinigung"
    "|Deutscher Gewerkschaftsbund|DGB|Stiftung|Institut"
)
_BODY = re.compile(
    r"(?:Herausgeber(?:in)?|Herausgegeben von|Hrsg\.?)\s*:?\s*(?:/\s*Redaktion\s*:?)?\s*([^\n,;|]{4,120})"
    rf"|\b((?:{_PUBLISHERS})\s[A-ZÄÖÜfd][^\n.,;:|•]{{3,100}}(?:\.\s?V\.)?)"
)
_BODY_ENDS = re.compile(
    r"\s(?:Herausgeber|Redaktion|Telefon|Tel\.|Referat\b|Abteilung\b|www\.|https?:|\d{5}\s"
    r"|[A-ZÄÖÜ][\w-]*(?:straße|str\.|platz|allee|damm|ufer|weg|ring)\s\d|[A-ZÄÖÜ]\w+er\s(?:Straße|Str\.|Platz|Allee|Damm)\b)"
)
_NO_TITLE = re.compile(
    r"^(?:microsoft|untitled|unbenannt|dokument\d*|powerpoint|layout|\W*$)|\.(?:docx?|indd|pdf|pptx?|qxd)\b",
    re.IGNORECASE,
)
FIRST_PAGES = 3


def guess(
    pages: Sequence[PageText], passages: Sequence[PassageText], told: dict[str, str], name: str,
    today: date | None = None,
) -> Guess:  # fmt: skip
    """What is likely; ``told`` is what the file says of itself, ``name`` how it is called."""
    start = "\n".join(page.content for page in pages[:FIRST_PAGES])[:20_000]
    end = "\n".join(page.content for page in pages[-2:])[-6_000:]
    title = _title(passages, told.get("Title", ""), name)
    body = _body(start, end)
    kind = _kind(title, start)
    latest = latest_year(told, today or date.today())
    published = published_in(start + "\n" + end, latest)
    return Guess(
        title=title[:250], body=body[:200], land=_land(title, body, start), kind=kind,
        year=year_of(Said(title, name, start, end, told), kind, published, latest), published=published,
    )  # fmt: skip


def _title(passages: Sequence[PassageText], told: str, name: str) -> str:
    stem = re.sub(r"[_\s]+", " ", PurePath(name).stem).strip()
    if len(told.strip()) > 5 and not _NO_TITLE.search(told) and told.strip() != stem:
        return " ".join(told.split())
    early = [passage for passage in passages if passage.page <= FIRST_PAGES and passage.kind == "heading"]
    early = [passage for passage in early if 5 < len(passage.text) <= 200 and re.search(r"[^\W\d_]{4}", passage.text)]
    if early:
        first = min(early, key=lambda passage: (passage.page, passage.level))
        return " ".join(first.text.split())
    return stem


def _body(start: str, end: str) -> str:
    for text in (start, end):
        for found in _BODY.finditer(text):
            said = _BODY_ENDS.split(" ".join((found.group(1) or found.group(2)).split()))[0]
            if len(said) > 4:
                return said.strip(" .:-–")
    return ""


def _land(title: str, body: str, start: str) -> str:
    for text, least in ((f"{title} {body}".lower(), 1), (start.lower(), 3)):
        counted = Counter({land: len(re.findall(pattern, text)) for land, pattern in LAENDER.items()})
        land, times = counted.most_common(1)[0]
        if times >= least:
            return land
    return ""


def _kind(title: str, start: str) -> str:
    for text in (title.lower(), start[:1500].lower()):
        for kind, pattern in _KINDS:
            if re.search(pattern, text):
                return kind
    return ""
