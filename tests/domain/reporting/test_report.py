"""What the report says of invented plans: numbers, sources, gaps, what falls due. No database."""

from datetime import date

import pytest

from leitstand.domain.reporting.queries.report import ReportContent, report_content
from leitstand.domain.reporting.queries.report.aftermath import a_year_after
from leitstand.domain.reporting.queries.report.printable import printable
from leitstand.domain.reporting.queries.report.views import Said
from leitstand.domain.reporting.report_words import WORDS
from leitstand.foundation.errors import NotFound
from tests.outputs.plans import DAY, many_titles, situation_of


@pytest.fixture(scope="module")
def content() -> ReportContent:
    return report_content(situation_of(many_titles(40)), "neu", special=("Titel", "Eins.\r\n\r\nZwei\nweiter."))


def test_every_measure_is_in_exactly_one_section(content: ReportContent) -> None:
    assert [measure.number for measure in content.by_number] == list(range(1, 41))


def test_sections_follow_the_edition_and_end_with_those_without_a_field(content: ReportContent) -> None:
    titles = [section.title.text for section in content.sections]
    assert titles == ["Handeln & Wandeln 1", "Handeln & Wandeln 2", "Handeln & Wandeln 3", "Ohne Handlungsfeld"]


def test_spread_of_each_section_counts_its_measures(content: ReportContent) -> None:
    counted = [(section.spread.total, sum(c.count for c in section.spread.counts)) for section in content.sections]
    assert counted == [(len(section.measures),) * 2 for section in content.sections]


def test_sections_together_make_the_whole_spread(content: ReportContent) -> None:
    parts = [count for section in content.sections for count in section.spread.counts]
    summed = {word: sum(c.count for c in parts if c.word == word) for word in {c.word for c in parts}}
    assert summed == {count.word: count.count for count in content.standing.spread.counts}


def test_every_mark_leads_to_a_source(content: ReportContent) -> None:
    def marks(value: object) -> set[int]:
        if isinstance(value, Said):
            return set(value.marks)
        if isinstance(value, tuple):
            return set().union(*(marks(item) for item in value))
        fields = getattr(value, "__dataclass_fields__", {})
        return set().union(*(marks(getattr(value, name)) for name in fields))

    numbers = [source.number for source in content.sources]
    assert (numbers, marks(content) - set(numbers)) == (list(range(1, len(numbers) + 1)), set())


def test_gap_list_names_each_measure_with_gaps_once(content: ReportContent) -> None:
    listed = [line.number for group in content.gaps for line in group.lines]
    assert sorted(listed) == [measure.number for measure in content.by_number if measure.gaps]


def test_gap_list_ends_with_unknown_leads(content: ReportContent) -> None:
    assert [group.lead for group in content.gaps][-1] == "Federführung unbekannt"


def test_due_lines_lie_in_the_next_year(content: ReportContent) -> None:
    kinds = {line.what for line in content.due}
    assert kinds == {"Meilenstein", "Ende der Maßnahme", "Ende der Fassung", "Zielwert"}


def test_due_lines_leave_out_the_end_of_what_is_completed(content: ReportContent) -> None:
    completed = {measure.title.text for measure in content.measures if measure.state == "completed"}
    ending = {line.title.text for line in content.due if line.what == "Ende der Maßnahme"}
    assert (bool(completed), completed & ending) == (True, set())


def test_overdue_milestones_are_listed(content: ReportContent) -> None:
    assert [line.title.text for line in content.overdue] == sorted(f"Alter Schritt {n}" for n in range(4, 41, 4))


def test_earlier_edition_counts_unknown_fates(content: ReportContent) -> None:
    (old,) = content.earlier
    assert {count.code: count.count for count in old.counts} == {"continued": 4, "unknown": 1}


def test_contradiction_shows_both_values(content: ReportContent) -> None:
    (pair,) = content.contradictions
    assert [value.text for value in pair.values] == ["34 Projekte", "32 Projekte"]


def test_special_chapter_is_parted_at_blank_lines(content: ReportContent) -> None:
    assert content.chapter is not None
    assert (content.chapter.title, content.chapter.paragraphs) == ("Titel", ("Eins.", "Zwei weiter."))


@pytest.mark.parametrize("special", [None, ("", ""), (" ", "\n")])
def test_special_chapter_is_left_out_if_nothing_is_given(special: tuple[str, str] | None) -> None:
    assert report_content(situation_of([]), "neu", special=special).chapter is None


def test_short_names_in_the_text_are_explained(content: ReportContent) -> None:
    leads = {measure.lead for measure in content.measures if measure.lead}
    assert (bool(leads), leads - {term.short for term in content.terms}) == (True, set())


def test_short_names_not_in_the_text_are_not_explained() -> None:
    content = report_content(situation_of(many_titles(1), indicators=0), "neu")
    assert "EH 9" not in {term.short for term in content.terms}


def test_unknown_edition_is_not_found() -> None:
    with pytest.raises(NotFound):
        report_content(situation_of([]), "2099")


def test_edition_without_measures_says_so() -> None:
    content = report_content(situation_of([]), "neu")
    assert content.standing.sentences[0].text.startswith("Zur Fassung neu sind hier noch keine Maßnahmen erfasst")


def test_english_report_says_words_in_english_and_marks_german_titles() -> None:
    content = report_content(situation_of(["Werkhalle"]), "neu", language="en")
    title = content.measures[0].title
    assert (content.title, title.language, content.words["gaps"]) == ("Monitoring report", "de", "What is missing")


def test_history_is_not_part_of_the_hash() -> None:
    seen = situation_of(many_titles(3))
    later = report_content(seen.changed(head=8, head_hash="00" * 32), "neu")
    assert later.content_hash == report_content(seen, "neu").content_hash


def test_every_word_has_both_languages() -> None:
    assert [name for name, pair in WORDS.items() if len(pair) != 2 or not all(pair)] == []


def test_blanks_of_a_sentence_are_the_same_in_both_languages() -> None:
    import re

    assert [
        name for name, (de, en) in WORDS.items() if set(re.findall(r"{\w+}", de)) != set(re.findall(r"{\w+}", en))
    ] == []


def test_year_after_a_leap_day_ends_in_february() -> None:
    assert (a_year_after(date(2024, 2, 29)), a_year_after(DAY)) == (date(2025, 2, 28), date(2027, 6, 30))


def test_unprintable_characters_are_taken_out() -> None:
    assert printable((Said("a\x00b\x0bc\ud800d\ufffe", (1,)),)) == (Said("abcd", (1,)),)
