"""axe finds nothing in the states of the desk that a person reaches by acting: errors, conflicts, confirmations.

Every walk writes only to records of its own and removes them again, so that other tests find the
demonstration as it was; only the history keeps a trace.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.conftest import Walk, follow, press, replaced, sign_in

FROZEN = "2018"


@pytest.fixture
def desk(server: str) -> str:
    return f"{server}/arbeitsplatz"


@contextmanager
def own_institution(page: Page, desk: str, name: str) -> Iterator[str]:
    """The address of an institution of the test's own, which is removed afterwards."""
    page.goto(f"{desk}/eintrag/institution/neu/")
    write(page, name=name)
    save(page)
    page.goto(f"{desk}/verzeichnisse/institution/?q={name}")
    follow(page.get_by_role("link", name=name))
    address = page.url
    yield address
    page.goto(address)
    remove(page)


def write(page: Page, **values: str) -> None:
    """Fill in the fields of the page's form."""
    for name, text in values.items():
        page.locator(f"main [name={name}]").fill(text)


def save(page: Page) -> None:
    """Press the form's main button."""
    follow(page.locator("main button.kern-btn--primary").last)


def test_record_from_errors_to_restoring(office: Page, desk: str, walk: Walk) -> None:
    office.goto(f"{desk}/eintrag/institution/neu/")
    write(office, url="keine Adresse")
    save(office)
    walk.look(office, "required missing, wrong address")
    with own_institution(office, desk, "Probestelle Formular") as address:
        office.goto(address)
        write(office, role_text="prüft")
        save(office)
        walk.look(office, "saved")
        office.goto(f"{address}entfernen/")
        walk.look(office, "removal to confirm")
        follow(office.locator("main .kern-btn--danger"))
        walk.look(office, "removed")
        office.goto(address)
        walk.look(office, "a removed record")
        office.goto(f"{address}wiederherstellen/")
        walk.look(office, "restoring to confirm")
        save(office)
        walk.look(office, "restored")
    office.goto(f"{desk}/eintrag/institution/senat/entfernen/")
    walk.look(office, "removal refused")
    office.goto(f"{desk}/verzeichnisse/institution/?q=xyzxyz&entfernt=1")
    walk.look(office, "removed records, list without result")


def test_event_with_a_wrong_date_and_one_more_source(office: Page, desk: str, walk: Walk) -> None:
    office.goto(f"{desk}/eintrag/ereignis/neu/?plan=masterplan-industrie")
    write(office, title="Probe", when="irgendwann")
    save(office)
    walk.look(office, "wrong date")
    office.locator("main [name=sources-add]").fill("senat")
    follow(office.locator("main button[name=more]").first)
    walk.look(office, "one more source asked for")


def test_two_editors_of_one_record(office: Page, office_context: BrowserContext, desk: str, walk: Walk) -> None:
    other = office_context.new_page()
    with own_institution(office, desk, "Probestelle Konflikt") as address:
        office.goto(address)
        other.goto(address)
        write(other, role_text="berät", short_name="PK")
        save(other)
        write(office, role_text="entscheidet")
        save(office)
        walk.look(office, "conflict of two editors")
        save(office)
        walk.look(office, "conflict not decided")
        for choice in office.locator("main input[type=radio][name^=settle_][value=mine]").all():
            choice.check()
        save(office)
        walk.look(office, "conflict decided")
    other.close()


def test_frozen_measure_asks_for_a_reason(office: Page, desk: str, walk: Walk) -> None:
    office.goto(f"{desk}/massnahmen/?fassung={FROZEN}")
    follow(office.locator("table tbody th a").first)
    walk.look(office, "measure")
    for summary in office.locator(".quick__form > summary").all():
        summary.click()
    follow(office.locator(".quick__form form button.kern-btn--primary").first)
    walk.look(office, "report refused")
    follow(office.get_by_role("link", name=re.compile("^Zusage ändern")).first)
    write(office, title="Anders genannt", ends="bald")
    save(office)
    walk.look(office, "promise, wrong date")
    write(office, ends="")
    save(office)
    walk.look(office, "frozen, no reason")


def test_edition_from_draft_to_amendment(office: Page, desk: str, walk: Walk) -> None:
    office.goto(f"{desk}/eintrag/fassung/neu/?plan=masterplan-industrie")
    # Before all others: the edition in force stays the one in force.
    write(office, title="Probefassung", short_title="Probe", begins="1950", ends="1951", position="0")
    save(office)
    walk.look(office, "edition begun")
    editor = office.url
    address = editor.replace("/plan/", "/eintrag/fassung/")
    office.goto(f"{editor}beschliessen/")
    walk.look(office, "adoption")
    save(office)
    walk.look(office, "adoption, nothing entered")
    write(office, body="Senat von Berlin", decided_on="1950-01-02")
    save(office)
    walk.look(office, "adopted")
    office.goto(address)
    write(office, title="Geänderte Probefassung")
    save(office)
    walk.look(office, "adopted edition, no reason")
    write(office, amendment="Probe einer Begründung", begins="bald")
    save(office)
    walk.look(office, "adopted edition, reason and a wrong date")
    office.goto(f"{address}entfernen/")
    walk.look(office, "edition in use")
    follow(office.locator("main li a").first)
    remove(office)
    office.goto(address)
    remove(office)
    walk.look(office, "edition removed")


def remove(page: Page) -> None:
    """Remove the record whose page is open, with a reason if one is asked for."""
    page.goto(f"{page.url}entfernen/")
    follow(page.locator("main .kern-btn--danger"))
    if page.locator("#id_reason").count():
        page.locator("#id_reason").fill("Ende der Probe")
        follow(page.locator("main .kern-btn--danger"))


