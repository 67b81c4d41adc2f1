"""``statistics fetch``: into a file or the library, whole or not at all."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from leitstand.domain.statistics.live.sources import fetch
from leitstand.domain.statistics.models import Release
from leitstand.foundation.errors import RuleBroken
from leitstand.interfaces.cli import statistics_fetch
from tests.domain.statistics.live.office import Office, cut, says, says_json

ROOT = "/genesisws/rest/2020"
HEAD = (
    "statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;"
    "1_variable_attribute_code;1_variable_attribute_label;value;value_unit;value_variable_code;value_variable_label"
)
ROW = "99999;Probe;JAHR;Jahr;2024;DLAND;Bundesländer;11;Berlin;.;Anzahl;PRB001;Probebetriebe"
Run = Callable[..., int]


@pytest.fixture
def run(office: Office, configured: Path, monkeypatch: pytest.MonkeyPatch, limits: Any, patience: Any) -> Run:
    """Run ``fetch genesis 99999-0001 …`` with the small patience of tests; returns the exit status."""
    office.on(f"{ROOT}/helloworld/logincheck", says_json({"Status": "erfolgreich", "Username": "DE12345"}))

    def impatient(*asked: Any, **more: Any) -> Any:
        return fetch(*asked, **more, limits=limits, patience=patience)

    monkeypatch.setattr(statistics_fetch, "fetch", impatient)

    def running(*arguments: str) -> int:
        parser = argparse.ArgumentParser()
        statistics_fetch.register(parser.add_subparsers())
        chosen = parser.parse_args(["fetch", "genesis", "99999-0001", *arguments])
        return int(chosen.command(chosen))

    return running


def test_table_is_written_into_a_file(office: Office, run: Run, tmp_path: Path, capsys: Any) -> None:
    office.on(f"{ROOT}/data/tablefile", says(f"{HEAD}\n{ROW}\n"))
    assert run("--filter", "startyear=2024", "-o", str(tmp_path / "out.csv")) == 0
    assert (tmp_path / "out.csv").read_text("utf-8") == f"{HEAD}\n{ROW}\n"
    assert office.asked[-1].form["startyear"] == "2024"
    assert capsys.readouterr().out.startswith("Neu, abgerufen am ")


def test_failure_leaves_no_file(office: Office, run: Run, tmp_path: Path, capsys: Any) -> None:
    office.on(f"{ROOT}/data/tablefile", cut)
    assert run("-o", str(tmp_path / "out.csv")) == 1
    assert [path.name for path in tmp_path.iterdir()] == []
    assert capsys.readouterr().err.count("\n") == 1


def test_failure_writes_the_last_state_and_says_so(office: Office, run: Run, tmp_path: Path, capsys: Any) -> None:
    office.on(f"{ROOT}/data/tablefile", says(f"{HEAD}\n{ROW}\n"), cut)
    run("-o", str(tmp_path / "first.csv"))
    assert run("-o", str(tmp_path / "second.csv")) == 1
    assert (tmp_path / "second.csv").read_bytes() == (tmp_path / "first.csv").read_bytes()
    assert "Verwendet wird der letzte Stand, abgerufen am " in capsys.readouterr().err


@pytest.mark.parametrize("said", [["x"], ["=1"], ["a="], ["a=1", "a=2"]])
def test_filter_that_is_none_is_refused(run: Run, tmp_path: Path, said: list[str]) -> None:
    filters = [part for one in said for part in ("--filter", one)]
    with pytest.raises(RuleBroken, match="Filter"):
        run(*filters, "-o", str(tmp_path / "out.csv"))


@pytest.mark.django_db
def test_table_becomes_a_published_state(office: Office, run: Run) -> None:
    office.on(f"{ROOT}/data/tablefile", says(f"{HEAD}\n{ROW}\n"))
    assert run("--dataset", "probe") == 0
    assert Release.objects.get().manifest["rows"] == 1


@pytest.mark.django_db
def test_failure_leaves_the_library_as_it_is(office: Office, run: Run) -> None:
    office.on(f"{ROOT}/data/tablefile", says(f"{HEAD}\n{ROW}\n"), cut)
    run("--dataset", "probe")
    assert run("--dataset", "probe") == 1
    assert Release.objects.count() == 1
