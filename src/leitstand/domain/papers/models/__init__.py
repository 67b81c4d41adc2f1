"""Tables: the catalogue of papers, their texts in passages, topics of passages, demands and adoptions."""

from leitstand.domain.papers.models.adoptions import Adoption
from leitstand.domain.papers.models.catalogue import Paper
from leitstand.domain.papers.models.demands import Demand, DemandAnswer
from leitstand.domain.papers.models.marks import Mark
from leitstand.domain.papers.models.received import Received
from leitstand.domain.papers.models.search_index import SearchIndex
from leitstand.domain.papers.models.texts import Fulltext, Page, Passage, PassageVector
from leitstand.domain.papers.models.topics import TopicCorrection, TopicDescription, TopicScore

__all__ = [
    "Adoption",
    "Demand",
    "DemandAnswer",
    "Fulltext",
    "Mark",
    "Page",
    "Paper",
    "Passage",
    "PassageVector",
    "Received",
    "SearchIndex",
    "TopicCorrection",
    "TopicDescription",
    "TopicScore",
]
