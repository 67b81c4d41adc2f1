"""Ratings and outlooks put on record: only what changed, never overwritten, scored when due."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from leitstand.domain.indicators import assessing, operations
from leitstand.domain.indicators.models import Indicator, Observation, OutlookEntry, Rating, Target
from leitstand.domain.indicators.operations import NewValue
from leitstand.domain.plans import models as m
from leitstand.domain.reporting.queries import situation
from leitstand.foundation import clock
from leitstand.foundation.actor import PUBLIC, Actor, system
from leitstand.foundation.errors import NotAllowed, RuleBroken
from leitstand.foundation.history import writing
from leitstand.foundation.history.recording import head, verify

SYSTEM = system("Test")
RISING = {2016: 40, 2017: 44, 2018: 47, 2019: 52, 2020: 55, 2021: 60, 2022: 63, 2023: 68}


def moment(year: int, month: int = 6, day: int = 1) -> datetime:
    return datetime(year, month, day, 12, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def plan(db: None) -> m.Plan:
    plan = m.Plan(key="plan", title="Probeplan")
    writing.create(SYSTEM, [writing.Row(plan)])
    return plan


@pytest.fixture
def indicator(plan: m.Plan) -> Indicator:
    indicator = Indicator(key="netz", title="Netz", unit="%", polarity="up", origin="official", definition="Anteil")
    writing.create(SYSTEM, [writing.Row(indicator)])
    values = [
        Observation(key=f"netz.{year}", indicator=indicator, period=str(year), value=Decimal(value), vintage="2024-01")
        for year, value in RISING.items()
    ]
    writing.create(SYSTEM, [writing.Row(value) for value in values])
    return indicator


@pytest.fixture
def target(indicator: Indicator) -> Target:
    target = Target(key="netz.2026", indicator=indicator, kind="point", value=Decimal(80), due="2026", stated="2020")
    writing.create(SYSTEM, [writing.Row(target)])
    return target


def verdicts(method: str = "destatis") -> dict[int | None, str]:
    holding = Rating.objects.filter(method=method, superseded_on=None)
    return dict(holding.values_list("assessment_year", "verdict"))


class TestRating:
    def test_every_year_is_rated_from_the_first_possible(self, target: Target) -> None:
        operations.rate_all(actor=SYSTEM)
        assert list(verdicts()) == [2019, 2020, 2021, 2022, 2023]

    def test_verified_methods_stand_side_by_side(self, target: Target) -> None:
        operations.rate_all(actor=SYSTEM)
        assert set(Rating.objects.values_list("method", flat=True)) == {"destatis", "open_sdg", "un_progress_chart"}

    def test_rating_again_writes_nothing(self, target: Target) -> None:
        operations.assess(actor=SYSTEM)
        before = head()
        done = operations.assess(actor=SYSTEM)
        assert (done, head()) == (operations.Done(0, 0, 0), before)

    def test_new_vintage_supersedes_only_what_it_changes(self, target: Target, indicator: Indicator) -> None:
        with clock.at(moment(2024)):
            operations.rate_all(actor=SYSTEM)
        with clock.at(moment(2025)):
            operations.publish_values(
                indicator, [NewValue("2023", Decimal(61))], vintage="2025-01", unit="%", actor=SYSTEM
            )
        old = Rating.objects.filter(method="destatis", superseded_on=date(2025, 6, 1))
        assert (list(old.values_list("assessment_year", flat=True)), verdicts()[2023]) == ([2023], "cloud")
        assert verify() is None

    def test_public_may_not_rate(self, target: Target) -> None:
        with pytest.raises(NotAllowed):
            operations.assess(actor=PUBLIC)

    @pytest.mark.parametrize(
        ("kind", "values", "reason"),
        [
            ("wish", {}, "wish"),
            ("point", {"value": Decimal(301), "due": "2026", "unit": "Leistungen"}, "other_unit"),
            ("relative", {"compared_with": "Bundesdurchschnitt"}, "no_reference"),
            ("point", {"value": Decimal(80)}, "no_due_year"),
        ],
    )
    def test_target_that_cannot_be_rated_says_why(
        self, indicator: Indicator, kind: str, values: dict[str, object], reason: str
    ) -> None:
        target = Target(key="anders", indicator=indicator, kind=kind, text="Mehr", **values)
        writing.create(SYSTEM, [writing.Row(target)])
        operations.rate_all(actor=SYSTEM)
        assert set(Rating.objects.values_list("verdict", "reason")) == {("", reason)}

    def test_values_before_a_break_do_not_count(self, target: Target, indicator: Indicator) -> None:
        Observation.objects.filter(period="2021").update(breaks=True)
        operations.assess(actor=SYSTEM)
        assert (verdicts(), OutlookEntry.objects.count()) == ({2023: ""}, 0)


class TestOutlook:
    def test_probability_is_shown_only_when_on_record(self, target: Target) -> None:
        before = situation(clock.today(), actor=PUBLIC).assessments["netz"].targets[0]
        operations.log_outlooks(actor=SYSTEM)
        after = situation(clock.today(), actor=PUBLIC).assessments["netz"].targets[0]
        assert (before.shown, after.shown) == (None, before.outlook)

    def test_new_value_is_asked_anew(self, target: Target, indicator: Indicator) -> None:
        operations.log_outlooks(actor=SYSTEM)
        operations.publish_values(indicator, [NewValue("2024", Decimal(75))], vintage="2025-01", unit="%", actor=SYSTEM)
        assert list(OutlookEntry.objects.values_list("last_year", "horizon")) == [(2023, 3), (2024, 2)]

    def test_due_target_is_scored_when_its_value_comes(self, target: Target, indicator: Indicator) -> None:
        with clock.at(moment(2024)):
            operations.log_outlooks(actor=SYSTEM)
        with clock.at(moment(2027)):
            operations.publish_values(
                indicator, [NewValue("2026", Decimal(84))], vintage="2027-05", unit="%", actor=SYSTEM
            )
        entry = OutlookEntry.objects.get(last_year=2023)
        assert (entry.outcome, entry.scored_on) == (True, date(2027, 6, 1))
        assert entry.brier == pytest.approx((entry.probability - 1) ** 2)

    @pytest.mark.parametrize(
        "value", [NewValue("2026", Decimal(84), breaks=True), NewValue("2026", Decimal(84), flag="provisional")]
    )
    def test_value_that_cannot_judge_does_not_score(
        self, target: Target, indicator: Indicator, value: NewValue
    ) -> None:
        with clock.at(moment(2024)):
            operations.log_outlooks(actor=SYSTEM)
        with clock.at(moment(2027)):
            operations.publish_values(indicator, [value], vintage="2027-05", unit="%", actor=SYSTEM)
        assert OutlookEntry.objects.get(last_year=2023).scored_on is None

    def test_target_whose_year_runs_is_not_scored(self, target: Target, indicator: Indicator) -> None:
        with clock.at(moment(2024)):
            operations.log_outlooks(actor=SYSTEM)
        assert operations.score_due(date(2026, 12, 31), actor=SYSTEM) == 0


class TestJoining:
    def test_other_unit_is_refused(self, indicator: Indicator) -> None:
        with pytest.raises(RuleBroken, match="Einheit"):
            operations.publish_values(indicator, [NewValue("2024", Decimal(9))], vintage="", unit="km", actor=SYSTEM)

    def test_other_definition_without_a_break_is_refused(self, indicator: Indicator) -> None:
        with pytest.raises(RuleBroken, match="Bruch"):
            operations.publish_values(
                indicator, [NewValue("2024", Decimal(9))], vintage="", unit="%", definition="Anders", actor=SYSTEM
            )

    def test_other_definition_with_a_break_is_taken_in(self, indicator: Indicator) -> None:
        value = NewValue("2024", Decimal(9), breaks=True)
        operations.publish_values(indicator, [value], vintage="", unit="%", definition="Anders", actor=SYSTEM)
        assert Observation.objects.get(period="2024").breaks

    def test_reader_may_not_publish(self, indicator: Indicator, reader: Actor) -> None:
        with pytest.raises(NotAllowed):
            operations.publish_values(indicator, [], vintage="", unit="%", actor=reader)


class TestTurning:
    def test_change_of_the_verdict_is_a_turn(self, target: Target, indicator: Indicator) -> None:
        with clock.at(moment(2024)):
            operations.assess(actor=SYSTEM)
        with clock.at(moment(2025)):
            operations.publish_values(
                indicator, [NewValue("2024", Decimal(50))], vintage="2025-01", unit="%", actor=SYSTEM
            )
            found = assessing.turns(assessing.read_record(clock.today()))
        assert [(turn.kind, turn.on) for turn in found] == [
            ("rating", date(2025, 6, 1)),
            ("outlook", date(2025, 6, 1)),
        ]

    def test_two_imports_on_one_day_turn_twice(self, target: Target, indicator: Indicator) -> None:
        with clock.at(moment(2024)):
            operations.assess(actor=SYSTEM)
        with clock.at(moment(2025)):
            for value, vintage in ((Decimal(50), "2025-01"), (Decimal(76), "2025-02")):
                operations.publish_values(indicator, [NewValue("2024", value)], vintage=vintage, unit="%", actor=SYSTEM)
            found = assessing.turns(assessing.read_record(clock.today()))
        ratings = [(turn.before, turn.after) for turn in reversed(found) if turn.kind == "rating"]
        assert (ratings[0][1], len(ratings), len({turn.run for turn in found})) == (ratings[1][0], 2, 2)

    def test_first_rating_is_no_turn(self, target: Target) -> None:
        operations.assess(actor=SYSTEM)
        assert assessing.turns(assessing.read_record(clock.today())) == ()


def test_known_then_holds_only_what_was_published(target: Target, indicator: Indicator) -> None:
    operations.publish_values(indicator, [NewValue("2023", Decimal(61))], vintage="2025-01", unit="%", actor=SYSTEM)
    now = situation(clock.today(), actor=PUBLIC).indicators["netz"]
    then = assessing.known_then(now, date(2024, 12, 31))
    assert (now.series[-1].value, then.series[-1].value) == (Decimal(61), Decimal(68))


def test_what_is_kept_of_a_draft_stays_hidden(target: Target, plan: m.Plan) -> None:
    draft = m.Edition(key="entwurf", plan=plan, title="Entwurf", short_title="Entwurf", published=False)
    writing.create(SYSTEM, [writing.Row(draft)])
    Target.objects.update(edition=draft)
    operations.assess(actor=SYSTEM)
    now = situation(clock.today(), actor=PUBLIC)
    assert (Rating.objects.exists(), now.record.ratings, now.record.outlooks) == (True, (), ())
