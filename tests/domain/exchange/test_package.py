"""The package: one content has one text, and reading finds every fault with its line."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from leitstand.domain.exchange.dataset import Dataset, fingerprint
from leitstand.domain.exchange.package_reading import read_package
from leitstand.domain.exchange.package_writing import package_files, write_package
from leitstand.domain.exchange.tables import BY_NAME
from leitstand.foundation.errors import RuleBroken
from tests.domain.exchange.samples import dataset, dataset_of, datasets, package, read_texts, told


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(datasets())
def test_any_dataset_comes_back_from_yaml_unchanged(tmp_path_factory: pytest.TempPathFactory, made: Dataset) -> None:
    folder = tmp_path_factory.mktemp("package")
    write_package(made, folder)
    incoming = read_package(folder)
    assert told(incoming) == []
    assert dataset_of(incoming).tables == made.tables
    assert package_files(dataset_of(incoming).ordered()) == package_files(made)


def test_rows_are_nested_and_say_only_what_matters() -> None:
    text = package_files(dataset())["edition-2018.yaml"]
    assert text[text.index("  entries:") : text.index("    statuses:")] == (
        """\
  entries:
  - key: 2018.hof
    measure: hof
    title: Gewerbehof
    promise: |-
      =Ein Hof:

        - mit „Anführung“
        - und # Zeichen
    field: '2018.1'
    topic: 2018.1.1
    begins: "2018-H1"
    ends: "2020/2021"
    planned: 1200000.5
    lighthouse: true
    district: '11001001'
    latitude: 52.520006599
    longitude: 13.4
    lines:
    - 2018.digital
    goals:
    - 2018.g1
    responsibilities:
    - key: 2018.hof.haus
      institution: haus
      role: lead
    - key: 2018.hof.werk
      institution: werk
      role: partner
    milestones:
    - key: 2018.hof.m1
      title: Baubeginn
      due: "2019-Q3"
