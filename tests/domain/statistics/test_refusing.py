"""Files that cannot be read: each refused with a sentence that names file, row, column and cure."""

import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leitstand.domain.statistics.reading import (
    ColumnMapping,
    SheetMapping,
    Unreadable,
    mapping_from_json,
    open_reading,
    take_all,
)
from tests.domain.statistics import samples

TIDY = ColumnMapping("Wert", period="Jahr", region="Bezirk", decimal=",")


@pytest.fixture
def refusal(tmp_path: Path) -> Any:
    def refuse(content: bytes, mapping: Any = None, **more: Any) -> Unreadable:
        path = tmp_path / "probe.csv"
        path.write_bytes(content)
        with pytest.raises(Unreadable) as caught, open_reading(path, mapping, **more) as opened:
            take_all(opened)
        return caught.value

    return refuse


def test_page_instead_of_a_table_is_refused(refusal: Any) -> None:
    error = refusal(b"\xef\xbb\xbf\n<!DOCTYPE html><html><body>Anmelden</body></html>")
    assert str(error).startswith("„probe.csv“, Zeile 1: Das ist eine Webseite, keine Tabelle.")


@pytest.mark.parametrize("start", [b"%PDF-1.7", b"\xd0\xcf\x11\xe0", b"PAR1", b"\x89PNG", b"\xff\xfeS\x00", b"a\x00b"])
def test_other_kinds_of_file_are_refused(refusal: Any, start: bytes) -> None:
    assert refusal(start + b" " * 50).cure != ""


def test_empty_file_is_refused(refusal: Any) -> None:
    assert refusal(b"").reason == "Die Datei ist leer."


def test_broken_last_row_says_that_the_file_is_incomplete(refusal: Any) -> None:
    error = refusal(samples.new_flat(samples.new_row(), samples.new_row("12"))[:-40])
    assert (error.row, error.cure) == (3, "Die Datei ist unvollständig; bitte neu laden.")


def test_row_with_too_many_columns_is_named(refusal: Any) -> None:
    error = refusal(samples.new_flat(samples.new_row() + ";mehr", samples.new_row("12")))
    assert (error.row, error.reason) == (2, "Die Zeile hat 19 statt 18 Spalten.")


def test_mixed_encodings_name_both_rows(refusal: Any) -> None:
    rows = samples.new_row(name="Köln").encode() + b"\n" + samples.new_row(name="Köln").encode("cp1252") + b"\n"
    error = refusal(samples.new_flat(samples.new_row()) + rows)
    assert (error.row, error.reason) == (4, "Die Datei mischt zwei Kodierungen: Zeile 1 ist UTF-8, Zeile 4 nicht.")


def test_word_instead_of_a_number_names_row_and_column(refusal: Any) -> None:
    error = refusal(samples.new_flat(samples.new_row(), samples.new_row("12", value="viele")))
    assert (error.row, error.column) == (3, "„value“")


@pytest.mark.parametrize("value", ["1e999", "inf", "12,5,1", "0x10", "1.234,5"])
def test_number_that_is_none_is_refused(refusal: Any, value: str) -> None:
    assert refusal(samples.new_flat(samples.new_row(value=value))).row == 2


def test_comma_and_point_in_one_file_are_refused(refusal: Any) -> None:
    error = refusal(samples.new_flat(samples.new_row(value="1,5"), samples.new_row("12", value="1.5")))
    assert error.reason == "Die Datei mischt Dezimalkomma und Dezimalpunkt."


def test_value_without_a_period_names_its_row(refusal: Any) -> None:
    error = refusal(samples.new_flat(samples.new_row(value="-", period=""), samples.new_row()))
    assert error.row == 2


def test_line_ends_of_old_computers_are_refused(refusal: Any) -> None:
    assert refusal(b"Jahr;Wert\r2020;1\r", TIDY).reason == "Die Kopfzeile ist gestört (Zeilenenden, Länge)."


def test_weeks_are_refused(refusal: Any) -> None:
    assert "Kalenderwoche" in refusal(samples.new_flat(samples.new_row(period="2021-W05"))).reason


def test_table_without_its_foot_is_incomplete(refusal: Any) -> None:
    assert refusal(samples.genesis_table(foot=False)).cure == "Die Datei ist unvollständig; bitte neu laden."


@pytest.mark.parametrize(
    "changes",
    [{"size": [1, 2, 3]}, {"id": ["unit"]}, {"value": {"9": 1}}, {"value": [1] * 9}, {"class": "collection"},
     {"dimension": []}, {"size": "x"}, {"value": {"0": "viele"}}, {"value": {"0": 1e999}},
     {"value": {"²": 1}}, {"value": {"9" * 5000: 1}}, {"label": "\ud800"}],
)  # fmt: skip
def test_json_stat_that_does_not_fit_is_refused(refusal: Any, changes: dict[str, Any]) -> None:
    refusal(samples.json_stat(**changes))


