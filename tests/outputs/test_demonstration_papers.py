"""The invented papers: labelled on every page, the same bytes each time, taken in and shown in use."""

from functools import cache
from io import BytesIO

import pypdfium2
import pytest
from docx import Document

from leitstand.domain.papers.models import Adoption, Demand, DemandAnswer, Fulltext, Paper
from leitstand.domain.plans.models import Plan
from leitstand.foundation.actor import system
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.instance.models import Instance
from leitstand.outputs.demonstration_papers import LABEL, Source, render, sources
from leitstand.outputs.demonstration_papers.loading import load_papers

ALL = {source.key: source for source in sources()}
PDFS = [source for source in ALL.values() if source.media == "pdf"]


@cache
def pages(source: Source) -> list[str]:
    """The text of each page."""
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(render(source))]


@pytest.mark.parametrize("source", PDFS, ids=lambda source: source.key)
def test_every_page_with_text_says_it_is_invented(source: Source) -> None:
    assert [number for number, text in enumerate(pages(source), start=1) if text and LABEL not in text] == []


@pytest.mark.parametrize("source", PDFS, ids=lambda source: source.key)
def test_paper_has_four_to_fifteen_pages(source: Source) -> None:
    assert 4 <= len(pages(source)) <= 15


def test_one_page_is_a_picture_without_text() -> None:
    assert [bool(text) for text in pages(ALL["neumuster-flaechenprogramm"])].count(False) == 1


@pytest.mark.parametrize("media", ["pdf", "docx", "odt", "html"])
def test_same_source_gives_the_same_bytes(media: str) -> None:
    source = next(one for one in ALL.values() if one.media == media)
    assert render(source) == render(source)


def test_word_file_is_labelled_on_every_page() -> None:
    document = Document(BytesIO(render(ALL["verband-musterindustrie-forderungen"])))
    assert LABEL in document.sections[0].header.paragraphs[0].text


def test_later_edition_comes_after_its_former_one() -> None:
    keys = list(ALL)
    later = [source for source in ALL.values() if source.previous]
    assert [keys.index(one.previous) < keys.index(one.key) for one in later] == [True]


@pytest.fixture
def demonstration(db: None) -> None:
    Instance.objects.create(kind=Instance.Kind.DEMONSTRATION)
    Plan.objects.create(key="plan", title="Probeplan")


def test_real_instance_takes_no_invented_paper(db: None) -> None:
    with pytest.raises(RuleBroken):
        load_papers(actor=system("Test"))


def test_papers_are_taken_in_once_and_shown_in_use(demonstration: None) -> None:
    for _ in range(2):
        papers = load_papers(actor=system("Demonstration"))
    counts = [one.objects.count() for one in (Paper, Fulltext, Demand, DemandAnswer, Adoption)]
    assert counts == [10, 10, 6, 4, 2]
    assert not Paper.objects.filter(demonstration=False).exists()
    assert papers["musterland-industriestrategie-2026"].previous == papers["musterland-industriestrategie-2021"]
