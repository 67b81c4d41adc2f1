"""Questions to the library. The same SQL text is asked of DuckDB or of Spark (``engines``)."""

from leitstand.domain.statistics.queries.asking import (
    Difference,
    Slice,
    differences,
    known_releases,
    ranking,
    slice_of,
)
from leitstand.domain.statistics.queries.listing import DatasetView, ReleaseView, dataset_named, list_datasets

__all__ = [
    "DatasetView",
    "Difference",
    "ReleaseView",
    "Slice",
    "dataset_named",
    "differences",
    "known_releases",
    "list_datasets",
    "ranking",
    "slice_of",
]
