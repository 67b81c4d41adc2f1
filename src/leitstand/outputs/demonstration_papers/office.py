"""Invented papers as Word and OpenDocument files: the same source gives the same bytes."""

import zipfile
from datetime import datetime, time
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from odf import dc, meta, style, table, text
from odf.opendocument import OpenDocumentText

from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.wording import say_partial
from leitstand.outputs.demonstration_papers.source import LABEL, NOTICE, Block, Line, Source

# The earliest time a ZIP can hold: entries say nothing about when they were written.
EPOCH = (1980, 1, 1, 0, 0, 0)


def steady(made: bytes) -> bytes:
    """The same archive without the time at which it was packed."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(made)) as old, zipfile.ZipFile(stream, "w") as new:
        for packed in old.infolist():
            entry = zipfile.ZipInfo(packed.filename, EPOCH)
            entry.compress_type = packed.compress_type
            new.writestr(entry, old.read(packed))
    return stream.getvalue()


def render_docx(source: Source) -> bytes:
    """The paper as DOCX; footnotes stand as numbered remarks at the end."""
    paper = _Word(source)
    for block in source.blocks:
        paper.put(block)
    paper.remarks()
    stream = BytesIO()
    paper.document.save(stream)
    return steady(stream.getvalue())


class _Word:
    """A Word document while it is written."""

    def __init__(self, source: Source) -> None:
        self.document: Any = Document()
        self.notes: list[str] = []
        self._properties(source)
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(27)
        section.header.paragraphs[0].text = f"{source.body}\t\t{LABEL}"
        _page_number(section.footer.paragraphs[0])
        self.document.add_paragraph(LABEL, style="Intense Quote")
        self.document.add_paragraph(source.body)
        self.document.add_paragraph(source.title, style="Title")
        self.document.add_paragraph(source.subtitle, style="Subtitle")
        self.document.add_paragraph(f"{source.place}, {say_partial(source.published)}")
        self.document.add_paragraph(NOTICE).add_run().add_break(WD_BREAK.PAGE)

    def _properties(self, source: Source) -> None:
        core = self.document.core_properties
        core.title, core.author, core.language = source.title, source.body, "de-DE"
        core.subject = core.comments = LABEL
        day = PartialDate.parse(source.published).earliest
        core.created = core.modified = datetime.combine(day, time.min)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "de-DE")
        self.document.styles["Normal"].element.get_or_add_rPr().append(language)

    def put(self, block: Block) -> None:
        if block.kind == "table":
            self._table(block)
            return
        looks = {"heading": f"Heading {block.level}", "items": "List Bullet", "numbers": "List Number", "box": "Quote"}
        for line in block.lines:
            self._write(self.document.add_paragraph(style=looks.get(block.kind, "Normal")), line)

    def _write(self, paragraph: Any, line: Line) -> None:
        for piece in line:
            if piece.kind == "note":
                self.notes.append(piece.text)
                paragraph.add_run(str(len(self.notes))).font.superscript = True
            else:
                paragraph.add_run(piece.text).bold = piece.kind == "strong" or None

    def _table(self, block: Block) -> None:
        made = self.document.add_table(rows=len(block.rows), cols=len(block.rows[0]), style="Table Grid")
        for cells, row in zip(made.rows, block.rows, strict=True):
            for cell, said in zip(cells.cells, row, strict=True):
                cell.text = said

    def remarks(self) -> None:
        if self.notes:
            self.document.add_paragraph("Anmerkungen", style="Heading 1")
        for number, note in enumerate(self.notes, start=1):
            self.document.add_paragraph(f"{number} {note}")


def _page_number(paragraph: Any) -> None:
    """„Seite 1“ as a field that the program works out."""
    paragraph.add_run("Seite ")
    for tag, kind in (("w:fldChar", "begin"), ("w:instrText", ""), ("w:fldChar", "end")):
        part = OxmlElement(tag)
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = "PAGE"
        paragraph.add_run()._r.append(part)


def render_odt(source: Source) -> bytes:
    """The paper as ODT, with real footnotes."""
    paper = _OpenDocument(source)
    for block in source.blocks:
        paper.put(block)
    stream = BytesIO()
    paper.document.write(stream)
    return steady(stream.getvalue())


class _OpenDocument:
    """An OpenDocument text while it is written."""

    def __init__(self, source: Source) -> None:
        self.document = OpenDocumentText()
        self.notes = 0
        self._properties(source)
        self._frame(source)
        self.headings = {1: self._look("Kapitel", "17pt"), 2: self._look("Abschnitt", "13pt")}
        self.running = self._look("Text", "12pt", weight="normal", align="justify")
        self._title(source)

    def _title(self, source: Source) -> None:
        """The first page."""
        self._add(text.P(text=LABEL))
        self._add(text.P(text=source.body))
        self._add(text.P(stylename=self._look("Titel", "26pt"), text=source.title))
        last = self._look("Ende", "12pt", weight="normal", breakafter="page")
        for said in (source.subtitle, f"{source.place}, {say_partial(source.published)}"):
            self._add(text.P(stylename=self.running, text=said))
        self._add(text.P(stylename=last, text=NOTICE))

    def _properties(self, source: Source) -> None:
        day = PartialDate.parse(source.published).earliest.isoformat()
        for made, said in (
            (dc.Title(), source.title), (dc.Subject(), LABEL), (dc.Creator(), source.body), (dc.Language(), "de-DE"),
            (dc.Date(), f"{day}T00:00:00"), (meta.CreationDate(), f"{day}T00:00:00"),
        ):  # fmt: skip
            made.addText(said)
            self.document.meta.addElement(made)

    def _frame(self, source: Source) -> None:
        """Running head and foot."""
        page = style.PageLayout(name="Blatt")
        page.addElement(
            style.PageLayoutProperties(
                pagewidth="210mm", pageheight="297mm", margin="27mm", printorientation="portrait"
            )
        )
        self.document.automaticstyles.addElement(page)
        master = style.MasterPage(name="Standard", pagelayoutname=page)
        head, foot = style.Header(), style.Footer()
        head.addElement(text.P(text=f"{source.title} · {LABEL}"))
        number = text.P(text="Seite ")
        number.addElement(text.PageNumber(selectpage="current"))
        foot.addElement(number)
        for part in (head, foot):
            master.addElement(part)
        self.document.masterstyles.addElement(master)

    def _look(self, name: str, size: str, *, weight: str = "bold", align: str = "start", breakafter: str = "") -> Any:
        look = style.Style(name=name, family="paragraph")
        above = "5mm" if weight == "bold" else "0mm"
        page = {"breakafter": breakafter} if breakafter else {}
        spacing = {"margintop": above, "marginbottom": "2.5mm", "lineheight": "130%", "textalign": align}
        look.addElement(style.ParagraphProperties(**spacing, **page))
        look.addElement(style.TextProperties(fontsize=size, fontweight=weight, language="de", country="DE"))
        self.document.styles.addElement(look)
        return look

    def _add(self, made: Any) -> None:
        self.document.text.addElement(made)

    def put(self, block: Block) -> None:
        if block.kind == "heading":
            self._add(
                self._written(text.H(outlinelevel=block.level, stylename=self.headings[block.level]), block.lines[0])
            )
        elif block.kind == "table":
            self._table(block)
        elif block.kind in ("items", "numbers"):
            made = text.List()
            for line in block.lines:
                item = text.ListItem()
                item.addElement(self._written(text.P(), line))
                made.addElement(item)
            self._add(made)
        else:
            for line in block.lines:
                self._add(self._written(text.P(stylename=self.running), line))

    def _written(self, into: Any, line: Line) -> Any:
        for piece in line:
            if piece.kind == "note":
                into.addElement(self._note(piece.text))
            else:
                into.addText(piece.text)
        return into

    def _note(self, said: str) -> Any:
        self.notes += 1
        note = text.Note(noteclass="footnote", id=f"ftn{self.notes}")
        note.addElement(text.NoteCitation(text=str(self.notes)))
        body = text.NoteBody()
        body.addElement(text.P(text=said))
        note.addElement(body)
        return note

    def _table(self, block: Block) -> None:
        made = table.Table(name=f"Tabelle{len(self.document.text.childNodes)}")
        made.addElement(table.TableColumn(numbercolumnsrepeated=len(block.rows[0])))
        for cells in block.rows:
            row = table.TableRow()
            for said in cells:
                cell = table.TableCell(valuetype="string")
                cell.addElement(text.P(text=said))
                row.addElement(cell)
            made.addElement(row)
        self._add(made)
