"""Demands and origins in words, German and English: what became of a demand, how a quotation is cited."""

from collections.abc import Iterable

from leitstand.domain.papers.queries.citing import CitedPassage
from leitstand.domain.papers.queries.ledger import OUTCOMES, Ledger
from leitstand.domain.papers.queries.origins import OriginView
from leitstand.domain.reporting.sentences import listing
from leitstand.domain.reporting.words import pick
from leitstand.foundation.wording import say_number

OUTCOME_WORDS = {
    "open": ("offen", "open"),
    "answered": ("beantwortet", "answered"),
    "adopted": ("übernommen", "adopted"),
    "adapted": ("angepasst übernommen", "adopted with changes"),
    "rejected": ("abgelehnt", "rejected"),
}
VERDICTS = {
    "adopt": ("übernommen", "adopted"),
    "adapt": ("angepasst übernommen", "adopted with changes"),
    "reject": ("nicht übernommen", "not adopted"),
}
KINDS = {"demand": ("Forderung", "demand"), "commitment": ("Zusage", "commitment")}


def demand_outcome(code: str, language: str) -> str:
    return pick(OUTCOME_WORDS[code], language)


def demand_kind(code: str, language: str) -> str:
    return pick(KINDS[code], language)


def verdict_word(code: str, language: str) -> str:
    return pick(VERDICTS[code], language)


def ledger_sentence(ledger: Ledger, language: str) -> str:
    """``Von 12 Forderungen ist 1 übernommen; bei 11 ist keine Antwort bekannt oder sie ist offen.``"""
    total = say_number(ledger.total, 0, language)
    answered = [code for code in OUTCOMES if code != "open" and ledger.counts[code]]
    said_counts = (
        f"{say_number(ledger.counts[code], 0, language)} {demand_outcome(code, language)}" for code in answered
    )
    counts = listing(said_counts, language)
    left = ledger.counts["open"]
    if language[:2] == "de":
        return _german(ledger.total, total, counts, left, language)
    if not ledger.total:
        return "No demand is on record here."
    said = f"{total} demand{'s' if ledger.total > 1 else ''} on record"
    known = f": {counts}" if counts else ""
    rest = f"; {say_number(left, 0, language)} open, without a known answer" if left else ""
    return f"{said}{known}{rest}."


def _german(number: int, total: str, counts: str, left: int, language: str) -> str:
    if not number:
        return "Hier ist keine Forderung erfasst."
    said = f"{total} Forderungen sind erfasst" if number > 1 else "Eine Forderung ist erfasst"
    known = f": {counts}" if counts else ""
    rest = f"; {say_number(left, 0, language)} offen, ohne bekannte Antwort" if left else ""
    return f"{said}{known}{rest}."


def cited(origin: OriginView, language: str) -> str:
    """``Handelskammer: Laden in Musterland, 2024, Seite 3``."""
    page = f"{pick(('Seite', 'page'), language)} {origin.page}" if origin.page else ""
    parts = (part for part in (origin.paper.title, origin.year, page) if part)
    return f"{origin.paper.body}: {', '.join(parts)}"


def passage_citation(passage: CitedPassage, language: str, address: str) -> str:
    """The quotation with who said it, where, when, on which page, and the address that stays."""
    page = f"{pick(('S.', 'p.'), language)} {passage.page}" if passage.page else ""
    place = ", ".join(part for part in (passage.title, passage.year, page) if part)
    return f"{quoted(passage.text, language)} ({passage.body}: {place}; {address})"


def quoted(text: str, language: str) -> str:
    """The text between quotation marks; nothing in it is changed."""
    opening, closing = ("„", "“") if language[:2] == "de" else ("“", "”")
    return f"{opening}{text}{closing}"


def origin_sentence(origin: OriginView, language: str) -> str:
    """Verdict, quotation and citation in one paragraph, for reports."""
    verdict = pick(
        {
            "adopt": ("Übernommen aus", "Adopted from"),
            "adapt": ("Angepasst übernommen aus", "Adopted with changes from"),
            "reject": ("Nicht übernommen aus", "Not adopted from"),
        }[origin.verdict],
        language,
    )
    because = f" {pick(('Begründung', 'Reason'), language)}: {origin.reason}" if origin.reason else ""
    return f"{verdict} {cited(origin, language)}: {quoted(' '.join(origin.quotation.split()), language)}{because}"


def outcome_counts(ledger: Ledger, language: str) -> Iterable[tuple[str, str, int]]:
    """Code, word and count of every outcome that occurs."""
    return [(code, demand_outcome(code, language), ledger.counts[code]) for code in OUTCOMES if ledger.counts[code]]
