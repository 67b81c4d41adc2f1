"""Papers at the desk: sent and confirmed, searched, read; who may see and do what."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leitstand.domain.institutions.models import Account
from leitstand.domain.papers.models import Mark, Paper, Passage, Received, TopicCorrection
from leitstand.domain.papers.operations import receiving
from leitstand.domain.papers.operations.demands import mark_demand
from leitstand.domain.papers.operations.indexing import index_fulltext
from leitstand.domain.papers.operations.intake import add_file
from leitstand.domain.papers.operations.marks import mark_passage
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor, Role
from leitstand.foundation.files.models import StoredFile
from leitstand.foundation.files.storing import path_of
from leitstand.foundation.history.models import Entry
from tests.domain.papers.made_papers import MAKER, TEXT, Small, made_paper, passage_in, small_plan
from tests.domain.papers.reading import made_files
from tests.interfaces.desk.conftest import Browser, text_of

UPLOAD = "/arbeitsplatz/papiere/hochladen/"
STRATEGY = (
    b"# Industriestrategie Neuland 2031\n\nHerausgeber: Ministerium Neuland\n\n"
    b"Wir wollen bis 2031 die Zahl der Industriearbeitsplaetze um 5 Prozent erhoehen.\n"
)
Committing = Callable[..., Any]


@pytest.fixture
def small(db: None) -> Small:
    made = small_plan()
    index_fulltext(made.passage.fulltext)
    return made


@pytest.fixture
def send(office_browser: Browser, django_capture_on_commit_callbacks: Committing) -> Callable[..., Any]:
    """Send files, and let the worker do its work."""

    def sent(*files: tuple[str, bytes], url: str = UPLOAD, **values: str) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            uploads = {"files": [SimpleUploadedFile(name, content) for name, content in files]} if files else {}
            return office_browser.post(url, {**uploads, **values}, page=UPLOAD)

    return sent


def _states() -> list[tuple[str, str]]:
    return list(Received.objects.values_list("name", "state"))


def test_each_file_is_read_for_itself(send: Callable[..., Any], office_browser: Browser) -> None:
    send(("bild.pdf", b"MZ\0\1 no paper" * 9), ("neuland.txt", STRATEGY), ("leer.txt", b""))
    assert _states() == [("bild.pdf", "failed"), ("neuland.txt", "read"), ("leer.txt", "failed")]
    assert Paper.objects.count() == 0
    shown = text_of(office_browser.get(UPLOAD))
    assert "Industriestrategie Neuland 2031" in shown
    assert "Die Datei ist leer." in shown


def test_confirmed_file_becomes_a_paper_and_leaves_no_upload(send: Callable[..., Any], office_browser: Browser) -> None:
    send(("neuland.txt", STRATEGY))
    url = f"{UPLOAD}{Received.objects.get().pk}/"
    values = office_browser.form(url) | {"land": "Neuland", "published": "06.2024"}
    send(url=url, **values)
    paper = Paper.objects.get()
    assert (paper.title, paper.land, paper.years) == ("Industriestrategie Neuland 2031", "Neuland", "2024")
    assert (Received.objects.get().state, Received.objects.get().file) == ("done", None)
    assert StoredFile.objects.get().content_type == "text/plain; charset=utf-8"
    assert office_browser.get(f"/arbeitsplatz/papier/{paper.key}/").status_code == 200


def test_file_of_a_catalogued_paper_is_offered_and_given_to_it(
    send: Callable[..., Any], office_browser: Browser
) -> None:
    paper = made_paper("neuland")
    Paper.objects.filter(pk=paper.pk).update(title="Industriestrategie Neuland 2031", body="Land Neuland")
    send(("neuland.txt", STRATEGY))
    url = f"{UPLOAD}{Received.objects.get().pk}/"
    values = office_browser.form(url)
    assert values["paper"] == "neuland"
    send(url=url, **values)
    paper.refresh_from_db()
    assert (paper.fulltexts.count(), paper.body, Paper.objects.count()) == (1, "Land Neuland", 1)


def test_same_file_again_is_known(send: Callable[..., Any], office_browser: Browser) -> None:
    send(("neuland.txt", STRATEGY))
    url = f"{UPLOAD}{Received.objects.get().pk}/"
    send(url=url, **office_browser.form(url))
    send(("noch einmal.txt", STRATEGY))
    assert _states()[-1] == ("noch einmal.txt", "known")


def test_file_given_up_is_gone(send: Callable[..., Any], django_capture_on_commit_callbacks: Committing) -> None:
    send(("neuland.txt", STRATEGY))
    place = path_of(StoredFile.objects.get())
    send(url=f"{UPLOAD}{Received.objects.get().pk}/verwerfen/")
    assert (Received.objects.count(), StoredFile.objects.count(), place.exists()) == (0, 0, False)


def test_file_cut_off_offers_a_way_on(send: Callable[..., Any], office_browser: Browser) -> None:
    send(("neuland.txt", STRATEGY))
    Received.objects.update(state="taking", values={"title": "Strategie", "body": "Amt"})
    page = office_browser.get(UPLOAD)
    assert "wird übernommen unterbrochen" in text_of(page)
    assert "Noch einmal versuchen" in text_of(page)
    assert "hx-get" not in page.content.decode()
    send(url=f"{UPLOAD}{Received.objects.get().pk}/noch-einmal/")
    assert (_states(), Paper.objects.get().title) == ([("neuland.txt", "done")], "Strategie")


def test_upload_nobody_confirmed_is_forgotten_after_a_day(send: Callable[..., Any]) -> None:
    send(("neuland.txt", STRATEGY))
    assert receiving.forget_old(clock.now()) == 0
    assert receiving.forget_old(clock.now() + receiving.KEPT_FOR) == 1
    assert StoredFile.objects.count() == 0


def test_nothing_chosen_is_said_at_the_field(send: Callable[..., Any]) -> None:
    answer = send()
    assert (answer.status_code, answer.context["form"].errors["files"]) == (
        422,
        ["Bitte mindestens eine Datei wählen."],
    )


def test_too_large_file_is_refused_by_name(send: Callable[..., Any], settings: Any) -> None:
    settings.OPTIONS = {**settings.OPTIONS, "PAPER_LIMIT_MB": 0}
    send(("gross.txt", STRATEGY))
    one = Received.objects.get()
    assert (one.state, one.problem, one.file) == (
        "failed",
        "Die Datei ist größer als 0 MB. Bitte verkleinern oder teilen.",
        None,
    )


def test_title_is_asked_for_where_the_paper_is_new(send: Callable[..., Any]) -> None:
    send(("neuland.txt", STRATEGY))
    answer = send(url=f"{UPLOAD}{Received.objects.get().pk}/", title="", body="")
    assert answer.context["form"].errors == {
        "title": ["Wie heißt das Papier?"],
        "body": ["Wer hat es herausgegeben?"],
    }


def test_progress_is_asked_for_without_the_page_around_it(small: Small, office_browser: Browser) -> None:
    Received.objects.create(made_at=clock.now(), made_by="x", name="a.pdf", state="waiting")
    part = office_browser.get(UPLOAD, HTTP_HX_REQUEST="true").content.decode()
    assert part.startswith('<section class="section" id="dateien"')
    assert 'hx-trigger="every 2s"' in part


@pytest.mark.parametrize(
    ("role", "status"), [(Role.OFFICE, 200), (Role.CONTACT, 403), (Role.READER, 403), (Role.COMMITTEE, 403)]
)
def test_only_keepers_send_papers(small: Small, browser_as: Callable[..., Browser], role: Role, status: int) -> None:
    assert browser_as(role).get(UPLOAD).status_code == status


@pytest.mark.parametrize("role", [Role.OFFICE, Role.CONTACT, Role.READER, Role.COMMITTEE])
@pytest.mark.parametrize("page", ["papiere/", "papiere/suche/?q=Ladepunkte", "papier/papier/?stelle={}"])
def test_everyone_signed_in_reads_papers(
    small: Small, browser_as: Callable[..., Browser], role: Role, page: str
) -> None:
    assert browser_as(role).get(f"/arbeitsplatz/{page.format(small.passage.pk)}").status_code == 200


@pytest.mark.parametrize("page", ["papiere/", "papiere/suche/", "papier/papier/", "papiere/text/papier.text/datei/"])
def test_public_is_led_to_the_sign_in(small: Small, browser_as: Callable[..., Browser], page: str) -> None:
    assert browser_as(None).get(f"/arbeitsplatz/{page}").status_code == 302


@pytest.mark.parametrize("verb", ["thema", "markieren", "markierung-weg"])
def test_readers_write_nothing(small: Small, browser_as: Callable[..., Browser], verb: str) -> None:
    url = f"/arbeitsplatz/textstelle/{small.passage.pk}/{verb}/"
    answer = browser_as(Role.READER).post(url, {"topic": small.topic.key, "fits": "ja", "note": "x"})
    assert (answer.status_code, Mark.objects.count(), TopicCorrection.objects.count()) == (403, 0, 0)


def test_reader_finds_no_button_that_writes(small: Small, browser_as: Callable[..., Browser]) -> None:
    shown = browser_as(Role.READER).get(f"/arbeitsplatz/papier/papier/?stelle={small.passage.pk}").content.decode()
    assert "/arbeitsplatz/textstelle/" not in shown


def test_hit_is_word_for_word_with_its_words_marked(small: Small, office_browser: Browser) -> None:
    page = office_browser.get("/arbeitsplatz/papiere/suche/?q=Ladepunkt").content.decode()
    assert "Wir fordern bis 2030 mindestens 1.000 <mark>Ladepunkte</mark>." in page
    assert TEXT in text_of(office_browser.get("/arbeitsplatz/papiere/suche/?q=Ladepunkt")).replace(
        " Ladepunkte .", " Ladepunkte."
    )


def test_search_without_a_hit_gives_advice(small: Small, office_browser: Browser) -> None:
    shown = text_of(office_browser.get("/arbeitsplatz/papiere/suche/?q=Quastenflosser&land=Nirgendwo&n=9999"))
    assert "Dazu steht in keinem Papier etwas." in shown


def test_chosen_passage_can_be_marked_corrected_and_cited(small: Small, office_browser: Browser) -> None:
    page = f"/arbeitsplatz/papier/papier/?stelle={small.passage.pk}"
    office_browser.post(f"/arbeitsplatz/textstelle/{small.passage.pk}/markieren/", {"note": "Wichtig!"}, page=page)
    values = {"topic": small.topic.key, "fits": "ja"}
    office_browser.post(f"/arbeitsplatz/textstelle/{small.passage.pk}/thema/", values, page=page)
    shown = text_of(office_browser.get(page))
    assert "Wichtig!" in shown
    assert "Laden von der Geschäftsstelle bestätigt" in shown
    assert f"„{TEXT}“ (Musterkammer: Laden in Musterland, 2024, S. 3;" in shown


def test_mark_taken_away_is_gone(small: Small, office_browser: Browser) -> None:
    url = f"/arbeitsplatz/textstelle/{small.passage.pk}/"
    office_browser.post(f"{url}markieren/", {"note": "Wichtig!"})
    office_browser.post(f"{url}markierung-weg/")
    assert Mark.objects.filter(removed_on=None).count() == 0


def test_mark_of_another_account_of_the_same_name_stays(small: Small, office_browser: Browser) -> None:
    name = Account.objects.get(role=Role.OFFICE).name
    mark_passage(small.passage, "fremd", actor=Actor("account", name, "0", Role.OFFICE))
    office_browser.post(f"/arbeitsplatz/textstelle/{small.passage.pk}/markieren/", {"note": "eigen"})
    office_browser.post(f"/arbeitsplatz/textstelle/{small.passage.pk}/markierung-weg/")
    assert [one.note for one in Mark.objects.filter(removed_on=None)] == ["fremd"]


@pytest.mark.parametrize("asked", ["stelle=x", "stelle=999999", "thema=nichts", "stelle=%00"])
def test_wrong_address_is_no_failure(small: Small, office_browser: Browser, asked: str) -> None:
    assert office_browser.get(f"/arbeitsplatz/papier/papier/?{asked}").status_code in (400, 404)


def test_paper_without_a_text_says_so(small: Small, office_browser: Browser) -> None:
    made_paper("ohne")
    assert "Sein Text ist noch nicht hier." in text_of(office_browser.get("/arbeitsplatz/papier/ohne/"))


def _statements(browser: Browser, url: str) -> int:
    browser.get(url)
    with CaptureQueriesContext(
        connection,
    ) as counted:
        browser.get(url)
    return len(counted)


def test_statements_do_not_grow_with_passages_and_papers(small: Small, office_browser: Browser) -> None:
    reading = f"/arbeitsplatz/papier/papier/?stelle={small.passage.pk}"
    before = [_statements(office_browser, url) for url in ("/arbeitsplatz/papiere/", reading)]
    for number in range(4):
        mark_passage(passage_in(made_paper(f"anderes{number}")), "Notiz", actor=MAKER)
        one = Passage.objects.get(pk=small.passage.pk)
        one.pk, one.position = None, number + 2
        one.save()
        mark_passage(one, "Notiz", actor=MAKER)
    assert [_statements(office_browser, url) for url in ("/arbeitsplatz/papiere/", reading)] == before


def test_picture_of_a_page_is_kept_by_the_browser(office_browser: Browser, tmp_path: Path, office: Actor) -> None:
    added = add_file(made_files.two_columns(tmp_path / "a.pdf"), "a.pdf", actor=office)
    one = Passage.objects.filter(fulltext=added.fulltext).first()
    assert one is not None
    answer = office_browser.get(f"/arbeitsplatz/papiere/text/{added.fulltext.key}/seite/1.png?stelle={one.pk}")
    assert (answer["Content-Type"], answer["Cache-Control"]) == (
        "image/png",
        "private, max-age=31536000, immutable",
    )
    shown = office_browser.get(f"/arbeitsplatz/papier/{added.paper.key}/?stelle={one.pk}").content.decode()
    assert f"seite/1.png?stelle={one.pk}" in shown


WRITING = [
    "papiere/hochladen/", "papiere/hochladen/1/", "papiere/hochladen/1/verwerfen/", "textstelle/1/thema/",
    "textstelle/1/markieren/", "textstelle/1/markierung-weg/", "textstelle/1/forderung/", "textstelle/1/uebernehmen/",
    "forderungen/zeigen/", "forderungen/x/", "forderungen/x/uebernehmen/",
]  # fmt: skip


@pytest.mark.parametrize("address", WRITING)
def test_post_from_another_site_is_refused(office_browser: Browser, address: str) -> None:
    response = office_browser.client.post(f"/arbeitsplatz/{address}", {"note": "x"})
    assert (response.status_code, Mark.objects.count(), Received.objects.count()) == (403, 0, 0)


@pytest.mark.parametrize("role", [Role.CONTACT, Role.COMMITTEE, Role.READER])
@pytest.mark.parametrize("address", WRITING)
def test_no_address_that_writes_lets_a_reader_write(
    small: Small, browser_as: Callable[..., Browser], role: Role, address: str
) -> None:
    demand = mark_demand(small.passage, {}, actor=MAKER)
    address = address.replace("/1/", f"/{small.passage.pk}/").replace("/x/", f"/{demand.key}/")
    before = Entry.objects.count()
    response = browser_as(role).post(f"/arbeitsplatz/{address}", {})
    assert (response.status_code, Entry.objects.count()) == (403, before)
    assert "Ihr Zugang erlaubt das nicht." in text_of(response)
