"""The committee's desk: agenda, deciding in few clicks, the sitting and its minutes, for every role."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leitstand.domain.plans import models as m
from leitstand.domain.reporting.models import Decision, Sitting
from leitstand.domain.reporting.operations import deciding
from leitstand.foundation.actor import Role
from tests.frozen_rounds import ANSWER, frozen_measure, keep_round
from tests.interfaces.desk.conftest import SYSTEM, Browser, Small, keep, text_of

AGENDA = "/arbeitsplatz/steuerungskreis/"
TODAY = date.today()


def make_red(small: Small, number: int) -> m.Measure:
    """Another measure of the small plan that is off track."""
    measure = keep(m.Measure(key=f"rot-{number}", plan=small.plan, contact=small.measure.contact))
    keep(m.MeasureEntry(key=f"2022.rot-{number}", edition=small.draft, measure=measure, title=f"Rot {number}"))
    keep(m.Status(key=f"s-{number}", measure=measure, when=TODAY.isoformat(), stage="under_way", light="off_track"))
    return measure


@pytest.fixture
def red(small: Small) -> m.Measure:
    keep(m.Status(key="fertig", measure=small.measure, when=TODAY.isoformat(), stage="stopped"))
    return make_red(small, 1)


@pytest.fixture
def sitting(red: m.Measure) -> Sitting:
    return deciding.prepare_sitting(None, "Steuerungskreis", TODAY, actor=SYSTEM)


@pytest.fixture
def committee_browser(browser_as: Callable[..., Browser]) -> Browser:
    return browser_as(Role.COMMITTEE)


def page_of(sitting: Sitting) -> str:
    return f"{AGENDA}sitzungen/{sitting.key}/"


def decision_page(sitting: Sitting, measure: m.Measure, kind: str = "replan") -> str:
    return f"{page_of(sitting)}{measure.key}/{kind}/"


def decided(browser: Browser, sitting: Sitting, measure: m.Measure, **values: str) -> Any:
    url = decision_page(sitting, measure)
    return browser.post(url, {**browser.form(url), **values}, page=url)


def closed(sitting: Sitting, red: m.Measure) -> Sitting:
    deciding.decide(sitting, red, "replan", TODAY, owner_text="Frau Muster", text="Neuer Plan.", actor=SYSTEM)
    return deciding.close_sitting(sitting, actor=SYSTEM)


def test_agenda_is_where_the_committee_starts(committee_browser: Browser, red: m.Measure) -> None:
    assert "Was müssen wir heute entscheiden?" in text_of(committee_browser.get("/arbeitsplatz/"))


def test_committee_reaches_the_common_start(committee_browser: Browser, red: m.Measure) -> None:
    assert "Was wartet auf mich?" in text_of(committee_browser.get("/arbeitsplatz/?alles=1"))


def test_item_says_why_it_is_there(committee_browser: Browser, red: m.Measure) -> None:
    said = text_of(committee_browser.get(AGENDA))

    assert [part for part in ("1. Rot 1", "Nicht im Plan, so gemeldet", "Warum diese Farbe?") if part not in said] == []


def test_agenda_without_plan_says_so(committee_browser: Browser, db: None) -> None:
    assert committee_browser.get(AGENDA).status_code == 404


def test_agenda_with_nothing_to_decide_says_so(committee_browser: Browser, small: Small) -> None:
    keep(m.Status(key="fertig", measure=small.measure, when=TODAY.isoformat(), stage="stopped"))

    assert "Nichts. Keine Maßnahme ist nicht im Plan" in text_of(committee_browser.get(AGENDA))


def test_first_page_has_fifteen_items_the_rest_follows(committee_browser: Browser, small: Small) -> None:
    for number in range(17):
        make_red(small, number)
    first = committee_browser.get(AGENDA).context["items"]
    further = committee_browser.get(f"{AGENDA}weitere/").context["items"]

    assert (len(first), [item.number for item in further]) == (15, [16, 17, 18])


class Buttons(HTMLParser):
    """Every link and form button of a page, as a person without a script finds them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")


@dataclass
class Clicker:
    """Counts what a person does: following a link that is there, or pressing a form's button."""

    browser: Browser
    clicks: int = 0
    page: str = ""

    def look(self, url: str) -> None:
        self.page = self.browser.get(url).content.decode()

    def follow(self, url: str) -> None:
        assert url in Buttons(self.page).links, url
        self.clicks += 1
        self.look(url)

    def press(self, url: str, values: dict[str, Any]) -> None:
        self.clicks += 1
        assert self.browser.post(url, values, page=url).status_code == 302


