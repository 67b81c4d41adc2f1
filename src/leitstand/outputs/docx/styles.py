"""The styles of the Word file: one typeface, one scale, so that the office can restyle it in one place."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FONT = "Arial"
INK, QUIET, BRAND = RGBColor(0x1B, 0x1F, 0x24), RGBColor(0x56, 0x5F, 0x6C), RGBColor(0x14, 0x28, 0x6B)
ACTION = RGBColor(0x1F, 0x4B, 0xB8)
LOCALES = {"de": "de-DE", "en": "en-GB"}
LABEL_WIDTH = Mm(42)
HEADINGS = {"Title": 30, "Heading 1": 20, "Heading 2": 14, "Heading 3": 11.5, "Heading 4": 10.5}
# Own styles: name, size, colour, space after.
PARAGRAPHS = (
    ("Leitsatz", 13, INK, 7),
    ("Legende", 9, INK, 12),
    ("Klein", 8.5, QUIET, 5),
    ("VorTabelle", 8.5, QUIET, 5),
    ("Hinweis", 10, INK, 2),
    ("Angabe", 10, INK, 2),
    ("Tabelle", 9, INK, 0),
    ("Zeilenkopf", 9, INK, 0),
    ("Stelle", 8, QUIET, 4),
    ("Zitat", 10.5, INK, 0),
    ("Zitatquelle", 8.5, QUIET, 10),
    ("Zahl", 9, INK, 0),
    ("Quelle", 9, INK, 4),
)


def dress(document: Any, language: str) -> None:
    """Give the document's styles their look and add our own."""
    styles = document.styles
    _dress(styles["Normal"], 10.5, INK)
    styles["Normal"].paragraph_format.space_after = Pt(7)
    styles["Normal"].paragraph_format.line_spacing = 1.2
    for name, size in HEADINGS.items():
        _heading(styles[name], size)
    for name, size, colour in (("List Bullet", 10.5, INK), ("Header", 8.5, QUIET), ("Footer", 8.5, QUIET)):
        _dress(styles[name], size, colour)
    styles["List Bullet"].paragraph_format.space_after = Pt(3)
    # The template's tab stops, one in the middle, are made for other margins.
    styles["Header"].paragraph_format.tab_stops.clear_all()
    for name, size, colour, after in PARAGRAPHS:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _dress(style, size, colour)
        style.paragraph_format.space_after = Pt(after)
    styles["Tabelle"].paragraph_format.line_spacing = styles["Zahl"].paragraph_format.line_spacing = 1.1
    styles["Zahl"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    styles["Zeilenkopf"].font.bold = styles["Hinweis"].font.bold = True
    for name in ("Zitat", "Zitatquelle"):
        _set_in(styles[name])
    _line_at_left(styles["Zitat"])
    for name in ("VorTabelle", "Zitat"):
        styles[name].paragraph_format.keep_with_next = True
    _hang(styles["Angabe"], LABEL_WIDTH)
    _hang(styles["Quelle"], Mm(9))
    styles.add_style("VorBild", WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    styles["VorBild"].paragraph_format.keep_with_next = True
    for name, colour, size in (
        ("Beschriftung", QUIET, 0.0),
        ("Quellenverweis", ACTION, 8.5),
        ("Verweis", ACTION, 0.0),
        ("Vermerk", INK, 0.0),
        ("Tabellenkopf", BRAND, 9),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.color.rgb = colour
        if size:
            style.font.size = Pt(size)
    styles["Tabellenkopf"].font.bold = True
    styles["Verweis"].font.underline = True
    styles["Vermerk"].font.bold = True
    for place in styles.element.iter(qn("w:lang")):
        place.set(qn("w:val"), LOCALES[language])


def _heading(style: Any, size: float) -> None:
    _dress(style, size, BRAND)
    style.font.bold, style.font.italic = True, False
    style.paragraph_format.keep_with_next = True
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(size), Pt(size / 2)
    properties = style.element.get_or_add_pPr()
    # The template draws a line under the title.
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _set_in(style: Any) -> None:
    """A little to the right, and whole on its page."""
    look = style.paragraph_format
    look.left_indent, look.keep_together = Mm(4), True


def _line_at_left(style: Any) -> None:
    line = {"val": "single", "sz": "12", "space": "8", "color": "C9CED6"}
    borders = OxmlElement("w:pBdr")
    borders.append(OxmlElement("w:left", {qn(f"w:{name}"): value for name, value in line.items()}))
    style.element.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def _hang(style: Any, width: Any) -> None:
    """Everything but the label at the beginning of the first line stands ``width`` to the right."""
    look = style.paragraph_format
    look.left_indent, look.first_line_indent = width, -width
    look.tab_stops.add_tab_stop(width)


def _dress(style: Any, size: float, colour: RGBColor) -> None:
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)
