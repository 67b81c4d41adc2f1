"""Files that are no papers, or mean harm: a clear sentence, within limits, and nothing run."""

import os
import time
from pathlib import Path

import pytest

from leitstand.domain.papers.reading import Limits, Unreadable, asking, plain_name, read, read_apart
from tests.domain.papers.reading import made_files

SMALL = Limits(file_megabytes=1, pages=20, seconds=30, recognise=False)


def _refusal(path: Path, limits: Limits = SMALL) -> str:
    with pytest.raises(Unreadable) as refused:
        read(path, path.name, limits)
    return str(refused.value)


def _file(tmp_path: Path, content: bytes, name: str = "papier.pdf") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_read_encrypted_pdf_says_password(tmp_path: Path) -> None:
    said = _refusal(made_files.encrypted(tmp_path / "a.pdf"))
    assert said == "Das PDF ist mit einem Passwort geschützt. Bitte eine Fassung ohne Passwort verwenden."


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\n" + os.urandom(3000), b"%PDF-1.4 %%EOF"])
def test_read_broken_pdf_says_so(tmp_path: Path, content: bytes) -> None:
    assert _refusal(_file(tmp_path, content)) == "Das PDF ist beschädigt oder unvollständig. Bitte es neu laden."


def test_read_half_a_pdf_is_read_or_refused(tmp_path: Path) -> None:
    whole = made_files.two_columns(tmp_path / "a.pdf").read_bytes()
    assert "beschädigt" in _refusal(_file(tmp_path, whole[: len(whole) // 3]))


def test_read_empty_file_says_empty(tmp_path: Path) -> None:
    assert _refusal(_file(tmp_path, b"")) == "Die Datei ist leer."


def test_read_too_many_pages_says_how_many(tmp_path: Path) -> None:
    said = _refusal(made_files.many_pages(tmp_path / "a.pdf", 21))
    assert said == "Das PDF hat 21 Seiten, erlaubt sind 20. Bitte es in Teilen einlesen."


def test_read_2000_empty_pages_takes_seconds(tmp_path: Path) -> None:
    path = made_files.many_pages(tmp_path / "a.pdf", 2000)
    before = time.monotonic()
    assert _refusal(path, Limits()) == "Die Datei enthält keinen Text."
    assert time.monotonic() - before < 20


def test_read_300_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = _file(tmp_path, b"%PDF-1.7\n")
    os.truncate(path, 300_000_000)
    said = _refusal(path, Limits())
    assert said == "Die Datei ist größer als 250 MB. Bitte sie verkleinern oder teilen."


def test_read_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = made_files.bomb(tmp_path / "a.docx")
    said = _refusal(path, Limits())
    assert said == "Die Datei ist ausgepackt größer als 300 MB; so groß ist kein Papier. Sie wurde nicht geöffnet."


@pytest.mark.parametrize("before", [0, 5_000, 1_048_570])
@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_read_entities_are_refused(tmp_path: Path, ending: str, before: int) -> None:
    said = _refusal(made_files.with_entities(tmp_path / f"a.{ending}", ending, before))
    assert said.startswith("Die Datei enthält Anweisungen, die in einem Papier nichts zu suchen haben.")


def test_read_html_with_scripts_gives_only_its_text(tmp_path: Path) -> None:
    found = read(made_files.page(tmp_path / "a.html"), "a.html", SMALL)
    whole = found.pages[0].content
    assert ("Skript" in whole, "alert" in whole, made_files.SENTENCES[0] in whole) == (False, False, True)


def test_read_picture_only_pdf_names_its_pages(tmp_path: Path) -> None:
    found = read(made_files.only_picture(tmp_path / "a.pdf", 3), "a.pdf", SMALL)
    assert found.pages_without_text == (1, 2, 3)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "Das ist eine Datei des alten Word-Formats."),
        (b"{\\rtf1 Text}", "Das ist eine RTF-Datei."),
        (b"\x89PNG\r\n\x1a\n" + bytes(90), "Das ist ein Bild."),
        (b"Text\x00mit\x00Null", "Das ist kein Papier, das gelesen werden kann."),
        (bytes(range(1, 32)) * 40, "Das ist kein Papier, das gelesen werden kann."),
        (b"Ger\x81t und Ma\x8dnahme", "Die Zeichenkodierung ist unbekannt."),
        (b"PK\x03\x04" + bytes(80), "Die Datei ist beschädigt oder mit einem Passwort geschützt."),
        (b"   \n \n", "Die Datei enthält keinen Text."),
    ],
)
def test_read_what_is_no_paper_says_what_it_is(tmp_path: Path, content: bytes, said: str) -> None:
    assert _refusal(_file(tmp_path, content)).startswith(said)


