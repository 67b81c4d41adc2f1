"""The command line: what each command does, says, and answers with."""

import argparse
import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from leitstand.domain.institutions.models import Account
from leitstand.domain.plans.models import Measure, MeasureEntry, Plan
from leitstand.foundation.instance.kind import is_demonstration
from leitstand.foundation.links import address_of
from leitstand.interfaces.cli import demo, main, serving
from leitstand.interfaces.cli.main import run
from leitstand.settings.options import OPTIONS

pytestmark = pytest.mark.django_db
EVERYWHERE = "0.0.0.0"  # noqa: S104 - to see that it is refused


def test_init_makes_a_real_instance_with_one_administrator() -> None:
    assert (run(["init"]), is_demonstration(), Account.objects.get().role) == (0, False, "administrator")


def test_init_prints_where_the_first_password_is_chosen(capsys: Any, client: Any) -> None:
    run(["init", "--admin", "a@example.org"])
    link = re.search(r"http://[^/]+(/\S+)", capsys.readouterr().out)
    assert link is not None
    assert client.get(link[1], follow=True).status_code == 200


def test_init_twice_keeps_the_one_administrator() -> None:
    run(["init"])
    assert (run(["init"]), Account.objects.count()) == (0, 1)


def test_demo_load_makes_a_demonstration_with_berlins_plan() -> None:
    assert (run(["demo", "load"]), is_demonstration(), Plan.objects.get().key) == (0, True, "masterplan-industrie")


def test_demo_load_twice_changes_nothing(capsys: Any) -> None:
    run(["demo", "load"])
    before = Measure.objects.count(), Account.objects.count()
    assert (run(["demo", "load"]), Measure.objects.count(), Account.objects.count()) == (0, *before)


def test_demo_load_after_init_is_possible_while_nobody_signed_in() -> None:
    run(["init"])
    assert (run(["demo", "load"]), is_demonstration()) == (0, True)


@pytest.mark.usefixtures("berlin")
def test_demo_load_into_a_real_plan_is_refused(capsys: Any) -> None:
    run(["init"])
    assert (run(["demo", "load"]), "bereits eingerichtet" in capsys.readouterr().err) == (1, True)


def test_demo_large_has_the_asked_size() -> None:
    run(["demo", "large", "--measures", "7", "--institutions", "5", "--editions", "2"])
    assert (Measure.objects.count(), Plan.objects.get().title) == (7, "Erfundener Probeplan")


@pytest.mark.usefixtures("berlin")
def test_demo_large_needs_an_empty_database(capsys: Any) -> None:
    assert (run(["demo", "large"]), Plan.objects.count()) == (1, 1)


@pytest.mark.usefixtures("berlin")
class TestPlan:
    def test_package_goes_out_and_in_without_a_change(self, tmp_path: Path, capsys: Any) -> None:
        run(["plan", "export", str(tmp_path / "paket")])
        status = run(["plan", "import", str(tmp_path / "paket")])
        assert (status, "0 Änderungen" in capsys.readouterr().out) == (0, True)

    def test_workbook_goes_out_and_in_without_a_change(self, tmp_path: Path, capsys: Any) -> None:
        run(["plan", "export", str(tmp_path / "plan.xlsx")])
        status = run(["plan", "import", str(tmp_path / "plan.xlsx")])
        assert (status, "0 Änderungen" in capsys.readouterr().out) == (0, True)

    def test_dry_run_changes_nothing(self, tmp_path: Path, capsys: Any) -> None:
        package = tmp_path / "paket"
        run(["plan", "export", str(package)])
        file = package / "institutions.yaml"
        file.write_text(file.read_text("utf-8").replace("name: IHK Berlin", "name: IHK zu Berlin"), "utf-8")
        run(["plan", "import", str(package), "--dry-run"])
        assert "1 Änderungen" in capsys.readouterr().out

    def test_missing_path_is_said_in_a_sentence(self, tmp_path: Path, capsys: Any) -> None:
        assert (run(["plan", "import", str(tmp_path / "nichts")]), "gibt es nicht" in capsys.readouterr().err) == (
            1,
            True,
        )

    def test_broken_workbook_is_said_in_a_sentence(self, tmp_path: Path, capsys: Any) -> None:
        (tmp_path / "kaputt.xlsx").write_bytes(b"kein Archiv")
        status = run(["plan", "import", str(tmp_path / "kaputt.xlsx")])
        assert (status, "Traceback" in capsys.readouterr().err) == (1, False)


