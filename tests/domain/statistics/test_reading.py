"""Readers of each dialect on small invented files: what becomes of each cell."""

from pathlib import Path
from typing import Any

import pytest

from leitstand.domain.statistics.reading import (
    ColumnMapping,
    SheetMapping,
    mapping_as_json,
    mapping_from_json,
    open_reading,
    propose_columns,
    take_all,
)
from tests.domain.statistics import samples

SHEET = SheetMapping("Tab1", (3, 4), 6, ("B", "D"), unit_row=5, period_column="A", fixed={"region": "11"})


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def reading(content: bytes, mapping: Any = None) -> tuple[Any, list[dict[str, Any]]]:
        path = tmp_path / "file"
        path.write_bytes(content)
        with open_reading(path, mapping) as opened:
            return opened, take_all(opened).to_pylist()

    return reading


def _cells(rows: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


def test_old_flat_gives_one_observation_for_each_filled_cell(read: Any) -> None:
    _, rows = read(samples.old_flat())
    assert _cells(rows, "measure", "region", "value", "sign", "flag") == [
        ("PRB001", "DG", 1200.0, "", ""),
        ("PRB001", "11", None, "secret", ""),
        ("PRB001", "11001", None, "later", ""),
        ("PRB001", "12054", None, "not_meaningful", ""),
        ("PRB002", "DG", 3.5, "", ""),
        ("PRB002", "11", None, "nothing", ""),
        ("PRB002", "11001", None, "uncertain", ""),
        ("PRB002", "12054", 7.25, "", "uncertain"),
    ]


def test_old_flat_reads_label_and_unit_from_the_head(read: Any) -> None:
    _, rows = read(samples.old_flat())
    assert _cells(rows, "measure_label", "unit")[-1] == ("Probe flaeche", "1000 qm")


def test_old_flat_keeps_apart_variables_that_share_a_column(read: Any) -> None:
    _, rows = read(samples.old_flat())
    assert _cells(rows[:4], "d_ges", "d_wz08") == [("INSGESAMT", ""), ("GESM", ""), ("", "C"), ("GESW", "")]


def test_old_flat_knows_the_level_of_a_region(read: Any) -> None:
    _, rows = read(samples.old_flat())
    assert [row["level"] for row in rows[:4]] == ["country", "land", "bezirk", "kreis"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_old_flat_reads_umlauts_in_either_encoding(read: Any, encoding: str) -> None:
    opened, _ = read(samples.old_flat(encoding=encoding))
    assert opened.about.title == "Probezählung"


def test_old_flat_without_a_period_is_skipped_where_the_row_is_empty(read: Any) -> None:
    opened, rows = read(samples.old_flat((*samples.OLD_ROWS, "KREISE;Kreise;DG;Deutschland" + ";" * 11)))
    assert (len(rows), opened.notes.skipped_empty) == (8, 2)


def test_months_beside_a_year_become_one_period(read: Any) -> None:
    row = "99911;Probe;JAHR;Jahr;2021;DLAND;Land;11;Berlin;MONAT;Monate;MONAT03;März;+4,5;1"
    _, rows = read(samples.old_flat((row,)))
    assert _cells(rows, "period", "value") == [("2021-03", 4.5), ("2021-03", 1.0)]


def test_new_flat_mark_e_says_final_in_genesis(read: Any) -> None:
    _, rows = read(
        samples.new_flat(samples.new_row(mark="e"), samples.new_row("12", mark="p"), samples.new_row("13", mark="s"))
    )
    assert _cells(rows, "flag", "marks") == [("", "e"), ("provisional", "p"), ("estimated", "s")]


@pytest.mark.parametrize(
    ("said", "period"),
    [("31.12.2021", "2021-12-31"), ("2021-12-31", "2021-12-31"), ("2015/16", "2015/2016"), ("2021-04P3M", "2021-Q2"),
     ("2021-02P1M", "2021-02"), ("2021-07P6M", "2021-H2")],
)  # fmt: skip
def test_new_flat_reads_periods(read: Any, said: str, period: str) -> None:
    _, rows = read(samples.new_flat(samples.new_row(period=said)))
    assert rows[0]["period"] == period


def test_table_reads_variables_from_its_heads(read: Any) -> None:
    _, rows = read(samples.genesis_table())
    assert _cells(rows[3:6], "region", "period", "d_herkunft", "value", "sign", "unit") == [
        ("11", "2020-06-30", "Insgesamt", 30.0, "", "Anzahl"),
        ("11", "2020-06-30", "inländisch", None, "secret", "Anzahl"),
        ("11", "2020-06-30", "ausländisch", None, "nothing", "Anzahl"),
    ]


def test_table_says_date_source_and_licence(read: Any) -> None:
    opened, _ = read(samples.genesis_table())
    about = opened.about
    assert (about.code, about.as_of, about.source, about.licence) == (
        "99911-01-01-4", "2021-08-17", "Statistische Ämter der Probe", "dl-de/by-2-0",
    )  # fmt: skip


def test_eurostat_tsv_reads_flags_in_cells(read: Any) -> None:
    _, rows = read(samples.eurostat_tsv())
    assert _cells(rows, "region", "region_code", "period", "value", "sign", "flag", "breaks") == [
        ("DG", "DE", "2020", 1.5, "", "", False),
        ("11", "DE3", "2020", 2.0, "", "", True),
        ("FRK2", "FRK2", "2020", -3.25, "", "provisional", False),
        ("DG", "DE", "2021", None, "secret", "", False),
        ("11", "DE3", "2021", None, "unknown", "", False),
        ("FRK2", "FRK2", "2021", 4.0, "", "uncertain", False),
    ]


def test_eurostat_tsv_reads_the_same_unpacked(read: Any) -> None:
    assert read(samples.eurostat_tsv(packed=False))[1] == read(samples.eurostat_tsv())[1]


def test_sdmx_csv_reads_values_signs_and_forecasts(read: Any) -> None:
    opened, rows = read(samples.sdmx_csv())
    assert (opened.about.code, opened.about.as_of) == ("PRB_1", "2024-03-15")
    assert _cells(rows, "region", "level", "period", "value", "sign", "flag", "basis") == [
        ("DG", "country", "2020-Q1", 1.5, "", "provisional", "actual"),
        ("AT", "country", "2020-Q1", None, "secret", "", "actual"),
        ("EU27_2020", "group", "2020-Q1", 7.0, "", "", "forecast"),
    ]


def test_json_stat_reads_sparse_values_and_marks(read: Any) -> None:
    opened, rows = read(samples.json_stat())
    assert opened.about.as_of == "2024-02-01"
    assert _cells(rows, "region_label", "period", "value", "sign", "flag", "unit") == [
        ("Germany", "2020-01", 1.5, "", "", "PC"),
        ("Germany", "2020-02", None, "secret", "", "PC"),
        ("Austria", "2020-02", 4.0, "", "provisional", "PC"),
    ]


def test_json_stat_of_version_1_reads_the_same(read: Any) -> None:
    import json

    said = json.loads(samples.json_stat())
    inner = {"label": "Probe", "value": [1.5, None, None, 4], "status": said["status"], "extension": said["extension"]}
    inner["dimension"] = said["dimension"] | {"id": said["id"], "size": said["size"]}
    assert read(json.dumps({"probe": inner}).encode())[1] == read(samples.json_stat())[1]


def test_sdmx_ml_generic_reads_values_and_missing_ones(read: Any) -> None:
    opened, rows = read(samples.sdmx_ml_generic())
    assert (opened.about.code, opened.about.as_of) == ("prb_1", "2024-02-01")
    assert _cells(rows, "region", "period", "value", "sign", "flag") == [
        ("DG", "2020", 1.5, "", "provisional"),
        ("DG", "2021", None, "unknown", ""),
    ]


@pytest.mark.parametrize("version", ["v2_1", "v3_0"])
def test_sdmx_ml_structure_specific_reads_values(read: Any, version: str) -> None:
    _, rows = read(samples.sdmx_ml_specific(version))
    assert _cells(rows, "measure", "region", "period", "value") == [
        ("PRB_1", "DG", "2020", 1.5),
        ("PRB_1", "DG", "2021", 2.0),
    ]


def test_guess_finds_the_columns_of_a_tidy_table(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(samples.tidy_csv())
    assert propose_columns(path) == ColumnMapping(
        "Wert", period="Jahr", region="Bezirk", unit="Einheit", dimensions=("Geschlecht",), decimal=","
    )


def test_tidy_table_reads_with_its_mapping(read: Any) -> None:
    mapping = ColumnMapping(
        "Wert", period="Jahr", region="Bezirk", dimensions=("Geschlecht",), decimal=",", fixed={"unit": "%"}
    )
    _, rows = read(samples.tidy_csv(), mapping)
    assert _cells(rows, "region", "period", "value", "sign", "unit", "d_geschlecht", "line") == [
        ("11001", "2020", 1.5, "", "%", "w", 2),
        ("11003", "2020", None, "nothing", "%", "w", 3),
        ("11001", "2021", 2.0, "", "%", "m", 4),
    ]


def test_tidy_workbook_reads_the_same_as_text(read: Any) -> None:
    mapping = ColumnMapping("Wert", period="Jahr", region="Land")
    rows = [["Land", "Jahr", "Wert"], ["Berlin", 2020, 1.5], ["Hessen", 2020, "–"]]
    text = "\n".join(",".join(str(cell) for cell in row) for row in rows).encode()
    assert read(samples.workbook(rows), mapping)[1] == read(text, mapping)[1]


def test_report_reads_months_below_their_year(read: Any) -> None:
    opened, rows = read(samples.report(), SHEET)
    assert opened.about.as_of == "2022-10-24"
    assert _cells(rows[:6], "measure", "unit", "period", "value", "sign") == [
        ("Betriebe", "Anzahl", "2021-01", 10.0, ""),
        ("Umsatz – gesamt", "1000 EUR", "2021-01", 20.5, ""),
        ("Ausland", "1000 EUR", "2021-01", None, "secret"),
        ("Betriebe", "Anzahl", "2021-02", 11.0, ""),
        ("Umsatz – gesamt", "1000 EUR", "2021-02", 21.0, ""),
        ("Ausland", "1000 EUR", "2021-02", None, "nothing"),
    ]


def test_report_reads_a_year_with_a_footnote(read: Any) -> None:
    _, rows = read(samples.report(), SHEET)
    assert _cells(rows[-1:], "period", "value") == [("2021", 3.0)]


@pytest.mark.parametrize("mapping", [SHEET, ColumnMapping("Wert", period="Jahr", dimensions=("a", "b"))])
def test_mapping_goes_out_and_in_unchanged(mapping: Any) -> None:
    assert mapping_from_json(mapping_as_json(mapping)) == mapping
