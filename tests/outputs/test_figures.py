"""The figures of the four formats are those of the content."""

from collections.abc import Mapping

import pytest

from leitstand.domain.reporting.queries.report import ReportContent
from tests.outputs.reading import (
    Page,
    docx_counts,
    docx_text,
    pdf_counts,
    pdf_text,
    sheet,
    sheet_counts,
    squeezed,
)

Files = Mapping[str, bytes]


def bare(counts: Mapping[str, int], total: bool = True) -> dict[str, int]:
    """Without the shape before a state's word, and without the sum if it is not asked for."""
    cleaned = {
        name.split(" ", 1)[1] if name[0] in "■●◐▲◆○✕▨" else name.strip("\u00a0 "): n for name, n in counts.items()
    }
    return {name: n for name, n in cleaned.items() if total or name != "Zusammen"}


@pytest.fixture(scope="module")
def states(content: ReportContent) -> dict[str, int]:
    return {count.word: count.count for count in content.standing.spread.counts}


@pytest.fixture(scope="module")
def gaps(content: ReportContent) -> dict[str, int]:
    return {count.word: count.count for count in content.gap_counts}


@pytest.fixture(scope="module")
def money(content: ReportContent) -> dict[str, int]:
    return {count.word: count.count for count in content.standing.money}


def test_states_sum_to_all_measures(content: ReportContent, states: dict[str, int]) -> None:
    assert (sum(states.values()), len(content.measures), len(states)) == (120, 120, 8)


def test_docx_counts_states_as_the_content(files: Files, states: dict[str, int]) -> None:
    assert bare(docx_counts(files["docx"], "Stand der Umsetzung")) == {**states, "Zusammen": 120}


def test_xlsx_counts_states_as_the_content(files: Files, states: dict[str, int]) -> None:
    assert sheet_counts(files["xlsx"], "Stand der Umsetzung") == {**states, "Zusammen": 120}


def test_html_counts_states_as_the_content(files: Files, states: dict[str, int]) -> None:
    assert bare(Page(files["html"]).counts("Stand der Umsetzung")) == {**states, "Zusammen": 120}


def test_pdf_counts_states_as_the_content(files: Files, states: dict[str, int]) -> None:
    assert pdf_counts(files["pdf"], "Stand der Umsetzung", list(states)) == states


@pytest.mark.parametrize("ending", ["docx", "xlsx", "html", "pdf"])
def test_format_counts_gaps_as_the_content(ending: str, files: Files, gaps: dict[str, int]) -> None:
    read = {
        "docx": lambda made: docx_counts(made, "Es fehlt"),
        "xlsx": lambda made: sheet_counts(made, "Es fehlt"),
        "html": lambda made: Page(made).counts("Es fehlt"),
        "pdf": lambda made: pdf_counts(made, "Es fehlt", list(gaps)),
    }
    assert read[ending](files[ending]) == gaps


@pytest.mark.parametrize("ending", ["docx", "xlsx", "html", "pdf"])
def test_format_counts_money_as_the_content(ending: str, files: Files, money: dict[str, int]) -> None:
    read = {
        "docx": lambda made: docx_counts(made, "Finanzierung"),
        "xlsx": lambda made: sheet_counts(made, "Finanzierung"),
        "html": lambda made: Page(made).counts("Finanzierung"),
        "pdf": lambda made: pdf_counts(made, "Finanzierung", list(money)),
    }
    assert read[ending](files[ending]) == money


@pytest.fixture(scope="module")
def texts(files: Files) -> dict[str, str]:
    cells = " ".join(str(cell) for row in sheet(files["xlsx"], "Maßnahmen") for cell in row)
    first = " ".join(str(cell) for row in sheet(files["xlsx"], "Überblick") for cell in row)
    read = {"pdf": pdf_text(files["pdf"]), "docx": docx_text(files["docx"]), "html": Page(files["html"]).text}
    return {ending: squeezed(text) for ending, text in {**read, "xlsx": cells + first}.items()}


@pytest.mark.parametrize("ending", ["docx", "xlsx", "html", "pdf"])
def test_format_has_every_title_as_it_was_written(ending: str, texts: dict[str, str], content: ReportContent) -> None:
    missing = [m.title.text for m in content.measures if squeezed(m.title.text) not in texts[ending]]
    assert missing == []


@pytest.mark.parametrize("ending", ["docx", "xlsx", "html", "pdf"])
def test_format_says_day_and_hash(ending: str, texts: dict[str, str], content: ReportContent) -> None:
    day = "20260630" if ending == "xlsx" else "30.06.2026"
    assert (day in texts[ending], content.content_hash in texts[ending]) == (True, True)


@pytest.mark.parametrize("ending", ["docx", "html", "pdf"])
def test_format_has_every_sentence_of_the_standing(ending: str, texts: dict[str, str], content: ReportContent) -> None:
    sentences = [sentence.text for sentence in content.standing.sentences]
    assert [text for text in sentences if squeezed(text) not in texts[ending]] == []


@pytest.mark.parametrize("ending", ["docx", "html", "pdf"])
def test_format_has_the_special_chapter(ending: str, texts: dict[str, str]) -> None:
    assert squeezed("Zweiter *Absatz* mit #panic().") in texts[ending]


@pytest.mark.parametrize("ending", ["docx", "html", "pdf"])
def test_format_lists_every_source(ending: str, texts: dict[str, str], content: ReportContent) -> None:
    assert [one.title for one in content.sources if squeezed(f"{one.title}.") not in texts[ending]] == []


def test_xlsx_has_a_row_for_each_measure_with_its_state(files: Files, content: ReportContent) -> None:
    head, *rows = sheet(files["xlsx"], "Maßnahmen")
    number, state = head.index("Nr."), head.index("Stand der Umsetzung")
    assert {row[number]: row[state] for row in rows} == {m.number: m.state_word for m in content.measures}
