"""Real files of the offices, where they are: every one is read, or refused for the right reason."""

import os
from pathlib import Path
from typing import Any

import pytest

from leitstand.domain.statistics.reading import SheetMapping, Unreadable, open_reading, take_all

FOLDER = Path(os.environ.get("STATISTICS_FILES", Path(__file__).parents[4] / "shared" / "data" / "statistics"))
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(),
    reason=f"no real files at {FOLDER} (STATISTICS_FILES names another folder): readers untested on them",
)
BUILDING = SheetMapping(
    "Tab1", (3, 4), 7, ("B", "D"), last_row=35, unit_row=5, period_column="A", fixed={"region": "11"}
)
DEATHS = SheetMapping(
    "BL_2016_2022_Monate_AG_Ins", (8, 9), 10, ("E", "P"), period_row=9, year_column="B", region_column="C",
    label_columns={"D": "Alter"}, fixed={"measure": "Sterbefälle", "unit": "Anzahl"},
)  # fmt: skip
MAPPINGS = {"SB_E02-01-00_2022m12_BE.xlsx": BUILDING, "destatis_sonderauswertung-sterbefaelle.xlsx": DEATHS}
EXPECTED = {
    "estat_cdh_e_fos_generic_2.1.xml": (4, 3), "estat_isoc_e_dii_filtered_en.csv": (4308, 61),
    "eurostat_nama_gdp_c_jsonstat1.json": (3036, 1902), "lfst_r_lfe2en2_2017.tsv.gz": (224520, 63285),
    "sts_inpr_m_ie_confidential_jsonstat2.json": (6, 6), "une_rt_m_de_last3_jsonstat2.json": (2, 0),
    "11111-02-01-4_1773174974558_de_flat.csv": (489, 91), "12411-01-01-4_1773175772751_de_flat.csv": (1467, 222),
    "13111-0005_1773174923332_de_flat.csv": (384, 0), "13111-01-03-4_1773175029986_de_flat.csv": (3300, 2970),
    "52111-0001_1773175341165_de_flat.csv": (68, 0), "61511-01-03-4_1773175078131_de_flat.csv": (3912, 816),
    "81000-0001_1773175686333_de_flat.csv": (280, 100), "zensus_1000A-2022_1773175355216_de_flat.csv": (1360, 357),
    "12211-Z-11_flat.csv": (2152, 1057), "22221-01-01-4_flat.csv": (4842, 766), "45214-02i_flat.csv": (2016, 297),
    "52411-02-01-4_flat.csv": (1076, 177), "61511-01-03-4_flat.csv": (4304, 824), "81000-0001_flat.csv": (280, 90),
    "91111-0001_flat.csv": (4719, 2308), "11111-01-01-4.csv": (538, 78), "13111-07-05-4_2015.csv": (45192, 10014),
    "13211-02-05-4.csv": (41964, 8702), "SB_E02-01-00_2022m12_BE.xlsx": (78, 0),
    "destatis_sonderauswertung-sterbefaelle.xlsx": (6480, 80),
}  # fmt: skip
REFUSED = {"estat_nrg_bal_s_structure_2.1.xml": "Die Datei enthält nur die Struktur (Codelisten), keine Werte."}


def _read(name: str) -> list[dict[str, Any]]:
    path = next(FOLDER.rglob(name))
    with open_reading(path, MAPPINGS.get(name)) as opened:
        return take_all(opened).to_pylist()


@pytest.mark.parametrize("name", EXPECTED)
def test_real_file_gives_all_its_values_and_signs(name: str) -> None:
    rows = _read(name)
    assert (len(rows), sum(row["value"] is None for row in rows)) == EXPECTED[name]


@pytest.mark.parametrize("name", REFUSED)
def test_real_file_without_values_says_so(name: str) -> None:
    with pytest.raises(Unreadable) as caught:
        _read(name)
    assert caught.value.reason == REFUSED[name]


def test_every_real_file_is_expected_or_refused() -> None:
    assert {path.name for path in FOLDER.rglob("*.*") if path.is_file()} == EXPECTED.keys() | REFUSED.keys()


def _one(name: str, **wanted: str) -> Any:
    found = [row for row in _read(name) if all(row[key] == value for key, value in wanted.items())]
    return [(row["value"], row["sign"], row["unit"]) for row in found]


@pytest.mark.parametrize(
    ("name", "wanted", "seen"),
    [
        ("61511-01-03-4_flat.csv", {"measure": "BAU004", "region": "DG", "d_baunw2": "INSGESAMT"}, (138.76, "", "EUR")),
        ("13211-02-05-4.csv", {"region": "01", "period": "2020", "measure": "Arbeitslose"}, (92140.0, "", "Anzahl")),
        ("13111-07-05-4_2015.csv", {"region": "DG", "d_merkmal_1": "Baugewerbe (F)", "d_nationalitaet": "Insgesamt",
                                    "d_geschlecht": "weiblich"}, (225076.0, "", "Anzahl")),
        ("45214-02i_flat.csv", {"measure": "CH0005", "region": "05", "period": "2020-01", "d_wz08k9": "WZ08-45"},
         (0.8, "", "Veränderung zum Vorjahr (%)")),
        ("lfst_r_lfe2en2_2017.tsv.gz", {"region_code": "BE", "period": "2015", "d_age": "Y15-24", "d_nace_r2": "A",
                                        "d_unit": "THS"},
         (2.9, "", "THS")),
        ("SB_E02-01-00_2022m12_BE.xlsx", {"measure": "Entgelte", "period": "2022-12"}, (57941.0, "", "1000 EUR")),
        ("destatis_sonderauswertung-sterbefaelle.xlsx", {"region": "16", "period": "2016-12", "d_alter": "65-75"},
         (419.0, "", "Anzahl")),
    ],
)  # fmt: skip
def test_real_value_as_read_by_eye(name: str, wanted: dict[str, str], seen: tuple[Any, ...]) -> None:
    assert _one(name, **wanted) == [seen]
