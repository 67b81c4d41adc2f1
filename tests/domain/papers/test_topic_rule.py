"""Which topics a passage speaks of, and when the rule keeps silent."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.domain.papers.rules.topics import Classifier, Corrected, Judgement, TopicText
from leitstand.domain.papers.searching.embedding import embedder
from tests.domain.papers.labelled import Labelled, labelled, packaged_topics

LAND = TopicText("land", "Flächen", "Gewerbeflächen und Industrieflächen sichern, Bebauungsplan, Grundstücke")
NETS = TopicText("nets", "Netze", "Breitband und Glasfaser für Betriebe, Mobilfunk, Bandbreite")
RULE = Classifier.learnt([LAND, NETS])


def judged(text: str, rule: Classifier = RULE) -> Judgement:
    return rule.judge([text])[0]


def test_a_compound_is_found_by_its_parts() -> None:
    assert judged("Die Gewerbeflächenvorsorge hat Vorrang.").assigned == "land"


def test_the_rule_abstains_where_two_topics_are_equally_near() -> None:
    assert judged("Grundstücke und Bandbreite").assigned == ""


def test_the_rule_abstains_where_nothing_is_near() -> None:
    assert judged("Museen und Theater erhalten ein Budget.").assigned == ""


def test_all_topics_are_ranked_even_if_none_is_assigned() -> None:
    assert {one.topic for one in judged("Museen und Theater").ranked} == {"land", "nets"}


def test_without_topics_nothing_is_ranked() -> None:
    assert Classifier.learnt([]).judge(["Text"]) == [Judgement(())]


def test_a_corrected_passage_pulls_its_like() -> None:
    said = "Die Netzbetreiber verlegen Leerrohre unter Gewerbestraßen."
    rule = Classifier.learnt([LAND, NETS], corrections=[Corrected("nets", True, said)])
    assert (judged(said).ranked[0].topic, judged(said, rule).ranked[0].topic) == ("land", "nets")


def test_a_passage_that_does_not_fit_pushes_away() -> None:
    said = "Grundstücke und Industrieflächen im Tausch"
    rule = Classifier.learnt([LAND, NETS], corrections=[Corrected("land", False, said)])
    assert judged(said, rule).ranked[0].score < judged(said).ranked[0].score


def test_corrections_of_unknown_topics_are_left_aside() -> None:
    assert Classifier.learnt([LAND], corrections=[Corrected("other", True, "x")]).corrections == ()


@given(st.lists(st.text(max_size=200), max_size=4))
def test_whatever_the_text_every_topic_is_ranked_once(texts: list[str]) -> None:
    for judgement in RULE.judge(texts):
        assert sorted(one.topic for one in judgement.ranked) == ["land", "nets"]


def test_every_topic_has_passages_in_both_halves() -> None:
    keys = [topic.key for topic in packaged_topics()]
    counts = {
        half: [sum(one.topic == key for one in labelled(half)) for key in keys] for half in ("tuning", "held_out")
    }
    assert counts == {"tuning": [4] * 21, "held_out": [4] * 21}


def shares(rule: Classifier, passages: list[Labelled], vectors: np.ndarray | None = None) -> tuple[float, float, int]:
    """Share with the right topic among the first three, share of assignments that are right, and their number."""
    found = rule.judge([one.text for one in passages], vectors)
    pairs = list(zip(passages, found, strict=True))
    on_topic = [(one, judgement) for one, judgement in pairs if one.topic != "-"]
    first = [one.topic in [scored.topic for scored in judgement.ranked[:3]] for one, judgement in on_topic]
    right = [one.topic == judgement.assigned for one, judgement in pairs if judgement.assigned]
    return sum(first) / len(first), sum(right) / len(right), len(right)


@pytest.mark.parametrize(("half", "assigned"), [("held_out", 38), ("fresh", 16)])
def test_by_words_alone_unseen_passages_find_their_topic(half: str, assigned: int) -> None:
    among_three, right, count = shares(Classifier.learnt(packaged_topics()), labelled(half))
    assert among_three >= 0.85
    assert right >= 0.90
    assert count >= assigned


@pytest.mark.skipif(embedder() is None, reason="no embedder on this machine")
def test_by_meaning_held_out_passages_find_their_topic() -> None:
    """On two topics, because reading all 21 takes ten seconds; ``leitstand papers classify`` measures the whole."""
    model = embedder()
    assert model is not None
    topics = [topic for topic in packaged_topics() if topic.key in {"2017.2.4", "2017.3.5"}]
    passages = [one for one in labelled("held_out") if one.topic in {"2017.2.4", "2017.3.5"}]
    rule = Classifier.learnt(topics, [np.stack([model.query(one) for one in topic.aspects]) for topic in topics])
    _three, right, count = shares(rule, passages, model.passages([one.text for one in passages]))
    assert right == 1.0
    assert count >= 6
