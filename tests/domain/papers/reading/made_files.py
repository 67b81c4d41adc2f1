"""Files of invented papers, made by the tests that read them; PDFs come from the product's own typesetter."""

import io
import zipfile
from pathlib import Path

import docx
import pikepdf
import typst
from odf import teletype
from odf.opendocument import OpenDocumentText
from odf.table import Table, TableCell, TableRow
from odf.text import H, List, ListItem, P

SENTENCES = (
    "Die Probestadt will den Verbrauch von Flächen bis zum Jahr 2030 halbieren und jedes Gewerbegebiet neu ordnen.",
    "Unternehmen der Musterbranche erhalten eine Beratung, die Umweltbelastungen und Kosten gemeinsam betrachtet.",
    "Für die Weiterentwicklung der Berufsschulen stehen in den kommenden Jahren 100 Mio. Euro bereit.",
    "Die Verwaltung beantwortet jeden Antrag innerhalb von vier Wochen, sofern alle Unterlagen vorliegen.",
    "Forschungseinrichtungen und Betriebe teilen ihre Versuchsanlagen, damit Erprobungen schneller beginnen können.",
    "Siedlungs- und Verkehrsflächen werden in einem gemeinsamen Verzeichnis geführt und jährlich fortgeschrieben.",
    "Der Ausbau der FuE-Ausgaben richtet sich nach dem Wirtschaftswachstum und wird regelmäßig überprüft.",
    "Wasserstoffleitungen entstehen zuerst dort, wo Industrieunternehmen verbindlich Abnahmemengen zusagen.",
)
SET = '#set text(lang: "de", hyphenate: true, font: "Libertinus Serif", size: 10pt)\n#set par(justify: true)\n'


def text(start: int, count: int) -> str:
    return " ".join(SENTENCES[(start + step) % len(SENTENCES)] for step in range(count))


def pdf(path: Path, body: str, page: str = "columns: 2") -> Path:
    """A PDF in German, two columns to a page unless said otherwise."""
    source = f'#set page(paper: "a4", {page})\n{SET}{body}'
    path.write_bytes(typst.compile(source.encode()))
    return path


def two_columns(path: Path) -> Path:
    paragraphs = "\n\n".join(text(start, 5) for start in range(12))
    return pdf(path, f"= Strategie der Probestadt 2024\n\n{paragraphs}")


def turned(path: Path, degrees: int) -> Path:
    """The same page, lying in the file and turned upright by its own mark."""
    two_columns(path)
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        for page in file.pages:
            page.rotate(degrees, relative=False)
        file.save(path)
    return path


def encrypted(path: Path) -> Path:
    two_columns(path)
    with pikepdf.open(path, allow_overwriting_input=True) as file:
        file.save(path, encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    return path


def only_picture(path: Path, pages: int = 1) -> Path:
    """A PDF whose pages are grey pictures, as a scanner makes them."""
    with pikepdf.new() as file:
        picture = pikepdf.Stream(file, bytes(range(256)) * 4)
        picture.update(
            pikepdf.Dictionary(
                Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=32, Height=32, BitsPerComponent=8,
                ColorSpace=pikepdf.Name.DeviceGray,
            )
        )  # fmt: skip
        for _ in range(pages):
            page = file.add_blank_page(page_size=(595, 842))
            page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
            page.obj.Contents = pikepdf.Stream(file, b"q 595 0 0 842 0 0 cm /Im0 Do Q")
        file.save(path)
    return path


def many_pages(path: Path, pages: int) -> Path:
    with pikepdf.new() as file:
        for _ in range(pages):
            file.add_blank_page(page_size=(595, 842))
        file.save(path)
    return path


def word(path: Path) -> Path:
    document = docx.Document()
    document.core_properties.title = "Leitbild der Probestadt"
    document.add_heading("Leitbild der Probestadt", 1)
    document.add_paragraph(SENTENCES[0])
    document.add_paragraph(SENTENCES[1], style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Ziel", "30 Prozent"
    document.save(str(path))
    return path


def opendocument(path: Path) -> Path:
    document = OpenDocumentText()
    heading = H(outlinelevel=2, text="Ziele der Probestadt")
    document.text.addElement(heading)
    paragraph = P()
    teletype.addTextToElement(paragraph, SENTENCES[2])
    document.text.addElement(paragraph)
    items, item = List(), ListItem()
    item.addElement(P(text=SENTENCES[3]))
    items.addElement(item)
    document.text.addElement(items)
    table, row = Table(), TableRow()
    for said in ("Ziel", "30 Prozent"):
        cell = TableCell()
        cell.addElement(P(text=said))
        row.addElement(cell)
    table.addElement(row)
    document.text.addElement(table)
    document.save(str(path))
    return path


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def bomb(path: Path) -> Path:
    """A Word file of a few hundred kilobytes that unpacks to 400 MB."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as stream:
            for _ in range(400):
                stream.write(bytes(1_000_000))
    return path


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE bomb [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY outside SYSTEM "file:///etc/passwd">]><x>&c;&outside;</x>'
)


def with_entities(path: Path, ending: str, before: int = 0) -> Path:
    """An office file whose text would grow by entities and ask for a file of this computer.

    ``before`` blank lines stand before the place that says so.
    """
    make = word if ending == "docx" else opendocument
    make(path)
    inside = "word/document.xml" if ending == "docx" else "content.xml"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | {inside: ENTITIES.replace(b"<!DOCTYPE", b"\n" * before + b"<!DOCTYPE")}).items():
            archive.writestr(name, content)
    path.write_bytes(buffer.getvalue())
    return path


HTML = """<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Positionspapier der Probekammer</title>
<script>document.write("Geladen wurde ein Skript, das niemals laufen darf.")</script>
<script src="http://127.0.0.1:9/fetched.js"></script></head>
<body onload="alert(1)"><nav><a href="/">Start</a></nav><article><h1>Positionspapier der Probekammer</h1>
<p>{0}</p><p>{1}</p><img src="http://127.0.0.1:9/picture.png" onerror="alert(2)">
<h2>Fachkräfte</h2><ul><li>{2}</li></ul>
<table><tr><td>Ziel</td><td>30 Prozent</td></tr></table></article></body></html>"""


def page(path: Path) -> Path:
    path.write_text(HTML.format(*SENTENCES), "utf-8")
    return path
