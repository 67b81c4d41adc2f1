"""Searching texts in the database: what is found, for whom, within what; on both databases alike."""

import sqlite3
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leitstand.domain.papers.models import Fulltext, Page, Paper, Passage, PassageVector, SearchIndex
from leitstand.domain.papers.operations import indexing
from leitstand.domain.papers.operations.editions import renew_edition_texts
from leitstand.domain.papers.operations.embedding import embed_batch, progress
from leitstand.domain.papers.operations.indexing import index_fulltext, learn_anew
from leitstand.domain.papers.queries.search import Filters, Found, search, similar
from leitstand.domain.papers.rules.analysing import terms
from leitstand.domain.papers.rules.ranking import ids
from leitstand.domain.papers.searching import memory
from leitstand.domain.papers.searching.fts5 import TABLES, WordsInSQLite
from leitstand.domain.papers.searching.memory import word_index
from leitstand.domain.plans.models import Edition
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotAllowed, NotFound

pytestmark = pytest.mark.django_db
TEXTS = (
    "Der Ausbau der Netze kostet 100 Mio. Euro.",
    "Fachkräfte fehlen in vielen Betrieben.",
    "Der Netzausbau dauert bis 2030.",
    "Wasserstoff und Strom für die Industrie.",
    "Netze, Netze und noch einmal Netze; der Ausbau folgt.",
)


class ByLetters:
    """An embedder that counts letters: quick, and near is what has the same ones."""

    model = "letters"

    def passages(self, texts: Any) -> Any:
        return np.vstack([self.query(text) for text in texts])

    def query(self, text: str) -> Any:
        counts = np.array([text.lower().count(letter) + 0.01 for letter in "abcdefghijklmnopqrstuvwxyz"], np.float32)
        return counts / np.linalg.norm(counts)


@pytest.fixture(autouse=True)
def _words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "embedder", lambda: None)


@pytest.fixture
def by_letters(monkeypatch: pytest.MonkeyPatch) -> ByLetters:
    model = ByLetters()
    monkeypatch.setattr(memory, "embedder", lambda: model)
    return model


def add(key: str, texts: tuple[str, ...], **values: Any) -> Fulltext:
    paper = Paper.objects.create(key=key, title=f"Papier {key}", body=values.pop("body", "Haus"), **values)
    text = Fulltext.objects.create(key=key, paper=paper, media="txt", reader="test", content_sha256="0")
    page = Page.objects.create(fulltext=text, number=1, content="\n\n".join(texts))
    place = 0
    for position, one in enumerate(texts):
        Passage.objects.create(fulltext=text, page=page, position=position, start=place, end=place + len(one), text=one)
        place += len(one) + 2
    index_fulltext(text)
    return text


@pytest.fixture
def paper(db: None) -> Fulltext:
    return add("erstes", TEXTS, land="Hessen", published="2020", kind="position")


@pytest.fixture
def asked(paper: Fulltext, office: Actor) -> Callable[..., list[str]]:
    def ask(question: str, **filters: tuple[str, ...]) -> list[str]:
        return [hit.text for hit in search(question, filters=Filters(**filters), actor=office).hits]

    return ask


def test_search_finds_compound_by_its_parts(asked: Callable[..., list[str]]) -> None:
    assert set(asked("Ausbau des Netzes")) == {TEXTS[0], TEXTS[2], TEXTS[4]}


def test_search_hit_gives_the_exact_place(paper: Fulltext, office: Actor) -> None:
    hit = search("Fachkraft", actor=office).hits[0]
    page = Page.objects.get(fulltext=paper)
    assert (page.content[hit.start : hit.end], hit.page, hit.paper_key, hit.land, hit.year) == (
        hit.text, 1, "erstes", "Hessen", "2020",
    )  # fmt: skip


@pytest.mark.parametrize(
    "question",
    [
        "",
        "  ",
        '"',
        "' OR 1=1; --",
        "NEAR(a b) NOT c*",
        "terms:x ^y {a}",
        "\0\ud800",
        "%s %(a)s ?",
        "x" * 10_000,
        "(" * 500,
    ],
)
def test_search_any_question_is_answered(question: str, asked: Callable[..., list[str]]) -> None:
    assert asked(question) == []


