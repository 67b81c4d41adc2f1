"""The plan out and in again at the desk, and monitoring reports."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from openpyxl import load_workbook

from leitstand.domain.exchange.queries import export_workbook
from leitstand.domain.plans import models as m
from leitstand.domain.plans import operations
from leitstand.domain.reporting.models import Report
from leitstand.foundation.actor import Actor, Role
from leitstand.foundation.files.models import StoredFile
from leitstand.foundation.history import recording
from tests.interfaces.desk.conftest import SYSTEM, Browser, Small, keep, text_of

UPLOAD, IMPORT = "/arbeitsplatz/austausch/hochladen/", "/arbeitsplatz/austausch/einlesen/"


def send(browser: Browser, content: bytes, name: str = "plan.xlsx") -> Any:
    values = {"csrfmiddlewaretoken": browser.token("/arbeitsplatz/"), "datei": SimpleUploadedFile(name, content)}
    return browser.client.post(UPLOAD, values)


def workbook(actor: Actor) -> bytes:
    target = io.BytesIO()
    export_workbook(target, actor=actor)
    return target.getvalue()


def test_package_comes_back_unchanged(office_browser: Browser, small: Small) -> None:
    packed = office_browser.get("/arbeitsplatz/austausch/paket/").content
    send(office_browser, packed, "irgendwas.bin")
    plan = office_browser.get(IMPORT).context["plan"]

    assert (plan.errors, plan.changes) == ([], [])


def test_workbook_comes_back_unchanged(office_browser: Browser, small: Small) -> None:
    send(office_browser, office_browser.get("/arbeitsplatz/austausch/arbeitsmappe/").content)
    plan = office_browser.get(IMPORT).context["plan"]

    assert (plan.errors, plan.changes) == ([], [])


def changed_package(browser: Browser, old: str, new: str) -> bytes:
    """The exported package with one text replaced in all files."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(browser.get("/arbeitsplatz/austausch/paket/").content)) as source,
        zipfile.ZipFile(target, "w") as archive,
    ):
        for name in source.namelist():
            archive.writestr(name, source.read(name).decode().replace(old, new))
    return target.getvalue()


def test_import_previews_then_writes(office_browser: Browser, small: Small) -> None:
    send(office_browser, changed_package(office_browser, "Tegel nutzen", "Tegel bebauen"))
    page = office_browser.get(IMPORT)
    small.entry.refresh_from_db()
    before = small.entry.title
    office_browser.post(IMPORT, {"mark": page.context["plan"].mark})
    small.entry.refresh_from_db()

    assert (before, small.entry.title) == ("Tegel nutzen", "Tegel bebauen")


def changed_workbook(browser: Browser, old: str, new: str) -> bytes:
    """The exported workbook with one text replaced in all cells."""
    book = load_workbook(io.BytesIO(browser.get("/arbeitsplatz/austausch/arbeitsmappe/").content))
    for cell in [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == old]:
        cell.value = new
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(("change", "name"), [(changed_package, "Plan März.zip"), (changed_workbook, "Plan März.xlsx")])
def test_history_names_the_file_as_its_sender_does(
    office_browser: Browser, small: Small, change: Callable[[Browser, str, str], bytes], name: str
) -> None:
    send(office_browser, change(office_browser, "Tegel nutzen", "Tegel bebauen"), name)
    office_browser.post(IMPORT, {"mark": office_browser.get(IMPORT).context["plan"].mark})

    assert name in recording.content_of(recording.all_entries()[0])["reason"]


def test_imported_file_is_not_kept(office_browser: Browser, small: Small) -> None:
    send(office_browser, changed_package(office_browser, "Tegel nutzen", "Tegel bebauen"))
    kept = StoredFile.objects.count()
    office_browser.post(IMPORT, {"mark": office_browser.get(IMPORT).context["plan"].mark})

    assert (kept, StoredFile.objects.count()) == (1, 0)


def test_import_of_frozen_changes_asks_for_a_reason(office_browser: Browser, adopted: Small) -> None:
    send(office_browser, changed_package(office_browser, "Tegel nutzen", "Tegel bebauen"))
    mark = office_browser.get(IMPORT).context["plan"].mark
    refused = office_browser.post(IMPORT, {"mark": mark})
    office_browser.post(IMPORT, {"mark": mark, "amendment": "Berichtigt"})

    assert (refused.status_code, list(m.Amendment.objects.values_list("reason", flat=True))) == (422, ["Berichtigt"])


def test_import_after_a_change_here_shows_the_preview_again(office_browser: Browser, small: Small) -> None:
    send(office_browser, changed_package(office_browser, "Tegel nutzen", "Tegel bebauen"))
    mark = office_browser.get(IMPORT).context["plan"].mark
    operations.change(small.entry, {"title": "Tegel verkaufen"}, actor=SYSTEM)

    assert office_browser.post(IMPORT, {"mark": mark}).status_code == 422


