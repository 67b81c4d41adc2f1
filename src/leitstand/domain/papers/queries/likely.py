"""Which papers of the catalogue an uploaded file may be the text of."""

from collections.abc import Iterable

from rapidfuzz import fuzz

from leitstand.domain.papers.queries.texts import PaperRow

ALIKE = 78.0
SHOWN = 3


def likely(title: str, body: str, papers: Iterable[PaperRow]) -> tuple[PaperRow, ...]:
    """Papers with a title like this, those without a text and the likest first; ``SHOWN`` at most."""
    scored = [(_likeness(title, body, paper), paper) for paper in papers]
    near = [pair for pair in scored if pair[0] >= ALIKE]
    ordered = sorted(near, key=lambda pair: (bool(pair[1].fulltext_key), -pair[0]))
    return tuple(paper for _score, paper in ordered[:SHOWN])


def _likeness(title: str, body: str, paper: PaperRow) -> float:
    ours, theirs = title.casefold(), paper.title.casefold()
    titles = max(fuzz.ratio(ours, theirs), fuzz.token_sort_ratio(ours, theirs))
    return float(titles + 0.1 * fuzz.token_set_ratio(body.casefold(), paper.body.casefold()) * (titles > ALIKE / 2))