@pytest.mark.parametrize("kind", ["replan", "resources", "stop", "watch", "defer"])
def test_decision_takes_at_most_three_clicks(
    kind: str, committee_browser: Browser, sitting: Sitting, red: m.Measure
) -> None:
    person = Clicker(committee_browser)
    person.look(AGENDA)
    url = decision_page(sitting, red, kind)
    person.follow(url)
    person.press(url, committee_browser.form(url))

    assert (person.clicks <= 3, Decision.objects.get().kind, Decision.objects.get().owner) == (True, kind, red.contact)


def test_decision_is_shown_with_its_item(committee_browser: Browser, sitting: Sitting, red: m.Measure) -> None:
    decided(committee_browser, sitting, red, text="Neuer Zeitplan.")

    assert re.search(r"Beschlossen: Umplanen : Neuer Zeitplan\. Probe Person", text_of(committee_browser.get(AGENDA)))


def test_wrong_date_keeps_what_was_typed(committee_browser: Browser, sitting: Sitting, red: m.Measure) -> None:
    response = decided(committee_browser, sitting, red, due="bald", text="Neuer Zeitplan.")

    assert (response.status_code, "Neuer Zeitplan." in response.content.decode()) == (422, True)


def test_date_before_the_sitting_is_explained(committee_browser: Browser, sitting: Sitting, red: m.Measure) -> None:
    early = (TODAY - timedelta(days=3)).strftime("%d.%m.%Y")

    assert "Der Termin liegt vor der Sitzung" in text_of(decided(committee_browser, sitting, red, due=early))


def test_decision_without_anyone_is_explained(committee_browser: Browser, sitting: Sitting, red: m.Measure) -> None:
    assert "Bitte sagen, wer sich darum kümmert" in text_of(decided(committee_browser, sitting, red, owner=""))


def test_decision_can_be_taken_back(committee_browser: Browser, sitting: Sitting, red: m.Measure) -> None:
    decided(committee_browser, sitting, red)
    committee_browser.post(f"{page_of(sitting)}{red.key}/ruecknahme/", page=AGENDA)

    assert Decision.objects.filter(removed_on=None).count() == 0


@pytest.mark.parametrize(
    "path", ["x/rot-1/replan/", "{key}/rot-1/klatschen/", "{key}/gibt-es-nicht/replan/", "{key}/protokoll.exe"]
)
def test_unknown_addresses_are_not_found(
    path: str, committee_browser: Browser, sitting: Sitting, red: m.Measure
) -> None:
    assert committee_browser.get(f"{AGENDA}sitzungen/{path.format(key=sitting.key)}").status_code == 404


@pytest.mark.parametrize("role", [Role.CONTACT, Role.READER])
def test_others_read_but_do_not_decide(
    role: Role, browser_as: Callable[..., Browser], sitting: Sitting, red: m.Measure
) -> None:
    browser = browser_as(role)
    seen = [browser.get(url) for url in (AGENDA, page_of(sitting), f"{AGENDA}sitzungen/", f"{AGENDA}ohne-wirkung/")]
    buttons = [link for page in seen for link in Buttons(page.content.decode()).links if link.endswith("/replan/")]

    assert ([page.status_code for page in seen], buttons) == ([200] * 4, [])


@pytest.mark.parametrize("role", [Role.CONTACT, Role.READER])
def test_others_are_refused(role: Role, browser_as: Callable[..., Browser], sitting: Sitting, red: m.Measure) -> None:
    browser = browser_as(role)
    posts = [
        f"{AGENDA}vorbereiten/",
        decision_page(sitting, red),
        *(f"{page_of(sitting)}{verb}/" for verb in ("vertagen", "schliessen", "absagen")),
        f"{page_of(sitting)}{red.key}/ruecknahme/",
        page_of(sitting),
    ]

    assert {browser.post(url, {"due": "01.01.2040"}).status_code for url in posts} == {403}


def test_public_is_led_to_the_sign_in(browser_as: Callable[..., Browser], sitting: Sitting) -> None:
    assert browser_as(None).get(AGENDA).status_code == 302


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.OFFICE, Role.ADMINISTRATOR])
def test_sitting_is_prepared_with_two_clicks(role: Role, browser_as: Callable[..., Browser], red: m.Measure) -> None:
    browser = browser_as(role)
    browser.post(f"{AGENDA}vorbereiten/", browser.form(AGENDA), page=AGENDA)

    assert (Sitting.objects.get().held_on, Sitting.objects.get().state) == (TODAY, "prepared")


