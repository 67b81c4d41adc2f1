"""A report of 120 invented measures, whose titles try to break out, set once for all tests of the formats."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from leitstand.domain.reporting.queries.report import ReportContent, report_content
from leitstand.outputs import report
from tests.outputs.plans import many_titles, situation_of

SPECIAL = ("Sonderkapitel <b>#x</b>", "Erster Absatz & mehr.\n\nZweiter *Absatz* mit #panic().")


@pytest.fixture(scope="session")
def content() -> ReportContent:
    return report_content(situation_of(many_titles(120)), "neu", special=SPECIAL)


@pytest.fixture(scope="session")
def files(content: ReportContent) -> Mapping[str, bytes]:
    return report.render(content)


@pytest.fixture(scope="session")
def small() -> ReportContent:
    return report_content(situation_of(many_titles(14)), "neu")


@pytest.fixture(scope="session")
def pdf_file(files: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.pdf"
    path.write_bytes(files["pdf"])
    return path