"""
    )


def test_a_measure_of_which_only_entries_speak_is_left_out() -> None:
    text = package_files(dataset())["plan.yaml"]
    assert "- key: hof\n  plan: mpi\n  contact: erika\n" in text
    assert "- key: netz\n" not in text


def test_stand_keeps_the_fingerprint_of_each_row(tmp_path: Path) -> None:
    incoming = read_package(package(tmp_path / "p"))
    made = dataset()
    expected = {(table.name, key): fingerprint(table, row) for table, key, row in made}
    del expected["measures", "netz"]
    assert {(row.table.name, row.key): row.fingerprint for row in incoming.rows} == expected


def test_a_fingerprint_depends_on_what_a_row_says_and_not_on_line_ends() -> None:
    table, row = BY_NAME["entries"], dataset().rows("entries")["2018.hof"]
    other_ends = row | {"promise": str(row["promise"]).replace("\n", "\r\n")}
    assert fingerprint(table, other_ends) == fingerprint(table, row)
    assert fingerprint(table, row | {"title": "Hof"}) != fingerprint(table, row)


def test_a_package_replaces_the_one_before(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    write_package(Dataset(), folder)
    assert sorted(path.name for path in folder.iterdir()) == ["package.yaml", "stand.yaml"]


def test_a_folder_with_something_else_in_it_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("wichtig", encoding="utf-8")
    with pytest.raises(RuleBroken) as caught:
        write_package(dataset(), tmp_path)
    assert caught.value.code == "folder-in-use"
    assert [path.name for path in tmp_path.iterdir()] == ["brief.txt"]


def test_values_need_no_quotes(tmp_path: Path) -> None:
    text = "events:\n- key: no\n  plan: mpi\n  when: 2012-06\n  title: 2012\n  text: null\n  number: 'null'\n"
    incoming = read_texts(tmp_path, plan=text)
    assert told(incoming) == []
    values = incoming.rows[0].values
    names = ("key", "when", "title", "text", "number")
    assert [values[name] for name in names] == ["no", "2012-06", "2012", "", "null"]


FAULTS = {
    "syntax": (
        "sources:\n- key: a\n  title: b: c\n",
        ["sources.yaml, Zeile 3: Das ist kein gültiges YAML (mapping values are not allowed in this context)."],
    ),
    "alias": ("sources: &a\n- *a\n", ["sources.yaml, Zeile 1: Anker und Verweise (& und *) sind nicht erlaubt."]),
    "tag": ("sources: !!python/none x\n", ["sources.yaml, Zeile 1: Die Typangabe „tag:yaml.org,2002:python/none“"]),
    "documents": ("sources: []\n---\na: b\n", ["sources.yaml, Zeile 3: Die Datei enthält mehrere Dokumente."]),
    "depth": ("sources: " + "[" * 40 + "]" * 40, ["sources.yaml, Zeile 1: Die Datei ist zu tief verschachtelt."]),
    "repeated": (
        "sources:\n- key: a\n  title: b\n  title: c\n",
        ["sources.yaml, Zeile 4: „title“ steht hier zweimal, zuerst in Zeile 3."],
    ),
    "unknown-table": (
        "sorces: []\n",
        ["sources.yaml, Zeile 1, Angabe „sorces“: „sorces“ ist hier nicht bekannt. Meinten Sie „sources“?"],
    ),
    "unknown-column": (
        "sources:\n- key: a\n  titel: b\n",
        ["sources.yaml, Zeile 3, Angabe „titel“: „titel“ ist hier nicht bekannt. Meinten Sie „title“?"],
    ),
    "no-list": ("sources:\n  key: a\n", ["sources.yaml, Zeile 2, Angabe „sources“: Hier wird eine Liste erwartet."]),
    "no-row": ("sources:\n- a\n", ["sources.yaml, Zeile 2, Angabe „sources“: Hier werden Angaben erwartet."]),
    "no-names": ("- a\n", ["sources.yaml, Zeile 1: Hier wird eine Liste mit Namen erwartet."]),
    "list-for-text": (
        "sources:\n- key: a\n  title:\n  - b\n",
        ["sources.yaml, Zeile 4, Angabe „title“: Hier wird ein einzelner Wert erwartet."],
    ),
    "wrong-choice": (
        "sources:\n- key: a\n  title: b\n  kind: reports\n",
        ["sources.yaml, Zeile 4, Angabe „kind“: „reports“ steht nicht zur Auswahl. Meinten Sie „report“?"],
    ),
    "wrong-flag": (
        "sources:\n- key: a\n  title: b\n  weak: 7\n",
        ["sources.yaml, Zeile 4, Angabe „weak“: „7“ ist weder ja noch nein."],
    ),
    "control": (
        'sources:\n- key: a\n  title: "b\\u0007"\n',
        ["sources.yaml, Zeile 3, Angabe „title“: Der Text enthält ein Steuerzeichen (U+0007) an Stelle 2."],
    ),
    "nested-parent": (
        "institutions:\n- key: a\n  name: b\n  people:\n  - key: c\n    name: d\n    institution: a\n",
        ["sources.yaml, Zeile 7, Angabe „institution“: Die Angabe ergibt sich schon aus der Verschachtelung."],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_file_line_and_reason(fault: str, tmp_path: Path) -> None:
    text, expected = FAULTS[fault]
    found = told(read_texts(tmp_path, sources=text))
    assert [said[: len(start)] for said, start in zip(found, expected, strict=True)] == expected


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    package(tmp_path / "p")
    (tmp_path / "p" / "sources.yaml").write_bytes("sources:\n- key: a\n  title: Größe\n".encode("latin-1"))
    assert told(read_package(tmp_path / "p")) == [
        "sources.yaml, Zeile 3: Die Datei ist nicht in UTF-8 gespeichert."
        " Bitte sie im Texteditor mit der Kodierung UTF-8 speichern."
    ]


def test_a_file_that_does_not_belong_there_is_named(tmp_path: Path) -> None:
    assert told(read_texts(tmp_path, indicator="indicators: []\n")) == [
        "indicator.yaml: Diese Datei gehört nicht zu einem Planpaket. Meinten Sie „indicators.yaml“?"
        " Bitte sie umbenennen oder aus dem Ordner nehmen."
    ]


def test_a_folder_without_head_is_no_package(tmp_path: Path) -> None:
    found = told(read_package(tmp_path))
    assert found == [f"{tmp_path.name}: Die Datei package.yaml fehlt. Bitte den Ordner eines Planpakets angeben."]


def test_another_format_is_named(tmp_path: Path) -> None:
    (tmp_path / "package.yaml").write_text("format: leitstand-package/9\n", encoding="utf-8")
    assert told(read_package(tmp_path)) == [
        "package.yaml, Zeile 1, Angabe „format“: Das Format ist „leitstand-package/9“, erwartet wird"
        " „leitstand-package/2“. Bitte ein Planpaket dieses Formats verwenden."
    ]


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "sources.yaml").open("wb") as file:
        file.truncate(31_000_000)
    assert told(read_texts(tmp_path)) == ["sources.yaml: Die Datei ist größer als 30 MB. Bitte sie aufteilen."]


def test_a_list_of_faults_ends_somewhere(tmp_path: Path) -> None:
    text = "sources:\n" + "- key: Ä\n" * 2000
    assert len(told(read_texts(tmp_path, sources=text))) == 500
