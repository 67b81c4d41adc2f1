"""Only reading, from anywhere, with errors that say in German what to do."""

import pytest
from django.test import Client

from leitstand.domain.plans.rules.gaps import GAPS
from leitstand.domain.plans.rules.state import STATES
from leitstand.interfaces.api.asking import GapCode, StateCode
from tests.interfaces.api.addresses import ROOT


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("path", ["/measures", "/openapi.json", "/gibt-es-nicht"])
def test_writing_is_refused(method: str, path: str, db: None) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)(ROOT + path)
    wanted = {"detail": "Hier wird nur gelesen: möglich sind GET und HEAD."}
    assert (response.status_code, response["Allow"], response.json()) == (405, "GET, HEAD", wanted)


def test_head_has_the_headers_of_get_and_no_body(mixed: None, client: Client) -> None:
    got, headed = client.get(f"{ROOT}/measures"), client.head(f"{ROOT}/measures")
    assert (headed.headers, headed.content) == (got.headers, b"")


@pytest.mark.parametrize("path", ["/measures", "/measures/x", "/gibt-es-nicht", "/openapi.json", "/measures?limit=0"])
def test_every_answer_may_be_read_from_any_origin(path: str, mixed: None, client: Client) -> None:
    assert client.get(ROOT + path)["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/measures/x", 404, "Es gibt keine Maßnahme „x“."),
        ("/topics/x", 404, "Es gibt kein Thema „x“."),
        ("/institutions/x", 404, "Es gibt keine Institution „x“."),
        ("/indicators/x", 404, "Es gibt keinen Indikator „x“."),
        ("/sources/x", 404, "Es gibt keine Quelle „x“."),
        ("/measures?institution=x", 404, "Es gibt keine Institution „x“."),
        ("/measures?district=1", 404, "Es gibt keinen Bezirk mit dem Schlüssel „1“."),
        ("/nix", 404, "Unter /api/v1/nix gibt es nichts. Alle Adressen stehen unter /api/v1/."),
        ("/plan?as_of=31.12.2020", 400, "„31.12.2020“ ist kein Datum. Möglich sind 2012, 2015/2016, 2012-H1, 2012-Q3, "
         "2012-06 und 2012-06-21."),
        ("/plan?as_of=2999", 400, "Der Stichtag 2999 liegt in der Zukunft. Bitte einen Tag bis heute angeben."),
        ("/plan?asof=2020", 422, "Diesen Parameter gibt es hier nicht: „asof“. Möglich sind: as_of."),
        ("/history/head?as_of=2020", 422, "Diesen Parameter gibt es hier nicht: „as_of“."),
        ("/measures?lighthouse=vielleicht", 422, "Der Parameter „lighthouse“ muss true oder false sein."),
        ("/measures?q=" + "x" * 201, 422, "Der Parameter „q“ darf höchstens 200 Zeichen haben."),
    ],
)  # fmt: skip
def test_error_says_what_is_wrong(path: str, status: int, sentence: str, mixed: None, client: Client) -> None:
    response = client.get(ROOT + path, headers={"accept-language": "en"})
    assert (response.status_code, response.json()) == (status, {"detail": sentence})


def test_instance_without_a_plan_says_so(db: None, client: Client) -> None:
    response = client.get(f"{ROOT}/plan")
    assert (response.status_code, response.json()) == (404, {"detail": "Hier gibt es noch keinen Plan."})


def test_filter_knows_every_state() -> None:
    assert StateCode.__args__ == STATES  # type: ignore[attr-defined]  # a Literal's values


def test_filter_knows_every_gap() -> None:
    assert GapCode.__args__ == GAPS  # type: ignore[attr-defined]  # a Literal's values
