"""Uploaded files are judged by what they hold: documents and pictures are known, whatever can run is not."""

import io
import zipfile

import pytest

from leitstand.foundation.files.kinds import Kind, kind_of


def packed(**parts: str) -> bytes:
    """A zip archive; ``__`` in a name stands for a slash."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("Types", "[Content_Types].xml"), content)
    return target.getvalue()


GOOD = {
    "pdf": b"%PDF-1.7\n%...",
    "png": b"\x89PNG\r\n\x1a\n\x00\x00",
    "jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "docx": packed(**{"Types": "<x/>", "word/document.xml": "<w/>"}),
    "xlsx": packed(**{"Types": "<x/>", "xl/workbook.xml": "<w/>"}),
    "odt": packed(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<x/>"}),
    "txt": "Größe: 5 € <- wichtig\r\n".encode(),
}
BAD = {
    "nothing": b"",
    "blanks": b"  \n",
    "page": b"<!DOCTYPE html><html></html>",
    "page after words": b"Guten Tag <script>alert(1)</script>",
    "page with a mark before": b"\xef\xbb\xbf <p>hallo</p>",
    "drawing": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "shell script": b"#!/bin/sh\nrm -rf /\n",
    "batch": b"@echo off\r\ndel *\r\n",
    "Windows program": b"MZ\x90\x00\x03",
    "Linux program": b"\x7fELF\x02\x01\x01",
    "plain archive": packed(**{"a.txt": "a"}),
    "archive with a wrong name": packed(**{"word.docx": "a"}),
    "document with macros": packed(**{"Types": "<x/>", "word/document.xml": "<w/>", "word/vbaProject.bin": "x"}),
    "text document with macros": packed(
        mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<x/>", "Basic/script.xml": "x"}
    ),
    "broken archive": GOOD["docx"][:60],
    "old Word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "gif": b"GIF89a\x01\x00",
}


@pytest.mark.parametrize("ending", GOOD)
def test_known_kind_is_told_by_content(ending: str) -> None:
    kind = kind_of(GOOD[ending])
    assert kind is not None
    assert kind.ending == ending


@pytest.mark.parametrize("what", BAD)
def test_anything_else_is_refused(what: str) -> None:
    assert kind_of(BAD[what]) is None


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("bericht.pdf", "bericht.pdf"),
        ("bericht.PDF", "bericht.PDF"),
        ("bericht.exe", "bericht.exe.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Ablage\\plan.pdf", "plan.pdf"),
        ("", "Anlage.pdf"),
        ("..", "Anlage.pdf"),
        ("pdf", "pdf.pdf"),
    ],
)
def test_name_promises_no_other_kind(name: str, kept: str) -> None:
    assert Kind("pdf", "application/pdf").named(name) == kept