def test_conflict_is_decided_by_hand(office_browser: Browser, small: Small) -> None:
    send(office_browser, changed_package(office_browser, "Tegel nutzen", "Tegel bebauen"))
    operations.change(small.entry, {"title": "Tegel verkaufen"}, actor=SYSTEM)
    page = office_browser.get(IMPORT)
    undecided = office_browser.post(IMPORT, {"mark": page.context["plan"].mark})
    name = page.context["conflicts"][0]["name"]
    office_browser.post(IMPORT, {"mark": page.context["plan"].mark, name: "file"})
    small.entry.refresh_from_db()

    assert (undecided.status_code, small.entry.title) == (422, "Tegel bebauen")


def test_errors_of_a_file_are_listed(office_browser: Browser, small: Small) -> None:
    send(office_browser, changed_package(office_browser, "measure: tegel", "measure: gibtsnicht"))
    page = office_browser.get(IMPORT)

    assert page.status_code == 200


@pytest.mark.parametrize("content", [b"", b"quatsch", b"PK\x03\x04kaputt"])
def test_other_file_is_refused_with_a_sentence(content: bytes, office_browser: Browser, small: Small) -> None:
    assert send(office_browser, content).status_code == 422


def test_zip_without_a_plan_is_refused(office_browser: Browser, small: Small) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("../../etc/passwd", "x")

    assert "ist kein Planpaket" in text_of(send(office_browser, target.getvalue()))


def test_large_file_is_refused(office_browser: Browser, small: Small, settings: Any) -> None:
    with override_settings(OPTIONS={**settings.OPTIONS, "UPLOAD_LIMIT_MB": 0}):
        assert "größer als 0 MB" in text_of(send(office_browser, b"x"))


def test_no_file_is_asked_for(office_browser: Browser, small: Small) -> None:
    assert "Bitte eine Datei wählen." in text_of(office_browser.post(UPLOAD))


def test_upload_of_one_account_is_not_shown_to_another(browser_as: Callable[..., Browser], small: Small) -> None:
    office = browser_as(Role.OFFICE)
    send(office, office.get("/arbeitsplatz/austausch/paket/").content)

    assert browser_as(Role.ADMINISTRATOR).get(IMPORT).headers["Location"] == "/arbeitsplatz/austausch/"


@pytest.mark.parametrize("role", [Role.CONTACT, Role.COMMITTEE, Role.READER])
@pytest.mark.parametrize("url", [UPLOAD, IMPORT])
def test_nothing_is_read_in_by_readers(url: str, role: Role, browser_as: Callable[..., Browser], small: Small) -> None:
    assert browser_as(role).post(url).status_code == 403


# Reports


def test_report_is_ordered_built_and_published(
    office_browser: Browser, adopted: Small, django_capture_on_commit_callbacks: Any
) -> None:
    values = {
        "edition": "2022",
        "as_of": date.today().strftime("%d.%m.%Y"),
        "language": "de",
        "special_title": "Zusatz",
        "special_text": "Ein Text.",
    }
    with django_capture_on_commit_callbacks(execute=True):
        office_browser.post("/arbeitsplatz/berichte/", values)
    report = Report.objects.get()
    office_browser.post(f"/arbeitsplatz/berichte/{report.key}/veroeffentlichen/")
    report.refresh_from_db()
    pdf = office_browser.get(f"/arbeitsplatz/berichte/{report.key}/datei/pdf/")

    assert (report.state, report.published, pdf.content[:5]) == ("done", True, b"%PDF-")


def test_report_in_the_future_is_refused(office_browser: Browser, adopted: Small) -> None:
    response = office_browser.post(
        "/arbeitsplatz/berichte/", {"edition": "2022", "as_of": "01.01.2099", "language": "de"}
    )

    assert (response.status_code, Report.objects.count()) == (422, 0)


@pytest.mark.parametrize("role", [Role.CONTACT, Role.COMMITTEE, Role.READER])
def test_report_is_not_ordered_by_readers(role: Role, browser_as: Callable[..., Browser], adopted: Small) -> None:
    values = {"edition": "2022", "as_of": "2026-01-01", "language": "de"}

    assert browser_as(role).post("/arbeitsplatz/berichte/", values).status_code == 403


@pytest.mark.parametrize("verb", ["veroeffentlichen", "zuruecknehmen", "entfernen"])
def test_report_is_not_published_by_readers(verb: str, browser_as: Callable[..., Browser], adopted: Small) -> None:
    keep(Report(key="bericht", edition=adopted.draft, as_of=date(2026, 1, 1)))

    assert browser_as(Role.READER).post(f"/arbeitsplatz/berichte/bericht/{verb}/").status_code == 403
