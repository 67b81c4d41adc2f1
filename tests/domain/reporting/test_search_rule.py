"""The search rule: folding, parts, typing errors, order."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from leitstand.domain.reporting.rules.search import Folded, fold, search

PACKAGE = Path(__file__).parents[3] / "src" / "leitstand" / "packages" / "masterplan_industrie"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def titles_in(node: object) -> set[str]:
    """Every title that stands anywhere in a package file."""
    if isinstance(node, dict):
        own = {node[name] for name in ("title", "title_en", "name") if isinstance(node.get(name), str)}
        return own.union(*map(titles_in, node.values()))
    return set().union(*map(titles_in, node)) if isinstance(node, list) else set()


TITLES = sorted(set().union(*(titles_in(yaml.safe_load(path.read_text())) for path in PACKAGE.glob("*.yaml"))))
INDEX = [Folded.of(title) for title in TITLES]


def found(query: str) -> list[str]:
    return [TITLES[hit.index] for hit in search(query, INDEX)]


def only(query: str, title: str) -> bool:
    return bool(search(query, [Folded.of(title)]))


# The whole index is searched each time; a busy machine must not fail that.
@settings(deadline=None)
@given(st.sampled_from(TITLES), st.sampled_from([str.upper, str.lower, fold, str.title, lambda t: t.replace(" ", "-")]))
def test_every_title_finds_itself_under_folding(title: str, write: object) -> None:
    assert title in found(write(title))  # type: ignore[operator]  # one of the functions above


def umlauts_bare(title: str) -> str:
    return title.translate(str.maketrans("äöüÄÖÜ", "aouAOU")).replace("ß", "ss")


@pytest.mark.parametrize("title", TITLES)
def test_every_title_finds_itself_without_umlauts(title: str) -> None:
    assert title in found(umlauts_bare(title))


def slips(title: str) -> st.SearchStrategy[str]:
    """The title with one letter left out, changed, or swapped with the next one."""
    places = [index for index, letter in enumerate(title) if letter.isalpha()]

    def left_out(at: int) -> str:
        return title[:at] + title[at + 1 :]

    def swapped(at: int) -> str:
        return title[:at] + title[at + 1 : at + 2] + title[at] + title[at + 2 :]

    changed = st.tuples(st.sampled_from(places), st.sampled_from(LETTERS)).map(
        lambda pair: title[: pair[0]] + pair[1] + title[pair[0] + 1 :]
    )
    return st.one_of(st.sampled_from(places).map(left_out), st.sampled_from(places).map(swapped), changed)


LONG = [title for title in TITLES if len(fold(title)) >= 5 and any(letter.isalpha() for letter in title)]


@settings(deadline=None)
@given(st.data(), st.sampled_from(LONG))
def test_every_title_finds_itself_with_one_slip(data: st.DataObject, title: str) -> None:
    assert title in found(data.draw(slips(title)))


@pytest.mark.parametrize("query", ["Straße", "Strasse", "STRASSE", "strase"])
def test_sharp_s_is_found_in_all_spellings(query: str) -> None:
    assert only(query, "Grünes Kraftwerk Motzener Straße")


@pytest.mark.parametrize("query", ["Flächen", "Flaechen", "Flachen", "Fläche", "Flähcen"])
def test_umlaut_is_found_in_all_spellings(query: str) -> None:
    assert only(query, "Industrieflächen erfassen und sichern") or only(query, "Flächen")


@pytest.mark.parametrize("query", ["Flächen", "Flaechen", "Flachen"])
def test_part_of_a_compound_is_found(query: str) -> None:
    assert only(query, "Industrieflächen erfassen und sichern")


def test_short_code_is_found_only_exactly() -> None:
    assert only("c1", "C1")
    assert not only("c1", "C2")


def test_small_words_of_a_question_need_not_be_found() -> None:
    assert only("Was wurde aus dem Flughafen Tegel", "Nachnutzung Flughafen Tegel")


def test_all_other_words_must_be_found() -> None:
    assert not only("Flughafen Tempelhof", "Nachnutzung Flughafen Tegel")


def test_exact_title_comes_first() -> None:
    titles = [Folded.of(title) for title in ("Energiewende", "Energie und Klima", "Energie")]
    assert [hit.index for hit in search("Energie", titles)] == [2, 1, 0]


@pytest.mark.parametrize("query", ["æ", "ß", "Ø", "ﬁ", "İ", "½"])
def test_odd_letter_is_answered(query: str) -> None:
    assert all(hit.score > 0 for hit in search(query, INDEX))


@pytest.mark.parametrize("query", ["", "   ", "?!", "–"])
def test_empty_query_finds_nothing(query: str) -> None:
    assert search(query, INDEX) == []


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_query_is_answered(query: str) -> None:
    assert all(0 < hit.score <= 1 for hit in search(query, INDEX[:40]))
