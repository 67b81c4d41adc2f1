"""The year of a paper: when it appeared, and not what it aims at."""

from datetime import date

import pytest

from leitstand.domain.papers.reading.dating import Said, latest_year, published_in, year_of

TODAY = date(2026, 11, 23)
CREATED = {"CreationDate": "D:20220401120000+02'00'"}


def _year(title: str, start: str = "", kind: str = "strategy", name: str = "papier.pdf", **told: str) -> str:
    latest = latest_year(told, TODAY)
    said = Said(title, name, start, "", told)
    return year_of(said, kind, published_in(start, latest), latest)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Stand: März 2022", "2022-03"),
        ("Strategie der Stadt\nMai 2021\nVorwort", "2021-05"),
        ("Stand 15.03.2022", "2022-03"),
        ("Redaktionsschluss: 3. November 2023", "2023-11"),
        ("Erschienen im April 2007", "2007-04"),
        ("Probestadt, im Mai 2021", "2021-05"),
        ("Musterheim, den 3. Juni 2020", "2020-06"),
        ("Bis Dezember 2030 soll der Verkehr", ""),
        ("Dezember 2035", ""),
        ("im Mai 2021 waren es drei", ""),
    ],
)
def test_published_is_what_a_paper_says_of_itself(text: str, published: str) -> None:
    assert published_in(text, TODAY.year) == published


def test_published_is_not_after_the_file() -> None:
    latest = latest_year(CREATED, TODAY)
    assert published_in("Stand: Mai 2024\nStand: März 2022", latest) == "2022-03"


@pytest.mark.parametrize(
    ("title", "start", "kind", "year"),
    [
        ("Industriestrategie 2030", "Stand: März 2022", "strategy", "2022"),
        ("Berlin 2035", "© 2021 Probeverlag", "strategy", "2021"),
        ("Agenda 2010", "", "strategy", ""),
        ("Klimaneutral bis 2025", "Auflage 2019", "strategy", "2019"),
        ("Masterplan 2018–2021", "", "strategy", "2018"),
        ("Industriestrategie 2024", "", "strategy", "2024"),
        ("Sozialbericht 2023", "Oktober 2024", "report", "2023"),
        ("Strategie", "Die Ziele für 2030 und 2035 gelten seit 2019.", "strategy", "2019"),
    ],
)
def test_year_is_that_of_the_paper_and_no_aim(title: str, start: str, kind: str, year: str) -> None:
    assert _year(title, start, kind) == year


def test_year_of_the_file_comes_before_years_the_text_speaks_of() -> None:
    assert _year("Strategie 2030", "Seit 2015 und 2015", **CREATED) == "2022"


def test_year_in_the_name_counts_if_it_is_no_aim() -> None:
    assert (_year("Strategie", name="strategie_2030.pdf"), _year("Strategie", name="2021_strategie.pdf")) == (
        "",
        "2021",
    )


@pytest.mark.parametrize(
    "text", ["\n" * 26_000, "Stand" + " " * 26_000, "." * 26_000, "A" + "-" * 26_000, "© " * 13_000]
)
def test_dating_takes_any_text_in_no_time(text: str) -> None:
    assert (published_in(text, 2026), _year("x", text)) == ("", "")
