"""Uploads on their way: what happens to one that is given up, or cannot be kept, while a job is at it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from leitstand.domain.papers.models import Fulltext, Paper, Received
from leitstand.domain.papers.operations import receiving
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.files.models import StoredFile
from leitstand.foundation.jobs.holding import held

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


@pytest.mark.parametrize("verb", [receiving.give_up, receiving.again])
def test_file_being_taken_in_is_left_to_its_job(verb: Callable[..., None], sent: Received, office: Actor) -> None:
    Received.objects.update(state=Received.State.TAKING)
    with held(sent.lock), pytest.raises(RuleBroken, match="gerade"):
        verb(Received.objects.get(), actor=office)
    assert StoredFile.objects.count() == 1


def test_file_that_could_not_be_kept_waits_for_another_try(sent: Received, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_parts: Any, **_named: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(receiving, "add_file", full)
    Received.objects.update(state=Received.State.CONFIRMED)
    receiving.take_received.func(sent.pk)
    row = Received.objects.get()
    assert (row.state, row.problem) == ("read", "Die Datei ließ sich nicht ablegen. Bitte noch einmal bestätigen.")


def test_file_of_a_paper_removed_meanwhile_is_not_given_to_it(sent: Received, office: Actor) -> None:
    paper = Paper.objects.create(key="weg", title="Weg", body="Amt", removed_on="2024-01-01")
    Received.objects.update(state=Received.State.CONFIRMED, paper=paper)
    receiving.take_received.func(sent.pk)
    row = Received.objects.get()
    assert (row.state, paper.fulltexts.count()) == ("read", 0)


class Killed(BaseException):
    """Ends a job where it stands, as the system does: nothing after it is carried out."""


@pytest.fixture
def confirmed(sent: Received, office: Actor) -> Received:
    """A file that was read and confirmed as a new paper."""
    receiving.read_received.func(sent.pk)
    receiving.confirm(Received.objects.get(), {"title": "Plan", "body": "Amt Neuland"}, None, actor=office)
    return Received.objects.get()


def _cut_off_in(name: str, row: Received, monkeypatch: pytest.MonkeyPatch) -> Received:
    def dies(*_parts: Any, **_named: Any) -> Any:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(receiving, name, dies)
        with pytest.raises(Killed):
            receiving.take_received.func(row.pk)
    return Received.objects.get()


@pytest.mark.parametrize("place", ["add_file", "_taken"])
def test_file_whose_worker_was_killed_is_taken_in_once(
    confirmed: Received, office: Actor, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    row = _cut_off_in(place, confirmed, monkeypatch)
    assert (row.state, receiving.cut_off([row])) == ("taking", {row.pk})
    receiving.again(row, actor=office)
    receiving.take_received.func(row.pk)
    counts = (Paper.objects.count(), Fulltext.objects.count(), StoredFile.objects.count())
    assert (Received.objects.get().state, counts) == ("done", (1, 1, 1))


def test_file_whose_worker_was_killed_can_be_given_up(
    confirmed: Received, office: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiving.give_up(_cut_off_in("add_file", confirmed, monkeypatch), actor=office)
    assert (Received.objects.count(), StoredFile.objects.count(), Paper.objects.count()) == (0, 0, 0)


def test_file_given_up_after_it_was_taken_in_leaves_the_paper(
    confirmed: Received, office: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiving.give_up(_cut_off_in("_taken", confirmed, monkeypatch), actor=office)
    assert (Received.objects.count(), StoredFile.objects.count(), Paper.objects.count()) == (0, 1, 1)


def test_file_whose_reader_was_killed_is_read_again(
    sent: Received, office: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    Received.objects.update(state=Received.State.READING)
    assert receiving.cut_off(Received.objects.all()) == {sent.pk}
    receiving.again(Received.objects.get(), actor=office)
    receiving.read_received.func(sent.pk)
    assert Received.objects.get().state == "read"


def test_file_at_work_or_in_line_is_not_cut_off(sent: Received) -> None:
    assert receiving.cut_off(Received.objects.all()) == set()
    Received.objects.update(state=Received.State.TAKING)
    with held(sent.lock):
        assert receiving.cut_off(Received.objects.all()) == set()
