"""The supply of an indicator: from which data set, and whether the source still gives anything new."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from leitstand.domain.indicators.models import Indicator
from leitstand.domain.statistics.models import Dataset, Subscription
from tests.interfaces.api.addresses import Ask

SINCE = datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.fixture
def failing(mixed: None, keep: Callable[..., Any]) -> str:
    """The key of an indicator whose source fails; its last state is of March 2024."""
    dataset = keep(Dataset(key="netz", title="Netze", source="Amt", failing_since=SINCE, failing_reason="geheim"))
    indicator = Indicator.objects.all()[0]
    keep(Subscription(key="netz.1", indicator=indicator, dataset=dataset, measure="PRB001", delivered="2024-03"))
    return indicator.key


def test_indicator_names_its_supply(ask: Ask, failing: str) -> None:
    supply = ask(f"/indicators/{failing}")["supply"]

    assert (supply["dataset"], supply["vintage"]["text"], supply["failing_since"], supply["refused"]) == (
        "netz", "2024-03", "2026-03-01T08:00:00Z", False,
    )  # fmt: skip


def test_indicator_of_an_earlier_day_names_no_supply(ask: Ask, failing: str) -> None:
    assert ask(f"/indicators/{failing}", as_of="2025-01-01")["supply"] is None


def test_indicator_without_data_set_has_no_supply(ask: Ask, mixed: None) -> None:
    assert ask(f"/indicators/{Indicator.objects.all()[0].key}")["supply"] is None
