"""The round from the command line: opening, chasing, closing, and a whole round played."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from leitstand.domain.exchange.synthetic import load_synthetic
from leitstand.domain.plans.models import Status
from leitstand.domain.reporting.models import Round
from leitstand.domain.reporting.operations.demonstration import invent_people
from leitstand.foundation.actor import system
from leitstand.foundation.history.recording import verify
from leitstand.foundation.mail.models import Message
from leitstand.interfaces.cli.main import run

SYSTEM = system("Test")


@pytest.fixture
def plan_with_people(db: None) -> None:
    load_synthetic(6, 3, 1, 1, actor=SYSTEM, all_running=True)
    invent_people(3, 1, actor=SYSTEM)


@pytest.mark.usefixtures("plan_with_people")
class TestRound:
    def test_dry_run_opens_nothing(self, capsys: Any) -> None:
        assert (run(["round", "open", "--dry-run"]), Round.objects.count()) == (0, 0)

    def test_open_mails_everyone(self, capsys: Any) -> None:
        assert (run(["round", "open"]), Message.objects.count()) == (0, 3)

    def test_open_twice_is_said_in_a_sentence(self, capsys: Any) -> None:
        run(["round", "open"])
        assert (run(["round", "open"]), "noch offen" in capsys.readouterr().err) == (1, True)

    def test_remind_twice_mails_nobody(self, capsys: Any) -> None:
        run(["round", "open"])
        run(["round", "remind"])
        assert capsys.readouterr().out.splitlines()[-1] == "0 Mails im Postausgang."

    def test_close_without_a_reason_names_the_gaps(self, capsys: Any) -> None:
        run(["round", "open"])
        assert (run(["round", "close"]), "fehlt eine Meldung" in capsys.readouterr().err) == (1, True)

    def test_round_goes_from_opening_to_publication(self, capsys: Any) -> None:
        commands = (["open"], ["close", "--reason", "Probe"], ["freeze"], ["publish"])
        assert ([run(["round", *one]) for one in commands], Round.objects.get().state) == ([0] * 4, "published")

    def test_freeze_without_a_round_is_said_in_a_sentence(self, capsys: Any) -> None:
        assert (run(["round", "freeze"]), "Es gibt keine Runde" in capsys.readouterr().err) == (1, True)


@pytest.mark.django_db
def test_demonstration_has_two_published_rounds_and_an_open_one_all_invented() -> None:
    run(["demo", "load"])
    rounds = Round.objects.order_by("period_ends").values_list("state", "demonstration")
    facts = Status.objects.filter(author__startswith="Runde").count()
    assert (list(rounds), facts, verify()) == ([("published", True), ("published", True), ("open", True)], 0, None)


def test_played_round_breaks_no_rule_and_leaves_this_instance_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEITSTAND_DATA_DIR", str(tmp_path))
    command = [sys.executable, "-m", "leitstand", "round", "simulate", "--contacts", "12", "--measures", "24"]
    played = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert (played.returncode, played.stderr, list(tmp_path.glob("*.sqlite3"))) == (0, "", [])
