"""What machines ask for."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from leitstand.domain.reporting.queries import Situation
from leitstand.foundation.instance.kind import found


def test_sitemap_names_every_measure(client: Client, now: Situation) -> None:
    answer = client.get("/sitemap.xml")
    listed = {node.text for node in ElementTree.fromstring(answer.content).iter() if node.tag.endswith("loc")}  # noqa: S314 - made by our own page
    wanted = {f"http://127.0.0.1:8000/massnahme/{key}/" for key in now.plan.measures}
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    assert wanted <= listed


def test_every_address_of_the_sitemap_answers(client: Client, berlin: None) -> None:
    answer = client.get("/sitemap.xml")
    nodes = ElementTree.fromstring(answer.content).iter()  # noqa: S314 - made by our own page
    paths = [node.text.removeprefix("http://127.0.0.1:8000") for node in nodes if node.text and "http" in node.text]
    assert [path for path in paths if client.get(path).status_code != 200] == []


def test_robots_may_read_a_real_portal(client: Client, db: None) -> None:
    found("real")
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_robots_stay_out_of_a_demonstration(client: Client, db: None) -> None:
    found("demonstration")
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


def test_demonstration_says_that_it_is_no_official_page(client: Client, berlin: None) -> None:
    found("demonstration")
    assert "keine Seite des Landes Berlin" in client.get("/ueber/").content.decode()


def test_health_needs_no_database(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response["Content-Type"]) == (200, "text/plain; charset=utf-8")


def test_readiness_with_everything_in_place(client: Client, db: None) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ready\n")


def test_readiness_with_a_migration_missing(client: Client, db: None) -> None:
    MigrationRecorder.Migration.objects.filter(app="reporting").delete()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert b"migrations" in response.content


def test_readiness_without_a_data_folder(client: Client, db: None, settings: Any, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    settings.DATA_DIR = file / "below"
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"data folder: cannot be written\n")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_state_of_the_service_is_only_read(client: Client, db: None, path: str) -> None:
    assert client.post(path).status_code == 405
