"""``papers add|list|extract``: a batch goes on when a file fails, and its counts come out even."""

import json
from pathlib import Path
from typing import Any

import pytest

from leitstand.domain.papers.models import Paper
from leitstand.interfaces.cli.main import run

SENTENCE = "Die Probestadt will den Verbrauch von Flächen bis zum Jahr 2030 halbieren."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "papiere"
    place.mkdir()
    (place / "a.txt").write_text(f"# Strategie der Probestadt 2024\n\n{SENTENCE}", "utf-8")
    (place / "b.pdf").write_bytes(b"%PDF-1.7 kaputt")
    (place / "c.txt").write_text(f"# Leitbild der Probestadt 2023\n\n{SENTENCE}", "utf-8")
    (place / "notiz.jpg").write_bytes(b"kein Papier")
    return place


@pytest.mark.django_db
def test_add_folder_goes_on_and_counts(folder: Path, capsys: Any) -> None:
    status = run(["papers", "add", str(folder), str(folder / "fehlt.pdf")])
    said = capsys.readouterr()
    assert (status, said.out.splitlines()[-1]) == (1, "4 Dateien: 2 eingelesen, 0 schon da, 2 nicht eingelesen.")
    assert said.err.splitlines() == [
        "b.pdf: Das PDF ist beschädigt oder unvollständig. Bitte es neu laden. Nichts wurde übernommen.",
        "fehlt.pdf: Diese Datei gibt es nicht, oder es ist ein Ordner. Nichts wurde übernommen.",
    ]


@pytest.mark.django_db
def test_add_again_is_known(folder: Path, capsys: Any) -> None:
    run(["papers", "add", str(folder / "a.txt")])
    capsys.readouterr()
    assert run(["papers", "add", str(folder / "a.txt")]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "a.txt: Diese Datei ist schon da: „Strategie der Probestadt 2024“. Nichts geändert.",
        "1 Dateien: 0 eingelesen, 1 schon da, 0 nicht eingelesen.",
    ]


@pytest.mark.django_db
def test_add_with_previous_links_the_editions(folder: Path) -> None:
    run(["papers", "add", str(folder / "c.txt"), "--land", "Musterland"])
    former = Paper.objects.get()
    assert run(["papers", "add", str(folder / "a.txt"), "--previous", former.key]) == 0
    assert former.later.get().title == "Strategie der Probestadt 2024"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--previous", "Ein Papier mit dem Kennzeichen „x“ gibt es nicht; „papers list“ zeigt alle."),
        ("--paper", "Ein Papier mit dem Kennzeichen „x“ gibt es nicht; „papers list“ zeigt alle."),
    ],
)
def test_add_with_unknown_key_says_so(folder: Path, capsys: Any, option: str, said: str) -> None:
    assert run(["papers", "add", str(folder / "a.txt"), option, "x"]) == 1
    assert capsys.readouterr().err.strip() == said


@pytest.mark.django_db
def test_add_folder_with_one_title_is_refused(folder: Path, capsys: Any) -> None:
    assert (run(["papers", "add", str(folder), "--title", "X"]), Paper.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_list_shows_papers_with_their_texts(folder: Path, capsys: Any) -> None:
    run(["papers", "add", str(folder / "a.txt"), "--body", "Probehaus", "--land", "Musterland"])
    capsys.readouterr()
    run(["papers", "list"])
    assert capsys.readouterr().out.strip() == (
        "probehaus-strategie-der-probestadt-2024: Strategie der Probestadt 2024 (Probehaus, Musterland, 2024);"
        " 1 Seiten, 2 Textstellen"
    )


def test_extract_needs_no_database(folder: Path, capsys: Any) -> None:
    assert run(["papers", "extract", str(folder / "a.txt"), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert sorted(said) == ["guess", "media", "pages", "pages_without_text", "passages", "reader"]
    page, passage = said["pages"][0], said["passages"][1]
    assert page["text"][passage["start"] : passage["end"]] == passage["text"] == SENTENCE


def test_extract_unreadable_says_why(folder: Path, capsys: Any) -> None:
    assert run(["papers", "extract", str(folder / "b.pdf")]) == 1
    assert capsys.readouterr().err == "b.pdf: Das PDF ist beschädigt oder unvollständig. Bitte es neu laden.\n"


def test_add_folder_without_papers_says_so(tmp_path: Path, capsys: Any) -> None:
    assert run(["papers", "add", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("Darin ist keine Datei, die gelesen werden kann (.pdf, .docx")
