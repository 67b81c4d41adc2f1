"""Building Berlin's reports: kept with the order, written to a folder, and whole or not at all."""

import hashlib
import json
from datetime import date
from pathlib import Path

import outloud
import pytest
from django.utils import timezone

from leitstand.domain.plans import operations as plans
from leitstand.domain.plans.models import Edition
from leitstand.domain.reporting.models import Report
from leitstand.domain.reporting.operations import reports as operations
from leitstand.domain.reporting.queries import situation
from leitstand.domain.reporting.queries.report import report_content
from leitstand.foundation.actor import PUBLIC, Actor
from leitstand.foundation.errors import NotFound
from leitstand.foundation.files.storing import read
from leitstand.outputs import pdf, report
from leitstand.outputs.tasks import build_ordered_report, build_soon
from tests.outputs.reading import pdf_text, squeezed
from tests.outputs.stored import store_small_plan

DAY = date(2026, 6, 30)
pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(db: None) -> Edition:
    return store_small_plan()


@pytest.fixture
def ordered(edition: Edition, office: Actor) -> Report:
    return operations.order_report(edition, date(2025, 6, 30), actor=office)


def test_ordered_report_is_built_in_four_formats(ordered: Report, office: Actor) -> None:
    report.build_report(ordered, actor=office)
    assert (ordered.state, [file.format for file in ordered.files.all()]) == ("done", ["docx", "html", "pdf", "xlsx"])


def test_built_report_has_the_hash_of_its_content(ordered: Report, office: Actor) -> None:
    report.build_report(ordered, actor=office)
    assert ordered.content_hash == operations.content_of(ordered).content_hash


def test_task_builds_the_report_and_leaves_a_done_one_alone(ordered: Report) -> None:
    for _ in range(2):
        build_ordered_report.call(ordered.pk)
    ordered.refresh_from_db()
    assert (ordered.state, ordered.files.count()) == ("done", 4)


def test_report_is_built_once_the_order_is_committed(
    ordered: Report, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # pytest-django's fixture
        build_soon(ordered)
    ordered.refresh_from_db()
    assert ordered.state == "done"


def test_failure_is_kept_as_a_sentence(ordered: Report, office: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(content: object) -> dict[str, bytes]:
        raise ValueError("the typesetter is gone")

    monkeypatch.setattr(report, "render", broken)
    report.build_report(ordered, actor=office)
    assert (ordered.state, ordered.failure, ordered.files.count()) == ("failed", report.FAILURE, 0)


def test_report_whose_edition_is_no_longer_public_fails_with_the_reason(edition: Edition, office: Actor) -> None:
    late = operations.order_report(edition, timezone.localdate(), actor=office)
    plans.change(edition, {"published": False}, actor=office)
    report.build_report(late, actor=office)
    assert (late.state, late.failure[:28]) == ("failed", "Es gibt keine Fassung „2022“")


def test_folder_gets_all_files_and_a_manifest_with_their_sums(edition: Edition, tmp_path: Path) -> None:
    paths = report.build_to_folder("2022", DAY, tmp_path / "out")
    stem = "monitoring-bericht-2022-2026_stand-2026-06-30"
    assert [path.name for path in paths] == [f"{stem}.{ending}" for ending in report.FORMATS] + ["manifest.json"]
    manifest = json.loads(paths[-1].read_text())
    sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths[:-1]}
    assert (manifest["files"], sorted(tmp_path.joinpath("out").iterdir())) == (sums, sorted(paths))


def test_folder_built_twice_has_the_same_manifest(edition: Edition, tmp_path: Path) -> None:
    first, second = (report.build_to_folder("2022", DAY, tmp_path / name)[-1] for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()


def test_folder_stays_empty_if_writing_fails(edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, target: Path) -> Path:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space left"):
        report.build_to_folder("2022", DAY, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_unknown_edition_writes_nothing(edition: Edition, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        report.build_to_folder("1999", DAY, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_reports_on_berlins_editions_are_accessible_and_name_every_measure(berlin: None, tmp_path: Path) -> None:
    seen, path = situation(DAY, actor=PUBLIC), tmp_path / "report.pdf"
    for edition, language in (("2010", "de"), ("2018", "en"), ("2022", "de")):
        content = report_content(seen, edition, language=language)
        path.write_bytes(pdf.render(content))
        errors = [one.message for one in outloud.check(str(path)).findings if one.severity == "error"]
        text = squeezed(pdf_text(path.read_bytes()))
        missing = [measure.title.text for measure in content.measures if squeezed(measure.title.text) not in text]
        assert (edition, language, errors, missing) == (edition, language, [], [])


def test_stored_files_are_those_that_were_set(ordered: Report, office: Actor) -> None:
    report.build_report(ordered, actor=office)
    stored = {file.format: read(file.stored)[:4] for file in ordered.files.all()}
    assert stored == {"pdf": b"%PDF", "docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "html": b"<!DO"}
