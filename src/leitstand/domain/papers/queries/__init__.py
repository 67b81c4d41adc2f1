"""Named questions about papers; the catalogue's are re-exported because a situation is built from them."""

from leitstand.domain.papers.queries.catalogue import MODELS, DemandView, PaperView, load_papers

__all__ = ["MODELS", "DemandView", "PaperView", "load_papers"]
