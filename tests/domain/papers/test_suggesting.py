"""What is carried over when a passage is adopted: topic, title, and who is named, never more than a suggestion."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leitstand.domain.institutions.models import Institution
from leitstand.domain.papers.models import TopicScore
from leitstand.domain.papers.operations.adoption import adopt
from leitstand.domain.papers.operations.topics import correct_topic
from leitstand.domain.papers.queries.suggesting import Suggestion, suggestion
from leitstand.domain.papers.rules.mentions import mentioned
from leitstand.domain.plans.models import ActionField, Responsibility, Topic
from leitstand.foundation.actor import Actor
from leitstand.foundation.history.writing import Row, create
from tests.domain.papers.made_papers import MAKER, TEXT, Small, small_plan

NAMES = {"ihk": ["Industrie- und Handelskammer", "IHK"], "ihk-nord": ["IHK Nord"], "hw": ["HW"]}


@pytest.fixture
def small(db: None) -> Small:
    return small_plan()


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Die IHK prüft.", ("ihk",)),
        ("Die IHK\nNord und die IHK prüfen.", ("ihk-nord", "ihk")),
        ("Die Industrie- und Handelskammer und die IHK prüfen.", ("ihk",)),
        ("Die IHKs prüfen, die ihk auch, IHK-nah oder nicht; die HW nie.", ("ihk",)),
        ("Neu-IHK", ()),
    ],
)
def test_names_are_found_as_whole_words(text: str, keys: tuple[str, ...]) -> None:
    assert mentioned(text, NAMES) == keys


def test_nobody_known_is_nobody_named() -> None:
    assert mentioned("Die IHK prüft.", {}) == ()


def _suggested(small: Small, asked: str = "", text: str = TEXT) -> Suggestion:
    return suggestion(small.passage, text, small.paper, [small.topic], asked, actor=MAKER)


def _older_topic(small: Small, title: str = "Laden") -> Topic:
    """A topic of the adopted edition; the passage is assigned to it."""
    field = ActionField(key="alt.verkehr", edition=small.frozen, title="Verkehr")
    topic = Topic(key="alt.laden", field=field, title=title)
    field.save()
    topic.save()
    TopicScore.objects.create(passage=small.passage, topic=topic, rank=1, score=0.9, assigned=True, rule="test")
    return topic


def test_topic_of_another_edition_leads_to_the_same_topic_of_the_draft(small: Small) -> None:
    _older_topic(small)
    found = _suggested(small)
    assert (found.topic, found.of) == (small.topic, "Laden")


def test_topic_without_a_namesake_in_the_draft_is_not_suggested(small: Small) -> None:
    _older_topic(small, "Häfen")
    assert _suggested(small).topic is None


def test_topic_the_office_took_away_is_not_suggested(small: Small) -> None:
    correct_topic(small.passage, _older_topic(small), False, actor=MAKER)
    assert _suggested(small).topic is None


def test_topic_the_person_came_from_goes_first(small: Small) -> None:
    _older_topic(small, "Häfen")
    assert _suggested(small, asked="neu.laden").topic == small.topic


@pytest.mark.parametrize(
    ("outline", "title", "heading"),
    [
        (["2 Verkehr", "2.3 Laden im Kiez"], "Laden im Kiez", True),
        (["IV. Ladepunkte:"], "Ladepunkte", True),
        (["3 Laden", "Forderungen"], "Laden", True),
        (["A3 Häfen"], "Häfen", True),
        (["2030 ist zu spät", "a) Was fehlt"], "Was fehlt", True),
        (["2030 ist zu spät"], "2030 ist zu spät", True),
        (["7"], "Wir fordern bis 2030 mindestens 1.000 Ladepunkte. Das Land muss dafür 40 Mio. Euro …", False),
        ([], "Wir fordern bis 2030 mindestens 1.000 Ladepunkte. Das Land muss dafür 40 Mio. Euro …", False),
    ],
)
def test_title_is_the_heading_or_the_first_words(small: Small, outline: list[str], title: str, heading: bool) -> None:
    small.passage.outline = outline
    found = _suggested(small)
    assert (found.title, found.heading) == (title, heading)


def test_named_institution_is_suggested_but_not_the_author(small: Small) -> None:
    create(MAKER, [Row(Institution(key="bank", name="Musterbank"))])
    found = _suggested(small, text="Die Musterkammer (MK) fordert: Die Musterbank zahlt.")
    assert [one.key for one in found.named] == ["bank"]


def test_statements_do_not_grow_with_scores_and_institutions(small: Small) -> None:
    _older_topic(small)
    create(MAKER, [Row(Institution(key=f"bank{n}", name=f"Bank {n}")) for n in range(5)])
    with CaptureQueriesContext(connection) as context:
        _suggested(small, asked="neu.laden")
    assert len(context) == 4


def test_lead_is_kept_with_the_measure(small: Small, office: Actor) -> None:
    values = {"edition": small.draft, "title": "Laden", "promise": TEXT, "lead": small.chamber}
    adopt(small.passage, "adopt", "", "measure", values, actor=office)
    lead = Responsibility.objects.get()
    assert (lead.institution, lead.role, [one.title for one in lead.sources.all()]) == (
        small.chamber,
        "lead",
        ["Laden in Musterland"],
    )
