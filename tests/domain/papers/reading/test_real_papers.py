"""Real reports of two columns: sentences read by eye are found exactly, and the spans hold."""

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from leitstand.domain.papers.reading import Limits, ReadText, read

FOLDER = Path(__file__).parents[5] / "shared" / "data" / "papers"
pytestmark = pytest.mark.skipif(not (FOLDER / "gold.tsv").exists(), reason=f"no validation data in {FOLDER}")
NAMES = ("destatis_indikatorenbericht_2006.pdf", "freiburg_umfrage_2022.pdf")


@cache
def _read(name: str) -> ReadText:
    return read(FOLDER / name, name, Limits(recognise=False))


def _by_page(found: ReadText) -> dict[int, str]:
    texts: dict[int, list[str]] = defaultdict(list)
    for passage in found.passages:
        texts[passage.page].append(passage.text)
    return {page: " ".join(" ".join(said).split()) for page, said in texts.items()}


@pytest.mark.parametrize("name", NAMES)
def test_gold_sentences_are_found_exactly(name: str) -> None:
    pages = _by_page(_read(name))
    with (FOLDER / "gold.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row["file"] == name]
    missed = [
        row["sentence"]
        for row in rows
        if " ".join(row["sentence"].split())
        not in f"{pages.get(int(row['page']), '')} {pages.get(int(row['page']) + 1, '')}"
    ]
    assert missed == []


@pytest.mark.parametrize("name", NAMES)
def test_spans_give_the_pages_text_again(name: str) -> None:
    found = _read(name)
    pages = {page.number: page.content for page in found.pages}
    assert [one for one in found.passages if pages[one.page][one.start : one.end] != one.text] == []