@pytest.mark.parametrize("kind", ["heading", "caption", "cell"])
@pytest.mark.parametrize("by_meaning", [False, True])
def test_search_what_says_something_comes_before_its_heading(
    kind: str, by_meaning: bool, by_letters: ByLetters, office: Actor
) -> None:
    said = "Das Land baut den Gewerbehof am Hafen bis 2030 aus und gibt dafür 12 Millionen Euro."
    text = add("hof", (*TEXTS, "Gewerbehof", said))
    Passage.objects.filter(fulltext=text, text="Gewerbehof").update(kind=kind)
    if by_meaning:
        embed_batch(by_letters)
    found = search("Gewerbehof", actor=office)
    assert (found.semantic, found.hits[0].text) == (by_meaning, said)


def test_search_row_that_only_stands_under_the_word_comes_last(office: Actor) -> None:
    text = add("hof", (*TEXTS, "Dauer der Genehmigung 11 Monate 8 Monate", "Der Plan nennt Flächen am Hafen."))
    Passage.objects.filter(fulltext=text, text__startswith="Dauer").update(kind="cell", outline=["6 Flächen"])
    learn_anew()
    assert [hit.kind for hit in search("Flächen", actor=office).hits] == ["paragraph", "cell"]


def test_search_outline_begins_below_the_title(office: Actor) -> None:
    text = add("hof", (*TEXTS, "Der Plan nennt Gewerbehöfe am Hafen."))
    Passage.objects.filter(fulltext=text).update(outline=["PAPIER HOF", "6 Flächen"])
    assert search("Gewerbehöfe", actor=office).hits[0].outline == ("6 Flächen",)


def test_search_heading_alone_is_still_found(office: Actor) -> None:
    text = add("hof", (*TEXTS, "Gewerbehof"))
    Passage.objects.filter(fulltext=text, text="Gewerbehof").update(kind="heading")
    assert [hit.text for hit in search("Gewerbehof", actor=office).hits] == ["Gewerbehof"]


def test_search_without_words_asks_for_some(paper: Fulltext, office: Actor) -> None:
    assert search("?!", actor=office).note == "Bitte geben Sie eine Frage oder ein Wort ein."


def test_search_by_words_alone_says_so(paper: Fulltext, office: Actor) -> None:
    found = search("Strom", actor=office)
    assert (found.semantic, found.note) == (False, "Gesucht wurde nur nach Wörtern, nicht nach der Bedeutung.")


def test_search_before_the_first_text(office: Actor) -> None:
    assert search("Strom", actor=office).hits == ()


@pytest.mark.parametrize(
    "filters",
    [{"lands": ("Bayern",)}, {"years": ("2021",)}, {"bodies": ("Amt",)}, {"kinds": ("plan",)}, {"topics": ("x",)}],
)
def test_search_outside_a_filter_finds_nothing(filters: Any, asked: Callable[..., list[str]]) -> None:
    assert asked("Strom", **filters) == []


def test_search_inside_all_filters(asked: Callable[..., list[str]]) -> None:
    found = asked("Strom", lands=("Hessen", "Bayern"), years=("2020",), bodies=("Haus",), kinds=("position",))
    assert found == [TEXTS[3]]


def test_search_removed_text_is_not_found(paper: Fulltext, office: Actor) -> None:
    Fulltext.objects.update(removed_on="2020-01-01")
    assert search("Strom", actor=office).hits == ()


def test_search_order_is_the_same_on_both_databases(paper: Fulltext) -> None:
    other = sqlite3.connect(":memory:")
    for statement in TABLES:
        other.execute(statement)
    vocabulary = memory.learnt()
    beside = WordsInSQLite(other)
    beside.add((one.pk, terms(one.text, vocabulary)) for one in Passage.objects.all())
    question = terms("Ausbau der Netze für Strom und Industrie", vocabulary)
    found, expected = word_index().search(question, 10), beside.search(question, 10)
    assert (ids(found), [score for _, score in found]) == (
        ids(expected),
        pytest.approx([score for _, score in expected]),
    )


def test_search_within_texts_and_budget(paper: Fulltext) -> None:
    index: Any = word_index()
    index._budget = 1
    found = index.search(["netz", "strom"], 1)
    assert Passage.objects.get(pk=found[0][0]).text == TEXTS[3]


def test_index_learns_anew_when_the_corpus_doubles(paper: Fulltext) -> None:
    before = SearchIndex.objects.get().words_revision
    add("zweites", (*TEXTS, "Ein Satz mehr."))
    index = SearchIndex.objects.get()
    assert (index.words_revision - before, index.learnt_from) == (1, 11)


