"""Where does Berlin stand in comparison? The page, its choices, its papers, uploaded borders, and the table as CSV."""

import json
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from leitstand.foundation.actor import Role
from tests.compared_regions import KEY, keep_regions
from tests.interfaces.portal.conftest import text_of

PAGE, CSV, UPLOAD = f"/indikator/{KEY}/laender/", "/api/v1/regions", "/arbeitsplatz/grenzen/"
Read = Callable[[str], str]


def mitte(code: str = "11001001") -> SimpleUploadedFile:
    ring = [[13.3, 52.5], [13.4, 52.5], [13.4, 52.6], [13.3, 52.6], [13.3, 52.5]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {"ags": code}, "geometry": shape}
    content = json.dumps({"type": "FeatureCollection", "features": [feature]})
    return SimpleUploadedFile("bezirke.geojson", content.encode())


def test_page_says_rank_and_distances(read: Read, db: None) -> None:
    keep_regions()
    sentence = (
        "Berlin steht 2024 mit 75,9 % auf Rang 3 von 13 Ländern: 6,6 Prozentpunkte mehr als Deutschland (69,3 %) "
        "und 2,2 Prozentpunkte weniger als Hamburg (der beste Wert: 78,1 %)."
    )
    assert sentence in read(PAGE).replace("\u00a0", " ")


def test_page_speaks_english(read: Read, db: None) -> None:
    keep_regions()
    assert "In 2024 Berlin, at 75.9 %, ranks 3 among 13 Länder" in read("/en" + PAGE).replace("\u00a0", " ")


def test_page_ranks_the_lowest_first_where_less_is_better(read: Read, db: None) -> None:
    keep_regions("down")
    assert "auf Rang 11 von 13 Ländern" in read(PAGE)


def test_page_without_direction_says_what_rank_1_is(read: Read, db: None) -> None:
    keep_regions("context")
    assert "Rang 1 hat der höchste Wert." in read(PAGE)


@pytest.mark.parametrize(
    "sentence", ["geheim zu halten", "noch nicht veröffentlicht; letzter Wert: 2023", "hier liegt kein Wert vor"]
)
def test_page_says_why_a_value_lacks(read: Read, db: None, sentence: str) -> None:
    keep_regions()
    assert sentence in read(PAGE)


def test_page_names_who_improved_fastest(read: Read, db: None) -> None:
    keep_regions()
    assert "Am schnellsten verbessert von 2019 bis 2024: Sachsen (+7,0" in read(PAGE)


def test_page_says_where_there_is_no_paper(read: Read, db: None) -> None:
    keep_regions()
    assert "Aus Sachsen ist hier noch kein Papier erfasst." in read(PAGE)


def test_page_leads_to_the_papers_of_the_fastest(client: Client, berlin: None) -> None:
    keep_regions()
    assert 'href="/papiere/?land=14"' in client.get(PAGE).content.decode()


def test_page_of_city_states_ranks_those_alone(read: Read, db: None) -> None:
    keep_regions()
    assert "auf Rang 2 von 2 Ländern" in read(PAGE + "?gruppe=stadtstaaten")


def test_page_of_own_choice_always_holds_berlin(read: Read, db: None) -> None:
    keep_regions()
    assert "auf Rang 2 von 3 Ländern" in read(PAGE + "?land=09&land=14")


def test_page_of_another_year_compares_that_year(read: Read, db: None) -> None:
    keep_regions()
    assert "Berlin steht 2015 mit 66,0" in read(PAGE + "?zeitraum=2015")


def test_page_of_bezirke_says_their_range(read: Read, db: None) -> None:
    keep_regions(bezirke=True)
    text = read(PAGE + "?ebene=bezirke").replace("\u00a0", " ")
    assert "2024 reichen die Werte von 12 Bezirken von 51,0 % (Reinickendorf) bis 40,0 % (Mitte)." in text


def test_page_of_districts_has_a_square_for_each(client: Client, db: None) -> None:
    keep_regions(districts=30)
    assert client.get(PAGE + "?ebene=kreise").content.decode().count("<title>09") == 60


@pytest.mark.parametrize("query", ["?ebene=mond", "?gruppe=x", "?land=99", "?zeitraum=1900", "?von=2030"])
def test_page_refuses_what_is_no_choice(client: Client, db: None, query: str) -> None:
    keep_regions()
    response = client.get(PAGE + query)
    assert (response.status_code, "nicht zur Wahl" in response.content.decode()) == (400, True)


def test_page_without_other_regions_is_not_there(client: Client, mixed: None) -> None:
    assert client.get("/indikator/gibt-es-nicht/laender/").status_code == 404


def test_page_costs_the_same_with_few_and_many_regions(
    client: Client, db: None, django_assert_max_num_queries: Callable[..., object]
) -> None:
    keep_regions(bezirke=True, districts=60)
    client.get(PAGE)
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]  # pytest-django's context manager
        client.get(PAGE + "?ebene=kreise")


def test_indicator_page_leads_to_the_comparison(client: Client, db: None) -> None:
    keep_regions()
    assert f'href="{PAGE}"' in client.get(f"/indikator/{KEY}/").content.decode()


def test_papers_of_a_land_are_those_alone(read: Read, berlin: None) -> None:
    assert "Ein Papier aus Sachsen oder mit Sachsen." in read("/papiere/?land=14")


def test_csv_has_every_region_with_rank_and_reason(client: Client, db: None) -> None:
    keep_regions()
    lines = client.get(CSV, {"indicator": KEY, "format": "csv", "dialect": "rfc4180"}).content.decode().splitlines()
    assert (len(lines), lines[1].startswith(f"{KEY},02,Hamburg,1,78.1")) == (18, True)


def test_csv_of_an_unknown_group_is_refused(client: Client, db: None) -> None:
    keep_regions()
    assert client.get(CSV, {"indicator": KEY, "group": "x"}).status_code == 400


def test_uploaded_borders_take_the_place_of_squares(
    client: Client, client_as: Callable[[Role], Client], db: None
) -> None:
    keep_regions(bezirke=True)
    office = client_as(Role.OFFICE)
    assert office.post(UPLOAD, {"datei": mitte()}).status_code == 302
    assert "Die Grenzen hat die Geschäftsstelle eingelesen." in client.get(PAGE + "?ebene=bezirke").content.decode()
    office.post(UPLOAD, {"weg": "bezirke"})
    assert "Ohne Grenzen" in client.get(PAGE + "?ebene=bezirke").content.decode()


def test_odd_borders_are_refused_with_a_sentence(client_as: Callable[[Role], Client], db: None) -> None:
    keep_regions()
    response = client_as(Role.OFFICE).post(UPLOAD, {"datei": mitte("4711")})
    assert (response.status_code, "den AGS „4711“" in text_of(response.content.decode())) == (422, True)


def test_borders_are_closed_to_readers(client_as: Callable[[Role], Client], db: None) -> None:
    keep_regions()
    assert client_as(Role.READER).get(UPLOAD).status_code == 403
