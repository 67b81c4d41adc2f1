"""What a synopsis says, in one language; PDF, Word file and workbook are set from this alone.

Quotations stay in their own language, word for word. In an English synopsis German texts say so.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

from leitstand.domain.papers.models import Adoption
from leitstand.domain.papers.queries.synopsis import OwnMeasure, PaperPart, Quotation, Synopsis
from leitstand.domain.reporting.queries.report.views import Said
from leitstand.domain.reporting.words import pick
from leitstand.foundation.history.chain import canonical
from leitstand.foundation.wording import say_date, say_number, say_partial

WORDS: Mapping[str, tuple[str, str]] = {
    "synopsis": ("Synopse", "Synopsis"),
    "as_of": ("Stand", "As of"),
    "page": ("Seite", "Page"),
    "of": ("von", "of"),
    "same_everywhere": (
        "PDF, Word-Datei und Tabelle enthalten dieselben Angaben.",
        "PDF, Word file and workbook say the same.",
    ),
    "own": ("Was steht bei uns?", "What does our plan say?"),
    "no_own": ("In dieser Fassung steht zu diesem Thema keine Maßnahme.", "This edition has no measure on this topic."),
    "others": ("Was sagen andere?", "What do others say?"),
    "no_others": (
        "In den vorliegenden Texten ist zu diesem Thema keine Stelle zugeordnet.",
        "No passage of the texts here is assigned to this topic.",
    ),
    "silent": ("Wer sagt dazu nichts?", "Who says nothing on it?"),
    "silent_note": (
        "Der Text liegt vor; diesem Thema ist darin keine Stelle zugeordnet.",
        "The text is here; none of its passages is assigned to this topic.",
    ),
    "no_land": ("Ohne Land", "Of no Land"),
    "lead": ("Federführung", "Lead"),
    "promise": ("Was zugesagt ist", "Promise"),
    "measure": ("Maßnahme", "Measure"),
    "number": ("Nr.", "No."),
    "source": ("Quelle", "Source"),
    "place": ("Stelle", "Place"),
    "verdict": ("Was daraus wurde", "What became of it"),
    "by_hand": ("von der Geschäftsstelle zugeordnet", "assigned by the office"),
    "invented_paper": ("Vorführpapier – erfunden", "Demonstration paper – invented"),
    "superseded": ("frühere Fassung", "earlier edition"),
    "hash": ("Prüfsumme der Synopse (SHA-256)", "Hash of the synopsis (SHA-256)"),
    "land": ("Land", "Land"),
    "paper": ("Papier", "Paper"),
    "body": ("Herausgeber", "Issued by"),
    "published": ("erschienen", "published"),
    "outline": ("Abschnitt", "Section"),
    "quotation": ("Wortlaut", "Wording"),
    "span": ("Zeichen auf der Seite", "Characters on the page"),
    "assigned": ("Zuordnung", "Assignment"),
    "score": ("Nähe", "Closeness"),
    "address": ("Adresse", "Address"),
    "by_rule": ("durch die Regel", "by rule"),
    "comparison": ("Vergleich", "Comparison"),
    "comparison_hash": ("Prüfsumme des Vergleichs (SHA-256)", "Hash of the comparison (SHA-256)"),
    "side_by_side": ("Nebeneinander", "Side by side"),
    "question": ("Frage", "Question"),
    "statistics": ("Was die Statistik dazu sagt", "What the statistics say"),
    "latest": ("Letzter bekannter Wert, mit Zeitraum.", "Latest known value, with its period."),
    "indicator": ("Indikator", "Indicator"),
    "unit": ("Einheit", "Unit"),
    "period": ("Zeitraum", "Period"),
    "passages": ("Textstellen", "Passages"),
    "no_land_chosen": ("Kein Land sagt etwas zu diesem Thema.", "No Land says anything on this topic."),
}
SENTENCES: Mapping[str, tuple[str, str]] = {
    "counts": (
        "Textstellen: {quotations}. Papiere: {papers}. Länder und Städte: {lands}.",
        "Passages: {quotations}. Papers: {papers}. Länder and cities: {lands}.",
    ),
    "basis": (
        "Zugeordnet ist, was die Regel über ihrer Schwelle fand und was die Geschäftsstelle berichtigt hat. "
        "Jede Stelle ist wörtlich zitiert, mit Seite oder Abschnitt.",
        "Assigned is what the rule found above its threshold and what the office has corrected. "
        "Every passage is quoted word for word, with its page or section.",
    ),
    "invented": (
        "Enthält erfundene Papiere der Vorführung",
        "Contains invented papers of the demonstration",
    ),
    "facets": (
        "Wörtlich aus den Papieren, soweit erkannt; ein Strich heißt: nichts erkannt.",
        "Word for word from the papers as far as recognised; a dash means: nothing recognised.",
    ),
    "page_of": ("S. {page}", "p. {page}"),
    "section": ("Abschnitt „{name}“", "section “{name}”"),
}
VERDICTS: Mapping[str, tuple[str, str]] = {
    Adoption.Verdict.ADOPT: ("übernommen", "adopted"),
    Adoption.Verdict.ADAPT: ("angepasst übernommen", "adopted with changes"),
    Adoption.Verdict.REJECT: ("nicht übernommen", "not adopted"),
}


@dataclass(frozen=True, slots=True)
class QuotationSaid:
    """``citation`` names body, title, date and place; ``place`` is only the page or section."""

    text: Said
    citation: Said
    place: str
    outline: Said
    span: str
    page: int
    score: float
    by_hand: bool
    verdict: str
    reason: Said


@dataclass(frozen=True, slots=True)
class PaperSaid:
    title: Said
    body: Said
    published: str
    url: str
    superseded: str
    invented: str
    quotations: tuple[QuotationSaid, ...]


@dataclass(frozen=True, slots=True)
class LandSaid:
    name: Said
    papers: tuple[PaperSaid, ...]


@dataclass(frozen=True, slots=True)
class OwnSaid:
    number: str
    title: Said
    promise: Said
    lead: Said


@dataclass(frozen=True, slots=True)
class SynopsisContent:
    """The synopsis, worded. Its members up to ``invented`` are what a paper's frame needs; ``as_of`` is a day."""

    language: str
    words: Mapping[str, str]
    title: str
    edition_title: Said
    as_of: date
    as_of_word: str
    organisation: str
    content_hash: str
    invented: str
    topic: Said
    field: Said
    summary: Said
    counts: str
    basis: str
    own: tuple[OwnSaid, ...]
    lands: tuple[LandSaid, ...]
    silent: tuple[Said, ...]

    def as_json(self) -> str:
        """Everything in it, with the day as ISO text."""
        return canonical({**asdict(self), "as_of": self.as_of.isoformat()})


