"""``papers classify``: one list of what each line speaks of, or one sentence on what is wrong with the file."""

import json
from pathlib import Path
from typing import Any

import pytest

from leitstand.interfaces.cli.main import run

LAND = "Die Stadt sichert Gewerbeflächen und Industrieflächen durch Bebauungspläne und kauft Grundstücke."


@pytest.mark.django_db
def test_json_is_one_list_of_all_lines(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "zeilen.tsv"
    path.write_text(f"a\t{LAND}\n\nb\tMuseen und Theater\r\n", "utf-8")
    assert run(["papers", "classify", str(path), "--lexical", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["id"], row["assigned"], len(row["topics"])) for row in rows] == [("a", "2017.3.1", 3), ("b", None, 3)]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "Diese Datei gibt es nicht."),
        (b"\n \n", "Die Datei ist leer. Erwartet werden Zeilen aus Kennung, Tabulator und Text."),
        (b"a\tText\nohne Tabulator\n", "Zeile 2: Erwartet werden Kennung, Tabulator und Text."),
        (
            "a\tFlächen".encode("latin-1"),
            "Die Datei ist nicht in UTF-8 geschrieben. Bitte als Text mit UTF-8 speichern.",
        ),
    ],
)
def test_bad_file_gets_a_sentence(content: bytes | None, sentence: str, tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "zeilen.tsv"
    if content is not None:
        path.write_bytes(content)
    status = run(["papers", "classify", str(path), "--lexical", "--json"])
    said = capsys.readouterr()
    assert (status, said.out, said.err.removeprefix(str(path)).lstrip(":, ")) == (1, "", f"{sentence}\n")
