"""Numbers and dates as readers write them."""

from datetime import date
from decimal import Decimal

import pytest

from leitstand.foundation.wording import say_date, say_during, say_euro, say_number, say_partial


@pytest.mark.parametrize(("language", "said"), [("de", "30.06.2026"), ("en", "30 Jun 2026")])
def test_say_date(language: str, said: str) -> None:
    assert say_date(date(2026, 6, 30), language) == said


@pytest.mark.parametrize(
    ("text", "german", "english"),
    [
        ("2012", "2012", "2012"),
        ("2012-06", "Juni 2012", "June 2012"),
        ("2012-H2", "2. Halbjahr 2012", "half 2 of 2012"),
        ("2012-Q3", "3. Quartal 2012", "Q3 2012"),
        ("2015/2016", "2015/2016", "2015/2016"),
        ("2012-06-21", "21.06.2012", "21 Jun 2012"),
        ("", "", ""),
    ],
)
def test_say_partial(text: str, german: str, english: str) -> None:
    assert (say_partial(text, "de"), say_partial(text, "en")) == (german, english)


@pytest.mark.parametrize(
    ("value", "decimals", "said"),
    [
        (Decimal("1234.5"), None, "1.234,5"),
        (Decimal("37.0000"), None, "37"),
        (Decimal("37"), 1, "37,0"),
        (Decimal("100"), None, "100"),
        (0, None, "0"),
    ],
)
def test_say_number_in_german(value: Decimal, decimals: int | None, said: str) -> None:
    assert say_number(value, decimals, "de") == said


@pytest.mark.parametrize(
    ("value", "language", "said"),
    [
        (Decimal("1200000"), "de", "1.200.000 €"),
        (Decimal("88500.50"), "de", "88.500,50 €"),
        (Decimal("1200000"), "en", "€1,200,000"),
    ],
)
def test_say_euro(value: Decimal, language: str, said: str) -> None:
    assert say_euro(value, language).replace("\xa0", " ") == said


@pytest.mark.parametrize(
    ("text", "german", "english"),
    [
        ("2012", "2012", "in 2012"),
        ("2012-06", "im Juni 2012", "in June 2012"),
        ("2012-Q2", "im 2. Quartal 2012", "in Q2 2012"),
        ("2012-H2", "im 2. Halbjahr 2012", "in half 2 of 2012"),
        ("2012-06-30", "am 30.06.2012", "on 30 Jun 2012"),
    ],
)
def test_say_during(text: str, german: str, english: str) -> None:
    assert (say_during(text, "de"), say_during(text, "en")) == (german, english)
