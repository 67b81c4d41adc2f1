"""Paper: a Word document with the report's styles, and the few things that are put on it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

from leitstand.domain.reporting.queries.report import ReportContent
from leitstand.domain.reporting.queries.report.views import Said

FONT = "Arial"
INK, QUIET, BRAND = RGBColor(0x1B, 0x1F, 0x24), RGBColor(0x56, 0x5F, 0x6C), RGBColor(0x14, 0x28, 0x6B)
SIZES = {"Title": 30, "Heading 1": 20, "Heading 2": 14, "Heading 3": 11.5, "Heading 4": 10.5}
TEXT_WIDTH = Mm(160)
LOCALES = {"de": "de-DE", "en": "en-GB"}


class Paper:
    """What the chapters write on; knows Word's markup so that they need not."""

    def __init__(self, content: ReportContent) -> None:
        self.document: Any = Document()
        self.bookmarks = 0
        self._properties(content)
        self._styles(content.language)
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(25)
        section.top_margin, section.bottom_margin = Mm(28), Mm(24)
        section.different_first_page_header_footer = True
        self._running(section, content)

    def _properties(self, content: ReportContent) -> None:
        words, core = content.words, self.document.core_properties
        moment = datetime.combine(content.as_of, time.min)
        core.title = f"{content.title} {content.edition_title.text}"
        core.subject = f"{words['as_of']} {content.as_of_word}"
        core.author = core.last_modified_by = content.organisation
        core.language = LOCALES[content.language]
        core.identifier = content.content_hash
        core.comments, core.keywords, core.revision = words["same_everywhere"], content.edition_title.text, 1
        core.created = core.modified = core.last_printed = moment

    def _styles(self, language: str) -> None:
        styles = self.document.styles
        _dress(styles["Normal"], 10.5, INK)
        styles["Normal"].paragraph_format.space_after = Pt(7)
        styles["Normal"].paragraph_format.line_spacing = 1.2
        for name, size in SIZES.items():
            style = styles[name]
            _dress(style, size, BRAND)
            style.font.bold, style.font.italic = True, False
            style.paragraph_format.keep_with_next = True
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(size), Pt(size / 2)
            _no_border(style)
        for place in styles.element.iter(qn("w:lang")):
            place.set(qn("w:val"), LOCALES[language])
        for name in ("List Bullet", "Header", "Footer"):
            _dress(styles[name], 10.5 if name == "List Bullet" else 8.5, INK if name == "List Bullet" else QUIET)

    def _running(self, section: Any, content: ReportContent) -> None:
        words = content.words
        head = section.header.paragraphs[0]
        head.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, alignment=2)
        head.text = f"{content.title} · {content.edition_title.text}\t\t{words['as_of']} {content.as_of_word}"
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        foot.add_run(f"{words['page']} ")
        field(foot, "PAGE", "1")
        foot.add_run(f" {words['of']} ")
        field(foot, "NUMPAGES", "1")

    def heading(self, text: str, level: int, anchor: str = "") -> None:
        paragraph = self.document.add_heading(text, level)
        if anchor:
            self._bookmark(paragraph, anchor)

    def _bookmark(self, paragraph: Any, name: str) -> None:
        self.bookmarks += 1
        for tag, values in (("w:bookmarkStart", {"w:name": name}), ("w:bookmarkEnd", {})):
            mark = _element(tag, {"w:id": str(self.bookmarks), **values})
            paragraph._p.append(mark)

    def page(self) -> None:
        self.document.add_page_break()

    def text(
        self,
        said: Said | str,
        *,
        style: str = "Normal",
        label: str = "",
        anchor: str = "",
        quiet: bool = False,
        size: float | None = None,
    ) -> Any:
        """A paragraph, with a quiet label before it if given; line breaks for ``anchor``'s sake stay out."""
        paragraph = self.document.add_paragraph(style=style)
        if label:
            quietly(paragraph, f"{label}: ")
        write(paragraph, said, quiet=quiet, size=size)
        if anchor:
            self._bookmark(paragraph, anchor)
        return paragraph

    def bullets(self, items: Iterable[Said | str]) -> None:
        for item in items:
            paragraph = self.text(item, style="List Bullet")
            paragraph.paragraph_format.space_after = Pt(3)

    def picture(self, png: bytes, alt: str, width: Any = TEXT_WIDTH) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_together = True
        drawn = paragraph.add_run().add_picture(BytesIO(png), width=width)
        drawn._inline.docPr.set("descr", alt)
        drawn._inline.docPr.set("title", alt.split(". ")[0])

    def table(self, names: Sequence[str], rows: Iterable[Sequence[Said | str]], widths: Sequence[float]) -> None:
        """A table whose header row repeats; ``widths`` in millimetres; numbers stand at the right."""
        table = self.document.add_table(rows=1, cols=len(names))
        table.autofit = False
        _rule_lines(table)
        head = table.rows[0]
        for cell, name in zip(head.cells, names, strict=True):
            run = cell.paragraphs[0].add_run(name)
            run.bold, run.font.color.rgb = True, BRAND
        head._tr.get_or_add_trPr().append(_element("w:tblHeader", {"w:val": "true"}))
        for values in rows:
            row = table.add_row()
            row._tr.get_or_add_trPr().append(_element("w:cantSplit", {"w:val": "true"}))
            for cell, value in zip(row.cells, values, strict=True):
                write(cell.paragraphs[0], value)
        _finish(table, widths)
        self.document.add_paragraph().paragraph_format.space_after = Pt(2)

    def facts(self, pairs: Iterable[tuple[str, Said | str]]) -> None:
        """Labels at the left, values hanging at the right."""
        for label, value in pairs:
            paragraph = self.document.add_paragraph()
            look = paragraph.paragraph_format
            look.left_indent, look.first_line_indent, look.space_after = Mm(42), Mm(-42), Pt(2)
            look.tab_stops.add_tab_stop(Mm(42))
            quietly(paragraph, f"{label}\t")
            write(paragraph, value)

    def contents(self, title: str, chapters: Sequence[str]) -> None:
        """A table of contents: a field that Word fills with page numbers, holding the chapters until then."""
        self.text(title, size=20, style="Normal").runs[0].bold = True
        paragraph = self.document.add_paragraph()
        field(paragraph, 'TOC \\o "1-2" \\h \\z \\u', "\n".join(chapters), dirty=True)

    def turned(self, landscape: bool, margin: float) -> None:
        """A new page section, upright or landscape."""
        section = self.document.add_section()
        section.different_first_page_header_footer = False
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
        section.left_margin = section.right_margin = Mm(margin)


