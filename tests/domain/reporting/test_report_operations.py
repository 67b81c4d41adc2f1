"""Ordering, publishing and taking back reports; who may, and what the public sees."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from leitstand.domain.plans import operations as plans
from leitstand.domain.plans.models import Edition
from leitstand.domain.reporting.access import visible_reports
from leitstand.domain.reporting.models import Report
from leitstand.domain.reporting.operations import reports as operations
from leitstand.domain.reporting.operations.reports import Made
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotAllowed, RuleBroken
from leitstand.foundation.files.storing import read
from leitstand.foundation.history.recording import history_of, verify
from tests.outputs.stored import store_small_plan

DAY = date(2025, 6, 30)
pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(db: None) -> Edition:
    return store_small_plan()


@pytest.fixture
def report(edition: Edition, office: Actor) -> Report:
    return operations.order_report(edition, DAY, actor=office)


@pytest.fixture
def done(report: Report, office: Actor) -> Report:
    operations.start(report, actor=office)
    operations.finish(report, [Made("pdf", b"%PDF", "application/pdf")], "ab" * 32, actor=office)
    return report


def test_ordered_report_waits(report: Report) -> None:
    assert (report.state, report.published, report.key) == ("waiting", False, "bericht-2022-2025-06-30-de")


def test_second_order_gets_a_report_of_its_own(report: Report, edition: Edition, office: Actor) -> None:
    assert operations.order_report(edition, DAY, actor=office).key == "bericht-2022-2025-06-30-de-2"


@pytest.mark.parametrize("persona", ["contact", "committee", "reader", "public"])
def test_only_keepers_order(persona: str, edition: Edition, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotAllowed):
        operations.order_report(edition, DAY, actor=request.getfixturevalue(persona))


def test_day_in_the_future_is_refused(edition: Edition, office: Actor) -> None:
    with pytest.raises(RuleBroken, match="liegt in der Zukunft"):
        operations.order_report(edition, timezone.localdate() + timedelta(days=1), actor=office)


def test_other_language_is_refused(edition: Edition, office: Actor) -> None:
    with pytest.raises(RuleBroken) as refused:
        operations.order_report(edition, DAY, "fr", actor=office)
    assert refused.value.code == "language"


def test_edition_not_known_on_the_day_is_refused(edition: Edition, office: Actor) -> None:
    with pytest.raises(RuleBroken) as refused:
        operations.order_report(edition, date(2015, 1, 1), actor=office)
    assert refused.value.code == "not-public"


def test_unpublished_edition_is_refused(edition: Edition, office: Actor) -> None:
    plans.change(edition, {"published": False}, actor=office)
    with pytest.raises(RuleBroken) as refused:
        operations.order_report(edition, timezone.localdate(), actor=office)
    assert refused.value.code == "not-public"


def test_finished_report_keeps_its_files(done: Report) -> None:
    assert [(file.format, read(file.stored)) for file in done.files.all()] == [("pdf", b"%PDF")]


def test_history_names_the_checksum_of_each_file(done: Report) -> None:
    entry = history_of("reporting.report", done.key)[0]
    assert (entry.verb, done.files.get().stored.sha256 in entry.content) == ("reporting.report.finish", True)


def test_chain_holds_after_all_verbs(done: Report, office: Actor) -> None:
    operations.publish_report(done, actor=office)
    operations.unpublish_report(done, actor=office)
    assert verify() is None


def test_done_report_is_not_started_again(done: Report, office: Actor) -> None:
    with pytest.raises(RuleBroken):
        operations.start(done, actor=office)


def test_failed_report_says_why_and_can_be_started_again(report: Report, office: Actor) -> None:
    operations.fail(report, "Es ging nicht." * 100, actor=office)
    assert (report.state, len(report.failure)) == ("failed", 500)
    operations.start(report, actor=office)
    assert (report.state, report.failure) == ("running", "")


def test_only_done_reports_are_published(report: Report, office: Actor) -> None:
    with pytest.raises(RuleBroken) as refused:
        operations.publish_report(report, actor=office)
    assert refused.value.code == "not-done"


def test_public_sees_published_reports_only(done: Report, office: Actor, public: Actor) -> None:
    assert list(visible_reports(public)) == []
    operations.publish_report(done, actor=office)
    assert list(visible_reports(public)) == [done]


def test_taken_back_report_stays_for_the_signed_in(done: Report, office: Actor, public: Actor, reader: Actor) -> None:
    operations.publish_report(done, actor=office)
    operations.unpublish_report(done, actor=office)
    assert (list(visible_reports(public)), list(visible_reports(reader))) == ([], [done])


def test_public_report_is_not_removed(done: Report, office: Actor) -> None:
    operations.publish_report(done, actor=office)
    with pytest.raises(RuleBroken):
        operations.remove_report(done, actor=office)


def test_removed_report_is_no_longer_listed(done: Report, office: Actor) -> None:
    operations.remove_report(done, actor=office)
    assert list(visible_reports(office)) == []


@pytest.mark.parametrize("verb", [operations.publish_report, operations.unpublish_report, operations.remove_report])
def test_only_keepers_publish_take_back_and_remove(verb: object, done: Report, committee: Actor) -> None:
    with pytest.raises(NotAllowed):
        verb(done, actor=committee)  # type: ignore[operator]  # one of the verbs above


def test_number_of_statements_does_not_grow_with_the_reports(
    done: Report, edition: Edition, office: Actor, django_assert_num_queries: object
) -> None:
    for _ in range(2):
        operations.order_report(edition, DAY, actor=office)
    with django_assert_num_queries(3):  # type: ignore[operator]  # pytest-django's fixture
        assert [len(report.files.all()) for report in visible_reports(office)] == [0, 0, 1]
