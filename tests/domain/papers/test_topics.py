"""Topics of passages in the database: assigned, corrected, counted, missed, made."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leitstand.domain.papers.models import Passage, TopicCorrection, TopicDescription, TopicScore
from leitstand.domain.papers.operations.topics import (
    assign_topics,
    assign_waiting,
    correct_topic,
    describe_topic,
    make_topic,
)
from leitstand.domain.papers.queries.side_by_side import side_by_side
from leitstand.domain.papers.queries.topics import coverage, gaps, matrix, passages_on, quotes_on
from leitstand.domain.plans.models import ActionField, Edition, Topic
from leitstand.foundation.actor import PUBLIC, Actor
from leitstand.foundation.errors import NotAllowed, NotFound, RuleBroken
from leitstand.foundation.history.models import Entry
from leitstand.foundation.history.writing import Row, create
from tests.domain.papers.made_papers import MAKER, Small, made_paper, passage_in, small_plan

pytestmark = pytest.mark.django_db
LOADING = "Ladepunkte, Ladesäulen, Elektromobilität, Laden von Fahrzeugen"


@pytest.fixture
def small() -> Small:
    """A plan whose draft has two topics, both described; the passage speaks of the first."""
    made = small_plan()
    other = Topic(key="neu.museen", field=made.field, title="Museen")
    create(MAKER, [Row(other)])
    create(MAKER, [
        Row(TopicDescription(key="b1", topic=made.topic, text=LOADING)),
        Row(TopicDescription(key="b2", topic=other, text="Sammlungen, Theater, Kultur, Ausstellungen")),
    ])  # fmt: skip
    return made


def test_a_passage_is_assigned_to_the_topic_it_speaks_of(small: Small) -> None:
    assign_topics(small.passage.fulltext)
    assert list(TopicScore.objects.filter(assigned=True).values_list("topic__key", "rank")) == [("neu.laden", 1)]


def test_judging_again_by_the_same_rule_writes_nothing(small: Small) -> None:
    assign_topics(small.passage.fulltext)
    entries = Entry.objects.count()
    assign_waiting.func()
    assert Entry.objects.count() == entries


def test_a_new_description_has_texts_judged_again(small: Small, office: Actor) -> None:
    assign_topics(small.passage.fulltext)
    before = set(TopicScore.objects.values_list("rule", flat=True))
    describe_topic(small.topic, "Wallboxen", actor=office)
    assign_topics(small.passage.fulltext)
    assert before.isdisjoint(TopicScore.objects.values_list("rule", flat=True))


def test_what_the_office_takes_out_is_not_counted(small: Small, office: Actor) -> None:
    assign_topics(small.passage.fulltext)
    correct_topic(small.passage, small.topic, False, actor=office)
    assert quotes_on("neu.laden", actor=office) == ()


def test_what_the_office_puts_in_is_counted(small: Small, office: Actor) -> None:
    correct_topic(small.passage, Topic.objects.get(key="neu.museen"), True, actor=office)
    assert [quote.by_hand for quote in quotes_on("neu.museen", actor=office)] == [True]


def test_a_second_correction_takes_the_place_of_the_first(small: Small, office: Actor) -> None:
    correct_topic(small.passage, small.topic, False, actor=office)
    correct_topic(small.passage, small.topic, True, actor=office)
    assert list(TopicCorrection.objects.values_list("fits", flat=True)) == [True]


def test_a_reader_corrects_nothing(small: Small, reader: Actor) -> None:
    with pytest.raises(NotAllowed):
        correct_topic(small.passage, small.topic, False, actor=reader)


def test_the_matrix_counts_passages_by_place(small: Small) -> None:
    assign_topics(small.passage.fulltext)
    made = matrix(actor=PUBLIC)
    assert [(row.key, row.count) for row in made.rows] == [("neu.laden", 1), ("neu.museen", 0)]
    assert (made.places, made.counted, made.assigned) == (("Musterkammer",), 1, 1)


def test_a_treated_topic_without_own_measure_is_a_gap(small: Small) -> None:
    assign_topics(small.passage.fulltext)
    assert [row.key for row in gaps(actor=PUBLIC)] == ["neu.laden"]


def test_a_quote_is_the_exact_span_of_its_page(small: Small) -> None:
    assign_topics(small.passage.fulltext)
    quote = quotes_on("neu.laden", actor=PUBLIC)[0]
    page = Passage.objects.get(pk=quote.passage_id).page
    assert (quote.page, page.content[quote.start : quote.end]) == (3, quote.text)


def test_a_paper_knows_which_topics_it_treats(small: Small) -> None:
    assign_topics(small.passage.fulltext)
    assert coverage("papier", actor=PUBLIC).topics == (("neu.laden", "Laden", 1),)


@pytest.mark.parametrize(
    "question",
    [
        lambda: coverage("papier", actor=PUBLIC),
        lambda: quotes_on("neu.laden", actor=PUBLIC),
        lambda: quotes_on("neu.laden", actor=PUBLIC, paper="papier"),
        lambda: matrix(actor=PUBLIC),
    ],
    ids=["coverage", "quotes_on", "quotes_of_paper", "matrix"],
)
def test_statements_do_not_grow_with_papers_and_read_no_pages(small: Small, question: Callable[[], object]) -> None:
    counts = []
    for number in range(2):
        for more in range(1 + 3 * number):
            assign_topics(passage_in(made_paper(f"p{number}{more}")).fulltext)
        with CaptureQueriesContext(connection) as caught:
            question()
        counts.append(len(caught))
    assert counts[0] == counts[1]
    assert [one["sql"] for one in caught if '"content"' in one["sql"]] == []


@pytest.mark.parametrize("other", ["coverage", "passages_on"])
def test_question_without_quotations_reads_no_passage(small: Small, other: str) -> None:
    assign_topics(small.passage.fulltext)
    with CaptureQueriesContext(connection) as caught:
        coverage("papier", actor=PUBLIC) if other == "coverage" else passages_on("neu.laden", actor=PUBLIC)
    assert [one["sql"] for one in caught if '"papers_passage"."text"' in one["sql"]] == []


def test_quotes_of_one_paper_are_its_own(small: Small) -> None:
    for text in (small.passage.fulltext, passage_in(made_paper("zweites")).fulltext):
        assign_topics(text)
    found = quotes_on("neu.laden", actor=PUBLIC, paper="zweites")
    assert [quote.paper.key for quote in found] == ["zweites"]


def test_gap_has_the_nearest_passage_of_each_place(small: Small) -> None:
    assign_topics(small.passage.fulltext)
    row = gaps(actor=PUBLIC)[0]
    assert [(quote.text, quote.paper.place) for quote in row.best] == [(small.passage.text, "Musterkammer")]


def test_side_by_side_quotes_goal_figure_and_deadline(small: Small) -> None:
    assign_topics(small.passage.fulltext)
    side = side_by_side("neu.laden", ["Musterkammer"], actor=PUBLIC)[0]
    assert [one.said for one in side.goals] == ["Wir fordern bis 2030 mindestens 1.000 Ladepunkte."]
    assert [one.said for one in side.deadlines] == ["bis 2030"]


def test_five_places_are_too_many_side_by_side(small: Small) -> None:
    with pytest.raises(RuleBroken, match="höchstens 4"):
        side_by_side("neu.laden", list("abcde"), actor=PUBLIC)


def test_an_unpublished_edition_is_not_for_the_public(small: Small) -> None:
    Edition.objects.filter(key="neu").update(published=False)
    with pytest.raises(NotFound):
        matrix("neu", actor=PUBLIC)


def test_a_theme_becomes_a_draft_topic_with_its_passages(small: Small, office: Actor) -> None:
    Edition.objects.filter(key="neu").update(published=False)
    made = make_topic([small.passage], ActionField.objects.get(pk=small.field.pk), "Ladenetz", actor=office)
    assert made.topic is not None
    assert (made.topic.title, made.quotation) == ("Ladenetz", small.passage.text)
    assert TopicCorrection.objects.filter(topic=made.topic, fits=True).count() == 1


def test_a_theme_goes_into_no_adopted_edition(small: Small, office: Actor) -> None:
    field = ActionField(key="alt.feld", edition=small.frozen, title="Feld")
    create(MAKER, [Row(field)])
    Edition.objects.filter(key="alt").update(published=False)
    with pytest.raises(RuleBroken, match="beschlossen"):
        make_topic([small.passage], ActionField.objects.get(key="alt.feld"), "Ladenetz", actor=office)


def test_a_theme_goes_into_no_published_edition(small: Small, office: Actor) -> None:
    with pytest.raises(RuleBroken, match="Entwurf"):
        make_topic([small.passage], small.field, "Ladenetz", actor=office)
