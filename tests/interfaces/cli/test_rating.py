"""``leitstand rate`` and ``leitstand validate ratings``: from file to file, and what is said of bad files."""

import csv
import gzip
from pathlib import Path
from typing import Any

import pytest

from leitstand.domain.indicators.rules.ratings import METHODS
from leitstand.interfaces.cli import csv_rows, rating
from leitstand.interfaces.cli.main import run

SERIES_HEAD = "indicator_id,name,unit,year,value"
TARGETS_HEAD = (
    "indicator_id,target_no,target_value,target_year,direction,type,category,valid_from,valid_until,"
    "series_break_year,official_wording_de"
)
YEARS = range(2017, 2025)
OFFICIAL = Path(__file__).resolve().parents[4] / "shared" / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = [f"a,Anteil Ä,Prozent,{year},{50 + 2 * (year - 2019)}" for year in YEARS]
    (tmp_path / "series.csv").write_text("\n".join([SERIES_HEAD, *lines]) + "\n", "utf-8")
    targets(tmp_path, "a,1,72,2030,increase,point,normal,,,,auf 72")
    return tmp_path


def targets(folder: Path, *lines: str, head: str = TARGETS_HEAD) -> None:
    (folder / "targets.csv").write_text("\n".join([head, *lines]) + "\n", "utf-8")


def series(folder: Path, *lines: str) -> None:
    (folder / "series.csv").write_text("\n".join([SERIES_HEAD, *lines]) + "\n", "utf-8")


def rate(folder: Path, *options: str, out: str = "out.csv") -> int:
    files = [str(folder / name) for name in ("series.csv", "targets.csv")]
    return run(["rate", *files, "-o", str(folder / out), *options])


def answer(folder: Path) -> list[dict[str, str]]:
    with (folder / "out.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def refused(folder: Path, capsys: Any) -> str:
    """What is said of files that cannot be used, after seeing that nothing was written."""
    before = sorted(folder.iterdir())
    assert rate(folder) == 1
    assert sorted(folder.iterdir()) == before
    return str(capsys.readouterr().err)


def test_rate_writes_the_latest_year(folder: Path) -> None:
    assert rate(folder) == 0
    [row] = answer(folder)
    reason = row.pop("reason")
    expected = {
        "indicator_id": "a",
        "target_no": "1",
        "assessment_year": "2024",
        "symbol": "sun",
        "rule": "point",
    }
    assert (row, reason.startswith("2024 liegt der Wert bei 60.")) == (expected, True)


def test_every_year_writes_one_row_from_the_first_assessable_year(folder: Path) -> None:
    rate(folder, "--every-year")
    assert [row["assessment_year"] for row in answer(folder)] == ["2020", "2021", "2022", "2023", "2024"]


def test_reason_can_be_english(folder: Path) -> None:
    rate(folder, "--language", "en")
    assert answer(folder)[0]["reason"].startswith("In 2024 the value is 60.")


def test_packed_files_are_read_and_written(folder: Path) -> None:
    for name in ("series.csv", "targets.csv"):
        (folder / f"{name}.gz").write_bytes(gzip.compress((folder / name).read_bytes()))
    files = [str(folder / f"{name}.csv.gz") for name in ("series", "targets")]
    assert run(["rate", *files, "-o", str(folder / "out.csv.gz")]) == 0
    assert b"a,1,2024,sun,point" in gzip.decompress((folder / "out.csv.gz").read_bytes())


def test_semicolons_and_iso_8859_1_are_read(folder: Path) -> None:
    text = (folder / "series.csv").read_text("utf-8").replace(",", ";")
    (folder / "series.csv").write_bytes(text.encode("iso-8859-1"))
    assert rate(folder) == 0


def test_byte_order_mark_is_no_part_of_the_first_column(folder: Path) -> None:
    (folder / "series.csv").write_bytes(b"\xef\xbb\xbf" + (folder / "series.csv").read_bytes())
    assert rate(folder) == 0


@pytest.mark.parametrize("method", [key for key, method in METHODS.items() if method.verified])
def test_verified_methods_are_there_for_the_asking(folder: Path, method: str) -> None:
    assert rate(folder, "--method", method) == 0


@pytest.mark.parametrize("method", [key for key, method in METHODS.items() if not method.verified])
def test_unverified_methods_are_off_until_asked_for(folder: Path, method: str) -> None:
    assert (rate(folder, "--method", method), rate(folder, "--method", method, "--unverified")) == (1, 0)


def test_command_offers_every_method() -> None:
    assert tuple(METHODS) == rating.METHODS


def test_rate_needs_no_database(folder: Path) -> None:
    # Without the mark of pytest-django any query raises an error.
    assert rate(folder) == 0


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("b,1,72,2030,increase,point,,,,,", "Zu dieser Reihe gibt es keine Werte."),
        ("a,1,,2030,increase,point,,,,,", "Es fehlt der Zielwert."),
        ("a,1,nan,2030,increase,point,,,,,", "Es fehlt der Zielwert."),
        ("a,1,72,,increase,point,,,,,", "Es fehlt das Zieljahr."),
        ("a,1,72,2030,,point,,,,,", "Es fehlt, ob der Wert steigen oder sinken soll."),
        ("a,1,,,,wish,,,,,spürbar besser", "Das Ziel ist in Worten gesagt"),
        ("a,1,72,2030,increase,point,,,,2023,", "Brauchbare Werte bis 2024: 2; nötig sind mindestens 4."),
        ("a,1,72,2030,increase,sonstwas,,,,,", "Für diese Art von Ziel sieht das Verfahren keine Bewertung vor."),
    ],
)
def test_target_that_cannot_be_rated_has_no_symbol_but_a_reason(folder: Path, target: str, reason: str) -> None:
    targets(folder, target)
    rate(folder)
    [row] = answer(folder)
    assert (row["symbol"], row["reason"].startswith(reason)) == ("", True)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (["5"], "Brauchbare Werte"),
        (["5", "6", "nan", "8", "9"], "Unter den Werten"),
        (["5", "6", "inf", "8", "9"], "Unter den Werten"),
        (["95", "96", "97", "98", "103"], "Unter den letzten Werten ist einer höher"),
    ],
)
def test_values_no_rule_can_use_give_no_symbol_but_a_reason(folder: Path, values: list[str], reason: str) -> None:
    series(folder, *(f"a,Anteil,Prozent,{2020 + place},{value}" for place, value in enumerate(values)))
    rate(folder)
    [row] = answer(folder)
    assert (row["symbol"], row["reason"].startswith(reason)) == ("", True)


