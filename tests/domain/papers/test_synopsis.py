"""Which passages a topic's synopsis quotes: the rule's, as the office corrected them, of each paper's latest text."""

import pytest

from leitstand.domain.papers.models import Fulltext, Page, Passage, TopicCorrection, TopicScore
from leitstand.domain.papers.operations.adoption import adopt
from leitstand.domain.papers.queries.synopsis import Synopsis, synopsis
from leitstand.foundation.actor import PUBLIC, Actor
from leitstand.foundation.errors import NotAllowed, NotFound
from tests.domain.papers.made_papers import Small, made_paper, passage_in, small_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(db: None) -> Small:
    return small_plan()


def more(like: Passage, text: str, position: int) -> Passage:
    """Another passage on the same page."""
    return Passage.objects.create(
        fulltext=like.fulltext, page=like.page, position=position, start=0, end=len(text), text=text
    )


def scored(small: Small, passage: Passage, *, assigned: bool = True) -> None:
    TopicScore.objects.create(passage=passage, topic=small.topic, rank=1, score=0.7, assigned=assigned, rule="probe")


def corrected(small: Small, passage: Passage, *, fits: bool) -> None:
    key = f"c{TopicCorrection.objects.count()}"
    TopicCorrection.objects.create(key=key, passage=passage, topic=small.topic, fits=fits)


def told(small: Small, office: Actor) -> Synopsis:
    return synopsis(small.topic.key, actor=office)


def quoted(small: Small, office: Actor) -> list[str]:
    return [one.text for land in told(small, office).lands for paper in land.papers for one in paper.quotations]


def test_only_assigned_passages_are_quoted(small: Small, office: Actor) -> None:
    scored(small, small.passage)
    scored(small, more(small.passage, "Nur nahe dran.", 7), assigned=False)
    assert quoted(small, office) == [small.passage.text]


def test_passage_the_office_took_out_is_not_quoted(small: Small, office: Actor) -> None:
    scored(small, small.passage)
    corrected(small, small.passage, fits=False)
    assert quoted(small, office) == []


def test_passage_the_office_put_in_says_so(small: Small, office: Actor) -> None:
    corrected(small, small.passage, fits=True)
    assert [one.by_hand for one in told(small, office).lands[0].papers[0].quotations] == [True]


def test_last_correction_counts(small: Small, office: Actor) -> None:
    corrected(small, small.passage, fits=False)
    corrected(small, small.passage, fits=True)
    assert quoted(small, office) == [small.passage.text]


def test_of_two_texts_the_latest_is_quoted(small: Small, office: Actor) -> None:
    scored(small, small.passage)
    later = Fulltext.objects.create(key="later", paper=small.passage.fulltext.paper, media="pdf", content_sha256="0")
    page = Page.objects.create(fulltext=later, number=3, content="Neu gefasst.")
    passage = Passage.objects.create(fulltext=later, page=page, position=1, start=0, end=12, text="Neu gefasst.")
    scored(small, passage)
    assert [(one.text, one.page) for one in told(small, office).lands[0].papers[0].quotations] == [("Neu gefasst.", 3)]


def test_paper_without_a_passage_is_named_as_silent(small: Small, office: Actor) -> None:
    paper = small.passage.fulltext.paper
    assert paper
    assert (told(small, office).lands, told(small, office).silent) == ((), ((paper.land, paper.title),))


def test_paper_with_a_later_edition_is_marked(small: Small, office: Actor) -> None:
    scored(small, small.passage)
    later = made_paper("neuer")
    later.previous = small.paper
    later.save()
    scored(small, passage_in(later))
    assert [paper.superseded for paper in told(small, office).lands[0].papers] == [True, False]


def test_refusal_stands_beside_the_quotation(small: Small, office: Actor) -> None:
    scored(small, small.passage)
    adopt(small.passage, "reject", "Das macht der Bund.", "", {}, actor=office)
    (one,) = told(small, office).lands[0].papers[0].quotations
    assert (one.verdict, one.reason) == ("reject", "Das macht der Bund.")


def test_own_measures_stand_beside(small: Small, office: Actor) -> None:
    values = {"edition": small.draft, "title": "Ladepunkte", "promise": "Wir laden.", "topic": small.topic}
    adopt(small.passage, "adopt", "", "measure", values, actor=office)
    assert [(one.title, one.promise) for one in told(small, office).own] == [("Ladepunkte", "Wir laden.")]


def test_public_is_refused(small: Small) -> None:
    with pytest.raises(NotAllowed):
        synopsis(small.topic.key, actor=PUBLIC)


def test_unknown_topic_is_said(small: Small, office: Actor) -> None:
    with pytest.raises(NotFound):
        synopsis("nirgends", actor=office)


def test_number_of_statements_is_fixed(small: Small, office: Actor, django_assert_num_queries: object) -> None:
    for position in range(10, 40):
        scored(small, more(small.passage, f"Stelle {position}", position))
    with django_assert_num_queries(8):  # type: ignore[operator]  # pytest-django's fixture
        told(small, office)
