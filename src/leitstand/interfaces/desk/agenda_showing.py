"""Items of the committee's agenda in the reader's words, for the pages of the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from leitstand.domain.reporting.agenda_words import decision_word, effect_in_words, importance_in_words, whys_in_words
from leitstand.domain.reporting.light_words import why
from leitstand.domain.reporting.queries.rounds.agenda import AgendaPicture, AgendaRow
from leitstand.domain.reporting.queries.rounds.decided import DecisionView
from leitstand.domain.reporting.rules.deciding import KINDS

# What is on track is no reason to sit together.
WORRYING = ("off_track", "at_risk", "")


@dataclass(frozen=True, slots=True)
class ShownDecision:
    """A decision with the word of its kind and what came of it."""

    view: DecisionView
    word: str
    effect: str


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One item of the agenda; ``number`` is its place in the whole order, 0 if it is not on the agenda."""

    row: AgendaRow
    number: int
    whys: list[str]
    importance: str
    reasons: list[str]
    last: ShownDecision | None
    decision: ShownDecision | None


def shown_items(
    picture: AgendaPicture, decided: Mapping[str, DecisionView], language: str, *, further: bool = False
) -> list[ShownItem]:
    """The items of the first page, or of the further list."""
    rows, before = (picture.further, len(picture.first)) if further else (picture.first, 0)
    return [
        shown(row, picture, decided.get(row.key), language, number=before + place)
        for place, row in enumerate(rows, start=1)
    ]


def shown(
    row: AgendaRow, picture: AgendaPicture, decision: DecisionView | None, language: str, *, number: int = 0
) -> ShownItem:
    worrying = [sentence for sentence, light in _reasons(row, language) if light in WORRYING]
    return ShownItem(
        row=row,
        number=number,
        whys=whys_in_words(row.item, language) if row.item else [],
        importance=importance_in_words(row.item, language) if row.item else "",
        reasons=worrying or [sentence for sentence, _light in _reasons(row, language)],
        last=shown_decision(row.last, picture.day, language) if row.last else None,
        decision=shown_decision(decision, picture.day, language) if decision else None,
    )


def _reasons(row: AgendaRow, language: str) -> list[tuple[str, str]]:
    said = why(row.computed, language)
    return [(sentence, reason.light) for sentence, reason in zip(said, row.computed.reasons, strict=True)]


def shown_decision(view: DecisionView, day: date, language: str) -> ShownDecision:
    late = view.is_late(day)
    effect = "" if view.kind == "defer" else effect_in_words(view.has_effect, late, language)
    return ShownDecision(view, decision_word(view.kind, language), effect)


def kinds(language: str) -> list[tuple[str, str]]:
    """The five kinds of decision with their words."""
    return [(kind, decision_word(kind, language)) for kind in KINDS]
