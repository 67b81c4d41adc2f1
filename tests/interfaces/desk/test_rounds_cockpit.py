"""The cockpit: counts, filters, one click for each wish, reporting for someone, and who may do so."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leitstand.domain.plans.models import Measure
from leitstand.domain.reporting.models import Request, RequestLink, Round, StatusReport, Step
from leitstand.domain.reporting.operations import answering
from leitstand.domain.reporting.queries.rounds.form import form_of
from leitstand.domain.reporting.queries.rounds.workbook import workbook
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor, Role
from leitstand.foundation.mail.models import Message
from tests.interfaces.desk.clicking import Person
from tests.interfaces.desk.conftest import Browser, report_all, text_of


def cockpit(this_round: Round, **query: str) -> str:
    return f"/arbeitsplatz/runden/{this_round.key}/" + "".join(f"?{k}={v}" for k, v in query.items())


@pytest.fixture
def asked(running: Round) -> Request:
    request = running.requests.select_related("person", "round").order_by("pk").first()
    assert request is not None
    return request


@pytest.fixture
def holder(asked: Request) -> Actor:
    return Actor("link", asked.person.name, asked.key, person_id=asked.person_id)


@pytest.fixture
def office_person(office_browser: Browser) -> Person:
    return Person(office_browser.client)


def test_first_sentence_counts_who_has_reported(running: Round, asked: Request, office_person: Person) -> None:
    report_all(asked)
    assert "1 von 4 Personen haben gemeldet" in text_of(office_person.go(cockpit(running)).response)


def test_day_of_the_round_counts_working_days(running: Round, office_person: Person) -> None:
    assert "Tag 1 von 16. Noch 15 Arbeitstage" in text_of(office_person.go(cockpit(running)).response)


def test_wish_for_time_is_granted_with_one_click(
    running: Round, asked: Request, holder: Actor, office_person: Person
) -> None:
    wished = running.deadline + timedelta(days=6)
    answering.ask_for_time(asked, wished, "Der Ausschuss tagt erst danach.", actor=holder)
    office_person.go(cockpit(running, zeigen="zeit")).press("Bis ")
    asked.refresh_from_db()
    assert (asked.extended_until, asked.extension_wanted, office_person.clicks) == (wished, None, 1)


def test_help_is_noted_with_one_click(running: Round, asked: Request, holder: Actor, office_person: Person) -> None:
    answering.ask_for_help(asked, "Wo steht der zweite Meilenstein?", actor=holder)
    office_person.go(cockpit(running, zeigen="hilfe")).press("Hilfe ist geleistet")
    asked.refresh_from_db()
    assert asked.help_wanted == ""


def test_renewed_link_is_mailed_and_the_old_one_worthless(
    running: Round, asked: Request, office_browser: Browser
) -> None:
    old = asked.links.get()
    before = Message.objects.count()
    url = f"{cockpit(running)}anfrage/{asked.key}/link-erneuern/"
    office_browser.post(url)
    old.refresh_from_db()
    assert old.revoked_at is not None
    assert RequestLink.objects.filter(request=asked, revoked_at=None).count() == 1
    assert Message.objects.count() == before + 1


def test_revoked_link_is_said_in_the_row(running: Round, asked: Request, office_browser: Browser) -> None:
    office_browser.post(f"{cockpit(running)}anfrage/{asked.key}/link-sperren/")
    assert not RequestLink.objects.filter(request=asked, revoked_at=None).exists()
    assert "Link ist gesperrt" in text_of(office_browser.get(cockpit(running)))


def test_no_personal_link_stands_in_the_cockpit(running: Round, office_browser: Browser) -> None:
    page = office_browser.get(cockpit(running)).content.decode()
    assert "/melden/" not in page.replace('/melden/"', "")
    assert "⟦link" not in page


def test_bad_day_for_an_extension_is_explained(running: Round, asked: Request, office_browser: Browser) -> None:
    url = f"{cockpit(running)}anfrage/{asked.key}/verlaengern/"
    office_browser.post(url, {"until": "demnächst"})
    assert "Bitte einen Tag angeben" in text_of(office_browser.get(cockpit(running)))


def test_unknown_verb_is_not_found(running: Round, asked: Request, office_browser: Browser) -> None:
    assert office_browser.post(f"{cockpit(running)}anfrage/{asked.key}/loeschen/").status_code == 404


def test_bounced_person_is_not_reached(running: Round, asked: Request, office_browser: Browser) -> None:
    Message.objects.filter(to=asked.person.email).update(state=Message.State.BOUNCED)
    page = office_browser.get(cockpit(running, zeigen="unerreicht"))
    assert [row["request"].key for row in page.context["rows"]] == [asked.key]


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.READER])
def test_readers_see_the_cockpit_without_anything_to_press(
    role: Role, running: Round, browser_as: Callable[..., Browser]
) -> None:
    page = browser_as(role).get(cockpit(running))
    assert page.status_code == 200
    assert "/anfrage/" not in page.content.decode()
    assert "pünktlich" not in text_of(page)


def test_contact_does_not_see_the_cockpit(running: Round, asked: Request, browser_as: Callable[..., Browser]) -> None:
    assert browser_as(Role.CONTACT, asked.person).get(cockpit(running)).status_code == 403


@pytest.mark.parametrize("role", [Role.CONTACT, Role.COMMITTEE, Role.READER])
@pytest.mark.parametrize("place", ["mails/senden/", "mails/leitungen/", "wieder-oeffnen/", "pruefung/"])
def test_only_the_office_moves_a_round(
    role: Role, place: str, running: Round, browser_as: Callable[..., Browser]
) -> None:
    assert browser_as(role).post(f"{cockpit(running)}{place}").status_code == 403


def test_office_reports_for_someone_who_called(running: Round, asked: Request, office_person: Person) -> None:
    reports = list(asked.reports.all())
    said: dict[str, str] = {}
    for one in reports:
        texts = {"what": "new", "stage": "under_way", "light": "at_risk", "sentence": "Am Telefon gesagt.",
                 "light_reason": "So am Telefon."}  # fmt: skip
        said |= {f"{one.pk}-{name}": text for name, text in texts.items()}
    office_person.go(f"{cockpit(running)}anfrage/{asked.key}/melden/").press("Melden", **said)
    stored = set(asked.reports.values_list("state", "channel", "sentence"))
    assert stored == {("sent", "office", "Am Telefon gesagt.")}


def test_office_writes_down_what_is_asked_for(running: Round, asked: Request, office_person: Person) -> None:
    one = asked.reports.order_by("pk")[0]
    texts = {"what": "new", "stage": "under_way", "light": "at_risk", "sentence": "Am Telefon gesagt.",
             "light_reason": "So am Telefon.", "asks_amount": "120.000", "asks_text": "Zwei Stellen."}  # fmt: skip
    said = {f"{one.pk}-{name}": text for name, text in texts.items()}
    office_person.go(f"{cockpit(running)}anfrage/{asked.key}/melden/").press("Melden", **said)
    one.refresh_from_db()
    assert (one.asks_amount, one.asks_text) == (120_000, "Zwei Stellen.")


def test_incomplete_report_keeps_what_was_typed(running: Round, asked: Request, office_person: Person) -> None:
    one = asked.reports.first()
    assert one is not None
    typed = {f"{one.pk}-what": "new", f"{one.pk}-sentence": "Nur ein Satz.", f"{one.pk}-secured": "viel"}
    office_person.go(f"{cockpit(running)}anfrage/{asked.key}/melden/").press("Melden", **typed)
    assert office_person.response.status_code == 422
    assert "Nur ein Satz." in office_person.html
    assert "„viel“ ist keine Zahl" in office_person.html
    assert not asked.reports.exclude(version=0).exists()


def test_untouched_workbook_stores_nothing_and_says_so(running: Round, asked: Request, office_browser: Browser) -> None:
    file = SimpleUploadedFile("meldung.xlsx", workbook(form_of(asked, clock.now())))
    page = office_browser.post(f"{cockpit(running)}anfrage/{asked.key}/arbeitsmappe/", {"workbook": file})
    assert (page.status_code, asked.reports.exclude(version=0).count()) == (422, 0)


def test_broken_workbook_is_explained(running: Round, asked: Request, office_browser: Browser) -> None:
    file = SimpleUploadedFile("meldung.xlsx", b"nein")
    page = office_browser.post(f"{cockpit(running)}anfrage/{asked.key}/arbeitsmappe/", {"workbook": file})
    assert page.status_code == 422
    assert "nichts gespeichert" in text_of(page)


def test_contact_reports_own_measures_signed_in(
    running: Round, asked: Request, browser_as: Callable[..., Browser]
) -> None:
    person = Person(browser_as(Role.CONTACT, asked.person).client)
    said: dict[str, str] = {}
    for one in asked.reports.all():
        texts = {"what": "new", "stage": "completed", "sentence": "Fertig.", "light_reason": "Es ist fertig."}
        said |= {f"{one.pk}-{name}": text for name, text in texts.items()}
    person.go("/arbeitsplatz/").follow("Melden").press("Melden", **said)
    assert set(asked.reports.values_list("state", "sender")) == {("sent", asked.person_id)}


@pytest.mark.parametrize(
    ("who", "subject"), [("contact", "Your report has arrived"), ("office", "Ihre Meldung ist angekommen")]
)
def test_only_who_reports_for_themselves_in_english_gets_an_english_receipt(
    who: str, subject: str, running: Round, asked: Request, browser_as: Callable[..., Browser]
) -> None:
    one = asked.reports.order_by("pk")[0]
    texts = {"what": "new", "stage": "completed", "sentence": "Done.", "light_reason": "It is done."}
    said = {f"{one.pk}-{name}": text for name, text in texts.items()}
    person = Person(browser_as(Role(who), asked.person).client)
    person.go(f"/en{cockpit(running)}anfrage/{asked.key}/melden/").press("Report", **said)
    assert subject in Message.objects.get(occasion__contains=":receipt:").subject


def test_contact_does_not_report_for_others(running: Round, asked: Request, browser_as: Callable[..., Browser]) -> None:
    Measure.objects.update(deputy=None)
    others = running.requests.exclude(pk=asked.pk).get(person__key="demo-person-003")
    url = f"{cockpit(running)}anfrage/{others.key}/melden/"
    assert browser_as(Role.CONTACT, asked.person).get(url).status_code == 403


def test_mails_that_went_out_are_not_offered_again(running: Round, office_person: Person) -> None:
    office_person.go(f"{cockpit(running)}mails/")
    assert "Heute geht keine Mail mehr hinaus" in text_of(office_person.response)


def test_mails_due_today_are_shown_and_sent(running: Round, office_person: Person) -> None:
    Step.objects.all().delete()
    Message.objects.all().delete()
    office_person.go(f"{cockpit(running)}mails/")
    assert text_of(office_person.response).count("[persönlicher Link]") >= 4
    office_person.press("Jetzt senden")
    assert Message.objects.count() == 4


def test_letters_to_heads_go_only_with_consent(running: Round, office_person: Person) -> None:
    office_person.go(f"{cockpit(running)}mails/").press("Speichern", approved="1")
    running.refresh_from_db()
    assert running.escalation_approved
    office_person.go(f"{cockpit(running)}mails/").press("Speichern", approved=[])
    running.refresh_from_db()
    assert not running.escalation_approved


def test_closing_with_gaps_names_them_and_needs_a_sentence(running: Round, office_person: Person) -> None:
    office_person.go(f"{cockpit(running)}schliessen/").press("Runde schließen")
    assert office_person.response.status_code == 422
    office_person.press("Runde schließen", reason="Zwei Häuser sind umgezogen.")
    running.refresh_from_db()
    assert (running.state, running.gaps_reason) == (Round.State.CLOSED, "Zwei Häuser sind umgezogen.")


def test_closed_round_opens_again_with_a_reason(running: Round, office_person: Person) -> None:
    office_person.go(f"{cockpit(running)}schliessen/").press("Runde schließen", reason="Ende.")
    office_person.press("Wieder öffnen", reason="Ein Nachzügler.")
    running.refresh_from_db()
    assert running.state == Round.State.OPEN


def test_cockpit_costs_the_same_for_one_and_three_people(running: Round, office_browser: Browser) -> None:
    requests = list(running.requests.all())
    counts = []
    for left in (requests[3:], requests[1:]):
        StatusReport.objects.filter(request__in=left).update(removed_on=clock.today())
        Request.objects.filter(pk__in=[one.pk for one in left]).update(removed_on=clock.today())
        office_browser.get(cockpit(running))
        with CaptureQueriesContext(connection) as seen:
            office_browser.get(cockpit(running))
        counts.append(len(seen))
    assert counts[0] == counts[1]
