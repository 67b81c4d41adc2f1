"""Reading the report's files back, each with a library that had no part in writing them."""

import re
from html.parser import HTMLParser
from io import BytesIO

import docx
import openpyxl
import pypdfium2

Counts = dict[str, int]


def squeezed(text: str) -> str:
    """Without blanks, hyphens and line ends, so that it does not matter where a line was broken."""
    return re.sub(r"[\s\-\u00ad\x02\ufffe]+", "", text)


def pdf_text(made: bytes) -> str:
    document = pypdfium2.PdfDocument(made)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def docx_text(made: bytes) -> str:
    document = docx.Document(BytesIO(made))
    return "".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))


def docx_counts(made: bytes, head: str) -> Counts:
    """First and second column of the table with that word in its first cell."""
    for table in docx.Document(BytesIO(made)).tables:
        if table.cell(0, 0).text == head:
            return {row.cells[0].text: int(row.cells[1].text) for row in table.rows[1:]}
    return {}


def sheet(made: bytes, name: str) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(BytesIO(made))[name].values)


def sheet_counts(made: bytes, head: str) -> Counts:
    """The counts below ``head`` on the first sheet."""
    rows = sheet(made, "Überblick")
    begin = next(place for place, row in enumerate(rows) if row[0] == head)
    counts: Counts = {}
    for name, count, _share in rows[begin + 1 :]:
        if name is None:
            break
        counts[str(name)] = int(str(count))
    return counts


class Page(HTMLParser):
    """Text, elements and tables of a page."""

    def __init__(self, made: bytes) -> None:
        super().__init__()
        self.text = ""
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.tables: list[list[list[str]]] = []
        self.quiet = 0
        self.cell: list[str] | None = None
        self.feed(made.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.quiet += tag in ("style", "svg")
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.cell = []

    def handle_endtag(self, tag: str) -> None:
        self.quiet -= tag in ("style", "svg")
        if tag in ("td", "th") and self.cell is not None:
            self.tables[-1][-1].append("".join(self.cell).strip())
            self.cell = None

    def handle_data(self, data: str) -> None:
        if not self.quiet:
            self.text += data
            if self.cell is not None:
                self.cell.append(data)

    def counts(self, head: str) -> Counts:
        table = next((table for table in self.tables if table[0][0] == head), [])
        return {row[0]: int(row[1]) for row in table[1:]}


def pdf_counts(made: bytes, head: str, words: list[str]) -> Counts:
    """The count beside each of ``words`` below the table's head."""
    text = re.sub(r"[\u00ad\x02\ufffe]\s*|(?<=\w)-\s*\n", "", pdf_text(made))
    text = re.sub(r"\s+", " ", text)
    after = text[text.index(f"{head} Anzahl Anteil") :]
    found = {word: re.search(rf"{re.escape(word)} (\d+) \d+ %", after) for word in words}
    return {word: int(match[1]) for word, match in found.items() if match}
