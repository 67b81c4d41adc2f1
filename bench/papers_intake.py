"""Pages a second of taking papers in, beside the floor: PDFium handing out the bare text of the same pages.

Real reports of ../shared/data (another folder as first argument) where there are any, else invented ones
set by the product's own typesetter. Without embedding. Seconds are those a core was busy, reading processes
included (each step that needs them starts and ends its own), so that what else runs on the machine does not
count. What slows a core only adds to them, so the least of several times is nearest to the truth.
"""

import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.measuring import ready, table

DATA = Path(__file__).parents[2] / "shared" / "data" / "papers"
FLOOR, TIMES = "floor: PDFium's bare text", 4
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
        given = sorted(data.glob("*.pdf")) or _invented(Path(folder))
        pages = sum(_pages(file) for file in given)
        spent: dict[str, list[float]] = {}
        for time in range(TIMES):
            files = [_copy(file, Path(folder), time) for file in given]
            steps: dict[str, tuple[Callable[[], object], ...]] = {
                FLOOR: (_each(files, _bare),),
                "reading": (_each(files, lambda file: read(file, file.name, limits)),),
                "start of a reading process, once a batch": (
                    lambda: read_apart(_note(folder), "notiz.txt", limits),
                    let_go,
                ),
                "reading in a process of its own": (
                    _each(files, lambda file: read_apart(file, file.name, limits)),
                    let_go,
                ),
                "intake with pages, passages, words": (
                    _each(files, lambda file: add_file(file, file.name, actor=actor)),
                    let_go,
                ),
            }
            for name, calls in steps.items():
                spent.setdefault(name, []).append(_busy(*calls))
    print(f"\n{pages} pages of {len(given)} papers; the least and the most of {TIMES} times, rate of the least")
    floor = min(spent[FLOOR])
    table(
        ("step", "core seconds", "most", "pages/s", "times floor"),
        [(name, min(all_), max(all_), pages / min(all_), min(all_) / floor) for name, all_ in spent.items()],
    )


def _each(files: list[Path], call: Callable[[Path], object]) -> Callable[[], object]:
    return lambda: [call(file) for file in files]


def _copy(file: Path, folder: Path, time: int) -> Path:
    """The file under another checksum, as a known one would not be read again."""
    copy = folder / f"{time}-{file.name}"
    copy.write_bytes(file.read_bytes() + b"%" * (time + 1) + b"\n")
    return copy


def _busy(*calls: Callable[[], object]) -> float:
    """Seconds of computing of this process and those it waited for."""
    before = _computed()
    for call in calls:
        call()
    return _computed() - before


def _computed() -> float:
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _note(folder: str) -> Path:
    path = Path(folder) / "notiz.txt"
    path.write_text("Ein Satz genügt.", "utf-8")
    return path


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
