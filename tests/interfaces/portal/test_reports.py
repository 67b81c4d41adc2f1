"""Published reports and their files."""

from datetime import date

import pytest
from django.test import Client

from leitstand.domain.plans.models import Edition
from leitstand.domain.reporting.models import Report
from leitstand.domain.reporting.operations import reports as operations
from leitstand.foundation.actor import Actor

MADE = [
    operations.Made("pdf", b"%PDF-1.7 report", "application/pdf"),
    operations.Made("html", b"<!doctype html><title>Bericht</title>", "text/html; charset=utf-8"),
    operations.Made("xlsx", b"PK", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
]


@pytest.fixture
def built(berlin: None, office: Actor) -> Report:
    edition = Edition.objects.get(key="2022")
    report = operations.order_report(edition, date(2024, 12, 31), special_title="Sonderteil", actor=office)
    operations.finish(report, MADE, "a" * 64, actor=office)
    report.refresh_from_db()
    return report


@pytest.fixture
def published(built: Report, office: Actor) -> Report:
    operations.publish_report(built, actor=office)
    return built


def test_report_that_is_not_published_is_not_listed(client: Client, built: Report) -> None:
    assert "Sonderteil" not in client.get("/berichte/").content.decode()


def test_file_of_a_report_that_is_not_published_is_not_there(client: Client, built: Report) -> None:
    assert client.get(f"/bericht/{built.key}/pdf/").status_code == 404


def test_published_report_is_listed_with_its_files(client: Client, published: Report) -> None:
    html = client.get("/berichte/").content.decode()
    assert [one.format for one in MADE if f'href="/bericht/{published.key}/{one.format}/"' not in html] == []


def test_published_file_is_what_was_kept(client: Client, published: Report) -> None:
    response = client.get(f"/bericht/{published.key}/pdf/")
    assert (response.content, response["Content-Type"]) == (MADE[0].content, "application/pdf")


def test_workbook_is_saved_under_its_name(client: Client, published: Report) -> None:
    response = client.get(f"/bericht/{published.key}/xlsx/")
    assert response["Content-Disposition"] == f'attachment; filename="{published.key}.xlsx"'


def test_html_report_may_run_and_load_nothing(client: Client, published: Report) -> None:
    policy = client.get(f"/bericht/{published.key}/html/")["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")


def test_file_that_the_browser_has_is_not_sent_again(client: Client, published: Report) -> None:
    address = f"/bericht/{published.key}/pdf/"
    assert client.get(address, HTTP_IF_NONE_MATCH=client.get(address)["ETag"]).status_code == 304


@pytest.mark.parametrize("file_format", ["exe", "docx", "..", "PDF"])
def test_format_that_was_not_made_is_not_there(client: Client, published: Report, file_format: str) -> None:
    assert client.get(f"/bericht/{published.key}/{file_format}/").status_code == 404
