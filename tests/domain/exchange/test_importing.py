"""Importing into the database: whole or not at all, twice without effect, and back out byte for byte."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leitstand.domain.exchange.checking import After
from leitstand.domain.exchange.dataset import read_database
from leitstand.domain.exchange.operations import Result, carry_out, preview
from leitstand.domain.exchange.queries import export_package, export_workbook
from leitstand.domain.exchange.tables import TABLES
from leitstand.domain.institutions.models import Institution
from leitstand.domain.papers.models import Paper
from leitstand.domain.plans.models import (
    Amendment,
    Edition,
    Measure,
    MeasureEntry,
    Milestone,
    Resolution,
    Responsibility,
    Topic,
)
from leitstand.domain.plans.queries import edition_content_hash
from leitstand.foundation.actor import PUBLIC, Actor, Role, system
from leitstand.foundation.errors import NotAllowed, RuleBroken
from leitstand.foundation.history import recording, writing
from tests.domain.exchange.samples import Excel, dataset, package, workbook

pytestmark = pytest.mark.django_db

OFFICE = Actor("account", "Büro", role=Role.OFFICE)


def bring(source: Path | BytesIO, **choices: Any) -> Result:
    return carry_out(preview(source, actor=OFFICE), actor=OFFICE, **choices)


def exported() -> BytesIO:
    file = BytesIO()
    export_workbook(file, actor=OFFICE)
    file.seek(0)
    return file


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def empty_the_database() -> None:
    Paper.objects.update(previous=None)
    for table in reversed(TABLES):
        table.model._default_manager.all().delete()


@pytest.fixture
def kept(db: None, tmp_path: Path) -> None:
    """The sample plan, imported."""
    bring(package(tmp_path / "sample"))


@pytest.mark.parametrize("form", ["package", "workbook"])
def test_export_import_export_gives_the_same_bytes(form: str, tmp_path: Path) -> None:
    bring(package(tmp_path / "sample") if form == "package" else workbook())
    export_package(tmp_path / "first", actor=OFFICE)
    first = exported()
    empty_the_database()
    bring(tmp_path / "first" if form == "package" else first)
    export_package(tmp_path / "second", actor=OFFICE)
    assert files(tmp_path / "second") == files(tmp_path / "first")
    assert exported().getvalue() == first.getvalue()


def test_an_import_keeps_every_value(kept: None) -> None:
    found, sample = read_database().living, dataset()
    sample.rows("resolutions")["2018.senat"]["content_hash"] = Resolution.objects.get().content_hash
    assert found.tables == sample.tables


def test_a_second_import_changes_nothing(kept: None, tmp_path: Path) -> None:
    before = recording.head()
    assert bring(package(tmp_path / "again")) == Result()
    assert bring(workbook()) == Result()
    assert recording.head() == before


def test_berlins_plan_goes_out_and_in(berlin: None, tmp_path: Path) -> None:
    export_package(tmp_path / "first", actor=OFFICE)
    first = exported()
    assert preview(first, actor=OFFICE).changes == []
    empty_the_database()
    plan = preview(first, actor=OFFICE)
    assert [str(problem) for problem in plan.errors] == []
    carry_out(plan, actor=OFFICE)
    export_package(tmp_path / "second", actor=OFFICE)
    assert files(tmp_path / "second") == files(tmp_path / "first")
    assert exported().getvalue() == first.getvalue()


def test_everything_is_in_the_history(kept: None) -> None:
    verbs = [entry.verb for entry in recording.all_entries()]
    assert sum(verb.endswith(".create") for verb in verbs) == len(dataset())
    assert verbs.count("exchange.import") == 1
    assert recording.verify() is None


def test_a_change_is_recorded_with_the_file_as_its_reason(kept: None) -> None:
    file = Excel(exported()).change("papers", "p1", "title", "Leitbild 2030").save()
    file.name = "büro.xlsx"
    assert bring(file) == Result(changed=1)
    content = recording.content_of(recording.history_of("papers.paper", "p1")[0])
    assert content["changes"] == {"title": ["Leitbild", "Leitbild 2030"]}
    assert content["reason"] == "Import aus büro.xlsx"
    assert content["actor"]["name"] == "Büro"


def test_a_package_is_known_by_the_name_that_people_gave_it(tmp_path: Path) -> None:
    plan = preview(package(tmp_path / "tmp123"), actor=OFFICE, name="plan.zip")
    carry_out(plan, actor=OFFICE)
    assert recording.history_of("exchange.import", "plan.zip").count() == 1


def test_a_removed_row_is_kept_as_removed_and_not_exported(kept: None) -> None:
    assert bring(Excel(exported()).remove("demands", "d1").save()) == Result(removed=1)
    assert "d1" in read_database().removed.rows("demands")
    assert "d1" not in read_database().living.rows("demands")


def test_a_file_with_errors_is_not_applied(kept: None) -> None:
    file = Excel(exported()).change("papers", "p1", "title", "Neu").change("events", "e1", "when", "bald").save()
    with pytest.raises(RuleBroken) as caught:
        bring(file)
    assert caught.value.code == "errors"
    assert Paper.objects.get(key="p1").title == "Leitbild"


def test_an_import_that_fails_late_leaves_nothing(kept: None) -> None:
    before = recording.head()
    file = Excel(exported()).change("papers", "p1", "title", "Neu").change("topics", "2018.1.1", "title", "Neu").save()
    plan = preview(file, actor=OFFICE)
    plan.editions_to_amend = ()  # as if the preview had not seen it
    with pytest.raises(RuleBroken) as caught:
        carry_out(plan, actor=OFFICE)
    assert caught.value.code == "frozen"
    assert Paper.objects.get(key="p1").title == "Leitbild"
    assert recording.head() == before


@pytest.mark.parametrize(("choice", "title"), [("file", "Aus der Datei"), ("here", "Hier")])
def test_a_conflict_is_applied_as_decided(kept: None, choice: str, title: str) -> None:
    file = Excel(exported()).change("papers", "p1", "title", "Aus der Datei").save()
    writing.update(OFFICE, Paper.objects.get(key="p1"), {"title": "Hier"})
    plan = preview(file, actor=OFFICE)
    with pytest.raises(RuleBroken) as caught:
        carry_out(plan, actor=OFFICE)
    assert caught.value.code == "undecided"
    carry_out(plan, actor=OFFICE, decisions={("papers", "p1"): choice})
    assert Paper.objects.get(key="p1").title == title


def test_a_removed_row_comes_back_if_decided_so(kept: None) -> None:
    file = Excel(exported()).change("demands", "d1", "text", "Viel mehr Lehrstellen").save()
    writing.remove(OFFICE, Paper.objects.get(key="p1").demands.get(key="d1"))
    bring(file, decisions={("demands", "d1"): "file"})
    demand = Paper.objects.get(key="p1").demands.get(key="d1")
    assert (demand.text, demand.removed_on) == ("Viel mehr Lehrstellen", None)


def test_a_change_between_preview_and_import_is_noticed(kept: None) -> None:
    plan = preview(Excel(exported()).change("papers", "p1", "title", "Datei").save(), actor=OFFICE)
    writing.update(OFFICE, Paper.objects.get(key="p1"), {"title": "Hier"})
    with pytest.raises(RuleBroken) as caught:
        carry_out(plan, actor=OFFICE)
    assert caught.value.code == "moved"
    assert Paper.objects.get(key="p1").title == "Hier"


def test_a_change_elsewhere_since_the_preview_does_no_harm(kept: None) -> None:
    plan = preview(Excel(exported()).change("papers", "p1", "title", "Datei").save(), actor=OFFICE)
    writing.update(OFFICE, Institution.objects.get(key="werk"), {"short_name": "WS"})
    assert carry_out(plan, actor=OFFICE) == Result(changed=1)


def test_an_adopted_edition_is_sealed(kept: None) -> None:
    resolution = Resolution.objects.get()
    assert resolution.content_hash == edition_content_hash(resolution.edition)


def test_the_content_hash_from_rows_is_that_of_the_database(berlin: None) -> None:
    hashes = After(read_database(), []).content_hashes(["2010", "2018"])
    assert hashes == {key: edition_content_hash(Edition.objects.get(key=key)) for key in ("2010", "2018")}


def test_a_content_hash_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    text = (folder / "edition-2018.yaml").read_text(encoding="utf-8")
    false = text.replace("decided_on:", f"content_hash: {'a' * 64}\n    decided_on:")
    (folder / "edition-2018.yaml").write_text(false, encoding="utf-8")
    with pytest.raises(RuleBroken) as caught:
        bring(folder)
    assert caught.value.code == "hash-differs"
    assert "die Prüfsumme beim Beschluss leeren" in caught.value.message
    assert not Edition.objects.exists()


def test_changing_what_was_adopted_makes_an_amendment(kept: None) -> None:
    edition = Edition.objects.get(key="2018")
    before = edition_content_hash(edition)
    plan = preview(Excel(exported()).change("entries", "2018.hof", "title", "Gewerbehof Süd").save(), actor=OFFICE)
    with pytest.raises(RuleBroken) as caught:
        carry_out(plan, actor=OFFICE, amendment=" ")
    assert caught.value.code == "frozen"
    assert carry_out(plan, actor=OFFICE, amendment="Neuer Standort") == Result(changed=1, amendments=1)
    amendment = Amendment.objects.get()
    assert (amendment.reason, amendment.hash_before, amendment.hash_after) == (
        "Neuer Standort",
        before,
        edition_content_hash(edition),
    )
    content = recording.content_of(recording.history_of("plans.measureentry", "2018.hof")[0])
    assert content["reason"] == "Neuer Standort"


def test_a_conflict_over_what_was_adopted_asks_for_a_reason_only_if_the_file_holds(kept: None) -> None:
    file = Excel(exported()).change("entries", "2018.hof", "title", "Süd").save()
    writing.update(OFFICE, MeasureEntry.objects.get(key="2018.hof"), {"note": "Hier bearbeitet"})
    plan = preview(file, actor=OFFICE)
    assert plan.editions_to_amend == ("2018",)
    with pytest.raises(RuleBroken) as caught:
        carry_out(plan, actor=OFFICE, decisions={("entries", "2018.hof"): "file"})
    assert caught.value.code == "frozen"
    assert f"„{Edition.objects.get(key='2018').title}“" in str(caught.value)
    assert carry_out(preview(file, actor=OFFICE), actor=OFFICE, decisions={("entries", "2018.hof"): "here"}) == Result()


def test_an_amended_plan_goes_out_and_in(kept: None, tmp_path: Path) -> None:
    bring(Excel(exported()).change("entries", "2018.hof", "title", "Süd").save(), amendment="Umzug")
    export_package(tmp_path / "first", actor=OFFICE)
    empty_the_database()
    bring(tmp_path / "first")
    export_package(tmp_path / "second", actor=OFFICE)
    assert files(tmp_path / "second") == files(tmp_path / "first")


def test_an_amendment_travels_to_another_instance_with_its_change(kept: None, tmp_path: Path) -> None:
    export_package(tmp_path / "old", actor=OFFICE)
    bring(Excel(exported()).change("entries", "2018.hof", "title", "Süd").save(), amendment="Umzug")
    export_package(tmp_path / "new", actor=OFFICE)
    for path in (tmp_path / "new").glob("stand.yaml"):
        path.unlink()
    empty_the_database()
    bring(tmp_path / "old")
    assert bring(tmp_path / "new") == Result(new=1, changed=1)
    assert Amendment.objects.get().reason == "Umzug"


def test_what_is_added_to_an_adopted_edition_is_known_from_today(kept: None) -> None:
    book = Excel(exported()).add("milestones", key="m2", entry="2018.hof", title="Richtfest", due="2020")
    book.add("topics", key="2022.1.2", field="2022.1", title="Wasser")
    book.add("statuses", key="hof.s2", measure="hof", when="2020", stage="abgeschlossen")
    bring(book.save(), amendment="Nachtrag")
    today = date.today()
    assert Milestone.objects.get(key="m2").since == today
    assert Topic.objects.get(key="2022.1.2").since is None
    assert preview(book.save(), actor=OFFICE).changes == []


def test_the_lead_can_change_hands_in_one_import(kept: None) -> None:
    book = Excel(exported()).change("responsibilities", "2018.hof.haus", "role", "Beteiligung")
    book.change("responsibilities", "2018.hof.werk", "role", "Federführung")
    bring(book.save(), amendment="Wechsel")
    assert Responsibility.objects.get(role="lead").institution.key == "werk"


def test_a_new_measure_needs_one_row(kept: None) -> None:
    book = Excel(exported()).add("entries", edition="2022", title="Neuer Prüfstand")
    assert bring(book.save()) == Result(new=2)
    entry = MeasureEntry.objects.get(title="Neuer Prüfstand")
    assert entry.measure.plan.key == "mpi"
    assert entry.measure.key.startswith("neuer-pruefstand-")
    assert bring(book.save()) == Result()
    assert Measure.objects.count() == 3


def test_references_are_changed_and_cleared(kept: None) -> None:
    book = Excel(exported()).change("entries", "2018.hof", "goals", None).change("measures", "hof", "contact", None)
    book.change("indicators", "betriebe", "topics", "2022.1.1")
    bring(book.save(), amendment="Bereinigung")
    entry = MeasureEntry.objects.get(key="2018.hof")
    assert list(entry.goals.all()) == []
    assert entry.measure.contact is None
    assert [topic.key for topic in read_topics()] == ["2022.1.1"]


def read_topics() -> list[Topic]:
    return list(Topic.objects.filter(indicators__key="betriebe"))


OTHERS = [PUBLIC, *(Actor("account", "X", role=role) for role in (Role.READER, Role.CONTACT, Role.COMMITTEE))]


@pytest.mark.parametrize("actor", OTHERS)
def test_only_keepers_export_and_import(actor: Actor, tmp_path: Path) -> None:
    attempts: list[Callable[[], object]] = [
        lambda: export_package(tmp_path / "p", actor=actor),
        lambda: export_workbook(BytesIO(), actor=actor),
        lambda: preview(workbook(), actor=actor),
        lambda: carry_out(preview(workbook(), actor=OFFICE), actor=actor),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()
    assert list(tmp_path.glob("p")) == []


def test_reading_the_database_needs_a_fixed_number_of_statements(kept: None, tmp_path: Path) -> None:
    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            read_database()
        return len(caught)

    few = statements()
    bring(Excel(exported()).add("papers", title="A", body="B").add("papers", title="C", body="D").save())
    assert statements() == few


def test_progress_is_told(kept: None) -> None:
    told: list[tuple[int, int, str]] = []
    file = Excel(exported()).change("papers", "p1", "title", "Neu").save()
    plan = preview(file, actor=system("Test"), progress=lambda *step: told.append(step))
    carry_out(plan, actor=system("Test"), progress=lambda *step: told.append(step))
    assert told == [
        (0, 3, "Datei lesen"), (1, 3, "Mit dem Bestand vergleichen"), (3, 3, "Fertig"), (1, 1, "Papiere"),
    ]  # fmt: skip
