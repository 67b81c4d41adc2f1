"""Reading whole files: columns in order, headings, lists, tables; what a file seems to be; a page as a picture."""

import stat
import zlib
from pathlib import Path

import numpy as np
import pytest

from leitstand.domain.papers.reading import Limits, ReadText, picture_apart, read, recognising
from tests.domain.papers.reading import made_files
from tests.domain.papers.reading.made_files import SENTENCES

LIMITS = Limits(recognise=False)


def _read(path: Path) -> ReadText:
    return read(path, path.name, LIMITS)


def _flat(found: ReadText) -> str:
    return " ".join(" ".join(passage.text for passage in found.passages).split())


def _missing(found: ReadText) -> list[str]:
    whole = _flat(found)
    return [sentence for sentence in SENTENCES if sentence not in whole]


def test_two_columns_keep_every_sentence_whole(tmp_path: Path) -> None:
    found = _read(made_files.two_columns(tmp_path / "a.pdf"))
    assert _missing(found) == []
    written = " ".join(made_files.text(start, 5) for start in range(12))
    assert [_flat(found).count(one) for one in SENTENCES] == [written.count(one) for one in SENTENCES]


WIDE = "margin: 2cm"
RAGGED = "#set par(justify: false)\n#set text(hyphenate: false)\n"
LIST = RAGGED + "\n".join(f"- {said}" for said in ("Ankauf", "Beratung der Betriebe", "Tausch von Flächen") * 3)
LYING = "reflow: true, block(width: 650pt, columns(2)[{0}\n\n{1}\n\n{2}]))"
LAYOUTS = {
    "three columns": ("columns: 3, flipped: true", "{0}\n\n{1}\n\n{2}\n\n{3}"),
    "heading over both columns": (WIDE, "= Ein Titel über beide Spalten hinweg\n#columns(2)[{0}\n\n{1}\n\n{2}]"),
    "uneven columns": (WIDE, "#grid(columns: (1fr, 2.2fr), gutter: 14pt, [#text(8pt)[{0}]], [{1}\n\n{2}])"),
    "box beside the text": (
        WIDE, "#grid(columns: (2.4fr, 1fr), gutter: 12pt, [{0}\n\n{1}], [#block(fill: luma(230), inset: 6pt)[{2}]])",
    ),
    "ragged": ("columns: 2", "#set par(justify: false)\n{0}\n\n{1}\n\n{2}"),
    "indented": ("columns: 2", "#set par(first-line-indent: 1em, spacing: 0.65em)\n{0}\n\n{1}\n\n{2}"),
    "turned on the page": (WIDE, "#rotate(90deg, " + LYING),
    "turned the other way": (WIDE, "#rotate(270deg, " + LYING),
    "cells of text": (WIDE, "#table(columns: 3, [Ziel], [Weg], [Frist], [{0}], [{1}], [{2}])"),
    "full width between columns": (WIDE, "{0}\n#columns(2)[{1}\n\n{2}]\n{0}"),
    "box of short lines in the same rows": (
        WIDE, "#grid(columns: (1.1fr, 5fr), gutter: 12pt, [" + RAGGED + "{0}], [{1}])\n\n{2}",
    ),
    "list beside the text": (WIDE, "#grid(columns: (4fr, 1.2fr), gutter: 12pt, [{0}], [" + LIST + "])\n\n{1}"),
    "box within a column": ("columns: 2", "{0}\n\n#grid(columns: (2fr, 1fr), gutter: 8pt, [{1}], [{2}])\n\n{3}"),
    "box between columns": (
        WIDE, "#columns(2)[{0} {1}]\n#grid(columns: (2fr, 1.6fr, 2fr), gutter: 10pt, [{1}], [{2}], [{3}])\n\n{0}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_sentences_stay_whole_in(tmp_path: Path, layout: str) -> None:
    page, body = LAYOUTS[layout]
    filled = body.format(*(made_files.text(3 * start, 8) for start in range(4)))
    assert _missing(_read(made_files.pdf(tmp_path / "a.pdf", filled, page))) == []


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turned_pages_keep_every_sentence_whole(tmp_path: Path, degrees: int) -> None:
    assert _missing(_read(made_files.turned(tmp_path / "a.pdf", degrees))) == []


def test_spans_give_the_pages_text_again(tmp_path: Path) -> None:
    found = _read(made_files.two_columns(tmp_path / "a.pdf"))
    pages = {page.number: page.content for page in found.pages}
    assert [one for one in found.passages if pages[one.page][one.start : one.end] != one.text] == []


def test_boxes_lie_on_the_page(tmp_path: Path) -> None:
    found = _read(made_files.turned(tmp_path / "a.pdf", 90))
    sizes = {page.number: (page.width, page.height) for page in found.pages}
    outside = [
        box
        for one in found.passages
        for box in one.boxes
        if not (0 <= box[0] < box[2] <= sizes[one.page][0] and 0 <= box[1] < box[3] <= sizes[one.page][1])
    ]
    assert outside == []


def test_running_lines_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    page = 'columns: 2, header: [Papier der Probe #h(1fr) Kapitel eins], numbering: "1"'
    body = "\n\n".join(made_files.text(start, 6) for start in range(24))
    found = _read(made_files.pdf(tmp_path / "a.pdf", body, page))
    assert len(found.pages) > 2
    assert [one.text for one in found.passages if "Kapitel" in one.text or len(one.text) < 20] == []


def test_outline_names_the_headings_above(tmp_path: Path) -> None:
    body = f"= Großes Kapitel der Probe\n{SENTENCES[0]}\n== Kleiner Abschnitt darin\n{SENTENCES[1]}"
    found = _read(made_files.pdf(tmp_path / "a.pdf", body, "margin: 2cm"))
    assert [(one.kind, one.outline) for one in found.passages] == [
        ("heading", ()),
        ("paragraph", ("Großes Kapitel der Probe",)),
        ("heading", ("Großes Kapitel der Probe",)),
        ("paragraph", ("Großes Kapitel der Probe", "Kleiner Abschnitt darin")),
    ]


def test_list_items_table_rows_captions_and_footnotes_are_told_apart(tmp_path: Path) -> None:
    table = "table(columns: 3, [Land], [2010], [2020], [Musterland], [12,5], [14,1], [Probeland], [3,2], [7,7])"
    body = (
        f"{SENTENCES[0]}#footnote[Vgl. dazu den Bericht der Probestadt, Seite 14.] {SENTENCES[1]}\n\n"
        f"- {SENTENCES[2]}\n- {SENTENCES[3]}\n\n#figure({table}, caption: [Werte der Länder])"
    )
    found = _read(made_files.pdf(tmp_path / "a.pdf", body, "margin: 2cm"))
    told = [(one.kind, one.text) for one in found.passages]
    assert [kind for kind, _text in told] == [
        "paragraph",
        "item",
        "item",
        "cell",
        "cell",
        "cell",
        "caption",
        "footnote",
    ]
    assert told[4][1] == "Musterland\t12,5\t14,1"


def test_the_number_of_a_note_is_set_off_from_words(tmp_path: Path) -> None:
    body = "Die Wirtschaft#footnote[Befragung der Betriebe.] wächst. Das CO2 sinkt.#footnote[Eigene Messung.] Gut so."
    found = _read(made_files.pdf(tmp_path / "a.pdf", body, "margin: 2cm"))
    assert [one.text for one in found.passages] == [
        "Die Wirtschaft¹ wächst. Das CO2 sinkt.² Gut so.",
        "¹ Befragung der Betriebe.",
        "² Eigene Messung.",
    ]


def test_docx_keeps_heading_item_and_cells(tmp_path: Path) -> None:
    found = _read(made_files.word(tmp_path / "a.docx"))
    assert [(one.kind, one.text) for one in found.passages] == [
        ("heading", "Leitbild der Probestadt"),
        ("paragraph", SENTENCES[0]),
        ("item", SENTENCES[1]),
        ("cell", "Ziel\t30 Prozent"),
    ]


def test_odt_keeps_heading_item_and_cells(tmp_path: Path) -> None:
    found = _read(made_files.opendocument(tmp_path / "a.odt"))
    assert [(one.kind, one.level, one.text) for one in found.passages] == [
        ("heading", 2, "Ziele der Probestadt"),
        ("paragraph", 0, SENTENCES[2]),
        ("item", 0, SENTENCES[3]),
        ("cell", 0, "Ziel\t30 Prozent"),
    ]


def test_html_keeps_heading_item_and_cells(tmp_path: Path) -> None:
    kinds = [one.kind for one in _read(made_files.page(tmp_path / "a.html")).passages]
    assert kinds == ["heading", "paragraph", "paragraph", "heading", "item", "cell"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_is_read_in_usual_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"Überschrift\n\n{SENTENCES[0]}\n{SENTENCES[1]}\n".encode(encoding))
    assert [(one.kind, one.text) for one in _read(path).passages] == [
        ("heading", "Überschrift"),
        ("paragraph", f"{SENTENCES[0]} {SENTENCES[1]}"),
    ]


def test_text_with_form_feeds_has_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{SENTENCES[0]}\f{SENTENCES[1]}", "utf-8")
    assert [page.content for page in _read(path).pages] == [SENTENCES[0], SENTENCES[1]]


def test_guess_takes_title_publisher_land_kind_and_year(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "# Industriestrategie 2035\n\nHerausgeber: Ministerium für Probe des Landes Thüringen\n\nStand: Mai 2024\n\n"
        + SENTENCES[0],
        "utf-8",
    )
    guess = _read(path).guess
    assert (guess.title, guess.body, guess.land, guess.kind, guess.published) == (
        "Industriestrategie 2035", "Ministerium für Probe des Landes Thüringen", "Thüringen", "strategy", "2024-05",
    )  # fmt: skip


def _dots(png: bytes) -> np.ndarray:
    width, height = int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
    rows = np.frombuffer(zlib.decompress(png[41:-16]), np.uint8).reshape(height, 1 + 3 * width)
    return rows[:, 1:].reshape(height, width, 3)


def test_picture_marks_the_box_and_nothing_else(tmp_path: Path) -> None:
    path = made_files.two_columns(tmp_path / "a.pdf")
    plain, marked = (_dots(picture_apart(path, 1, boxes)) for boxes in ([], [(100.0, 100.0, 200.0, 150.0)]))
    rows, columns = np.nonzero((plain != marked).any(axis=2))
    scale = plain.shape[1] / 595.28
    assert np.allclose(
        [rows.min(), rows.max(), columns.min(), columns.max()] / np.float64(scale), [98, 152, 98, 202], atol=2
    )


TABLE = """level page_num block_num par_num line_num word_num left top width height conf text
5 1 1 1 1 1 300 300 200 40 96 Gelesene
5 1 1 1 1 2 520 300 160 40 91 Worte
5 1 1 1 1 3 700 300 160 40 5 Rauschen
"""


def test_picture_page_is_recognised_where_the_program_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    (tmp_path / "table.tsv").write_text(TABLE.replace(" ", "\t"))
    program.write_text(f"#!/bin/sh\ncat > /dev/null\ncat {tmp_path / 'table.tsv'}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    recognising.program.cache_clear()
    try:
        found = read(made_files.only_picture(tmp_path / "a.pdf"), "a.pdf", Limits())
    finally:
        recognising.program.cache_clear()
    assert [(page.kind, page.content) for page in found.pages] == [("recognised", "Gelesene Worte")]
    assert found.passages[0].boxes == ((72.0, 72.0, 163.2, 81.6),)


def test_table_of_contents_is_text_in_spite_of_its_dots(tmp_path: Path) -> None:
    headings = "".join(f"= Flächen {number}\n#pagebreak()\n" for number in range(1, 5))
    found = _read(made_files.pdf(tmp_path / "a.pdf", f"#outline()\n#pagebreak()\n{headings}", "columns: 1"))
    assert (found.pages[0].kind, found.pages_without_text) == ("text", ())