def synopsis_content(synopsis: Synopsis, language: str = "de") -> SynopsisContent:
    """The synopsis in one language (``de`` or ``en``)."""
    words = {name: pick(pair, language) for name, pair in WORDS.items()}
    counts = {"quotations": synopsis.quotation_count, "papers": synopsis.paper_count, "lands": len(synopsis.lands)}
    content = SynopsisContent(
        language=language,
        words=words,
        title=words["synopsis"],
        edition_title=either(synopsis.edition, synopsis.edition_en, language),
        as_of=synopsis.day,
        as_of_word=say_date(synopsis.day, language),
        organisation=synopsis.plan,
        content_hash="",
        invented=pick(SENTENCES["invented"], language) if synopsis.demonstration else "",
        topic=_topic(synopsis, language),
        field=german(synopsis.field, language),
        summary=german(synopsis.summary, language),
        counts=pick(SENTENCES["counts"], language).format_map(
            {name: say_number(count, 0, language) for name, count in counts.items()}
        ),
        basis=pick(SENTENCES["basis"], language),
        own=tuple(_own(one, language) for one in synopsis.own),
        lands=tuple(
            LandSaid(
                german(land.land, language) if land.land else Said(words["no_land"]),
                tuple(_paper(paper, words, language) for paper in land.papers),
            )
            for land in synopsis.lands
        ),
        silent=tuple(german(f"{title} ({land})" if land else title, language) for land, title in synopsis.silent),
    )
    return replace(content, content_hash=hashlib.sha256(content.as_json().encode()).hexdigest())


def german(text: str, language: str) -> Said:
    """A German text, which an English paper marks as such."""
    return Said(text, language="" if language == "de" or not text else "de")


def either(text: str, english: str, language: str) -> Said:
    """A text that may be there in English as well."""
    return Said(english) if language == "en" and english else german(text, language)


def _topic(synopsis: Synopsis, language: str) -> Said:
    said = either(synopsis.title, synopsis.title_en, language)
    return replace(said, text=f"{synopsis.code} {said.text}".strip())


def _own(one: OwnMeasure, language: str) -> OwnSaid:
    return OwnSaid(
        number=one.code,
        title=either(one.title, one.title_en, language),
        promise=either(one.promise, one.promise_en, language),
        lead=german(one.lead, language),
    )


def _paper(paper: PaperPart, words: Mapping[str, str], language: str) -> PaperSaid:
    published = say_partial(paper.published, language) or paper.years
    source = f"{paper.body}: {paper.title}" + (f", {published}" if published else "")
    return PaperSaid(
        title=german(paper.title, language),
        body=german(paper.body, language),
        published=published,
        url=paper.url,
        superseded=words["superseded"] if paper.superseded else "",
        invented=words["invented_paper"] if paper.demonstration else "",
        quotations=tuple(_quotation(one, source, language) for one in paper.quotations),
    )


def _quotation(one: Quotation, source: str, language: str) -> QuotationSaid:
    place = _place(one, language)
    return QuotationSaid(
        text=german(one.text, language),
        citation=german(f"{source}, {place}" if place else source, language),
        place=place,
        outline=german(" › ".join(one.outline), language),
        span=f"{one.start}–{one.end}",
        page=one.page,
        score=round(one.score, 3),
        by_hand=one.by_hand,
        verdict=pick(VERDICTS[one.verdict], language) if one.verdict else "",
        reason=german(one.reason, language),
    )


def _place(one: Quotation, language: str) -> str:
    if one.page:
        return pick(SENTENCES["page_of"], language).format(page=one.page)
    if one.outline:
        return pick(SENTENCES["section"], language).format(name=one.outline[-1])
    return ""
