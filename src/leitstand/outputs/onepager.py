"""One A4 page for each measure before the committee, as one accessible PDF (PDF/A-3a and PDF/UA-1)."""

from collections.abc import Sequence

from leitstand.domain.reporting.paper_words import pages_content
from leitstand.domain.reporting.queries.rounds.agenda import AgendaPicture, AgendaRow
from leitstand.outputs.committee_typesetting import typeset_paper


def render(picture: AgendaPicture, rows: Sequence[AgendaRow], language: str = "de") -> bytes:
    """A page for each row, in their order. Raises ``typst.TypstError`` if it cannot be set."""
    return typeset_paper("onepager.typ", pages_content(picture, rows, language), picture.day)