def test_sitting_without_title_is_explained(committee_browser: Browser, red: m.Measure) -> None:
    response = committee_browser.post(f"{AGENDA}vorbereiten/", {"held_on": "01.02.2040"}, page=AGENDA)

    assert response.status_code == 422


def test_attendance_is_kept(committee_browser: Browser, sitting: Sitting) -> None:
    url = page_of(sitting)
    committee_browser.post(url, {**committee_browser.form(url), "present": "Frau Muster"}, page=url)

    assert Sitting.objects.get().present == "Frau Muster"


def test_open_red_items_stand_in_the_way_of_closing(committee_browser: Browser, sitting: Sitting) -> None:
    committee_browser.post(f"{page_of(sitting)}schliessen/", page=page_of(sitting))

    assert "noch ohne Beschluss: „Rot 1“" in text_of(committee_browser.get(page_of(sitting)))


def test_rest_is_deferred_and_the_minutes_close(committee_browser: Browser, sitting: Sitting) -> None:
    url = page_of(sitting)
    committee_browser.post(f"{url}vertagen/", {"due": "01.02.2040"}, page=url)
    committee_browser.post(f"{url}schliessen/", page=url)

    assert (Decision.objects.get().kind, Sitting.objects.get().state) == ("defer", "closed")


def test_wrong_day_for_the_rest_is_explained(committee_browser: Browser, sitting: Sitting) -> None:
    url = page_of(sitting)
    committee_browser.post(f"{url}vertagen/", {"due": "irgendwann"}, page=url)

    assert (Decision.objects.count(), "irgendwann" in text_of(committee_browser.get(url))) == (0, True)


def test_closed_sitting_offers_its_minutes(committee_browser: Browser, sitting: Sitting, red: m.Measure) -> None:
    closed(sitting, red)
    page = committee_browser.get(page_of(sitting))
    files = [committee_browser.get(f"{page_of(sitting)}protokoll.{ending}") for ending in ("pdf", "docx")]

    assert ("Neuer Plan." in text_of(page), [one.content[:4] for one in files]) == (True, [b"%PDF", b"PK\x03\x04"])


def test_minutes_of_an_open_sitting_are_not_there(committee_browser: Browser, sitting: Sitting) -> None:
    assert committee_browser.get(f"{page_of(sitting)}protokoll.pdf").status_code == 404


def test_closed_sitting_takes_no_decision(committee_browser: Browser, sitting: Sitting, red: m.Measure) -> None:
    closed(sitting, red)

    assert "ist geschlossen" in text_of(decided(committee_browser, sitting, red))


def test_pages_for_paper_are_one_pdf(committee_browser: Browser, sitting: Sitting, red: m.Measure) -> None:
    found = [committee_browser.get(f"{AGENDA}{name}") for name in ("seiten.pdf", f"seiten/{red.key}.pdf")]

    assert [one.content[:4] for one in found] == [b"%PDF", b"%PDF"]


def test_decision_past_its_date_is_listed_as_without_effect(
    committee_browser: Browser, sitting: Sitting, red: m.Measure
) -> None:
    closed(sitting, red)
    Decision.objects.update(due=TODAY - timedelta(days=1))

    assert "Umplanen: Neuer Plan." in text_of(committee_browser.get(f"{AGENDA}ohne-wirkung/"))


def test_agenda_in_english_has_no_german_words_of_ours(
    committee_browser: Browser, sitting: Sitting, red: m.Measure
) -> None:
    said = text_of(committee_browser.get(f"/en{AGENDA}"))

    assert ("What must we decide today?" in said, "Warum" in said, "umplanen" in said.lower()) == (True, False, False)


def statements(browser: Browser, url: str) -> int:
    browser.get(url)
    with CaptureQueriesContext(connection) as caught:
        browser.get(url)
    return len(caught)


@pytest.mark.parametrize("page", ["", "sitzungen/", "ohne-wirkung/", "{sitting}"])
def test_statements_do_not_grow_with_the_items(
    page: str, committee_browser: Browser, small: Small, sitting: Sitting
) -> None:
    url = AGENDA + page.format(sitting=f"sitzungen/{sitting.key}/")
    first = statements(committee_browser, url)
    for number in (2, 3):
        deciding.decide(sitting, make_red(small, number), "watch", TODAY, owner_text="X", actor=SYSTEM)

    assert statements(committee_browser, url) == first


@pytest.fixture
def asking(small: Small, red: m.Measure) -> m.Measure:
    """The red measure in a frozen round in which its report asked for something."""
    ask = replace(ANSWER, light="off_track", asks_amount=Decimal(120_000), asks_text="Zwei Stellen.")
    keep_round("runde", small.draft, [frozen_measure(red.key, "off_track", answer=ask)])
    return red