@pytest.mark.usefixtures("berlin")
class TestHistory:
    def test_whole_history_is_confirmed(self, capsys: Any) -> None:
        assert (run(["history", "verify"]), "Unverändert" in capsys.readouterr().out) == (0, True)

    def test_first_broken_entry_is_named(self, capsys: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE history_entry SET content = content || ' ' WHERE number >= 5")
        assert (run(["history", "verify"]), "Eintrag 5" in capsys.readouterr().err) == (1, True)

    def test_adopted_edition_changed_past_us_is_named(self, capsys: Any) -> None:
        MeasureEntry.objects.filter(key="2010.tegel").update(title="Heimlich geändert")
        assert (run(["history", "verify"]), "2010" in capsys.readouterr().err) == (1, True)

    def test_export_has_one_line_for_each_entry(self, capsys: Any) -> None:
        run(["history", "export"])
        assert capsys.readouterr().out.count("\n") > 700


@pytest.mark.django_db(transaction=True)
def test_tick_says_what_it_sent(capsys: Any, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    assert (run(["tick"]), "0 gesendet" in capsys.readouterr().out) == (0, True)


def test_demonstration_is_not_served_to_others_unasked(capsys: Any) -> None:
    run(["demo", "large", "--measures", "1", "--institutions", "4", "--editions", "1"])
    status = run(["serve", "--host", EVERYWHERE])
    assert (status, "LEITSTAND_DEMO_PUBLIC" in capsys.readouterr().err) == (1, True)


@pytest.mark.parametrize(
    ("host", "local"), [("127.0.0.1", True), ("localhost", True), ("::1", True), (EVERYWHERE, False)]
)
def test_local_hosts(host: str, local: bool) -> None:
    assert serving._is_local(host) == local


def test_options_shows_every_option(capsys: Any) -> None:
    run(["options"])
    assert capsys.readouterr().out.count("LEITSTAND_") >= 16


def test_options_are_explained_in_german(capsys: Any) -> None:
    run(["options"])
    said = capsys.readouterr().out
    assert [
        option.name for option in OPTIONS if f"    {option.help}\n" not in said or option.help == option.documented
    ] == []


class TestAddress:
    """Where links in mails lead when a demonstration is started."""

    @pytest.fixture(autouse=True)
    def _address_of_the_tests(self, settings: Any) -> None:
        settings.BASE_URL = "http://127.0.0.1:8000"

    @pytest.mark.parametrize(
        ("host", "address"), [("127.0.0.1", "http://127.0.0.1:8123"), ("::1", "http://[::1]:8123")]
    )
    def test_links_lead_to_the_address_announced(self, host: str, address: str, monkeypatch: Any) -> None:
        monkeypatch.delenv(serving.BASE_URL, raising=False)
        assert (demo._be_reached_at(host, 8123), address_of("r.haus").startswith(f"{address}/")) == (address, True)

    def test_worker_learns_the_address(self, monkeypatch: Any) -> None:
        monkeypatch.delenv(serving.BASE_URL, raising=False)
        demo._be_reached_at("127.0.0.1", 8123)
        assert serving._environment_of_worker()[serving.BASE_URL] == "http://127.0.0.1:8123"

    def test_links_lead_where_the_operator_says(self, settings: Any, monkeypatch: Any) -> None:
        monkeypatch.setenv(serving.BASE_URL, "http://leitstand.example")
        settings.BASE_URL = "http://leitstand.example"
        demo._be_reached_at("127.0.0.1", 8123)
        assert address_of("r.haus").startswith("http://leitstand.example/")


@pytest.mark.parametrize(("room", "words"), main.ROOMS.items())
def test_room_holds_the_commands_it_is_listed_with(room: str, words: tuple[str, ...]) -> None:
    for word in words:
        shown = next(a for a in main.parser(word)._actions if isinstance(a, argparse._SubParsersAction))
        assert tuple(shown.choices) == words, room