def test_read_workbook_is_no_paper(tmp_path: Path) -> None:
    path = made_files.packed(tmp_path / "a.docx", {"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"})
    assert _refusal(path).startswith("Das ist kein Papier, das gelesen werden kann.")


@pytest.mark.parametrize("make", [made_files.word, made_files.opendocument, made_files.two_columns, made_files.page])
def test_read_goes_by_content_and_not_by_name(tmp_path: Path, make: object) -> None:
    path = make(tmp_path / "falsch.xyz")  # type: ignore[operator]  # one of the makers above
    assert read(path, "falsch.xyz", SMALL).passages


def test_read_folder_or_nothing_says_so(tmp_path: Path) -> None:
    assert {_refusal(tmp_path), _refusal(tmp_path / "nichts")} == {"Diese Datei gibt es nicht, oder es ist ein Ordner."}


@pytest.mark.parametrize(
    ("name", "plain"),
    [("../../etc/passwd", "passwd"), ("a\0b.pdf", "ab.pdf"), ("C:\\x.pdf", "x.pdf"), ("..", "Papier"), ("", "Papier")],
)
def test_plain_name_leads_nowhere(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_read_apart_gives_what_read_gives(tmp_path: Path) -> None:
    path = made_files.two_columns(tmp_path / "a.pdf")
    assert read_apart(path, "a.pdf", SMALL) == read(path, "a.pdf", SMALL)


def test_read_apart_ends_when_time_is_up(tmp_path: Path) -> None:
    path = _file(tmp_path, b"Wort\n\n" * 4_000_000, "a.txt")
    with pytest.raises(Unreadable, match="Das Lesen hat länger als 1 Sekunden gedauert und wurde beendet"):
        read_apart(path, "a.txt", Limits(seconds=1, memory_megabytes=4000, recognise=False))


def test_read_apart_ends_when_memory_is_full(tmp_path: Path) -> None:
    path = _file(tmp_path, b"Wort\n\n" * 4_000_000, "a.txt")
    with pytest.raises(Unreadable, match="Das Lesen hat mehr als 250 MB Speicher gebraucht und wurde beendet"):
        read_apart(path, "a.txt", Limits(memory_megabytes=250, recognise=False))


def test_read_apart_starts_another_process_where_the_waiting_one_was_killed(tmp_path: Path) -> None:
    path = made_files.two_columns(tmp_path / "a.pdf")
    found = read_apart(path, "a.pdf", SMALL)
    asking.kept().process.kill()
    assert read_apart(path, "a.pdf", SMALL) == found


def test_read_apart_keeps_the_waiting_process_though_a_file_broke_its_reader(tmp_path: Path) -> None:
    before = asking.kept().process.pid
    with pytest.raises(Unreadable):
        read_apart(_file(tmp_path, b"Wort\n\n" * 400_000, "a.txt"), "a.txt", Limits(memory_megabytes=10))
    read_apart(made_files.two_columns(tmp_path / "a.pdf"), "a.pdf", SMALL)
    assert asking.kept().process.pid == before


def test_read_apart_given_up_ends_the_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _file(tmp_path, b"Wort\n\n" * 4_000_000, "a.txt")
    monkeypatch.setattr(asking, "LATE", -29.9)
    before = time.monotonic()
    with pytest.raises(Unreadable, match="hat länger als 30 Sekunden gedauert"):
        read_apart(path, "a.txt", Limits(seconds=30, memory_megabytes=4000))
    asking.let_go(patience=20)
    assert time.monotonic() - before < 10
