"""What feeds what: the subscriptions of data sets, and from where an indicator gets its values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from leitstand.domain.statistics.models import Dataset, Fetch, Subscription
from leitstand.domain.statistics.queries.listing import in_order


@dataclass(frozen=True, slots=True)
class SupplyView:
    """Where an indicator's values come from. ``failing_since`` and its reason: the source gives nothing new;
    ``trouble``: a state came that does not fit what was agreed to. Then ``vintage`` stays the last one used."""

    dataset_key: str
    title: str
    source: str
    vintage: str
    failing_since: datetime | None
    failing_reason: str
    trouble: str

    @property
    def is_in_trouble(self) -> bool:
        return self.failing_since is not None or bool(self.trouble)


def supply_of(indicator_key: str) -> SupplyView | None:
    """The supply of an indicator, ``None`` if it takes no slice. One statement."""
    found = Subscription.objects.filter(removed_on=None, indicator__key=indicator_key).select_related("dataset").first()
    if found is None:
        return None
    of = found.dataset
    return SupplyView(of.key, of.title, of.source, found.delivered, of.failing_since, of.failing_reason, found.trouble)


def subscriptions_of(dataset: Dataset) -> Sequence[Subscription]:
    return list(dataset.subscriptions.filter(removed_on=None).select_related("indicator"))


@dataclass(frozen=True, slots=True)
class ShelfView:
    """A data set in the list: its newest state, its last fetch, and how many indicators it feeds, how many in vain."""

    dataset: Dataset
    releases: int
    vintage: str
    imported_at: datetime | None
    fetch: Fetch | None
    fed: int
    troubled: int


def shelves() -> list[ShelfView]:
    """Every data set with all of this, in four statements."""
    found = Dataset.objects.filter(removed_on=None).prefetch_related("releases", "fetches", "subscriptions")
    return [_shelf(one) for one in found]


def _shelf(dataset: Dataset) -> ShelfView:
    releases = in_order([one for one in dataset.releases.all() if one.removed_on is None])
    fed = [one for one in dataset.subscriptions.all() if one.removed_on is None]
    newest = releases[-1] if releases else None
    return ShelfView(
        dataset, len(releases), newest.vintage if newest else "", newest.imported_at if newest else None,
        next(iter(dataset.fetches.all()), None), len(fed), sum(bool(one.trouble) for one in fed),
    )  # fmt: skip