def test_item_says_what_is_asked_for(committee_browser: Browser, asking: m.Measure) -> None:
    assert "Erbeten 120.000 € – Zwei Stellen." in text_of(committee_browser.get(AGENDA))


def test_resources_are_proposed_as_they_were_asked_for(
    committee_browser: Browser, asking: m.Measure, sitting: Sitting
) -> None:
    proposed = committee_browser.form(decision_page(sitting, asking, "resources"))["text"]

    assert proposed == "Wie erbeten: 120.000 € – Zwei Stellen."


def test_other_decisions_propose_no_wording(committee_browser: Browser, asking: m.Measure, sitting: Sitting) -> None:
    assert "text" not in committee_browser.form(decision_page(sitting, asking, "watch"))


def test_wording_that_was_decided_stays(committee_browser: Browser, asking: m.Measure, sitting: Sitting) -> None:
    deciding.decide(sitting, asking, "resources", TODAY, owner_text="Frau Muster", text="Eine Stelle.", actor=SYSTEM)

    assert committee_browser.form(decision_page(sitting, asking, "resources"))["text"] == "Eine Stelle."


@pytest.fixture
def second_browser(browser_as: Callable[..., Browser]) -> Browser:
    return browser_as(Role.OFFICE)


def test_second_decider_is_told_who_was_faster(
    committee_browser: Browser, second_browser: Browser, sitting: Sitting, red: m.Measure
) -> None:
    url = decision_page(sitting, red)
    typed = second_browser.form(url)
    committee_browser.post(decision_page(sitting, red, "stop"), committee_browser.form(url) | {"text": "Schluss."})
    response = second_browser.post(url, typed | {"text": "Neuer Plan."})
    said = text_of(response)

    assert (response.status_code, Decision.objects.get().text) == (409, "Schluss.")
    assert re.search(
        r"Inzwischen hat Test committee hierzu „beenden“ beschlossen \(\d\d\.\d\d\.\d{4}, \d\d:\d\d\)", said
    )
    assert [text for text in ("Schluss.", "Neuer Plan.") if text not in said] == []


def test_second_decider_can_decide_again(
    committee_browser: Browser, second_browser: Browser, sitting: Sitting, red: m.Measure
) -> None:
    url = decision_page(sitting, red)
    typed = second_browser.form(url)
    decided(committee_browser, sitting, red, text="Erster.")
    refused = second_browser.post(url, typed | {"text": "Zweiter."})
    seen = refused.context["form"]["seen"].value()
    response = second_browser.post(url, typed | {"text": "Zweiter.", "seen": seen})

    assert (response.status_code, Decision.objects.get().text) == (302, "Zweiter.")


def test_one_s_own_decision_can_be_changed(committee_browser: Browser, sitting: Sitting, red: m.Measure) -> None:
    decided(committee_browser, sitting, red, text="Erster.")
    response = decided(committee_browser, sitting, red, text="Besser gesagt.")

    assert (response.status_code, Decision.objects.get().text) == (302, "Besser gesagt.")


def test_button_pressed_twice_decides_once(committee_browser: Browser, sitting: Sitting, red: m.Measure) -> None:
    url = decision_page(sitting, red)
    typed = committee_browser.form(url)

    assert [committee_browser.post(url, typed).status_code for _press in range(2)] == [302, 302]


def test_decision_taken_back_meanwhile_is_not_changed_unnoticed(
    committee_browser: Browser, second_browser: Browser, sitting: Sitting, red: m.Measure
) -> None:
    decided(committee_browser, sitting, red, text="Erster.")
    url = decision_page(sitting, red)
    typed = second_browser.form(url)
    committee_browser.post(f"{page_of(sitting)}{red.key}/ruecknahme/", page=AGENDA)
    response = second_browser.post(url, typed | {"text": "Zweiter."})

    assert response.status_code == 409
    assert "Inzwischen hat Test committee den Beschluss hierzu zurückgenommen" in text_of(response)


def test_only_the_decision_that_was_seen_is_taken_back(
    committee_browser: Browser, second_browser: Browser, sitting: Sitting, red: m.Measure
) -> None:
    decided(committee_browser, sitting, red, text="Erster.")
    page = second_browser.get(AGENDA).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', page)
    decided(committee_browser, sitting, red, text="Zweiter.")
    second_browser.post(f"{page_of(sitting)}{red.key}/ruecknahme/", {"seen": seen and seen[1]}, page=AGENDA)

    assert (Decision.objects.get().removed_on, "Inzwischen hat" in text_of(second_browser.get(AGENDA))) == (None, True)
