"""German words, BM25, fusion and figures: rules without a database."""

import json
import sqlite3
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.domain.papers.rules.analysing import EMPTY, MOST_TERMS, Vocabulary, question_terms, stem, terms, words
from leitstand.domain.papers.rules.fusing import fuse, only_names, weighed
from leitstand.domain.papers.rules.judging import ndcg, recall
from leitstand.domain.papers.rules.ranking import Corpus, affordable, best, bm25, weight
from leitstand.domain.papers.searching.fts5 import TABLES, WordsInSQLite
from leitstand.domain.papers.searching.words import Frequencies, Scope

VOCABULARY = Vocabulary.learnt(
    ["Netz Ausbau Arbeit Markt Zugang Schule Sprache Markt", "Netz Ausbau Arbeit Markt Zugang Schule Sprache"]
)


@pytest.mark.parametrize("word", ["Fördermaßnahme", "fördermassnahmen", "Foerdermaßnahme", "FÖRDERMASSNAHME"])
def test_stem_of_one_word_in_any_spelling(word: str) -> None:
    assert [stem(one) for one in words(word)] == ["fordermassnahm"]


def test_words_with_soft_hyphen_and_ligature() -> None:
    assert words("Netz\u00adausbau o\ufb03ziell") == ["netzausbau", "offiziell"]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("netzausbau", ("netz", "ausbau")),
        ("arbeitsmarktzugang", ("arbeit", "markt", "zugang")),
        ("sprachschulen", ("sprach", "schul")),
        ("zugang", ()),
        ("unbekannteswort", ()),
        ("a" * 5_000, ()),
    ],
)
def test_parts_of_compound(word: str, parts: tuple[str, ...]) -> None:
    assert VOCABULARY.parts(word) == parts


def test_parts_never_a_prefix_or_stop_word() -> None:
    learnt = Vocabulary.learnt(["unter unter suchen suchen sucht sucht über über"])
    assert learnt.parts("untersucht") == ()


def test_terms_of_compound_and_of_its_parts_meet() -> None:
    assert set(terms("der Ausbau der Netze", VOCABULARY)) <= set(terms("Netzausbau", VOCABULARY))


def test_question_of_stop_words_keeps_them() -> None:
    assert question_terms("wer wie was", EMPTY) == ["wer", "wie", "was"]


@given(st.text(max_size=400))
def test_question_terms_of_anything_are_few_and_harmless(text: str) -> None:
    found = question_terms(text, VOCABULARY)
    assert len(found) <= MOST_TERMS
    assert all(term and not any(sign in term for sign in "\"'*(): ^-\0") for term in found)


def test_vocabulary_kept_and_read_again_splits_alike() -> None:
    again = Vocabulary.of_counts(json.loads(json.dumps(dict(VOCABULARY.counts))))
    assert again.parts("netzausbau") == ("netz", "ausbau")


def test_fuse_two_rankings() -> None:
    found = fuse([["a", "b"], ["b", "c"]])
    assert found == [("b", 1 / 62 + 1 / 61), ("a", 1 / 61), ("c", 1 / 62)]


@given(st.lists(st.lists(st.integers(0, 30), unique=True), max_size=4))
def test_fuse_keeps_every_item_once(rankings: list[list[int]]) -> None:
    found = [item for item, _score in fuse(rankings)]
    assert sorted(found) == sorted({item for ranking in rankings for item in ranking})


def test_fuse_one_ranking_leaves_it() -> None:
    assert [item for item, _score in fuse([["c", "a", "b"]])] == ["c", "a", "b"]


def test_ndcg_of_second_place() -> None:
    assert ndcg(["x", "a"], {"a"}) == pytest.approx(0.6309, abs=1e-4)


def test_ndcg_of_ideal_ranking() -> None:
    assert ndcg(["a", "b", "x"], {"a", "b"}) == 1.0


def test_recall_within_depth() -> None:
    assert recall(["x", "a", "b"], {"a", "b"}, 2) == 0.5


def test_affordable_keeps_the_rarest_even_above_budget() -> None:
    assert affordable({"often": 900, "rare": 500, "none": 0}, 100) == ["rare"]


def test_best_of_equals_by_number() -> None:
    assert best({7: 1.0, 3: 1.0, 5: 2.0}, 2) == [(5, 2.0), (3, 1.0)]


TEXTS = ["netz ausbau netz", "ausbau", "strom netz wind", "wind wind wind wind", "wasser", "erde luft", "luft luft"]


@pytest.fixture
def index() -> WordsInSQLite:
    connection = sqlite3.connect(":memory:")
    for statement in TABLES:
        connection.execute(statement)
    made = WordsInSQLite(connection)
    made.add((number, text.split()) for number, text in enumerate(TEXTS))
    return made


def test_bm25_equals_fts5(index: WordsInSQLite) -> None:
    corpus = index.corpus()
    weights = {"netz": weight(corpus, 2), "wind": weight(corpus, 2)}
    scores = {
        number: bm25(
            weights, {term: text.split().count(term) for term in weights}, len(text.split()), corpus.mean_length
        )
        for number, text in enumerate(TEXTS)
    }
    expected = [one for one in best(scores, 10) if one[1]]
    assert index.search(["netz", "wind"], 10) == [(number, pytest.approx(score)) for number, score in expected]


def test_search_of_frequent_words_scores_by_all(index: WordsInSQLite) -> None:
    index._budget = 1
    assert index.search(["ausbau", "strom", "netz"], 1)[0][0] == 2


def test_search_within_passages(index: WordsInSQLite) -> None:
    assert [number for number, _ in index.search(["netz"], 9, Scope(passages=frozenset({2, 4})))] == [2]


def test_add_again_replaces(index: WordsInSQLite) -> None:
    index.add([(0, ["feuer"])])
    assert (index.corpus(), index.search(["feuer"], 9)[0][0]) == (Corpus(7, 14), 0)


def test_clear_forgets_everything(index: WordsInSQLite) -> None:
    index.clear()
    assert (index.corpus(), index.search(["netz"], 9)) == (Corpus(0, 0), [])


def test_weighed_slight_ones_fall_behind_and_equals_keep_their_order() -> None:
    assert weighed([("a", 4.0), ("b", 2.0), ("c", 2.0)], {"a"}) == [("a", 2.0), ("b", 2.0), ("c", 2.0)]


@pytest.mark.parametrize(
    ("kind", "text", "names"),
    [
        ("heading", "Wie wir Flächen für die Industrie sichern wollen", True),
        ("paragraph", "Gewerbehof", True),
        ("paragraph", "1 Bilanz . . . . . . . 2 2 Flächen . . . . . . 4 3 Netze . . . . . . . 6", True),
        ("paragraph", "1 Bilanz ............ 2 2 Flächen ............ 4 3 Netze ............ 6", True),
        ("paragraph", "Wir haben gerechnet, gemessen, verglichen ... und dann ... gebaut ... und gefeiert.", False),
    ],
)
def test_what_only_names_what_others_say(kind: str, text: str, names: bool) -> None:
    assert only_names(kind, text) is names


def test_frequencies_are_counted_once_for_each_corpus() -> None:
    asked: list[list[str]] = []

    def count(terms: Sequence[str]) -> dict[str, int]:
        asked.append(list(terms))
        return {"netz": 2}

    known = Frequencies()
    found = [known.of(["netz", "x"], Corpus(size, 9), count) for size in (3, 3, 4)]
    assert (found, asked) == ([{"netz": 2}] * 3, [["netz", "x"], ["netz", "x"]])
