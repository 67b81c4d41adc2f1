"""Every page is there in both languages, says what the situation says, and names what does not exist."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from leitstand.domain.indicators.queries import IndicatorView
from leitstand.domain.reporting import sentences, words
from leitstand.domain.reporting.queries import Situation
from leitstand.foundation.wording import say_number

Read = Callable[[str], str]
LISTS = (
    "start", "measures", "fates", "comparison", "editions", "institutions", "indicators", "sources", "gaps",
    "contradictions", "chronicle", "papers", "reports", "search", "method", "open_data", "handbook", "accessibility",
    "about",
)  # fmt: skip
ONE_OF_A_KIND = ("measure", "edition", "field", "topic", "institution", "indicator", "source")


def german(name: str, args: list[str] | None = None) -> str:
    """The German address, whatever language the request before left behind."""
    with translation.override("de"):
        return reverse(name, args=args)


def every(now: Situation, kind: str) -> list[str]:
    plan = now.plan
    return {
        "measure": list(plan.measures),
        "edition": list(plan.editions),
        "field": list(plan.fields),
        "topic": list(plan.topics),
        "institution": list(plan.institutions),
        "indicator": list(now.indicators),
        "source": list(plan.sources),
    }[kind]


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("name", LISTS)
def test_list_page_answers(client: Client, berlin: None, name: str, prefix: str) -> None:
    assert client.get(prefix + german(f"portal:{name}")).status_code == 200


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("kind", ONE_OF_A_KIND)
def test_page_of_every_single_thing_answers(client: Client, now: Situation, kind: str, prefix: str) -> None:
    addresses = [prefix + german(f"portal:{kind}", args=[key]) for key in every(now, kind)]
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


@pytest.mark.parametrize("kind", ONE_OF_A_KIND)
def test_unknown_key_is_not_found_with_a_sentence(client: Client, berlin: None, kind: str) -> None:
    response = client.get(german(f"portal:{kind}", args=["gibt-es-nicht"]))
    assert response.status_code == 404
    assert "„gibt-es-nicht“" in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/?fassung=1999",
        "/verbleib/?fassung=1999",
        "/vergleich/?von=1999",
        "/luecken/?fassung=1999",
        "/handbuch/nichts/",
    ],
)
def test_unknown_thing_in_the_query_is_not_found(client: Client, berlin: None, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/massnahmen/?state=grün", "Der Filter „Stand“ kennt „grün“ nicht."),
        ("/massnahmen/?sort=zufall", "Nach „zufall“ lässt sich die Liste nicht sortieren."),
        ("/luecken/?gap=alles", "Eine Lücke der Art „alles“ gibt es nicht."),
    ],
)
def test_unknown_filter_is_refused_with_a_sentence(client: Client, berlin: None, address: str, sentence: str) -> None:
    response = client.get(address)
    assert response.status_code == 400
    assert sentence in response.content.decode()


def test_without_a_plan_the_start_page_says_so(client: Client, db: None) -> None:
    response = client.get("/")
    assert response.status_code == 404
    assert "Hier gibt es noch keinen Plan." in response.content.decode()


def test_start_page_says_the_sentence_of_the_edition_in_force(read: Read, now: Situation) -> None:
    assert now.plan.in_force is not None
    assert words.edition_sentence(now, now.plan.in_force, "de") in read("/")


def test_start_page_says_what_became_of_the_first_edition(read: Read, now: Situation) -> None:
    said = sentences.fate_sentence(now, now.plan.editions["2010"], "de").replace("\u00a0", " ")
    assert said in read("/").replace("\u00a0", " ")


def test_start_page_of_another_edition_says_its_sentence(read: Read, now: Situation) -> None:
    assert words.edition_sentence(now, now.plan.editions["2018"], "de") in read("/?fassung=2018")


def test_measure_list_has_a_line_for_every_measure(client: Client, now: Situation) -> None:
    html = client.get("/massnahmen/").content.decode()
    assert [key for key in now.plan.measures if f'"/massnahme/{key}/"' not in html] == []


def test_measure_list_narrowed_has_the_lines_of_the_situation(client: Client, now: Situation) -> None:
    html = client.get("/massnahmen/?edition=2010&state=completed").content.decode()
    wanted = [row.measure.key for row in now.rows("2010") if row.state == "completed"]
    assert [key for key in now.plan.measures if f'"/massnahme/{key}/"' in html] == wanted


@pytest.mark.parametrize("sort", ["plan", "title", "state", "lead", "newest"])
def test_measure_list_sorts(client: Client, berlin: None, sort: str) -> None:
    assert client.get(f"/massnahmen/?sort={sort}").status_code == 200


def test_measure_list_links_its_lines_as_csv(client: Client, berlin: None) -> None:
    html = client.get("/massnahmen/?edition=2010&q=Lange").content.decode()
    assert "/api/v1/measures?format=csv&amp;edition=2010&amp;q=Lange" in html


def test_measure_page_tells_the_life_in_order(read: Read, berlin: None) -> None:
    page = read("/massnahme/finanzierungsbedarf/")
    told = ["Steht in der Fassung", "Nicht gesichert.", "Geld: nicht gesichert", "Zählt zu den bis Ende 2013"]
    life = page[page.index("Was daraus wurde") :]
    assert sorted(told, key=life.index) == told


def test_measure_page_has_the_permanent_address_with_the_day(client: Client, now: Situation) -> None:
    html = client.get("/massnahme/tegel/").content.decode()
    assert f"http://127.0.0.1:8000/massnahme/tegel/?as_of={now.as_of.isoformat()}" in html


def test_gap_page_counts_as_the_situation_does(read: Read, now: Situation) -> None:
    rows = list(now.rows("2018"))
    assert sentences.gap_sentence(rows, "de") in read("/luecken/?fassung=2018")


def test_gap_page_says_how_many_are_not_known_by_name(read: Read, now: Situation) -> None:
    assert sentences.unnamed_sentence(now, now.plan.editions["2022"], "de") in read("/luecken/")


def test_every_empty_topic_is_listed_as_a_gap(client: Client, now: Situation) -> None:
    html = client.get("/luecken/").content.decode()
    assert [topic.key for topic in now.empty_topics if f'"/thema/{topic.key}/"' not in html] == []


def test_empty_topic_stands_there_with_its_gap(read: Read, now: Situation) -> None:
    assert "Keine bekannte Maßnahme einer Fassung dient diesem Thema." in read(f"/thema/{now.empty_topics[0].key}/")


def test_every_contradiction_is_shown_with_all_its_values(client: Client, now: Situation) -> None:
    assert client.get("/widersprueche/").content.decode().count('<ul class="values">') == len(now.contradictions)


def test_contradiction_stands_on_the_page_it_is_about(read: Read, now: Situation) -> None:
    assert now.contradictions_about("edition", "2010")
    assert "Wo sich Quellen widersprechen" in read("/fassung/2010/")


def test_indicator_page_says_value_and_change(read: Read, now: Situation) -> None:
    page = read("/indikator/glasfaser/").replace("\u00a0", " ")
    assert "40,8 % (Dezember 2024); 23,6 Prozentpunkte mehr als Juni 2023." in page


def test_indicator_page_lists_every_vintage(client: Client, now: Situation) -> None:
    def rows(indicator: IndicatorView) -> int:
        html = client.get(f"/indikator/{indicator.key}/").content.decode()
        table = html.partition("Alle Werte mit Zeitraum")[2].partition("</table>")[0]
        return table.count("<tr>") - 1 if table else 0

    listed = {indicator.key: rows(indicator) for indicator in now.indicators.values()}
    assert listed == {indicator.key: len(indicator.observations) for indicator in now.indicators.values()}


def test_source_page_counts_what_cites_it(read: Read, now: Situation) -> None:
    from leitstand.domain.reporting.queries.citing import citations

    count = len(citations(now, "drs17_15801"))
    assert f"Auf ihr beruhen {say_number(count)} Angaben im Plan." in read("/quelle/drs17_15801/")


def test_edition_page_shows_the_hash_of_what_was_adopted(read: Read, now: Situation) -> None:
    adoption = now.plan.editions["2018"].adoption
    assert adoption is not None
    assert adoption.content_hash in read("/fassung/2018/")


def test_method_page_prints_the_rules_with_their_names(read: Read, berlin: None) -> None:
    page = read("/methode/")
    assert [rule for rule in ("state/1", "gaps/1", "lineage/1", "content/1", "search/1") if rule not in page] == []


def test_data_page_shows_the_end_of_the_history(read: Read, now: Situation) -> None:
    assert now.head_hash in read("/daten/")


def test_page_numbers_its_sources_from_one(client: Client, berlin: None) -> None:
    html = client.get("/massnahme/finanzierungsbedarf/").content.decode()
    assert html.count('id="quelle-1"') == 1


@pytest.mark.parametrize("number", ["0", "2", "99", "abc"])
def test_odd_page_number_is_forgiven(client: Client, berlin: None, number: str) -> None:
    assert client.get("/massnahmen/", {"page": number}).status_code == 200


def test_page_holds_no_inline_style_and_no_inline_script(client: Client, now: Situation) -> None:
    pages: list[Any] = [client.get(path).content.decode() for path in ("/", "/verbleib/", "/indikator/glasfaser/")]
    assert [page for page in pages if ' style="' in page or "<script>" in page] == []
