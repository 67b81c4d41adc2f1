"""Writing the plan: access, freezing, amendments, permanent keys."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from leitstand.domain.institutions.models import Institution, Person
from leitstand.domain.plans import models as m
from leitstand.domain.plans import operations
from leitstand.domain.plans.queries import adoption_of, edition_content_hash, tampered_editions
from leitstand.foundation.actor import Actor, system
from leitstand.foundation.errors import NotAllowed, RuleBroken
from leitstand.foundation.history.recording import head, verify

pytestmark = pytest.mark.django_db
SYSTEM = system("Test")


@pytest.fixture
def plan() -> m.Plan:
    return operations.add(m.Plan(title="Plan"), actor=SYSTEM)  # type: ignore[return-value]  # what was given comes back


@pytest.fixture
def edition(plan: m.Plan) -> m.Edition:
    draft = m.Edition(plan=plan, title="Fassung 2026", short_title="2026", key="2026")
    return operations.add(draft, actor=SYSTEM)  # type: ignore[return-value]  # as above


@pytest.fixture
def entry(edition: m.Edition) -> m.MeasureEntry:
    return operations.add_measure(m.MeasureEntry(edition=edition, title="Lange Nacht der Öfen"), actor=SYSTEM)


@pytest.fixture
def adopted(edition: m.Edition, entry: m.MeasureEntry, institution: Institution) -> m.Edition:
    operations.adopt(edition, body=institution, decided_on=date(2026, 1, 1), actor=SYSTEM)
    return edition


def test_measure_gets_a_readable_permanent_key(entry: m.MeasureEntry) -> None:
    assert (entry.measure.key, entry.key) == ("lange-nacht-der-oefen", "2026.lange-nacht-der-oefen")


def test_second_measure_of_the_same_title_gets_another_key(entry: m.MeasureEntry, edition: m.Edition) -> None:
    second = operations.add_measure(m.MeasureEntry(edition=edition, title="Lange Nacht der Öfen"), actor=SYSTEM)
    assert second.measure.key == "lange-nacht-der-oefen-2"


def test_key_stays_when_the_title_changes(entry: m.MeasureEntry) -> None:
    operations.change(entry, {"title": "Kurze Nacht"}, actor=SYSTEM)
    entry.refresh_from_db()
    assert (entry.title, entry.measure.key) == ("Kurze Nacht", "lange-nacht-der-oefen")


@pytest.mark.parametrize("persona", ["contact", "committee", "reader", "public"])
def test_only_keepers_change_the_plan(persona: str, entry: m.MeasureEntry, request: pytest.FixtureRequest) -> None:
    actor: Actor = request.getfixturevalue(persona)
    with pytest.raises(NotAllowed):
        operations.change(entry, {"title": "Anders"}, actor=actor)


@pytest.mark.parametrize("persona", ["office", "administrator"])
def test_keepers_change_the_plan(persona: str, entry: m.MeasureEntry, request: pytest.FixtureRequest) -> None:
    operations.change(entry, {"title": "Anders"}, actor=request.getfixturevalue(persona))
    entry.refresh_from_db()
    assert entry.title == "Anders"


def test_contact_reports_on_own_measure(contact: Actor, person: Person, entry: m.MeasureEntry) -> None:
    operations.change(entry.measure, {"contact": person}, actor=SYSTEM)
    measure = m.Measure.objects.get(pk=entry.measure.pk)
    operations.add(m.Status(measure=measure, when="2026-06", stage="under_way"), actor=contact)
    assert measure.statuses.count() == 1


def test_contact_does_not_report_on_another_measure(contact: Actor, entry: m.MeasureEntry) -> None:
    with pytest.raises(NotAllowed):
        operations.add(m.Status(measure=entry.measure, when="2026-06", stage="under_way"), actor=contact)


def test_bad_value_is_refused_and_nothing_written(entry: m.MeasureEntry) -> None:
    before = head()
    with pytest.raises(ValidationError):
        operations.change(entry, {"begins": "bald"}, actor=SYSTEM)
    assert head() == before


def test_second_lead_is_refused(entry: m.MeasureEntry, institution: Institution) -> None:
    operations.add(m.Responsibility(entry=entry, institution=institution, role="lead"), actor=SYSTEM)
    other = Institution.objects.create(key="andere", name="Andere")
    with pytest.raises(ValidationError):
        operations.add(m.Responsibility(entry=entry, institution=other, role="lead"), actor=SYSTEM)


def test_adoption_keeps_the_content_hash(adopted: m.Edition) -> None:
    resolution = adoption_of(adopted)
    assert resolution is not None
    assert resolution.content_hash == edition_content_hash(adopted)


def test_adoption_twice_is_refused(adopted: m.Edition, institution: Institution) -> None:
    with pytest.raises(RuleBroken, match="bereits beschlossen"):
        operations.adopt(adopted, body=institution, decided_on=date(2026, 2, 1), actor=SYSTEM)


def test_frozen_field_needs_a_reason(adopted: m.Edition, entry: m.MeasureEntry) -> None:
    with pytest.raises(RuleBroken) as caught:
        operations.change(entry, {"title": "Anders"}, actor=SYSTEM)
    assert caught.value.code == "frozen"


def test_frozen_field_with_a_reason_leaves_an_amendment(adopted: m.Edition, entry: m.MeasureEntry) -> None:
    before = edition_content_hash(adopted)
    operations.change(entry, {"title": "Anders"}, actor=SYSTEM, amendment="Umbenannt auf Wunsch der Federführung")
    amendment = m.Amendment.objects.get()
    assert (amendment.hash_before, amendment.hash_after) == (before, edition_content_hash(adopted))


def test_new_measure_in_an_adopted_edition_needs_a_reason(adopted: m.Edition) -> None:
    with pytest.raises(RuleBroken, match="eingefroren"):
        operations.add_measure(m.MeasureEntry(edition=adopted, title="Neu"), actor=SYSTEM)


def test_refused_measure_leaves_nothing_behind(adopted: m.Edition) -> None:
    before = head(), m.Measure.objects.count()
    with pytest.raises(RuleBroken):
        operations.add_measure(m.MeasureEntry(edition=adopted, title="Neu"), actor=SYSTEM)
    assert (head(), m.Measure.objects.count()) == before


def test_status_of_a_frozen_edition_needs_no_reason(adopted: m.Edition, entry: m.MeasureEntry) -> None:
    operations.add(m.Status(measure=entry.measure, when="2026-06", stage="completed"), actor=SYSTEM)
    assert not m.Amendment.objects.exists()


def test_translation_of_a_frozen_edition_needs_no_reason(adopted: m.Edition, entry: m.MeasureEntry) -> None:
    operations.change(entry, {"title_en": "Long night of ovens"}, actor=SYSTEM)
    assert not m.Amendment.objects.exists()


def test_change_past_the_operations_is_noticed(adopted: m.Edition, entry: m.MeasureEntry) -> None:
    m.MeasureEntry.objects.filter(pk=entry.pk).update(title="Heimlich")
    assert [edition.key for edition in tampered_editions()] == ["2026"]


def test_amended_edition_is_not_called_tampered(adopted: m.Edition, entry: m.MeasureEntry) -> None:
    operations.change(entry, {"title": "Anders"}, actor=SYSTEM, amendment="Grund")
    assert list(tampered_editions()) == []


def test_record_in_use_is_not_removed(entry: m.MeasureEntry, edition: m.Edition) -> None:
    with pytest.raises(RuleBroken, match="wird noch gebraucht"):
        operations.remove(edition, actor=SYSTEM)


def test_change_of_many_is_all_or_nothing(entry: m.MeasureEntry, adopted: m.Edition) -> None:
    before = head()
    with pytest.raises(RuleBroken):
        operations.change_many([entry], {"lighthouse": True}, actor=SYSTEM)
    assert head() == before


def test_chain_is_whole_after_all_this(adopted: m.Edition, entry: m.MeasureEntry) -> None:
    operations.change(entry, {"title": "Anders"}, actor=SYSTEM, amendment="Grund")
    assert verify() is None


@pytest.mark.parametrize("when", ["2999", "2999-01", "2999-01-01"])
def test_status_of_the_future_is_refused(entry: m.MeasureEntry, when: str) -> None:
    with pytest.raises(ValidationError, match="gilt erst ab dem"):
        operations.add(m.Status(measure=entry.measure, when=when, stage="under_way"), actor=SYSTEM)


def test_milestone_reached_in_the_future_is_refused(entry: m.MeasureEntry) -> None:
    with pytest.raises(ValidationError, match="gilt erst ab dem"):
        operations.add(m.Milestone(entry=entry, title="Schritt", done_on="2999"), actor=SYSTEM)


def test_milestone_due_in_the_future_is_right(entry: m.MeasureEntry) -> None:
    operations.add(m.Milestone(entry=entry, title="Schritt", due="2999"), actor=SYSTEM)
    assert entry.milestones.count() == 1


def test_amendment_of_a_withdrawn_adoption_raises_no_alarm(
    adopted: m.Edition, entry: m.MeasureEntry, institution: Institution
) -> None:
    operations.change(entry, {"title": "Anders"}, actor=SYSTEM, amendment="Grund")
    resolution = adoption_of(adopted)
    assert resolution is not None
    operations.remove(resolution, actor=SYSTEM, amendment="Irrtum")
    operations.change(entry, {"title": "Wieder anders"}, actor=SYSTEM)
    operations.adopt(adopted, body=institution, decided_on=date(2026, 5, 1), actor=SYSTEM)
    assert list(tampered_editions()) == []


def test_statements_of_a_change_of_many_do_not_grow(
    entry: m.MeasureEntry,
    edition: m.Edition,
    institution: Institution,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    titles = [f"Maßnahme {number}" for number in range(20)]
    entries = [operations.add_measure(m.MeasureEntry(edition=edition, title=title), actor=SYSTEM) for title in titles]
    operations.adopt(edition, body=institution, decided_on=date(2026, 1, 1), actor=SYSTEM)
    with django_assert_max_num_queries(60):
        changed = operations.change_many(entries, {"ends": "2031", "lines": []}, actor=SYSTEM, amendment="Grund")
    assert (changed, list(tampered_editions()), verify()) == (20, [], None)


def test_record_wished_twice_is_changed_once(entry: m.MeasureEntry) -> None:
    before = head()[0]
    wishes = [operations.Wish(entry, {"title": "Erst"}), operations.Wish(entry, {"title": "Dann"})]
    changes = operations.change_each(wishes, actor=SYSTEM)
    assert (changes, head()[0]) == ([{"title": ["Lange Nacht der Öfen", "Dann"]}, {}], before + 1)


def test_new_records_of_one_label_get_keys_of_their_own(entry: m.MeasureEntry) -> None:
    news = [m.Status(measure=entry.measure, when="2026-06", stage="under_way", wording="Läuft") for _ in range(2)]
    operations.add_each([(status, {}) for status in news], actor=SYSTEM, amendment="")
    assert [status.key.rsplit(".")[-1] for status in news] == ["laeuft", "laeuft-2"]