def test_measures_filtered_and_kept_as_a_view(office: Page, desk: str, walk: Walk) -> None:
    office.goto(f"{desk}/massnahmen/?fassung={FROZEN}&q=xyzxyz")
    walk.look(office, "filter without result")
    office.goto(f"{desk}/massnahmen/?fassung={FROZEN}&sort=-title")
    office.locator("#view-name").fill("Probeansicht")
    press(office, "Merken")
    office.locator("summary", has_text="Gemerkte Ansichten löschen").click()
    walk.look(office, "view kept")
    follow(office.locator("form[action$='/loeschen/'] button").first)
    office.locator("#view-name").fill("")
    press(office, "Merken")
    walk.look(office, "view without a name")


def test_many_measures_changed_and_taken_back(office: Page, desk: str, walk: Walk) -> None:
    office.goto(f"{desk}/massnahmen/?fassung={FROZEN}")
    press(office, "Weiter")
    walk.look(office, "nothing chosen")
    for box in office.locator("tbody input[name=m]").all()[:3]:
        box.check()
    walk.look(office, "three chosen")
    office.locator("#bulk-field").select_option("deputy")
    press(office, "Weiter")
    walk.look(office, "value asked for")
    office.locator("main [name=value]").select_option("demo-ansprechperson")
    press(office, "Vorschau")
    walk.look(office, "preview")
    follow(office.locator("main button[name=apply]"))
    walk.look(office, "changed together")
    save(office)
    walk.look(office, "taken back")


def test_many_frozen_measures_need_a_reason(office: Page, desk: str, walk: Walk) -> None:
    office.goto(f"{desk}/massnahmen/?fassung={FROZEN}")
    for box in office.locator("tbody input[name=m]").all()[:2]:
        box.check()
    office.locator("#bulk-field").select_option("ends")
    press(office, "Weiter")
    office.locator("main [name=value]").fill("bald")
    press(office, "Vorschau")
    walk.look(office, "value refused")
    office.locator("main [name=value]").fill("2029-12")
    press(office, "Vorschau")
    walk.look(office, "frozen, preview")
    follow(office.locator("main button[name=apply]"))
    walk.look(office, "frozen, no reason")


def test_import_from_refusal_to_done(office: Page, desk: str, walk: Walk) -> None:
    send(office, desk, b"kein Archiv")
    walk.look(office, "file refused")
    with own_institution(office, desk, "Probestelle Einlesen") as address:
        before = packed(office, desk)
        office.goto(address)
        write(office, name="Probestelle Einlesen, hier")
        save(office)
        send(office, desk, replaced(before, "name: Probestelle Einlesen", "name: Probestelle Einlesen, Datei"))
        walk.look(office, "import, conflict")
        save(office)
        walk.look(office, "import, conflict not decided")
        now = packed(office, desk)
        send(office, desk, replaced(now, "Einlesen, hier", "Einlesen, neu"))
        walk.look(office, "import, preview")
        save(office)
        walk.look(office, "import, done")
        send(office, desk, packed(office, desk))
        walk.look(office, "import, nothing to change")
        send(office, desk, replaced(packed(office, desk), "kind: senate_department", "kind: erfunden"))
        walk.look(office, "import, errors")


def packed(page: Page, desk: str) -> bytes:
    """The plan as a package, as downloaded now."""
    return page.context.request.get(f"{desk}/austausch/paket/").body()


def send(page: Page, desk: str, content: bytes) -> None:
    page.goto(f"{desk}/austausch/")
    page.locator("#datei").set_input_files({"name": "plan.zip", "mimeType": "application/zip", "buffer": content})
    save(page)


def test_report_ordered_published_and_removed(office: Page, desk: str, walk: Walk) -> None:
    office.goto(f"{desk}/berichte/")
    write(office, as_of="morgen", special_title="Probebericht")
    save(office)
    walk.look(office, "report refused")
    office.goto(f"{desk}/berichte/")
    write(office, special_title="Probebericht")
    save(office)
    walk.look(office, "report ordered")
    office.get_by_role("button", name="Veröffentlichen").first.wait_for(timeout=60_000)
    walk.look(office, "report made")
    for words, state in (("Veröffentlichen", "published"), ("Zurücknehmen", "taken back"), ("Entfernen", "removed")):
        press(office, words)
        walk.look(office, f"report {state}")


def test_history_filtered_and_checked(office: Page, desk: str, walk: Walk) -> None:
    office.goto(f"{desk}/verlauf/?wer=niemand")
    walk.look(office, "history without result")
    office.goto(f"{desk}/verlauf/?von=gestern")
    walk.look(office, "history, wrong date")
    press(office, "Kette prüfen")
    walk.look(office, "history checked")


NOT_ALLOWED = {
    "ansprechperson": ("zugaenge/", "eintrag/institution/neu/"),
    "lesezugang": ("austausch/", "plan/2022/beschliessen/"),
}


@pytest.mark.parametrize("who", NOT_ALLOWED)
def test_pages_that_a_role_may_not_see(browser: Browser, server: str, desk: str, walk: Walk, who: str) -> None:
    context = browser.new_context(locale="de-DE")
    page = context.new_page()
    sign_in(page, server, who)
    for path in NOT_ALLOWED[who]:
        answer = page.goto(f"{desk}/{path}")
        assert answer is not None
        assert answer.status == 403
        walk.look(page, f"{who}, {path}")
    page.goto(f"{desk}/eintrag/institution/senat/")
    walk.look(page, f"{who}, a record only to read")
    context.close()


def test_addresses_that_only_take_a_form(office: Page, desk: str, walk: Walk) -> None:
    for path in ("massnahmen/gemeinsam/aendern/", "eintrag/unsinn/neu/", "austausch/einlesen/"):
        office.goto(f"{desk}/{path}")
        walk.look(office, path)
