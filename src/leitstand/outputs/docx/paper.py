"""Paper: a Word document, and the few things that the chapters put on it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from leitstand.outputs.cover import Cover
from leitstand.outputs.docx import markup
from leitstand.outputs.docx.markup import Text
from leitstand.outputs.docx.styles import LOCALES, dress

TEXT_WIDTH = Mm(160)
TWENTIETHS_PER_MM = 56.7


class Paper:
    """What the chapters write on."""

    def __init__(self, content: Cover) -> None:
        self.document: Any = Document()
        self.bookmarks = 0
        dress(self.document, content.language)
        self._properties(content)
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(25)
        section.top_margin, section.bottom_margin = Mm(28), Mm(24)
        section.different_first_page_header_footer = True
        self._running(section, content)

    def _properties(self, content: Cover) -> None:
        words, core = content.words, self.document.core_properties
        moment = datetime.combine(content.as_of, time.min)
        core.title = f"{content.title} {content.edition_title.text}"
        core.subject = f"{words['as_of']} {content.as_of_word}"
        core.author = core.last_modified_by = content.organisation
        core.language = LOCALES[content.language]
        core.identifier = content.content_hash
        core.comments, core.keywords, core.revision = words["same_everywhere"], content.edition_title.text[:255], 1
        core.created = core.modified = core.last_printed = moment

    def _running(self, section: Any, content: Cover) -> None:
        words = content.words
        head = section.header.paragraphs[0]
        head.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, alignment=WD_TAB_ALIGNMENT.RIGHT)
        head.text = f"{content.title} · {content.edition_title.text}\t{words['as_of']} {content.as_of_word}"
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

    def heading(self, text: str, level: int) -> None:
        self._put(markup.paragraph(f"Heading{level}", markup.run(text)))

    def title(self, text: str) -> None:
        self._put(markup.paragraph("Title", markup.run(text)))

    def text(self, text: Text, style: str = "Normal", label: str = "") -> None:
        """A paragraph, with a quiet label before it if given."""
        named = [markup.run(f"{label}: ", "Beschriftung")] if label else []
        self._put(markup.paragraph(style, *named, *markup.runs(text)))

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
        names: Sequence[str],
        rows: Sequence[Sequence[Text]],
        widths: Sequence[float],
        right: Collection[int] = (),
    ) -> None:
        """A table with a head; ``widths`` in millimetres; the columns in ``right`` hold numbers."""
        self._put(markup.table(names, rows, [round(width * TWENTIETHS_PER_MM) for width in widths], right))
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
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
        section.left_margin = section.right_margin = Mm(margin)


def _mark(section: Any, notice: str) -> None:
    """Put a notice at the head and the foot of every page, the first included."""
    for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
        part.add_paragraph(notice, style="Hinweis")
