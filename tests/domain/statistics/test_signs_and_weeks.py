"""Signs and brackets on their way to an indicator, and calendar weeks, which are refused with a reason."""

from pathlib import Path

import pytest

from leitstand.domain.indicators.models import Indicator, Observation
from leitstand.domain.statistics.operations import import_file, subscribe
from leitstand.domain.statistics.queries import dataset_named
from leitstand.domain.statistics.reading import ColumnMapping
from leitstand.domain.statistics.reading.periods import period_of
from leitstand.domain.statistics.reading.values import Value, value_of
from leitstand.foundation.actor import system
from leitstand.foundation.errors import RuleBroken
from tests.domain.statistics import samples
from tests.domain.statistics.samples import new_row

ACTOR = system("Test")


@pytest.mark.parametrize(
    ("cell", "number", "sign", "flag"),
    [
        ("(7,25)", 7.25, "", "uncertain"),
        ("( 7,25 )", 7.25, "", "uncertain"),
        ("()", None, "uncertain", "uncertain"),
        ("/", None, "uncertain", ""),
        (": u", None, "uncertain", ""),
    ],
)
def test_uncertain_cell_is_read_as_uncertain(cell: str, number: float | None, sign: str, flag: str) -> None:
    read = value_of(cell, ",")
    assert (read.number, read.sign, read.flag) == (number, sign, flag)


def test_bracket_is_kept_as_mark() -> None:
    assert value_of("(7,25)", ",") == Value(7.25, "", "uncertain", "()")


def test_cell_of_nothing_but_brackets_is_refused() -> None:
    with pytest.raises(ValueError, match="weder eine Zahl noch ein Zeichen"):
        value_of("(" * 3000 + "1" + ")" * 3000, ",")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cell", "kept"), [("(7,25)", ("7.2500", "", "uncertain")), ("/", (None, "unknown", "uncertain"))]
)
def test_uncertain_cell_reaches_the_indicator_marked(
    cell: str, kept: tuple[str | None, str, str], tmp_path: Path
) -> None:
    indicator = Indicator.objects.create(key="a", title="A", unit="Anzahl", polarity="up", origin="official")
    path = tmp_path / "file.csv"
    path.write_bytes(samples.new_flat(new_row(value=cell)))
    import_file(path, "probe", actor=ACTOR)
    subscribe(indicator, dataset_named("probe"), measure="PRB001", actor=ACTOR)
    one = Observation.objects.get()
    assert (None if one.value is None else str(one.value), one.sign, one.flag) == kept


@pytest.mark.parametrize("text", ["2021-W05", "2021W5", "KW 5", "5. KW"])
def test_calendar_week_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(ValueError, match="Wochenwerte kennt der Leitstand nicht"):
        period_of(text)


@pytest.mark.django_db
def test_file_of_weeks_is_refused_with_row_and_column(tmp_path: Path) -> None:
    path = tmp_path / "wochen.csv"
    path.write_text("Woche;Wert\n2021-W05;3\n", "utf-8")
    with pytest.raises(RuleBroken, match=r"„wochen.csv“, Zeile 2, Spalte „Woche“: .*Kalenderwoche"):
        import_file(path, "wochen", actor=ACTOR, mapping=ColumnMapping("Wert", period="Woche"))
