"""Data sets that a service supplies: fetched when due, the last state kept and labelled when it does not answer."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from leitstand.domain.indicators.models import Indicator, Observation
from leitstand.domain.statistics.models import Dataset, Fetch, Release
from leitstand.domain.statistics.operations import connect, fetch_due, fetch_now, import_file, subscribe
from leitstand.foundation import clock
from leitstand.foundation.actor import PUBLIC, system
from leitstand.foundation.errors import NotAllowed, RuleBroken
from leitstand.foundation.history import writing
from leitstand.interfaces.cli.main import run
from tests.domain.statistics import samples
from tests.domain.statistics.live.conftest import LIMITS, PATIENCE, configured, office
from tests.domain.statistics.live.office import Office, cut, says, says_json
from tests.domain.statistics.samples import new_row

__all__ = ["configured", "office"]
pytestmark = pytest.mark.django_db
ACTOR = system("Test")
ROOT = "/genesisws/rest/2020"
CARE = {"limits": LIMITS, "patience": PATIENCE}


@pytest.fixture
def supplied(office: Office, configured: Path, tmp_path: Path) -> Dataset:
    """A data set with one state of March 2022 that GENESIS supplies every 30 days; the office lets us in."""
    office.on(f"{ROOT}/helloworld/logincheck", says_json({"Status": "erfolgreich", "Username": "DE12345"}))
    path = tmp_path / "file.csv"
    path.write_bytes(samples.new_flat(new_row(value="1")))
    import_file(path, "probe", actor=ACTOR, vintage="2022-03")
    dataset = Dataset.objects.get()
    connect(dataset, service="genesis", table="99999-0001", query={}, every_days=30, actor=ACTOR)
    return dataset


def answers(office: Office, *replies: Callable[..., None]) -> None:
    office.on(f"{ROOT}/data/tablefile", *replies)


NEW = says(samples.new_flat(new_row(value="1"), new_row(period="2022", value="2")))


def outcomes() -> list[str]:
    return list(Fetch.objects.order_by("pk").values_list("outcome", flat=True))


def test_due_data_set_is_fetched_and_imported(office: Office, supplied: Dataset) -> None:
    answers(office, NEW)
    fetch_due(**CARE)
    assert (outcomes(), Release.objects.count()) == (["new"], 2)


def test_fetched_state_reaches_the_subscribed_indicator(office: Office, supplied: Dataset) -> None:
    indicator = Indicator(key="betriebe", title="Betriebe", unit="Anzahl", polarity="up", origin="official")
    writing.create(ACTOR, [writing.Row(indicator)])
    subscribe(indicator, supplied, measure="PRB001", actor=ACTOR)
    answers(office, NEW)
    fetch_due(**CARE)
    assert list(Observation.objects.order_by("period").values_list("period", flat=True)) == ["2021", "2022"]


def test_data_set_is_not_asked_for_again_before_its_days_are_over(office: Office, supplied: Dataset) -> None:
    answers(office, NEW)
    fetch_due(**CARE)
    with clock.at(clock.now() + timedelta(days=29)):
        assert fetch_due(**CARE) == []


def test_unchanged_answer_is_no_new_state(office: Office, supplied: Dataset) -> None:
    answers(office, NEW)
    fetch_due(**CARE)
    with clock.at(clock.now() + timedelta(days=31)):
        fetch_due(**CARE)
    assert (outcomes(), Release.objects.count()) == (["new", "unchanged"], 2)


def test_source_down_keeps_the_last_state_and_says_so(office: Office, supplied: Dataset) -> None:
    answers(office, cut)
    tried = fetch_due(**CARE)[0]
    supplied.refresh_from_db()
    assert (tried.imported, outcomes(), Release.objects.get().vintage) == (None, ["failed"], "2022-03")
    assert (supplied.failing_since is not None, supplied.failing_reason) == (True, tried.fetch.label)


def test_failure_is_tried_again_the_day_after(office: Office, supplied: Dataset) -> None:
    answers(office, cut)
    fetch_due(**CARE)
    assert fetch_due(**CARE) == []
    with clock.at(clock.now() + timedelta(days=1, minutes=1)):
        assert len(fetch_due(**CARE)) == 1


def test_source_that_answers_again_is_well_again(office: Office, supplied: Dataset) -> None:
    answers(office, cut)
    fetch_now(supplied, actor=ACTOR, **CARE)
    answers(office, NEW)
    fetch_now(supplied, actor=ACTOR, **CARE)
    supplied.refresh_from_db()
    assert (supplied.failing_since, supplied.failing_reason) == (None, "")


def test_answer_that_does_not_fit_is_not_joined(office: Office, supplied: Dataset) -> None:
    answers(office, says(samples.new_flat(new_row(value="2", unit="Tsd."))))
    fetch_due(**CARE)
    supplied.refresh_from_db()
    assert ("Einheit" in supplied.failing_reason, Release.objects.count()) == (True, 1)


def test_service_that_is_not_configured_is_never_asked(office: Office, supplied: Dataset, settings: Any) -> None:
    settings.OPTIONS = {**settings.OPTIONS, "GENESIS_USER": "", "GENESIS_PASSWORD": ""}
    assert (fetch_due(**CARE), office.asked) == ([], [])


@pytest.mark.django_db(transaction=True)
def test_tick_fetches_what_is_due(office: Office, supplied: Dataset, capsys: Any, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    answers(office, NEW)
    assert (run(["tick"]), outcomes()) == (0, ["new"])
    assert "Neu, abgerufen am" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("values", "code"),
    [({"table": "../../etc"}, "table"), ({"every_days": 0}, "every"), ({"every_days": 400}, "every")],
)
def test_connection_that_cannot_be_is_refused(supplied: Dataset, values: dict[str, Any], code: str) -> None:
    said = {"service": "genesis", "table": "1", "query": {}, "every_days": 3} | values
    with pytest.raises(RuleBroken) as caught:
        connect(supplied, **{**said, "table": said["table"] if code == "table" else "99999-0001"}, actor=ACTOR)
    assert caught.value.code == code


def test_data_set_of_files_only_cannot_be_fetched(supplied: Dataset) -> None:
    connect(supplied, service="", table="", query={}, every_days=0, actor=ACTOR)
    with pytest.raises(RuleBroken, match="keinem Dienst"):
        fetch_now(supplied, actor=ACTOR)


def test_public_may_not_fetch(supplied: Dataset) -> None:
    with pytest.raises(NotAllowed):
        fetch_now(supplied, actor=PUBLIC)