def test_index_of_many_learns_in_the_background(
    paper: Fulltext, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(indexing, "AT_ONCE", 1)
    with django_capture_on_commit_callbacks(execute=True):
        add("zweites", (*TEXTS, "Ein Satz mehr."))
    assert SearchIndex.objects.get().learnt_from == 11


def test_learn_anew_twice_keeps_the_same(paper: Fulltext) -> None:
    before = word_index().corpus()
    learn_anew()
    assert word_index().corpus() == before


def test_embed_goes_on_where_it_was(paper: Fulltext, by_letters: ByLetters) -> None:
    assert [embed_batch(by_letters, 3), embed_batch(by_letters, 3), embed_batch(by_letters, 3)] == [3, 2, 0]


def test_embed_again_for_another_model(paper: Fulltext, by_letters: ByLetters) -> None:
    embed_batch(by_letters)
    by_letters.model = "letters 2"
    assert (embed_batch(by_letters), PassageVector.objects.filter(model="letters 2").count()) == (5, 5)


def test_progress_is_counted(paper: Fulltext, by_letters: ByLetters, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leitstand.domain.papers.operations.embedding.embedder", lambda: by_letters)
    embed_batch(by_letters, 3)
    said = progress()
    assert (said.done, said.total, said.complete) == (3, 5, False)


def _both(paper: Fulltext, model: ByLetters, actor: Actor) -> Found:
    embed_batch(model)
    return search("trom", actor=actor)


def test_search_by_meaning_finds_without_a_common_word(paper: Fulltext, by_letters: ByLetters, office: Actor) -> None:
    found = _both(paper, by_letters, office)
    assert (found.semantic, found.note, len(found.hits)) == (True, "", 5)


def test_search_sees_vectors_added_since(paper: Fulltext, by_letters: ByLetters, office: Actor) -> None:
    _both(paper, by_letters, office)
    add("zweites", ("Ein Satz mehr.",))
    embed_batch(by_letters)
    assert len(search("trom", actor=office).hits) == 6


def test_similar_leaves_out_the_passage_itself(paper: Fulltext, by_letters: ByLetters, office: Actor) -> None:
    embed_batch(by_letters)
    first = Passage.objects.get(text=TEXTS[0])
    assert sorted(hit.text for hit in similar(first.pk, 9, actor=office).hits) == sorted(set(TEXTS) - {TEXTS[0]})


def test_similar_by_words_alone(paper: Fulltext, office: Actor) -> None:
    first = Passage.objects.get(text=TEXTS[2])
    found = similar(first.pk, 1, actor=office)
    assert (found.semantic, found.hits[0].text in (TEXTS[0], TEXTS[4])) == (False, True)


def test_similar_to_nothing(office: Actor) -> None:
    with pytest.raises(NotFound):
        similar(1, actor=office)


def test_search_statements_do_not_grow(paper: Fulltext, office: Actor) -> None:
    search("Strom", actor=office)
    with CaptureQueriesContext(connection) as one:
        search("Strom", actor=office)
    add("zweites", TEXTS)
    add("drittes", TEXTS)
    search("Strom", actor=office)
    with CaptureQueriesContext(connection) as three:
        search("Strom", actor=office)
    assert len(three) == len(one)


def test_edition_texts_say_what_the_editions_say(berlin: None, office: Actor) -> None:
    made = renew_edition_texts(actor=office)
    wrong = [one for one in Passage.objects.select_related("page") if one.page.content[one.start : one.end] != one.text]
    assert (len(made), wrong) == (Edition.objects.filter(published=True).count(), [])


def test_edition_texts_are_found(berlin: None, office: Actor) -> None:
    renew_edition_texts(actor=office)
    found = search("Masterplan", filters=Filters(kinds=("plan",)), actor=office)
    assert {hit.edition_key for hit in found.hits} <= set(Edition.objects.values_list("key", flat=True))


def test_edition_text_is_renewed_when_its_words_change(berlin: None, office: Actor) -> None:
    renew_edition_texts(actor=office)
    Edition.objects.filter(key="2018").update(summary="Ganz neue Worte.")
    made = renew_edition_texts(actor=office)
    assert (
        [one.edition.key for one in made if one.edition],
        Fulltext.objects.filter(removed_on=None, edition__key="2018").count(),
    ) == (["2018"], 1)


def test_edition_texts_of_readers_are_refused(reader: Actor) -> None:
    with pytest.raises(NotAllowed):
        renew_edition_texts(actor=reader)