def test_year_with_two_values_gives_no_symbol_but_a_reason(folder: Path) -> None:
    series(
        folder, *(f"a,,,{year},{value}" for year, value in zip((2020, 2021, 2022, 2023, 2023), range(5), strict=True))
    )
    rate(folder)
    assert answer(folder)[0]["reason"].startswith("Für eines der Jahre")


def test_empty_value_is_a_gap(folder: Path) -> None:
    series(folder, *(f"a,,,{year},{'' if year == 2021 else year}" for year in YEARS))
    targets(folder, "a,1,3000,2030,increase,point,,,,,")
    rate(folder)
    assert "von 2018 bis 2024 (6 Werte) um +1 je Jahr" in answer(folder)[0]["reason"]


def test_percentages_above_a_hundred_that_may_be_right_are_rated_and_asked_about(folder: Path, capsys: Any) -> None:
    series(folder, *(f"a,Schulden,Prozent,{year},{120 - year + 2017}" for year in YEARS))
    targets(folder, "a,1,60,,decrease,yearly,,,,,")
    rate(folder)
    assert (answer(folder)[0]["symbol"], "über 100 Prozent" in capsys.readouterr().err) == ("cloud", True)


def test_interval_counts_by_its_weaker_end(folder: Path) -> None:
    targets(folder, "a,1,70-80,2030,increase,interval,,,,,")
    rate(folder)
    assert answer(folder)[0]["symbol"] == "sun"


def test_rows_of_one_target_are_its_steps(folder: Path) -> None:
    targets(folder, "a,1,62,2025,increase,point,,,,,", "a,1,99,2030,increase,point,,,,,")
    rate(folder)
    assert [row["symbol"] for row in answer(folder)] == ["sun"]


def test_relative_target_is_rated_by_the_difference_to_its_reference(folder: Path) -> None:
    both = [f"{name},,,{year},{value}" for year in YEARS for name, value in (("a", 9), ("eu", 10))]
    series(folder, *both)
    targets(
        folder,
        "a,1,,,decrease,relative,,,,,,eu",
        "a,2,,,decrease,relative,,,,,,us",
        head=f"{TARGETS_HEAD},reference_id",
    )
    rate(folder)
    assert [(row["symbol"], row["reason"][:28]) for row in answer(folder)] == [
        ("sun", "2024 liegt der Wert bei −1. "),
        ("", "Die Vergleichsreihe, auf die"),
    ]


