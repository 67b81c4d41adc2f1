"""Statistics at the desk: sent, recognised, mapped, looked at, taken in; slices agreed to; services that fail."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from leitstand.domain.indicators.models import Indicator, Observation
from leitstand.domain.reporting.operations import intake as operations
from leitstand.domain.statistics.models import Dataset, Fetch, Intake, Release, Subscription
from leitstand.domain.statistics.operations import import_file
from leitstand.foundation import clock
from leitstand.foundation.actor import Role, system
from leitstand.foundation.mail.models import Message
from tests.domain.statistics import samples
from tests.domain.statistics.samples import new_row
from tests.interfaces.desk.conftest import Browser, text_of
from tests.turning import keep_rising

UPLOAD = "/arbeitsplatz/statistik/einlesen/"
FLAT = samples.new_flat(new_row(), new_row("12", value="-", name="Brandenburg"))


def send(browser: Browser, content: bytes, name: str = "tabelle.csv", **values: str) -> Any:
    file = SimpleUploadedFile(name, content)
    return browser.post(UPLOAD, {"file": file, "title": "probe", **values}, page=UPLOAD)


def act(browser: Browser, verb: str) -> Any:
    one = Intake.objects.get()
    return browser.post(f"{UPLOAD}{one.pk}/{verb}/", page=f"{UPLOAD}{one.pk}/")


@pytest.fixture
def known(tmp_path: Path, db: None) -> Dataset:
    """A data set of nine years whose one measure fits the indicator of ``keep_rising``."""
    path = tmp_path / "known.csv"
    path.write_bytes(state({year: 40 + 4 * (year - 2016) for year in range(2016, 2024)}))
    import_file(path, "netz", actor=system("Test"), vintage="2024-03")
    return Dataset.objects.get()


def state(values: dict[int, float], unit: str = "%") -> bytes:
    rows = [new_row(period=str(year), value=str(value), unit=unit) for year, value in values.items()]
    return samples.new_flat(*rows)


def test_recognised_file_is_checked_at_once_and_keeps_nothing(office_browser: Browser) -> None:
    shown = text_of(office_browser.get(send(office_browser, FLAT).headers["Location"]))
    assert "2 Werte, 2 Regionen, eine Größe, 2021 bis 2021" in shown
    assert (Intake.objects.get().state, Dataset.objects.count()) == ("checked", 0)


def test_confirmed_file_becomes_a_published_state(office_browser: Browser) -> None:
    send(office_browser, FLAT, vintage="2022-03")
    act(office_browser, "einlesen")
    assert (Release.objects.get().vintage, Intake.objects.get().state) == ("2022-03", "done")
    assert "2022" in text_of(office_browser.get("/arbeitsplatz/statistik/datensatz/probe/"))


def test_broken_file_names_row_and_cure(office_browser: Browser) -> None:
    send(office_browser, samples.new_flat(new_row(value="1"), new_row(value="2")))
    shown = text_of(office_browser.get(f"{UPLOAD}{Intake.objects.get().pk}/"))
    assert "„tabelle.csv“, Zeile 3" in shown
    assert "Fehlt ein Merkmal in der Zuordnung?" in shown


def test_intake_that_fails_in_an_unforeseen_way_is_refused_and_logged(
    office_browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    send(office_browser, FLAT)
    Intake.objects.update(role="no role any more")
    operations.check(Intake.objects.get())
    one = Intake.objects.get()
    assert (one.state, one.problem[:12], len(caplog.records)) == ("refused", "Diese Datei ", 1)


@pytest.mark.parametrize("content", [b"<!doctype html><p>Anmelden", b"%PDF-1.7", b""])
def test_what_is_no_table_is_refused_at_the_form(content: bytes, office_browser: Browser) -> None:
    response = send(office_browser, content)
    assert (response.status_code, Intake.objects.count()) == (422, 0)


def test_file_without_data_set_is_asked_for_one(office_browser: Browser) -> None:
    response = send(office_browser, FLAT, title="")
    assert (response.status_code, "neuen benennen" in text_of(response)) == (422, True)


def test_own_table_is_mapped_first_and_the_mapping_is_kept(office_browser: Browser) -> None:
    response = send(office_browser, samples.tidy_csv(), "eigene.csv")
    page = f"{UPLOAD}{Intake.objects.get().pk}/spalten/"
    assert office_browser.get(response.headers["Location"]).headers["Location"] == page
    said = {"value": "Wert", "period": "Jahr", "region": "Bezirk", "dimensions": ["Geschlecht"], "decimal": ","}
    office_browser.post(page, said, page=page)
    act(office_browser, "einlesen")
    assert '"region": "Bezirk"' in Dataset.objects.get().mapping
    assert Release.objects.get().manifest["rows"] == 3


def test_columns_are_proposed(office_browser: Browser) -> None:
    send(office_browser, samples.tidy_csv(), "eigene.csv")
    form = office_browser.form(f"{UPLOAD}{Intake.objects.get().pk}/spalten/")
    assert (form["value"], form["period"], form["region"]) == ("Wert", "Jahr", "Bezirk")


def test_column_given_twice_is_refused(office_browser: Browser) -> None:
    send(office_browser, samples.tidy_csv(), "eigene.csv")
    page = f"{UPLOAD}{Intake.objects.get().pk}/spalten/"
    response = office_browser.post(page, {"value": "Wert", "period": "Wert"}, page=page)
    assert (response.status_code, "zweimal vergeben" in text_of(response)) == (422, True)


def test_next_file_of_a_mapped_data_set_needs_no_mapping(office_browser: Browser) -> None:
    test_own_table_is_mapped_first_and_the_mapping_is_kept(office_browser)
    send(office_browser, samples.tidy_csv().replace(b"1,5", b"1,6"), "neu.csv", title="", dataset="probe")
    assert Intake.objects.first().state == "checked"  # type: ignore[union-attr]  # just made


def test_changed_unit_can_be_marked_as_a_break(office_browser: Browser, known: Dataset) -> None:
    send(office_browser, state({2023: 70}, unit="Anzahl"), title="", dataset="netz", vintage="2025-01")
    assert "Als Bruch vermerken" in text_of(office_browser.get(f"{UPLOAD}{Intake.objects.get().pk}/"))
    act(office_browser, "mit-bruch")
    assert (Intake.objects.get().state, Release.objects.filter(breaks=True).count()) == ("done", 1)


def test_dropped_file_is_gone(office_browser: Browser) -> None:
    send(office_browser, FLAT)
    act(office_browser, "verwerfen")
    assert (Intake.objects.count(), Dataset.objects.count()) == (0, 0)


def test_large_file_is_left_to_the_worker(
    office_browser: Browser, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(operations, "AT_ONCE", 10)
    with django_capture_on_commit_callbacks() as waiting:
        send(office_browser, FLAT)
    shown = text_of(office_browser.get(f"{UPLOAD}{Intake.objects.get().pk}/"))
    assert ("wird geprüft" in shown, len(waiting)) == (True, 1)
    waiting[0]()
    assert Intake.objects.get().state == "checked"


def test_file_that_nobody_takes_in_is_forgotten(office_browser: Browser) -> None:
    send(office_browser, FLAT)
    operations.forget_old(clock.now() + 2 * operations.KEPT_FOR)
    assert Intake.objects.count() == 0


class TestSlice:
    PAGE = "/arbeitsplatz/statistik/datensatz/netz/bezug/"
    SAID = {"indicator": "netz", "measure": "PRB001"}

    def fed(self, browser: Browser) -> Indicator:
        indicator = keep_rising()
        page = f"{self.PAGE}?indicator=netz&measure=PRB001"
        browser.post(page, self.SAID, page=page)
        return indicator

    def test_preview_shows_values_and_writes_nothing(self, office_browser: Browser, known: Dataset) -> None:
        keep_rising()
        shown = text_of(office_browser.get(self.PAGE, QUERY_STRING="indicator=netz&measure=PRB001"))
        assert ("8 Werte im neuesten Datenstand" in shown, Subscription.objects.count()) == (True, 0)

    def test_other_unit_is_asked_about(self, office_browser: Browser, tmp_path: Path) -> None:
        keep_rising()
        (tmp_path / "f.csv").write_bytes(state({2023: 70}, unit="Prozent der Haushalte"))
        import_file(tmp_path / "f.csv", "netz", actor=system("Test"))
        response = office_browser.get(self.PAGE, QUERY_STRING="indicator=netz&measure=PRB001")
        assert (response.status_code, "bestätigen" in text_of(response)) == (422, True)

    def test_agreed_slice_is_delivered(self, office_browser: Browser, known: Dataset) -> None:
        self.fed(office_browser)
        assert Subscription.objects.get().delivered == "2024-03"

    def test_new_state_reaches_the_indicator_by_itself_and_warns(self, office_browser: Browser, known: Dataset) -> None:
        self.fed(office_browser)
        send(office_browser, state({2024: 50}), title="", dataset="netz", vintage="2025-01")
        shown = text_of(office_browser.get(f"{UPLOAD}{Intake.objects.first().pk}/"))  # type: ignore[union-attr]  # made
        assert ("Was die Indikatoren bekämen" in shown, Observation.objects.filter(period="2024").count()) == (True, 0)
        office_browser.post(f"{UPLOAD}{Intake.objects.first().pk}/einlesen/", page=UPLOAD)  # type: ignore[union-attr]  # made
        assert Observation.objects.get(period="2024").vintage == "2025-01"
        assert Message.objects.filter(subject__startswith="Ein Ziel hat sich gedreht").count() == 1

    def test_preview_names_the_ratings_a_revision_would_change(self, office_browser: Browser, known: Dataset) -> None:
        self.fed(office_browser)
        send(office_browser, state({2023: 45}), title="", dataset="netz", vintage="2025-01")
        shown = text_of(office_browser.get(f"{UPLOAD}{Intake.objects.first().pk}/"))  # type: ignore[union-attr]  # made
        assert "Bewertungen und Aussichten, die sich ändern" in shown
        assert "einer davon berichtigt" in shown

    def test_ended_slice_leaves_its_values(self, office_browser: Browser, known: Dataset) -> None:
        self.fed(office_browser)
        before = Observation.objects.count()
        page = "/arbeitsplatz/statistik/datensatz/netz/"
        office_browser.post(f"/arbeitsplatz/statistik/bezug/{Subscription.objects.get().key}/beenden/", page=page)
        kept = Subscription.objects.filter(removed_on=None).count(), Observation.objects.count()
        assert kept == (0, before)

    def test_source_down_is_said_on_both_pages(self, office_browser: Browser, known: Dataset) -> None:
        self.fed(office_browser)
        Dataset.objects.update(failing_since=clock.now(), failing_reason="Antwortet nicht.")
        Fetch.objects.create(dataset=known, at=clock.now(), outcome="failed", label="Antwortet nicht.")
        shown = text_of(office_browser.get("/arbeitsplatz/statistik/"))
        portal = text_of(Client().get("/indikator/netz/"))
        assert "es gilt der letzte Datenstand" in shown
        assert "Gezeigt wird der letzte Datenstand, März 2024" in portal


@pytest.mark.parametrize("role", [Role.CONTACT, Role.COMMITTEE, Role.READER])
@pytest.mark.parametrize("path", ["", "einlesen/", "datensatz/netz/", "datensatz/netz/bezug/"])
def test_statistics_are_the_offices(path: str, role: Role, browser_as: Callable[..., Browser], known: Dataset) -> None:
    assert browser_as(role).get(f"/arbeitsplatz/statistik/{path}").status_code == 403


def test_administrator_gets_in(browser_as: Callable[..., Browser]) -> None:
    assert browser_as(Role.ADMINISTRATOR).get("/arbeitsplatz/statistik/").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_a_fixed_number_of_statements(
    count: int, office_browser: Browser, tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        (tmp_path / "f.csv").write_bytes(samples.new_flat(new_row(value=str(number))))
        import_file(tmp_path / "f.csv", f"probe-{number}", actor=system("Test"))
    with django_assert_max_num_queries(20):
        office_browser.get("/arbeitsplatz/statistik/")


def test_service_is_remembered(office_browser: Browser, known: Dataset) -> None:
    page = "/arbeitsplatz/statistik/datensatz/netz/"
    said = {"service": "eurostat", "table": "nama_10r_3gva", "query": "geo = DE3", "every_days": "30"}
    office_browser.post(page, said, page=page)
    known.refresh_from_db()
    assert (known.service, known.query, known.every_days) == ("eurostat", {"geo": "DE3"}, 30)


def test_service_without_account_is_not_asked(office_browser: Browser, known: Dataset) -> None:
    page = "/arbeitsplatz/statistik/datensatz/netz/"
    office_browser.post(page, {"service": "genesis", "table": "13111-0005", "every_days": "30"}, page=page)
    assert "wird nicht gefragt" in text_of(office_browser.get(page))


def test_slice_that_would_bring_nothing_cannot_be_agreed_to(office_browser: Browser, tmp_path: Path) -> None:
    keep_rising()
    (tmp_path / "f.csv").write_bytes(state({2020: 55}))
    import_file(tmp_path / "f.csv", "netz", actor=system("Test"), vintage="2024-01")
    page = "/arbeitsplatz/statistik/datensatz/netz/bezug/?indicator=netz&measure=PRB001"
    shown = text_of(office_browser.get(page))
    office_browser.post(page, {"indicator": "netz", "measure": "PRB001"}, page=page)
    assert ("So käme nichts an:" in shown, Subscription.objects.count()) == (True, 0)


def test_report_with_heads_of_several_rows_is_mapped_by_letters(office_browser: Browser) -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet("Tab 1")
    for row, cells in enumerate((["Gebiet", "2022", "2023"], ["Berlin", 1.5, 2.5], ["Hamburg", 3, 4])):
        sheet.write_row(row, 0, cells)
    book.close()
    send(office_browser, target.getvalue(), "bericht.xlsx")
    page = f"{UPLOAD}{Intake.objects.get().pk}/spalten/?art=bericht"
    shown = text_of(office_browser.get(page))
    said = {"head_first": 1, "head_last": 1, "first_row": 2, "period_row": 1, "value_first": "b", "value_last": "C"}
    office_browser.post(page, {**said, "region_column": "A"}, page=page)
    one = Intake.objects.get()
    assert ("So fängt die Tabelle an" in shown, one.state, one.found.get("rows")) == (True, "checked", 4), one.problem
