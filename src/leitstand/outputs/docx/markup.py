"""Word's markup in small pieces: runs, links to sources, fields, table parts."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser

from leitstand.domain.reporting.queries.report.views import Said
from leitstand.outputs.docx.styles import LOCALES

Text = Said | str
Cell = Text | Sequence[tuple[str, Text]]
"""What stands in a table's cell: a text, or paragraphs as (style by its id, text)."""
W = {"w": nsmap["w"]}
HEAD_ONLY = {"w:val": "0020", "w:firstRow": "1"}


@cache
def _named(name: str) -> str:
    """``w:p`` with its namespace; a report has some fifty thousand elements of thirty names."""
    return qn(name)


def element(tag: str, values: Mapping[str, str] | None = None, *inside: Any) -> Any:
    made = oxml_parser.makeelement(
        _named(tag), {_named(name): value for name, value in (values or {}).items()}, nsmap=W
    )
    made.extend(inside)
    return made


def run(text: str, style: str = "", language: str = "") -> Any:
    """A run of text in a character style (by its id) and a language."""
    written = element("w:t")
    written.text = text
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    looks = [element("w:rStyle", {"w:val": style})] if style else []
    looks += [element("w:lang", {"w:val": LOCALES[language]})] if language else []
    return element("w:r", {}, *([element("w:rPr", {}, *looks)] if looks else []), written)


def paragraph(style: str, *inside: Any) -> Any:
    """A paragraph in a style (by its id)."""
    return element("w:p", {}, element("w:pPr", {}, element("w:pStyle", {"w:val": style})), *inside)


def runs(text: Text, style: str = "") -> list[Any]:
    """A text in its own language, followed by links to its sources."""
    said = text if isinstance(text, Said) else Said(text)
    made = [run(said.text, style, said.language)] if said.text else []
    return made + (_marks(said.marks) if said.marks else [])


def _marks(marks: Sequence[int]) -> list[Any]:
    made = [run("\u00a0[", "Quellenverweis")]
    for place, mark in enumerate(marks):
        if place:
            made.append(run(", ", "Quellenverweis"))
        link = {"w:anchor": f"quelle_{mark}", "w:history": "1"}
        made.append(element("w:hyperlink", link, run(str(mark), "Quellenverweis")))
    return [*made, run("]", "Quellenverweis")]


def outward(ident: str, text: str) -> Any:
    """A link out of the file, to the address that the file keeps under ``ident``."""
    return element("w:hyperlink", {"r:id": ident, "w:history": "1"}, run(text, "Verweis"))


def bookmark(name: str, number: int) -> tuple[Any, Any]:
    """Start and end of a place that links can lead to."""
    ident = {"w:id": str(number)}
    return element("w:bookmarkStart", {**ident, "w:name": name}), element("w:bookmarkEnd", ident)


def field(instruction: str, shown: Sequence[Any], *, dirty: bool = False) -> list[Any]:
    """A field with what it shows until the program works it out."""
    code = element("w:instrText")
    code.text = f" {instruction} "
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    begin = {"w:fldCharType": "begin", **({"w:dirty": "true"} if dirty else {})}
    before = [element("w:fldChar", begin), code, element("w:fldChar", {"w:fldCharType": "separate"})]
    after = element("w:fldChar", {"w:fldCharType": "end"})
    return [*(element("w:r", {}, part) for part in before), *shown, element("w:r", {}, after)]


def table(
    names: Sequence[Text],
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[int],
    right: Collection[int],
    *,
    named: bool = False,
) -> Any:
    """A table whose head repeats on every page and whose rows do not break.

    ``widths`` in twentieths of a point; ``right`` are the places of the columns with numbers; ``named``: the first
    column says what each row is.
    """
    grid = element("w:tblGrid", {}, *(element("w:gridCol", {"w:w": str(width)}) for width in widths))
    styles = ["Zahl" if place in right else "Tabelle" for place in range(len(widths))]
    heads = [[paragraph(style, *runs(name, "Tabellenkopf"))] for style, name in zip(styles, names, strict=True)]
    if named:
        styles[0] = "Zeilenkopf"
    return element(
        "w:tbl",
        {},
        _looks(sum(widths), named),
        grid,
        _row(heads, widths, element("w:tblHeader")),
        *(_row([_said(cell, style) for style, cell in zip(styles, row, strict=True)], widths) for row in rows),
    )


def _said(cell: Cell, style: str) -> list[Any]:
    if isinstance(cell, (Said, str)):
        return [paragraph(style, *runs(cell))]
    return [paragraph(own, *runs(text)) for own, text in cell]


def _row(cells: Sequence[Sequence[Any]], widths: Sequence[int], *looks: Any) -> Any:
    """A row of cells, each of at least one paragraph."""
    made = [
        element("w:tc", {}, element("w:tcPr", {}, element("w:tcW", {"w:w": str(width), "w:type": "dxa"})), *paragraphs)
        for paragraphs, width in zip(cells, widths, strict=True)
    ]
    return element("w:tr", {}, element("w:trPr", {}, element("w:cantSplit"), *looks), *made)


def _looks(width: int, named: bool) -> Any:
    """Thin lines between the rows, nothing else."""
    line = {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "C9CED6"}
    margins = (("top", "40"), ("left", "0"), ("bottom", "40"), ("right", "120"))
    return element(
        "w:tblPr",
        {},
        element("w:tblW", {"w:w": str(width), "w:type": "dxa"}),
        element("w:tblBorders", {}, element("w:bottom", line), element("w:insideH", line)),
        element("w:tblLayout", {"w:type": "fixed"}),
        element("w:tblCellMar", {}, *(element(f"w:{side}", {"w:w": size, "w:type": "dxa"}) for side, size in margins)),
        element("w:tblLook", {"w:val": "00A0", "w:firstRow": "1", "w:firstColumn": "1"} if named else HEAD_ONLY),
    )