def test_entity_tricks_in_xml_are_refused(refusal: Any) -> None:
    trick = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><GenericData>&b;</GenericData>'
    assert "Dokumenttyp" in refusal(trick).reason


def test_own_table_without_a_mapping_is_refused(refusal: Any) -> None:
    assert "ohne Zuordnung" in refusal(samples.tidy_csv()).reason


def test_column_that_is_missing_is_named(refusal: Any) -> None:
    assert refusal(samples.tidy_csv(), ColumnMapping("Betrag", period="Jahr")).reason == "Die Spalte „Betrag“ fehlt."


def test_sheet_that_is_missing_is_named(refusal: Any) -> None:
    assert "„Tab1“" in refusal(samples.report(), SheetMapping("Tab9", (1, 1), 2, ("B", "B"))).reason


def test_weeks_on_a_sheet_are_refused(refusal: Any) -> None:
    book = samples.workbook([["Jahr", "Kalenderwoche"], [None, 1], [2021, 5]])
    assert (
        "Kalenderwochen"
        in refusal(book, SheetMapping("Tab1", (1, 2), 3, ("B", "B"), period_row=2, year_column="A")).reason
    )


def test_archive_that_unpacks_to_more_than_it_may_is_stopped(refusal: Any) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * 30_000_000)
    assert "größer als 10 MB" in refusal(target.getvalue(), limit=10_000_000).reason


def test_archive_with_several_files_is_refused(refusal: Any) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.csv", "x")
        archive.writestr("b.csv", "x")
    assert refusal(target.getvalue()).reason == "Das ZIP-Archiv enthält 2 Dateien."


def test_archive_with_one_table_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", samples.new_flat())
    with open_reading(path) as opened:
        assert take_all(opened).num_rows == 1


def test_damaged_gzip_is_refused(refusal: Any) -> None:
    assert "beschädigt" in refusal(samples.eurostat_tsv()[:40]).reason


def test_two_gigabytes_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 2_000_000_000)
    with pytest.raises(Unreadable, match="größer als 1500 MB"), open_reading(path):
        pass


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"kind":"columns"}', '{"kind":"columns","value":1}', '{"kind":"sheet","x":1}']
)
def test_mapping_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        mapping_from_json(text)


SEEDS = [
    samples.old_flat(), samples.new_flat(), samples.genesis_table(), samples.eurostat_tsv(packed=False),
    samples.eurostat_tsv(), samples.sdmx_csv(), samples.json_stat(), samples.sdmx_ml_generic(),
    samples.sdmx_ml_specific(), samples.tidy_csv(), samples.report(),
]  # fmt: skip
SHEET = SheetMapping("Tab1", (3, 4), 6, ("B", "D"), unit_row=5, period_column="A", fixed={"region": "11"})


def _reads_or_refuses(folder: Path, content: bytes, mapping: Any) -> None:
    path = folder / "fuzz"
    path.write_bytes(content)
    try:
        with open_reading(path, mapping, limit=5_000_000) as opened:
            take_all(opened)
    except Unreadable as error:
        refused = error.reason, error.cure
    else:
        refused = ("-", "-")
    assert all(refused)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.sampled_from(SEEDS),
    cuts=st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=6)), min_size=1, max_size=4),
    mapping=st.sampled_from([None, TIDY, SHEET]),
)
def test_damaged_files_are_read_or_refused(
    tmp_path: Path, seed: bytes, cuts: list[tuple[int, bytes]], mapping: Any
) -> None:
    for place, patch in cuts:
        place %= len(seed) + 1
        seed = seed[:place] + patch + seed[place + len(patch) :]
    _reads_or_refuses(tmp_path, seed, mapping)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.sampled_from([b"", samples.NEW_HEAD.encode() + b"\n", b"GENESIS-Tabelle: 1\n", b"{", b"<a>",
                           b"geo\\time\t2020\n",
                           b"STRUCTURE,STRUCTURE_ID,geo,TIME_PERIOD,OBS_VALUE\n", b"Bezirk;Jahr;Wert\n"]),
    rest=st.one_of(st.binary(max_size=300), st.text(alphabet="ab1;,\t\n\"'<>{}[]:.-…/", max_size=200).map(str.encode)),
)  # fmt: skip
def test_anything_is_read_or_refused(tmp_path: Path, start: bytes, rest: bytes) -> None:
    _reads_or_refuses(tmp_path, start + rest, TIDY)
