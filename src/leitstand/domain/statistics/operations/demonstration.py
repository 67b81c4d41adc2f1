"""Statistics for a demonstration: a real table of all Länder with its source, and an invented series with a target.

The real table shows library, subscription and comparison. No target of the plan has the five yearly values that an
outlook needs; the invented series, which says so wherever it is shown, shows what one looks like.
"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from leitstand.domain.indicators.models import Indicator, Observation, Target
from leitstand.domain.plans.models import Topic
from leitstand.domain.plans.operations import add
from leitstand.domain.sources.models import Source
from leitstand.domain.statistics.models import Dataset
from leitstand.domain.statistics.operations.delivering import subscribe
from leitstand.domain.statistics.operations.importing import import_file
from leitstand.domain.statistics.reading import ColumnMapping
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.history.writing import update
from leitstand.foundation.instance.kind import is_demonstration

FOLDER = Path(__file__).resolve().parents[3] / "packages" / "vorfuehrstatistik"


def load_statistics(*, actor: Actor) -> bool:
    """Load table, indicator and invented series; False if they are here. Raises ``RuleBroken`` in a real instance."""
    if not is_demonstration():
        raise RuleBroken("Eine Vorführreihe gehört nur in eine Demonstration.", "not-a-demonstration")
    told = yaml.safe_load((FOLDER / "statistik.yaml").read_text("utf-8"))
    if Indicator.objects.filter(key=told["indicator"]["key"]).exists():
        return False
    with transaction.atomic():
        dataset = _table(told["dataset"], actor)
        source = Source(**told["source"])
        add(source, actor=actor)
        indicator = Indicator(**told["indicator"])
        topics = list(Topic.objects.filter(key__in=told["topics"]))
        add(indicator, {"sources": [source], "topics": topics}, actor=actor)
        named = told["dataset"]
        measure = named["mapping"]["fixed"]["measure"]
        subscribe(indicator, dataset, measure=measure, unit_means=named["unit_means"], actor=actor)
        _invented(told["invented"], actor)
    return True


def _table(told: Mapping[str, Any], actor: Actor) -> Dataset:
    mapping = ColumnMapping(**told["mapping"])
    done = import_file(
        FOLDER / told["file"], told["name"], vintage=told["vintage"], mapping=mapping, actor=actor, name=told["file"]
    )
    dataset = Dataset.objects.get(key=done.dataset)
    update(actor, dataset, told["about"])
    return dataset


def _invented(told: Mapping[str, Any], actor: Actor) -> None:
    indicator = Indicator(**told["indicator"])
    add(indicator, actor=actor)
    for year, value in told["values"].items():
        said = Observation(
            key=f"{indicator.key}.{year}", indicator=indicator, period=str(year), value=Decimal(str(value)),
            vintage=f"{year + 1}-06-30",
        )  # fmt: skip
        add(said, actor=actor)
    add(Target(indicator=indicator, **told["target"]), actor=actor)
