"""The situation with Berlin's real plan: what it must know, show as of a day, and keep to itself."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leitstand.domain.exchange.synthetic import load_synthetic
from leitstand.domain.plans import models as m
from leitstand.domain.plans import operations
from leitstand.domain.reporting import words
from leitstand.domain.reporting.queries import situation
from leitstand.foundation.actor import PUBLIC, Actor, system
from leitstand.foundation.errors import NotFound
from leitstand.foundation.history.recording import Draft, record

TODAY = date(2026, 11, 23)
SYSTEM = system("Test")


@pytest.mark.django_db
def test_situation_without_a_plan_is_not_found() -> None:
    with pytest.raises(NotFound):
        situation(TODAY, actor=PUBLIC)


@pytest.mark.usefixtures("berlin")
class TestBerlin:
    def test_editions_are_the_real_ones(self) -> None:
        assert list(situation(TODAY, actor=PUBLIC).plan.editions) == ["2010", "2015", "2017", "2018", "2022"]

    def test_edition_in_force_is_the_latest_adopted(self) -> None:
        edition = situation(TODAY, actor=PUBLIC).plan.in_force
        assert edition is not None
        assert edition.key == "2022"

    @pytest.mark.parametrize(
        ("day", "key"),
        [
            (date(2012, 1, 1), "2010"),
            (date(2018, 9, 3), "2010"),
            (date(2018, 9, 4), "2018"),
            (date(2022, 8, 16), "2022"),
        ],
    )
    def test_edition_in_force_as_of_a_day(self, day: date, key: str) -> None:
        edition = situation(day, actor=PUBLIC).plan.in_force
        assert edition is not None
        assert edition.key == key

    def test_frame_of_2017_has_21_topics(self) -> None:
        assert len(situation(TODAY, actor=PUBLIC).plan.editions["2017"].topics) == 21

    @pytest.mark.parametrize(
        ("day", "state", "money"),
        [
            (date(2012, 6, 29), "not_reported", "unknown"),
            (date(2012, 12, 31), "not_reported", "not_secured"),
            (date(2013, 12, 31), "completed", "not_secured"),
        ],
    )
    def test_financing_needs_change_from_unclear_to_completed(self, day: date, state: str, money: str) -> None:
        measure = situation(day, actor=PUBLIC).plan.measures["finanzierungsbedarf"]
        assert (measure.state.code, measure.money) == (state, money)

    def test_published_count_of_2010_is_what_most_sources_say(self) -> None:
        count = situation(TODAY, actor=PUBLIC).published_count("2010")
        assert count is not None
        assert count.value == 34

    def test_contradictions_are_the_known_ones(self) -> None:
        found = {(group[0].subject_key, group[0].aspect) for group in situation(TODAY, actor=PUBLIC).contradictions}
        assert {("2010", "projekte"), ("2018", "themencluster"), ("2018", "projekte")} <= found

    def test_topic_that_nothing_serves_stands_there_empty(self) -> None:
        found = situation(TODAY, actor=PUBLIC)
        logistics = next(topic for topic in found.plan.editions["2017"].topics if topic.title == "Logistik")
        assert logistics in found.empty_topics

    def test_every_measure_has_a_source(self) -> None:
        entries = situation(TODAY, actor=PUBLIC).plan.entries.values()
        assert [entry.key for entry in entries if not entry.sources] == []

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_sentence_of_the_edition_says_published_and_known(self, language: str) -> None:
        found = situation(TODAY, actor=PUBLIC)
        sentence = words.edition_sentence(found, found.plan.editions["2022"], language)
        assert ("27" in sentence, "4" in sentence) == (True, True)

    def test_same_question_gives_the_same_object(self) -> None:
        assert situation(TODAY, actor=PUBLIC) is situation(TODAY, actor=PUBLIC)

    def test_write_makes_a_new_situation(self) -> None:
        before = situation(TODAY, actor=PUBLIC)
        plan = m.Plan.objects.get()
        operations.change(plan, {"summary": "Neu gefasst"}, actor=SYSTEM)
        assert situation(TODAY, actor=PUBLIC) is not before

    def test_text_changed_today_is_old_as_of_yesterday(self) -> None:
        old = situation(TODAY, actor=PUBLIC).plan.summary
        operations.change(m.Plan.objects.get(), {"summary": "Neu gefasst"}, actor=SYSTEM)
        assert situation(date(2026, 1, 1), actor=PUBLIC).plan.summary == old


@pytest.mark.usefixtures("berlin")
class TestWhatThePublicMustNotSee:
    @pytest.fixture(autouse=True)
    def _secrets(self, berlin: None, person: object) -> None:
        plan = m.Plan.objects.get()
        draft = operations.add(
            m.Edition(plan=plan, title="Geheimer Entwurf", short_title="Entwurf", key="2027"), actor=SYSTEM
        )
        operations.add_measure(m.MeasureEntry(edition=draft, title="Geheime Maßnahme"), actor=SYSTEM)
        measure = m.Measure.objects.get(key="tegel")
        operations.change(measure, {"contact": person, "internal_note": "Interne Notiz"}, actor=SYSTEM)

    def test_public_situation_names_none_of_it(self) -> None:
        seen = repr(situation(TODAY, actor=PUBLIC))
        assert [text for text in ("Geheim", "Interne Notiz", "Probe Person", "probe@example.org") if text in seen] == []

    def test_office_sees_all_of_it(self, office: Actor) -> None:
        seen = repr(situation(TODAY, actor=office))
        hidden = [
            text
            for text in ("Geheime Maßnahme", "Interne Notiz", "Probe Person", "probe@example.org")
            if text not in seen
        ]
        assert hidden == []


def _statements(measures: int) -> tuple[int, int]:
    load_synthetic(measures, 5, 2, 1, actor=SYSTEM)
    with CaptureQueriesContext(connection) as cold:
        situation(TODAY, actor=PUBLIC)
    with CaptureQueriesContext(connection) as warm:
        situation(TODAY, actor=PUBLIC)
    return len(cold), len(warm)


@pytest.mark.django_db
@pytest.mark.parametrize("measures", [1, 3])
def test_statements_do_not_grow_with_the_plan(measures: int) -> None:
    assert _statements(measures) == (63, 1)


@pytest.mark.django_db
def test_situation_is_carried_on_when_nothing_of_the_plan_was_written() -> None:
    load_synthetic(3, 5, 2, 1, actor=SYSTEM)
    before = situation(TODAY, actor=PUBLIC)
    record(SYSTEM, [Draft("reporting.round.mail", "reporting.round", "r", "Runde")])
    after = situation(TODAY, actor=PUBLIC)
    assert (after.plan is before.plan, after.head) == (True, before.head + 1)


@pytest.mark.django_db
def test_situation_is_made_anew_when_the_plan_was_written() -> None:
    load_synthetic(3, 5, 2, 1, actor=SYSTEM)
    before = situation(TODAY, actor=PUBLIC)
    record(SYSTEM, [Draft("plans.measure.change", "plans.measure", "m", "Maßnahme")])
    assert situation(TODAY, actor=PUBLIC).plan is not before.plan
