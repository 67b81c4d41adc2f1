"""Pages that are pictures, read by the program ``tesseract`` where it is installed."""

import csv
import functools
import io
import shutil
import subprocess

import pypdfium2

from leitstand.domain.papers.reading.picturing import drawn, png
from leitstand.domain.papers.rules.layout import Word

DOTS_PER_INCH = 300
MOST_DOTS = 40_000_000
CERTAIN = 30.0


@functools.cache
def program() -> str | None:
    """Where the program is, if it is installed."""
    return shutil.which("tesseract")


def recognise(page: pypdfium2.PdfPage, seconds: int) -> list[Word]:
    """Words with boxes; none if the program fails, so that the page is named as one without text."""
    dots, scale = drawn(page, DOTS_PER_INCH, MOST_DOTS)
    try:
        done = subprocess.run(  # noqa: S603 - the program found on the path, with no argument from outside
            [str(program()), "stdin", "stdout", "-l", "deu+eng", "--psm", "1", "tsv"],
            input=png(dots), capture_output=True, timeout=seconds, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return []
    return words_from(done.stdout.decode("utf-8", "replace"), scale) if done.returncode == 0 else []


def words_from(table: str, scale: float) -> list[Word]:
    """Words of tesseract's table (TSV): its boxes are in dots, ours in points."""
    found = []
    heights: dict[tuple[str, ...], list[float]] = {}
    rows = [row for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE) if _is_word(row)]
    for row in rows:
        heights.setdefault(_line(row), []).append(float(row["height"]) / scale)
    for row in rows:
        x0, y0 = float(row["left"]) / scale, float(row["top"]) / scale
        size = max(heights[_line(row)])
        found.append(
            Word(row["text"].strip(), x0, y0, x0 + float(row["width"]) / scale, y0 + float(row["height"]) / scale, size)
        )
    return found


def _line(row: dict[str, str]) -> tuple[str, ...]:
    return row["block_num"], row["par_num"], row["line_num"]


def _is_word(row: dict[str, str]) -> bool:
    try:
        return bool((row.get("text") or "").strip()) and float(row["conf"]) >= CERTAIN
    except (KeyError, ValueError):
        return False