def test_target_that_was_replaced_says_so(folder: Path) -> None:
    targets(folder, "a,1,72,2030,increase,point,old,,2025,,")
    rate(folder)
    assert answer(folder)[0]["reason"].endswith("Das Ziel galt bis 2025.")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "ist leer"),
        (b"<!DOCTYPE html><html>", "HTML"),
        (b"indicator_id,year\na,2020\n", "Es fehlen die Spalten value"),
        (b"indicator_id,year,value\na,2020,1\na,20", "Zeile 3: 2 Spalten statt 3. Ist die Zeile abgebrochen?"),
        (b"indicator_id,year,value\na,2020,eins\n", "value „eins“ ist keine Zahl"),
        (b'indicator_id,year,value\na,2020,"1,5"\n', "Nötig ist ein Dezimalpunkt."),
        (b"indicator_id,year,value\na,20201,1\n", "year „20201“ ist keine Jahreszahl"),
        (b"indicator_id,year,value\n,2020,1\n", "indicator_id ist leer"),
        (b'indicator_id,year,value\n"a,2020,1\n', "lässt sich nicht als CSV lesen"),
        ("indicator_id,year,value\nä,2020,1\n".encode() + b"\xfc,2020,1\n", "zwei Zeichensätze"),
        ("indicator_id,year,value\n".encode("utf-16"), "kein Text"),
        (b"\x1f\x8b" + b"x" * 50, "beschädigt"),
        (gzip.compress(b"indicator_id,year,value\n" + b"a,2020,1\n" * 9999)[:-20], "beschädigt"),
    ],
)
def test_file_that_is_no_table_is_refused_in_words(folder: Path, capsys: Any, content: bytes, said: str) -> None:
    (folder / "series.csv").write_bytes(content)
    assert said in refused(folder, capsys)


def test_file_that_is_not_there_is_refused_in_words(folder: Path, capsys: Any) -> None:
    (folder / "series.csv").unlink()
    assert "gibt es nicht" in refused(folder, capsys)


def test_file_of_two_gigabytes_is_refused_by_its_size(folder: Path, capsys: Any) -> None:
    with (folder / "series.csv").open("r+b") as stream:
        stream.truncate(2_000_000_000)
    assert "größer als 1000 MB" in refused(folder, capsys)


def test_packed_file_that_unpacks_beyond_the_limit_is_refused(
    folder: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_rows, "LARGEST", 1000)
    (folder / "series.csv").write_bytes(gzip.compress(b"indicator_id,year,value\n" + b"a,2020,1\n" * 200))
    assert "Bitte in mehrere Dateien teilen" in refused(folder, capsys)


def test_line_without_end_is_refused(folder: Path, capsys: Any) -> None:
    (folder / "series.csv").write_bytes(b"indicator_id,year,value\n" + b"a" * 2_000_000)
    assert "länger als 1 MB" in refused(folder, capsys)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["a,1,72,2030,upwards,point,,,,,"], "möglich sind increase und decrease"),
        (["a,1,viel,2030,increase,point,,,,,"], "target_value „viel“ ist keine Zahl"),
        (["a,1,72,bald,increase,point,,,,,"], "target_year „bald“ ist keine Jahreszahl"),
        (["a,,72,2030,increase,point,,,,,"], "target_no ist leer"),
        (["a,1,,,increase,direction,,,,,", "a,1,,,increase,direction,,,,,"], "steht zweimal"),
        (["a,1,7,2030,increase,point,,,,,", "a,1,8,2030,increase,point,,,,,"], "hat 2030 zweimal"),
    ],
)
def test_targets_that_cannot_be_read_are_refused_in_words(
    folder: Path, capsys: Any, lines: list[str], said: str
) -> None:
    targets(folder, *lines)
    assert said in refused(folder, capsys)


def test_answer_that_cannot_be_written_leaves_nothing_behind(folder: Path, capsys: Any) -> None:
    before = sorted(folder.iterdir())
    assert rate(folder, out="nirgends/out.csv") == 1
    assert sorted(folder.iterdir()) == before


def test_earlier_answer_stays_where_a_file_cannot_be_read(folder: Path) -> None:
    rate(folder)
    before = (folder / "out.csv").read_bytes()
    (folder / "targets.csv").write_text("x", "utf-8")
    rate(folder)
    assert (folder / "out.csv").read_bytes() == before


def test_last_line_without_its_end_is_asked_about(folder: Path, capsys: Any) -> None:
    (folder / "series.csv").write_bytes((folder / "series.csv").read_bytes().rstrip(b"\n"))
    rate(folder)
    assert "Die letzte Zeile endet ohne Zeilenumbruch" in capsys.readouterr().err


def test_validation_without_data_says_so(tmp_path: Path, capsys: Any) -> None:
    assert run(["validate", "ratings", "--data", str(tmp_path)]) == 1
    assert "Wo liegen die Prüfdaten?" in capsys.readouterr().err


def test_validation_reaches_the_agreement_a_careful_reading_reaches(capsys: Any) -> None:
    if not (OFFICIAL / "ratings").is_dir():
        pytest.skip("the official symbols are not part of the repository (../shared/data)")
    assert run(["validate", "ratings", "--data", str(OFFICIAL)]) == 0
    said = capsys.readouterr().out
    assert [line.split("Ziel")[0] for line in said.splitlines() if "(series" in line] == [
        "Heutige Daten (series.csv):  300 von  322 = 93,2 %; ",
        "Daten, wie sie nach der Bewertung veröffentlicht waren (series_vintage.csv):  302 von  322 = 93,8 %; ",
    ]
