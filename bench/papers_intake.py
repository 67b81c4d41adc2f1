"""Pages a second of taking papers in, beside the floor: PDFium handing out the bare text of the same pages.

Real reports of ../shared/data (another folder as first argument) where there are any, else invented ones
set by the product's own typesetter. Without embedding. Seconds are those a core was busy, reading processes
included (each step that needs them starts and ends its own), so that what else runs on the machine does not count.
"""

import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.measuring import ready, table

DATA = Path(__file__).parents[2] / "shared" / "data" / "papers"
LOREM = (
    "Die Probestadt will den Verbrauch von Flächen bis zum Jahr 2030 halbieren und jedes Gewerbegebiet neu ordnen. "
    "Unternehmen der Musterbranche erhalten eine Beratung, die Umweltbelastungen und Kosten gemeinsam betrachtet. "
)


def main(data: Path) -> None:
    ready()
    from leitstand.domain.papers.operations.intake import add_file
    from leitstand.domain.papers.reading import Limits, read, read_apart
    from leitstand.domain.papers.reading.asking import let_go
    from leitstand.foundation.actor import system

    actor = system("Messung")
    limits = Limits(recognise=False)
    with tempfile.TemporaryDirectory() as folder:
        files = sorted(data.glob("*.pdf")) or _invented(Path(folder))
        pages = sum(_pages(file) for file in files)
        steps = [
            ("floor: PDFium's bare text", _busy(lambda: [_bare(file) for file in files])),
            ("reading", _busy(lambda: [read(file, file.name, limits) for file in files])),
            (
                "reading in a process of its own",
                _busy(lambda: [read_apart(file, file.name, limits) for file in files], let_go),
            ),
            (
                "intake with pages, passages, words",
                _busy(lambda: [add_file(file, file.name, actor=actor) for file in files], let_go),
            ),
        ]
    print(f"\n{pages} pages of {len(files)} papers")
    floor = steps[0][1]
    table(
        ("step", "core seconds", "pages/s", "times floor"),
        [(name, spent, pages / spent, spent / floor) for name, spent in steps],
    )


def _busy(*calls: Callable[[], object]) -> float:
    """Seconds of computing of this process and those it waited for."""
    before = _computed()
    for call in calls:
        call()
    return _computed() - before


def _computed() -> float:
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _pages(file: Path) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(file) as pdf:
        return len(pdf)


def _bare(file: Path) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(file) as pdf:
        return sum(len(page.get_textpage().get_text_range()) for page in pdf)


def _invented(folder: Path) -> list[Path]:
    import typst

    body = "\n\n".join(f"== Abschnitt {number}\n{LOREM * 4}" for number in range(200))
    path = folder / "invented.pdf"
    path.write_bytes(typst.compile(f'#set page(columns: 2)\n#set text(lang: "de", size: 10pt)\n{body}'.encode()))
    return [path]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
