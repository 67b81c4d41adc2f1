"""Statistics of a demonstration: loaded once, by source, and never into a real instance."""

from decimal import Decimal

import pytest

from leitstand.domain.indicators.models import Indicator, Observation
from leitstand.domain.statistics.operations.demonstration import load_statistics
from leitstand.foundation.actor import system
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.instance.kind import found
from leitstand.foundation.instance.models import Instance

ACTOR = system("Test")
EMPLOYEES, INVENTED = "svb-alle-branchen", "vorfuehrreihe-abwaerme"


@pytest.fixture
def loaded(db: None) -> None:
    found(Instance.Kind.DEMONSTRATION)
    load_statistics(actor=ACTOR)


def test_table_of_all_laender_reaches_its_indicator(loaded: None) -> None:
    berlin = Observation.objects.get(indicator__key=EMPLOYEES, region="11", period="2025-Q2")

    assert berlin.value == Decimal(1_682_946)


def test_every_land_has_every_quarter(loaded: None) -> None:
    spots = Observation.objects.filter(indicator__key=EMPLOYEES).values_list("region", "period")

    assert (len(set(spots)), len({region for region, _period in spots})) == (128, 16)


def test_real_table_names_its_source(loaded: None) -> None:
    sources = Indicator.objects.get(key=EMPLOYEES).sources

    assert [source.publisher for source in sources.all()] == ["Statistisches Bundesamt, GENESIS-Online"]


@pytest.mark.parametrize("field", ["title", "definition", "warning"])
def test_invented_series_says_so(loaded: None, field: str) -> None:
    assert "rfunden" in getattr(Indicator.objects.get(key=INVENTED), field)


def test_loading_again_changes_nothing(loaded: None) -> None:
    assert load_statistics(actor=ACTOR) is False


def test_real_instance_gets_no_invented_series(db: None) -> None:
    found(Instance.Kind.REAL)

    with pytest.raises(RuleBroken, match="nur in eine Demonstration"):
        load_statistics(actor=ACTOR)
