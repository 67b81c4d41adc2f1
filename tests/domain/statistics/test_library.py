"""The library: imports that keep everything or nothing, questions as known then and now, deliveries to indicators."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from leitstand.domain.indicators.models import Indicator, Observation
from leitstand.domain.statistics.models import Dataset, Release, Subscription
from leitstand.domain.statistics.operations import deliver, import_file, subscribe, unsubscribe
from leitstand.domain.statistics.queries import dataset_named, differences, list_datasets, ranking, slice_of
from leitstand.domain.statistics.queries.engines import DuckDB, connection
from leitstand.domain.statistics.queries.sql import Question
from leitstand.domain.statistics.reading import ColumnMapping
from leitstand.foundation.actor import PUBLIC, Actor, system
from leitstand.foundation.errors import NotAllowed, NotFound, RuleBroken
from leitstand.foundation.files.models import StoredFile
from leitstand.foundation.files.storing import altered
from leitstand.foundation.history.recording import verify
from tests.domain.statistics import samples
from tests.domain.statistics.samples import new_row

pytestmark = pytest.mark.django_db
ACTOR = system("Test")


@pytest.fixture
def take(tmp_path: Path) -> Any:
    def taking(*rows: str, vintage: str = "2022-03-01", **more: Any) -> Any:
        path = tmp_path / "file.csv"
        path.write_bytes(samples.new_flat(*rows))
        return import_file(path, "probe", actor=ACTOR, vintage=vintage, **more)

    return taking


@pytest.fixture
def indicator(db: None) -> Indicator:
    return Indicator.objects.create(key="betriebe", title="Betriebe", unit="Anzahl", polarity="up", origin="official")


def _values(found: Any) -> list[tuple[str, str, float | None]]:
    return [(row["region"], row["period"], row["value"]) for row in found.rows]


def test_import_keeps_one_file_with_its_manifest(take: Any) -> None:
    done = take(new_row(), new_row("12", value="-", name="Brandenburg"))
    said = done.manifest
    assert (said["rows"], said["regions"], said["signs"], said["first_period"]) == (2, 2, 1, "2021")
    assert (StoredFile.objects.count(), list(altered())) == (1, [])


def test_import_leaves_an_entry_for_data_set_and_release(take: Any) -> None:
    take(new_row())
    assert (Dataset.objects.count(), Release.objects.count(), verify()) == (1, 1, None)


def test_import_of_the_same_content_gives_the_same_file(take: Any) -> None:
    first = take(new_row())
    second = take(new_row(), new_row(), vintage="2022-04-01")
    assert (second.manifest["repeated_rows"], second.release.file == first.release.file) == (1, True)


def test_import_of_the_same_file_is_recognised(take: Any) -> None:
    take(new_row())
    assert (take(new_row()).known, Release.objects.count()) == (True, 1)


def test_dry_run_keeps_nothing(take: Any) -> None:
    assert (take(new_row(), dry_run=True).manifest["rows"], Dataset.objects.count(), StoredFile.objects.count()) == (
        1,
        0,
        0,
    )


def test_key_with_two_values_names_both_rows(take: Any) -> None:
    with pytest.raises(
        RuleBroken, match=r"„file.csv“, Zeile 3: .*zwei verschiedene Werte \(Zeilen 2 und 3: 1.0 und 2.0\)"
    ):
        take(new_row(value="1"), new_row(value="2"))
    assert (Dataset.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_file_that_breaks_off_keeps_nothing(take: Any) -> None:
    with pytest.raises(RuleBroken, match="Nichts wurde übernommen"):
        take(new_row(), new_row("12")[:-30])
    assert Dataset.objects.count() == 0


def test_import_needs_someone_who_keeps_the_plan(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        import_file(tmp_path / "x", "probe", actor=PUBLIC)


def test_reader_may_not_import(tmp_path: Path, reader: Actor) -> None:
    with pytest.raises(NotAllowed):
        import_file(tmp_path / "x", "probe", actor=reader)


@pytest.mark.parametrize("vintage", ["gestern", "2199-01-01"])
def test_vintage_that_cannot_be_is_refused(take: Any, vintage: str) -> None:
    with pytest.raises(RuleBroken, match="Datenstand"):
        take(new_row(), vintage=vintage)


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"unit": "Tsd."}, "bisher Anzahl, jetzt Tsd."), ({"label": "Andere Betriebe"}, "jetzt „Andere Betriebe“"),
     ({"name": "Groß-Berlin"}, "jetzt „Groß-Berlin“")],
)  # fmt: skip
def test_changed_unit_definition_or_territory_is_refused(take: Any, changed: dict[str, str], said: str) -> None:
    take(new_row())
    with pytest.raises(RuleBroken, match=said):
        take(new_row(value="13", **changed), vintage="2023-03-01")
    assert Release.objects.count() == 1


def test_changed_definition_can_be_marked_as_a_break(take: Any) -> None:
    take(new_row())
    done = take(new_row(label="Andere Betriebe"), vintage="2023-03-01", mark_breaks=True)
    assert (done.release.breaks, [one.kind for one in done.breaks]) == (True, ["definition"])


def test_state_imported_late_is_compared_with_the_one_after_it(take: Any) -> None:
    take(new_row())
    with pytest.raises(RuleBroken, match="Einheit"):
        take(new_row(unit="Tsd."), vintage="2021-12-01")


def test_slice_as_known_now_has_the_last_word_on_each_key(take: Any) -> None:
    take(new_row(value="1"), new_row(period="2020", value="5"))
    take(new_row(value="2"), vintage="2023-03-01")
    assert _values(slice_of(dataset_named("probe"), {})) == [("11", "2020", 5.0), ("11", "2021", 2.0)]


def test_slice_as_known_then_does_not_know_the_revision(take: Any) -> None:
    take(new_row(value="1"))
    take(new_row(value="2"), vintage="2023-03-01")
    then = slice_of(dataset_named("probe"), {}, as_of=date(2023, 2, 28))
    assert (_values(then), then.vintages) == ([("11", "2021", 1.0)], ("2022-03-01",))


def test_slice_before_the_first_state_is_not_found(take: Any) -> None:
    take(new_row())
    with pytest.raises(NotFound):
        slice_of(dataset_named("probe"), {}, as_of=date(2000, 1, 1))


def test_slice_joins_states_with_other_dimensions(take: Any) -> None:
    take(new_row(value="1"))
    take(new_row(value="3").replace("GES;Geschlecht;;Insgesamt", "WZ;Zweig;C;Gewerbe"), vintage="2023-03-01")
    rows = slice_of(dataset_named("probe"), {}).rows
    assert [(row["d_ges"], row["d_wz"], row["value"]) for row in rows] == [("", "C", 3.0), ("INSGESAMT", "", 1.0)]


def test_filter_by_dimension_code(take: Any) -> None:
    take(new_row(), new_row(value="7").replace(";;Insgesamt", ";GESW;weiblich"))
    assert _values(slice_of(dataset_named("probe"), {"GES": "GESW"})) == [("11", "2021", 7.0)]


def test_filter_that_is_unknown_names_those_there_are(take: Any) -> None:
    take(new_row())
    with pytest.raises(RuleBroken, match="GES"):
        slice_of(dataset_named("probe"), {"value); DROP TABLE": "1"})


def test_value_of_a_filter_is_never_text_of_the_question(take: Any) -> None:
    take(new_row())
    assert slice_of(dataset_named("probe"), {"measure": "x' OR '1'='1"}).rows == ()


def test_ranking_gives_places_and_leaves_signs_last(take: Any) -> None:
    take(new_row("01", value="2"), new_row("02", value="9"), new_row("03", value="."), new_row("04", value="9"))
    found = ranking(dataset_named("probe"), {"measure": "PRB001", "period": "2021"})
    assert [(row["place"], row["region"]) for row in found.rows] == [(1, "02"), (1, "04"), (3, "01"), (None, "03")]


def test_ranking_with_several_values_for_a_region_names_what_to_choose(take: Any) -> None:
    take(new_row(), new_row(value="7").replace(";;Insgesamt", ";GESW;weiblich"))
    with pytest.raises(RuleBroken, match="Bitte festlegen: GES"):
        ranking(dataset_named("probe"), {"measure": "PRB001", "period": "2021"})


def test_differences_list_exactly_what_changed(take: Any) -> None:
    first = take(new_row("01", value="1"), new_row("02", value="2"), new_row("03", value="3"))
    second = take(new_row("01", value="1"), new_row("02", value="."), new_row("04", value="4"), vintage="2023-03-01")
    found = differences(first.release, second.release)
    assert [(one.kind, one.key["region_code"], one.before, one.after) for one in found] == [
        ("changed", "02", 2.0, "secret"),
        ("removed", "03", 3.0, None),
        ("added", "04", None, 4.0),
    ]


def test_data_set_is_found_by_title_and_unknown_ones_are_named(take: Any) -> None:
    take(new_row())
    with pytest.raises(NotFound, match="„probe“"):
        dataset_named("anderes")


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_two_statements(tmp_path: Path, count: int, django_assert_num_queries: Any) -> None:
    for number in range(count):
        path = tmp_path / "file.csv"
        path.write_bytes(samples.new_flat(new_row(value=str(number))))
        import_file(path, f"probe-{number}", actor=ACTOR)
    with django_assert_num_queries(2):
        assert len(list_datasets()) == count


def test_mapping_is_remembered_for_the_next_file(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(samples.tidy_csv())
    mapping = ColumnMapping("Wert", period="Jahr", region="Bezirk", dimensions=("Geschlecht",), decimal=",")
    import_file(path, "eigene", actor=ACTOR, mapping=mapping)
    path.write_bytes(samples.tidy_csv().replace(b"1,5", b"1,6"))
    assert import_file(path, "eigene", actor=ACTOR).manifest["rows"] == 3


def test_duckdb_reads_nothing_but_stored_files(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with pytest.raises(Exception, match=r"(?i)permission|disabled"):
        DuckDB(connection()).ask(Question("SELECT * FROM read_csv(:path)", {"path": str(tmp_path / "secret.csv")}))


class TestSubscription:
    def test_delivers_every_state_kept_so_far(self, take: Any, indicator: Indicator) -> None:
        take(new_row(value="1"))
        take(new_row(value="2"), vintage="2023-03-01")
        _, deliveries = subscribe(indicator, dataset_named("probe"), measure="PRB001", actor=ACTOR)
        assert [(one.vintage, one.added) for one in deliveries] == [("2022-03-01", 1), ("2023-03-01", 1)]

    def test_new_state_adds_and_lists_what_it_revises(self, take: Any, indicator: Indicator) -> None:
        take(new_row(value="1"), new_row("12", value="5", name="Brandenburg"))
        subscribe(indicator, dataset_named("probe"), measure="PRB001", actor=ACTOR)
        done = take(new_row(value="2"), new_row("12", value="5", name="Brandenburg"), vintage="2023-03-01")
        revised = done.deliveries[0].revised
        assert [(one.region, one.period, one.before, one.after) for one in revised] == [("11", "2021", "1", "2")]

    def test_nothing_is_overwritten(self, take: Any, indicator: Indicator) -> None:
        take(new_row(value="1"))
        subscribe(indicator, dataset_named("probe"), measure="PRB001", actor=ACTOR)
        take(new_row(value="."), vintage="2023-03-01")
        kept = Observation.objects.order_by("vintage").values_list("vintage", "value", "sign")
        assert list(kept) == [("2022-03-01", Decimal(1), ""), ("2023-03-01", None, "secret")]

    def test_state_without_news_adds_nothing(self, take: Any, indicator: Indicator) -> None:
        take(new_row(value="1"))
        subscribe(indicator, dataset_named("probe"), measure="PRB001", actor=ACTOR)
        done = take(
            new_row(value="1"), new_row(value="8", label="Anderes").replace("PRB001", "PRB002"), vintage="2023-03-01"
        )
        assert done.deliveries[0].added == 0

    def test_regions_are_those_agreed_to(self, take: Any, indicator: Indicator) -> None:
        take(new_row("01", value="1"), new_row("02", value="2"))
        subscribe(indicator, dataset_named("probe"), measure="PRB001", regions={"02": "11"}, actor=ACTOR)
        assert list(Observation.objects.values_list("region", "value")) == [("11", Decimal(2))]

    def test_uncertain_sign_becomes_unknown_and_uncertain(self, take: Any, indicator: Indicator) -> None:
        take(new_row(value="/"))
        subscribe(indicator, dataset_named("probe"), measure="PRB001", actor=ACTOR)
        assert list(Observation.objects.values_list("sign", "flag")) == [("unknown", "uncertain")]

    def test_other_unit_stops_the_delivery(self, take: Any, indicator: Indicator) -> None:
        take(new_row(value="1"))
        subscribe(indicator, dataset_named("probe"), measure="PRB001", actor=ACTOR)
        done = take(new_row(value="2", unit="Tsd."), vintage="2023-03-01", mark_breaks=True)
        assert (done.deliveries[0].refused.startswith("Einheit"), Observation.objects.count()) == (True, 1)

    def test_marked_break_marks_where_the_states_meet(self, take: Any, indicator: Indicator) -> None:
        take(new_row(period="2019", value="1"), new_row(period="2020", value="2"))
        subscribe(indicator, dataset_named("probe"), measure="PRB001", actor=ACTOR)
        rows = [new_row(period="2020", value="2", label="Neu"), new_row(period="2021", value="3", label="Neu")]
        take(*rows, vintage="2023-03-01", mark_breaks=True)
        broken = Observation.objects.filter(breaks=True).values_list("period", "vintage")
        assert list(broken) == [("2020", "2023-03-01")]

    def test_same_vintage_with_another_value_is_refused(self, take: Any, indicator: Indicator) -> None:
        take(new_row(value="1"))
        subscribe(indicator, dataset_named("probe"), measure="PRB001", actor=ACTOR)
        done = take(new_row(value="2"))
        assert "anders datieren" in done.deliveries[0].refused

    def test_slice_with_several_values_is_refused(self, take: Any, indicator: Indicator) -> None:
        take(new_row(), new_row(value="7").replace(";;Insgesamt", ";GESW;weiblich"))
        with pytest.raises(RuleBroken, match="mehrere Werte"):
            subscribe(indicator, dataset_named("probe"), measure="PRB001", actor=ACTOR)

    def test_empty_slice_is_refused(self, take: Any, indicator: Indicator) -> None:
        take(new_row())
        with pytest.raises(RuleBroken, match="kein Wert"):
            subscribe(indicator, dataset_named("probe"), measure="XYZ", actor=ACTOR)

    def test_ended_subscription_brings_nothing(self, take: Any, indicator: Indicator) -> None:
        done = take(new_row(value="1"))
        subscribe(indicator, dataset_named("probe"), measure="PRB001", actor=ACTOR)
        unsubscribe(Subscription.objects.get(), actor=ACTOR)
        assert list(deliver(done.release, actor=ACTOR)) == []
