"""Values, changes and targets in words."""

from decimal import Decimal

import pytest
from django.utils import timezone

from leitstand.domain.reporting import indicator_words
from leitstand.domain.reporting.queries import Situation, situation
from leitstand.foundation.actor import PUBLIC


@pytest.fixture
def now(berlin: None) -> Situation:
    return situation(timezone.localdate(), actor=PUBLIC)


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "language", "said"),
    [
        (Decimal("26"), "Mrd. Euro", 1, "de", "26,0\u00a0Mrd. Euro"),
        (Decimal("737"), "Anzahl", 0, "de", "737"),
        (Decimal("1234.5"), "%", 1, "en", "1,234.5\u00a0%"),
    ],
)
def test_quantity(value: Decimal, unit: str, decimals: int, language: str, said: str) -> None:
    assert indicator_words.quantity(value, unit, decimals, language) == said


def test_approximate_quantity_says_so() -> None:
    assert indicator_words.quantity(90, "Gäste", 0, "de", approximate=True) == "rund 90\u00a0Gäste"


def test_change_of_a_share_is_in_points(now: Situation) -> None:
    said = indicator_words.change_in_words(now.indicators["glasfaser"], "de")
    assert said == "23,6\u00a0Prozentpunkte mehr als Juni 2023"


def test_target_says_number_unit_and_due_date(now: Situation) -> None:
    glasfaser = now.indicators["glasfaser"]
    assert indicator_words.target_in_words(glasfaser.targets[0], glasfaser, "de") == "100\u00a0% bis 2028"
    assert indicator_words.target_in_words(glasfaser.targets[0], glasfaser, "en") == "100\u00a0% by 2028"


def test_target_for_every_year_whose_unit_says_so_does_not_say_it_twice(now: Situation) -> None:
    land = now.indicators["gewerbeflaechen-aktiviert"]
    assert indicator_words.target_in_words(land.targets[0], land, "de") == "40\u00a0ha im Jahr"
