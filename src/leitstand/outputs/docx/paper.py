"""Paper: a Word document, and the few things that the chapters put on it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm, Pt

from leitstand.outputs.cover import Cover
from leitstand.outputs.docx import markup
from leitstand.outputs.docx.markup import Cell, Text, element
from leitstand.outputs.docx.styles import LOCALES, dress

SHORT, LONG = Mm(210), Mm(297)
TEXT_WIDTH = Mm(160)
TWENTIETHS_PER_MM = 56.7


class Paper:
    """What the chapters write on."""

    def __init__(self, content: Cover, about: str = "", *, landscape: bool = False) -> None:
        """``about`` is named after the title in the running head; the edition, if nothing is given."""
        self.document: Any = Document()
        self.bookmarks = 0
        self.about = about or content.edition_title.text
        dress(self.document, content.language)
        self._properties(content)
        section = self.document.sections[0]
        _orient(section, landscape)
        section.left_margin = section.right_margin = Mm(22 if landscape else 25)
        section.top_margin, section.bottom_margin = Mm(28), Mm(24)
        section.different_first_page_header_footer = True
        self._running(section, content)

    def _properties(self, content: Cover) -> None:
        words, core = content.words, self.document.core_properties
        moment = datetime.combine(content.as_of, time.min)
        core.title = f"{content.title} {self.about}"
        core.subject = f"{words['as_of']} {content.as_of_word}"
        core.author = core.last_modified_by = content.organisation
        core.language = LOCALES[content.language]
        core.identifier = content.content_hash
        core.comments, core.keywords, core.revision = words["same_everywhere"], content.edition_title.text[:255], 1
        core.created = core.modified = core.last_printed = moment

    def _running(self, section: Any, content: Cover) -> None:
        words = content.words
        head = section.header.paragraphs[0]
        width = section.page_width - section.left_margin - section.right_margin
        head.paragraph_format.tab_stops.add_tab_stop(width, alignment=WD_TAB_ALIGNMENT.RIGHT)
        head.text = f"{content.title} · {self.about}\t{words['as_of']} {content.as_of_word}"
        if content.invented:
            _mark(section, content.invented)
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        foot._p.extend(
            [
                markup.run(f"{words['page']} "),
                *markup.field("PAGE", [markup.run("1")]),
                markup.run(f" {words['of']} "),
                *markup.field("NUMPAGES", [markup.run("1")]),
            ]
        )

    def _put(self, made: Any) -> None:
        """Add to the end of the text, before the section's properties."""
        self.document.element.body.sectPr.addprevious(made)

    def heading(self, text: Text, level: int) -> None:
        self._put(markup.paragraph(f"Heading{level}", *markup.runs(text)))

    def title(self, text: Text) -> None:
        self._put(markup.paragraph("Title", *markup.runs(text)))

    def text(self, text: Text, style: str = "Normal", label: str = "") -> None:
        """A paragraph, with a quiet label before it if given."""
        named = [markup.run(f"{label}: ", "Beschriftung")] if label else []
        self._put(markup.paragraph(style, *named, *markup.runs(text)))

    def quotation(self, text: Text, source: Text, label: str, note: str = "", url: str = "") -> None:
        """A quotation, under it its source with a note that must be seen and an address to follow."""
        self._put(markup.paragraph("Zitat", *markup.runs(text)))
        under = [markup.run(f"{label}: ", "Beschriftung"), *markup.runs(source)]
        under += [markup.run(" · "), markup.run(note, "Vermerk")] if note else []
        if url:
            under += [element("w:r", {}, element("w:br")), self._outward(url)]
        self._put(markup.paragraph("Zitatquelle", *under))

    def _outward(self, url: str) -> Any:
        return markup.outward(self.document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True), url)

    def bullets(self, items: Iterable[Text]) -> None:
        for item in items:
            self.text(item, "ListBullet")

    def facts(self, pairs: Iterable[tuple[str, Text]]) -> None:
        """Labels at the left, values hanging at the right."""
        for label, value in pairs:
            tab = markup.element("w:r", {}, markup.element("w:tab"))
            self._put(markup.paragraph("Angabe", markup.run(label, "Beschriftung"), tab, *markup.runs(value)))

    def source(self, number: int, text: str, url: str) -> None:
        """An entry of the list of sources, to which marks lead."""
        self.bookmarks += 1
        begin, end = markup.bookmark(f"quelle_{number}", self.bookmarks)
        tab = markup.element("w:r", {}, markup.element("w:tab"))
        address = [markup.run(f" {url}", "Beschriftung")] if url else []
        self._put(markup.paragraph("Quelle", begin, markup.run(f"[{number}]"), tab, markup.run(text), *address, end))

    def space(self, points: float) -> None:
        self.document.add_paragraph().paragraph_format.space_after = Pt(points)

    def page(self) -> None:
        self._put(markup.paragraph("Normal", markup.element("w:r", {}, markup.element("w:br", {"w:type": "page"}))))

    def picture(self, png: bytes, alt: str, width: Any = TEXT_WIDTH) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        drawn = paragraph.add_run().add_picture(BytesIO(png), width=width)
        for side in ("distT", "distB", "distL", "distR"):
            drawn._inline.set(side, "0")
        drawn._inline.docPr.set("descr", alt)
        drawn._inline.docPr.set("title", alt.split(". ")[0])

    def table(
        self,
        names: Sequence[Text],
        rows: Sequence[Sequence[Cell]],
        widths: Sequence[float],
        right: Collection[int] = (),
        *,
        named: bool = False,
    ) -> None:
        """A table with a head; ``widths`` in millimetres; the columns in ``right`` hold numbers.

        ``named``: the first column says what each row is.
        """
        twentieths = [round(width * TWENTIETHS_PER_MM) for width in widths]
        self._put(markup.table(names, rows, twentieths, right, named=named))
        self._put(markup.paragraph("Tabelle"))

    def contents(self, title: str, chapters: Sequence[str]) -> None:
        """A table of contents: a field that Word fills with page numbers, holding the chapters until then."""
        self.text(title, "Leitsatz")
        shown = []
        for place, chapter in enumerate(chapters):
            if place:
                shown.append(markup.element("w:r", {}, markup.element("w:br")))
            shown.append(markup.run(chapter))
        self._put(markup.paragraph("Normal", *markup.field('TOC \\o "1-2" \\h \\z \\u', shown, dirty=True)))

    def turned(self, *, landscape: bool, margin: float) -> None:
        """A new section on a new page, upright or landscape."""
        section = self.document.add_section()
        section.different_first_page_header_footer = False
        _orient(section, landscape)
        section.left_margin = section.right_margin = Mm(margin)


def _orient(section: Any, landscape: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (LONG, SHORT) if landscape else (SHORT, LONG)


def _mark(section: Any, notice: str) -> None:
    """Put a notice at the head and the foot of every page, the first included."""
    for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
        part.add_paragraph(notice, style="Hinweis")
