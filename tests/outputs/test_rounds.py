"""The report of a round: every format shows the round's figures, both lights, and what is invented."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import docx
import openpyxl
import pypdfium2
import pytest

from leitstand.domain.reporting.queries.report import ReportContent, Told, report_content
from leitstand.domain.reporting.queries.rounds.frozen import FrozenRound
from leitstand.domain.reporting.queries.rounds.overlay import with_round
from leitstand.outputs import report
from tests.frozen_rounds import ANSWER, DATES, frozen_measure
from tests.outputs.plans import many_titles, situation_of
from tests.outputs.reading import docx_text, pdf_text, sheet, squeezed

NOTICE = "Antworten erfunden: Demonstration"
LIGHTS = ("on_track", "at_risk", "", "off_track")


def told(language: str = "de") -> ReportContent:
    """Twelve measures with all lights, one in four silent."""
    seen = situation_of(many_titles(12))
    keys = [row.measure.key for row in seen.rows("neu")]
    measures = tuple(frozen_measure(key, LIGHTS[place % 4]) for place, key in enumerate(keys))
    asking = replace(ANSWER, asks_amount=Decimal(120_000), asks_text="zwei Stellen")
    measures = (replace(measures[0], answer=asking), *measures[1:])
    facts = {
        **{name: day.isoformat() for name, day in DATES.items()},
        "key": "runde",
        "title": "1/2025",
        "demonstration": True,
        "gaps_reason": "",
        "silent_named": True,
        "special_title": "",
        "special_text": "",
    }
    frozen = FrozenRound(facts, {"light": "light/1"}, measures, "f" * 64)
    return report_content(with_round(seen, frozen), "neu", language=language, told=Told(frozen, ()))


@pytest.fixture(scope="session")
def round_content() -> ReportContent:
    return told()


@pytest.fixture(scope="session")
def round_files(round_content: ReportContent) -> Mapping[str, bytes]:
    return report.render(round_content)


@pytest.fixture(scope="session")
def texts(round_files: Mapping[str, bytes]) -> Mapping[str, str]:
    """The words of every format, without blanks."""
    book = openpyxl.load_workbook(BytesIO(round_files["xlsx"]))
    cells = " ".join(str(cell) for page in book for row in page.values for cell in row if cell is not None)
    said = {
        "pdf": pdf_text(round_files["pdf"]),
        "docx": docx_text(round_files["docx"]),
        "xlsx": cells,
        "html": round_files["html"].decode(),
    }
    return {name: squeezed(text) for name, text in said.items()}


def missing(texts: Mapping[str, str], sentence: str) -> list[str]:
    return [name for name, text in texts.items() if squeezed(sentence) not in text]


def test_every_format_says_how_much_was_reported(texts: Mapping[str, str]) -> None:
    answer = "Zu 9 von 12 Maßnahmen wurde berichtet (75 %): 3 im Plan, 3 gefährdet, 3 nicht im Plan, 3 nicht berichtet."
    assert missing(texts, answer) == []


def test_every_format_says_what_changed(texts: Mapping[str, str], round_content: ReportContent) -> None:
    assert round_content.round is not None
    assert missing(texts, round_content.round.change) == []


def test_every_format_says_who_is_silent(texts: Mapping[str, str]) -> None:
    assert (missing(texts, "Von einer Institution fehlen 3 Meldungen."), missing(texts, "Haus der Probe")) == ([], [])


def test_every_format_says_why_lights_differ(texts: Mapping[str, str]) -> None:
    reason = "Der Meilenstein „Schritt eins“ war am 31.03.2025 fällig und ist 91 Tage überfällig."
    assert (missing(texts, reason), missing(texts, "Nur das Papier fehlt.")) == ([], [])


def test_every_format_says_what_is_asked_for(texts: Mapping[str, str]) -> None:
    assert (missing(texts, "Erbeten"), missing(texts, "120.000 € – zwei Stellen")) == ([], [])


def test_every_format_names_hash_and_rules(texts: Mapping[str, str]) -> None:
    assert (missing(texts, "f" * 64), missing(texts, "light/1")) == ([], [])


def test_every_format_says_that_answers_are_invented(texts: Mapping[str, str]) -> None:
    assert missing(texts, NOTICE) == []


def test_every_page_of_the_pdf_says_that_answers_are_invented(round_files: Mapping[str, bytes]) -> None:
    pages = pypdfium2.PdfDocument(round_files["pdf"])
    silent = [number for number, page in enumerate(pages) if NOTICE not in page.get_textpage().get_text_bounded()]
    assert silent == []


def test_head_and_foot_of_the_word_file_say_that_answers_are_invented(round_files: Mapping[str, bytes]) -> None:
    section = docx.Document(BytesIO(round_files["docx"])).sections[0]
    parts = (section.header, section.footer, section.first_page_header, section.first_page_footer)
    assert [part for part in parts if NOTICE not in [line.text for line in part.paragraphs]] == []


def test_every_sheet_says_that_answers_are_invented(round_files: Mapping[str, bytes]) -> None:
    book = openpyxl.load_workbook(BytesIO(round_files["xlsx"]))
    assert [page.title for page in book if NOTICE not in (page.oddFooter.center.text or "")] == []


def test_workbook_has_both_lights_of_every_measure(
    round_files: Mapping[str, bytes], round_content: ReportContent
) -> None:
    assert round_content.round is not None
    rows = [(row[4], row[5]) for row in sheet(round_files["xlsx"], "Runde Einschätzungen")[1:]]
    assert rows == [(line.reported_word, line.computed_word) for line in round_content.round.lights]


def test_workbook_counts_every_group_like_the_content(
    round_files: Mapping[str, bytes], round_content: ReportContent
) -> None:
    assert round_content.round is not None
    rows = [(row[1], row[2], row[3]) for row in sheet(round_files["xlsx"], "Runde Gruppen")[1:]]
    lines = [line for table in round_content.round.rollups for line in table.lines]
    assert rows == [(line.title.text, line.total, line.reported) for line in lines]


def test_parts_add_up_to_the_whole(round_content: ReportContent) -> None:
    assert round_content.round is not None
    sums = {table.by: sum(line.total for line in table.lines) for table in round_content.round.rollups}
    assert set(sums.values()) == {12}


def test_built_twice_gives_the_same_bytes(round_content: ReportContent, round_files: Mapping[str, bytes]) -> None:
    again = report.render(told())
    assert [name for name in again if again[name] != round_files[name]] == []


def test_english_report_is_english() -> None:
    part = told("en").round
    assert part is not None
    assert (part.title, part.invented) == ("Round 1/2025", "Answers invented: demonstration")


def test_report_of_no_round_has_the_hash_it_always_had(small: ReportContent) -> None:
    assert "round" in small.as_dict()
    assert small.content_hash == report_content(situation_of(many_titles(14)), "neu").content_hash
