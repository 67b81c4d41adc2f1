"""The same content gives the same bytes, and its hash says whether it is the same."""

import dataclasses
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitstand.domain.reporting.queries.report import ReportContent, hash_of, report_content
from leitstand.domain.reporting.queries.report.views import Chapter, Said
from leitstand.outputs import docx, html, pdf, xlsx
from tests.outputs.plans import many_titles, situation_of


@pytest.mark.parametrize(
    "render", [pdf.render, docx.render, xlsx.render, html.render], ids=["pdf", "docx", "xlsx", "html"]
)
def test_format_built_twice_gives_the_same_bytes(
    render: Callable[[ReportContent], bytes], small: ReportContent
) -> None:
    again = report_content(situation_of(many_titles(14)), "neu")
    assert render(small) == render(again)


def test_hash_is_the_same_for_the_same_state_at_another_time(small: ReportContent) -> None:
    later = dataclasses.replace(small, history_number=99, history_hash="ef" * 32)
    assert hash_of(later) == small.content_hash


def test_hash_differs_for_another_day() -> None:
    titles = many_titles(2)
    hashes = {
        report_content(situation_of(titles, as_of=day), "neu").content_hash
        for day in (date(2026, 6, 29), date(2026, 6, 30))
    }
    assert len(hashes) == 2


def test_hash_differs_for_another_language() -> None:
    seen = situation_of(many_titles(2))
    assert report_content(seen, "neu").content_hash != report_content(seen, "neu", language="en").content_hash


def test_hash_differs_if_one_title_has_one_other_letter() -> None:
    one, other = (report_content(situation_of([title]), "neu") for title in ("Werkhalle", "Werkhalle."))
    assert one.content_hash != other.content_hash


said = st.builds(Said, st.text(max_size=5), st.lists(st.integers(1, 3), max_size=2).map(tuple))
chapters = st.none() | st.builds(Chapter, st.text(max_size=5), st.lists(st.text(max_size=3), max_size=2).map(tuple))
variants = st.fixed_dictionaries(
    {
        "as_of": st.dates(date(2020, 1, 1), date(2020, 1, 4)),
        "chapter": chapters,
        "introduction": st.lists(said, max_size=2).map(tuple),
        "adopted_hash": st.text(max_size=2),
    }
)


@settings(max_examples=60, deadline=None)
@given(variants, variants)
def test_hash_changes_if_and_only_if_the_content_does(one: dict[str, object], other: dict[str, object]) -> None:
    base = dataclasses.replace(report_content(situation_of([], indicators=0), "neu"), words={}, earlier=(), sources=())
    first, second = (dataclasses.replace(base, **values) for values in (one, other))  # type: ignore[arg-type]  # fields of the content
    assert (hash_of(first) == hash_of(second)) == (one == other)