def write(paragraph: Any, said: Said | str, *, quiet: bool = False, size: float | None = None) -> None:
    """Add a text to a paragraph: in its own language, followed by links to its sources."""
    value = said if isinstance(said, Said) else Said(said)
    run = paragraph.add_run(value.text)
    if quiet:
        run.font.color.rgb = QUIET
    if size:
        run.font.size = Pt(size)
    if value.language:
        run._r.get_or_add_rPr().append(_element("w:lang", {"w:val": LOCALES[value.language]}))
    if value.marks:
        _marks(paragraph, value.marks)


def quietly(paragraph: Any, text: str) -> None:
    paragraph.add_run(text).font.color.rgb = QUIET


def _marks(paragraph: Any, marks: Sequence[int]) -> None:
    paragraph.add_run(" [").font.size = Pt(8.5)
    for place, mark in enumerate(marks):
        if place:
            paragraph.add_run(", ").font.size = Pt(8.5)
        run = paragraph.add_run(str(mark))
        run.font.size, run.font.color.rgb = Pt(8.5), RGBColor(0x1F, 0x4B, 0xB8)
        link = _element("w:hyperlink", {"w:anchor": f"quelle_{mark}", "w:history": "1"})
        paragraph._p.append(link)
        link.append(run._r)
    paragraph.add_run("]").font.size = Pt(8.5)


def field(paragraph: Any, instruction: str, shown: str, *, dirty: bool = False) -> None:
    """A field with what it shows until the program works it out."""
    begin = _element("w:fldChar", {"w:fldCharType": "begin", **({"w:dirty": "true"} if dirty else {})})
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    for part in (begin, code, _element("w:fldChar", {"w:fldCharType": "separate"})):
        paragraph.add_run()._r.append(part)
    paragraph.add_run(shown)
    paragraph.add_run()._r.append(_element("w:fldChar", {"w:fldCharType": "end"}))


def _element(tag: str, values: dict[str, str]) -> Any:
    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(name), value)
    return element


def _dress(style: Any, size: float, colour: RGBColor) -> None:
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)


def _no_border(style: Any) -> None:
    """The default template draws a line under the title."""
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _rule_lines(table: Any) -> None:
    """Thin lines between rows, nothing else."""
    borders = OxmlElement("w:tblBorders")
    for name, size in (("bottom", "4"), ("insideH", "4")):
        borders.append(_element(f"w:{name}", {"w:val": "single", "w:sz": size, "w:color": "C9CED6"}))
    table._tbl.tblPr.append(borders)
    margins = OxmlElement("w:tblCellMar")
    for name, size in (("top", "40"), ("left", "0"), ("bottom", "40"), ("right", "120")):
        margins.append(_element(f"w:{name}", {"w:w": size, "w:type": "dxa"}))
    table._tbl.tblPr.append(margins)


def _finish(table: Any, widths: Sequence[float]) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(Mm(width))
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Emu(Mm(width))
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(0)
                for run in paragraph.runs:
                    run.font.size = run.font.size or Pt(9)
