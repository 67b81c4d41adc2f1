"""What is not public never comes out, whichever endpoint is asked, in whichever form."""

from typing import Any

import pytest
from django.test import Client

from leitstand.interfaces.api.door import api
from tests.interfaces.api.addresses import DETAILS, ROOT, Ask


def addresses() -> list[str]:
    paths = [path.removeprefix(ROOT) for path in api.get_openapi_schema()["paths"]]
    return [path.replace("{key}", DETAILS.get(path, "")) for path in paths]


@pytest.mark.parametrize("path", addresses())
def test_answer_holds_nothing_that_is_not_public(path: str, mixed: None, client: Client) -> None:
    response = client.get(ROOT + path)
    assert (response.status_code, "geheim" in response.content.decode().lower()) == (200, False)


@pytest.mark.parametrize("path", [path for path in addresses() if not path.split("/")[-1].isdigit()])
def test_table_holds_nothing_that_is_not_public(path: str, mixed: None, client: Client) -> None:
    response = client.get(ROOT + path, {"format": "csv"})
    assert "geheim" not in response.content.decode().lower()


@pytest.mark.parametrize(
    "path",
    [
        "/editions/geheim",
        "/editions/geheim/measures",
        "/measures/massnahme-geheim",
        "/topics/geheim.thema",
        "/rounds/runde-geheim",
        "/rounds/runde-geheim/measures",
        "/rounds/runde-2-geheim",
        "/measures?edition=geheim",
        "/measures?field=geheim.feld",
        "/topics?edition=geheim",
        "/gaps?edition=geheim",
        "/distribution?edition=geheim",
    ],
)
def test_unpublished_thing_does_not_exist(path: str, mixed: None, client: Client) -> None:
    assert client.get(ROOT + path).status_code == 404


def test_public_person_is_named_without_address(mixed: None, ask: Ask) -> None:
    haus = {"key": "probehaus", "name": "Haus der Probe", "short_name": ""}
    contact: dict[str, Any] = ask("/measures/bekannt")["contact"]
    assert contact == {"name": "Offene Person", "position": "", "institution": haus}


def test_person_who_is_not_public_is_not_named(mixed: None, ask: Ask) -> None:
    assert ask("/measures/bekannt")["deputy"] is None


def test_author_of_a_status_is_named_only_if_public(mixed: None, ask: Ask) -> None:
    assert [status["author"] for status in ask("/measures/bekannt")["statuses"]] == ["", "", "Offene Person"]


def test_author_who_is_not_public_is_not_in_the_reason(mixed: None, ask: Ask) -> None:
    assert ask("/measures/bekannt", as_of="2021")["state"]["reason"] == "Gemeldet: „in Umsetzung“, Stand 2021."


def test_signed_in_reader_sees_what_the_public_sees(mixed: None, office: Any, client_as: Any) -> None:
    response = client_as(office.role).get(f"{ROOT}/editions")
    assert [edition["key"] for edition in response.json()["items"]] == ["2020"]
