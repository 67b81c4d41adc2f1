"""Uploads on their way: what happens to one that is given up, or cannot be kept, while a job is at it."""

from pathlib import Path
from typing import Any

import pytest

from leitstand.domain.papers.models import Paper, Received
from leitstand.domain.papers.operations import receiving
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.files.models import StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(tmp_path: Path, office: Actor) -> Received:
    path = tmp_path / "plan.txt"
    path.write_text("# Plan\n\nWir wollen mehr Industrie in der Stadt.\n")
    return receiving.receive(path, "plan.txt", actor=office)


def test_file_given_up_while_it_is_read_does_not_come_back(
    sent: Received, office: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = receiving.read_apart

    def given_up_meanwhile(*parts: Any) -> Any:
        found = read(*parts)
        receiving.give_up(Received.objects.get(), actor=office)
        return found

    monkeypatch.setattr(receiving, "read_apart", given_up_meanwhile)
    receiving.read_received.func(sent.pk)
    assert (Received.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_file_being_taken_in_cannot_be_given_up(sent: Received, office: Actor) -> None:
    Received.objects.update(state=Received.State.TAKING)
    with pytest.raises(RuleBroken, match="gerade übernommen"):
        receiving.give_up(Received.objects.get(), actor=office)
    assert StoredFile.objects.count() == 1


def test_file_that_could_not_be_kept_waits_for_another_try(sent: Received, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_parts: Any, **_named: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(receiving, "add_file", full)
    Received.objects.update(state=Received.State.TAKING)
    receiving.take_received.func(sent.pk)
    row = Received.objects.get()
    assert (row.state, row.problem) == ("read", "Die Datei ließ sich nicht ablegen. Bitte noch einmal bestätigen.")


def test_file_of_a_paper_removed_meanwhile_is_not_given_to_it(sent: Received, office: Actor) -> None:
    paper = Paper.objects.create(key="weg", title="Weg", body="Amt", removed_on="2024-01-01")
    Received.objects.update(state=Received.State.TAKING, paper=paper)
    receiving.take_received.func(sent.pk)
    row = Received.objects.get()
    assert (row.state, paper.fulltexts.count()) == ("read", 0)
