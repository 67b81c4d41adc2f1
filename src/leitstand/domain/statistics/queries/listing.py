"""What is in the library."""

from dataclasses import dataclass
from typing import Any

from leitstand.domain.statistics.models import Dataset, Release
from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.errors import NotFound
from leitstand.foundation.history.keys import slug


@dataclass(frozen=True, slots=True)
class ReleaseView:
    key: str
    vintage: str
    rows: int
    regions: int
    first_period: str
    last_period: str
    breaks: bool
    original_name: str


@dataclass(frozen=True, slots=True)
class DatasetView:
    """A data set with its published states, oldest first; ``measures`` and ``dimensions`` of the newest."""

    key: str
    title: str
    source: str
    code: str
    format: str
    releases: tuple[ReleaseView, ...]
    measures: tuple[dict[str, Any], ...]
    dimensions: tuple[dict[str, Any], ...]


def dataset_named(name: str) -> Dataset:
    """A data set by key or title. Raises ``NotFound`` naming those that there are."""
    found = Dataset.objects.filter(removed_on=None)
    match = found.filter(key=name).first() or found.filter(title=name).first() or found.filter(key=slug(name)).first()
    if match is None:
        known = ", ".join(f"„{key}“" for key in found.values_list("key", flat=True)[:20]) or "noch keinen"
        raise NotFound(f"Den Datensatz „{name}“ gibt es nicht. Es gibt {known}.", "dataset")
    return match


def list_datasets() -> list[DatasetView]:
    """All data sets with their states, in two statements."""
    datasets = Dataset.objects.filter(removed_on=None).prefetch_related("releases")
    return [_view(dataset) for dataset in datasets]


def in_order(releases: list[Release]) -> list[Release]:
    """Published states from the oldest to the newest; of one day in the order of their import."""
    return sorted(releases, key=lambda one: (PartialDate.parse(one.vintage).latest, one.pk))


def _view(dataset: Dataset) -> DatasetView:
    releases = in_order([one for one in dataset.releases.all() if one.removed_on is None])
    newest = releases[-1].manifest if releases else {}
    return DatasetView(
        dataset.key, dataset.title, dataset.source, dataset.code, dataset.format,
        tuple(_release(one) for one in releases), tuple(newest.get("measures", ())),
        tuple(newest.get("dimensions", ())),
    )  # fmt: skip


def _release(one: Release) -> ReleaseView:
    said = one.manifest
    return ReleaseView(
        one.key,
        one.vintage,
        said["rows"],
        said["regions"],
        said["first_period"],
        said["last_period"],
        one.breaks,
        one.original_name,
    )
