"""Named questions about papers; what a situation is built from stands here."""

from leitstand.domain.papers.queries.catalogue import MODELS, AnswerView, DemandView, PaperView, load_papers
from leitstand.domain.papers.queries.origins import OriginView, load_origins
from leitstand.domain.papers.queries.places import PlaceView, read_places

__all__ = [
    "MODELS",
    "AnswerView",
    "DemandView",
    "OriginView",
    "PaperView",
    "PlaceView",
    "load_origins",
    "load_papers",
    "read_places",
]
