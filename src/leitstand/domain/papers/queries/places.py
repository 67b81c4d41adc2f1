"""Where in a paper a demand or an adopted quotation stands: text, page, span."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from leitstand.domain.papers.models import Adoption, Demand, Passage


@dataclass(frozen=True, slots=True)
class PlaceView:
    """The place of a passage. ``page`` is 0 where the file has no pages (HTML, plain text).

    ``pictured``: the page can be shown as a picture.
    """

    passage_id: int
    fulltext_key: str
    paper_key: str
    page: int
    start: int
    end: int
    pictured: bool


def read_places() -> Mapping[int, PlaceView]:
    """The places of all passages that a demand or an adoption refers to, by the passage's number; one statement."""
    demanded = Demand.objects.filter(passage__isnull=False).values("passage")
    adopted = Adoption.objects.filter(passage__isnull=False).values("passage")
    found = Passage.objects.filter(Q(pk__in=demanded) | Q(pk__in=adopted)).order_by()
    names = (
        "pk",
        "fulltext__key",
        "fulltext__paper__key",
        "page__number",
        "page__width",
        "start",
        "end",
        "fulltext__file",
    )
    return {
        pk: PlaceView(pk, fulltext, paper or "", number if width else 0, start, end, bool(width and file))
        for pk, fulltext, paper, number, width, start, end, file in found.values_list(*names)
    }
