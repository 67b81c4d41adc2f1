"""Takes the pictures of README and handbook from the running product, with Berlin's plan.

Starts a demonstration of its own, visits the pages listed in ``PICTURES`` and writes PNG files.
Needs Chromium (``apt install chromium``; with ``chromium-l10n`` its own words are German too).
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
HANDBOOK = ROOT / "src" / "leitstand" / "handbook" / "bilder"
PASSWORD = "leitstand-demo"


@dataclass(frozen=True)
class Picture:
    """One picture: file, address, who is signed in (empty: the public), size of the view, what to click first."""

    file: Path
    address: str
    who: str = ""
    height: int = 900
    width: int = 1280
    clicks: tuple[str, ...] = ()


OFFICE = "geschaeftsstelle"
CONTACT = "ansprechperson"
COMMITTEE = "steuerungskreis"
# Comes by a personal link from a mail, without an account.
LINK = "link"
ASKED = "person-06@demo.example"
LAST_ROUND = "tbody th a"
REVIEW = "a[href$='/pruefen/']"
# A topic of which several invented papers speak, and the first of their passages.
MOBILITY = "th a[href$='/thema/2017.1.2/']"
PASSAGE = ".hit .rows__title a"
# The demonstration orders a report for each of its published rounds.
REPORTS = 2
PICTURES = (
    Picture(ROOT / "docs" / "pictures" / "portal.png", "/"),
    Picture(HANDBOOK / "portal-start.png", "/"),
    Picture(HANDBOOK / "portal-massnahme.png", "/massnahme/finanzierungsbedarf/"),
    Picture(HANDBOOK / "portal-verbleib.png", "/verbleib/"),
    Picture(HANDBOOK / "portal-telefon.png", "/massnahme/tegel/", width=390, height=844),
    Picture(HANDBOOK / "anmelden.png", "/konto/login/", height=1000),
    Picture(HANDBOOK / "arbeitsplatz-start.png", "/arbeitsplatz/", OFFICE),
    Picture(HANDBOOK / "plan-bearbeiten.png", "/arbeitsplatz/plan/2022/", OFFICE),
    Picture(HANDBOOK / "massnahmen-tabelle.png", "/arbeitsplatz/massnahmen/?fassung=2018", OFFICE),
    Picture(HANDBOOK / "austausch.png", "/arbeitsplatz/austausch/", OFFICE, height=700),
    Picture(HANDBOOK / "berichte.png", "/arbeitsplatz/berichte/", OFFICE),
    Picture(HANDBOOK / "verlauf.png", "/arbeitsplatz/verlauf/?wer=Demo+Gesch%C3%A4ftsstelle", OFFICE),
    Picture(HANDBOOK / "ansprechperson-start.png", "/arbeitsplatz/", CONTACT),
    Picture(HANDBOOK / "steuerungskreis-start.png", "/arbeitsplatz/", COMMITTEE, height=1100),
    Picture(HANDBOOK / "beschluss.png", "/arbeitsplatz/steuerungskreis/", COMMITTEE, clicks=(".agenda__choices a",)),
    Picture(HANDBOOK / "cockpit.png", "/arbeitsplatz/runden/", OFFICE, height=1100, clicks=(LAST_ROUND,)),
    Picture(HANDBOOK / "pruefen.png", "/arbeitsplatz/runden/", OFFICE, height=1000, clicks=(LAST_ROUND, REVIEW)),
    Picture(HANDBOOK / "papiere-themen.png", "/arbeitsplatz/papiere/themen/", OFFICE),
    Picture(HANDBOOK / "papiere-vergleich.png", "/arbeitsplatz/papiere/themen/", OFFICE, clicks=(MOBILITY,)),
    Picture(
        HANDBOOK / "lesetisch.png", "/arbeitsplatz/papiere/themen/", OFFICE, height=1100, clicks=(MOBILITY, PASSAGE)
    ),
    Picture(HANDBOOK / "indikator.png", "/indikatoren/", height=1000, clicks=("main table tbody th a",)),
    Picture(HANDBOOK / "formular-telefon.png", "", LINK, width=390, height=1150, clicks=("main form button",)),
)


def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        print("Chromium is missing: apt install chromium", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        free.close()
        server = _serve(port, folder)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=chromium,
                    args=["--no-sandbox", "--disable-gpu", "--lang=de"],
                    env={**os.environ, "LANGUAGE": "de"},
                )
                _work_a_little(browser, f"http://127.0.0.1:{port}")
                for picture in PICTURES:
                    _take(browser, f"http://127.0.0.1:{port}", picture)
                browser.close()
        finally:
            server.terminate()
            server.wait(timeout=20)
    return 0


def _serve(port: int, folder: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {"LEITSTAND_DATA_DIR": folder}
    command = [sys.executable, "-m", "leitstand", "demo", "start", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
            break
        except OSError:
            time.sleep(0.1)
    return server


def _work_a_little(browser: Browser, server: str) -> None:
    """Prepare a sitting and wait for the rounds' reports, so that the pictures show pages with something on them."""
    context = browser.new_context(locale="de-DE")
    page = context.new_page()
    _sign_in(page, server, COMMITTEE)
    page.locator("summary", has_text="Sitzung vorbereiten").click()
    page.get_by_role("button", name="Vorbereiten", exact=True).click()
    context.clear_cookies()
    _sign_in(page, server, OFFICE)
    page.goto(f"{server}/arbeitsplatz/berichte/")
    page.locator("#berichte").get_by_text("fertig").nth(REPORTS - 1).wait_for(timeout=120_000)
    context.close()


def _sign_in(page: Page, server: str, who: str) -> None:
    page.goto(f"{server}/konto/login/")
    page.fill("#id_login", f"{who}@demo.example")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url(f"{server}/arbeitsplatz/**")


def _personal_link(page: Page, server: str) -> str:
    """The link in the last mail to someone who has not reported yet; in a demonstration the office may read it."""
    _sign_in(page, server, OFFICE)
    page.goto(f"{server}/arbeitsplatz/postausgang/")
    page.get_by_role("row", name=ASKED).first.get_by_role("link").click()
    said = re.search(r"https?://\S+/melden/\S+", page.locator("main").inner_text())
    if said is None:
        raise LookupError("The demonstration has sent no personal link.")
    page.context.clear_cookies()
    return said.group()


def _take(browser: Browser, server: str, picture: Picture) -> None:
    size = {"width": picture.width, "height": picture.height}
    context = browser.new_context(locale="de-DE", viewport=size, color_scheme="light")  # type: ignore[arg-type]  # a size is a dict
    page = context.new_page()
    if picture.who == LINK:
        page.goto(_personal_link(page, server))
    else:
        if picture.who:
            _sign_in(page, server, picture.who)
        page.goto(f"{server}{picture.address}")
    for selector in picture.clicks:
        page.locator(selector).first.click()
        page.wait_for_load_state()
    picture.file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=picture.file)
    _make_small(picture.file)
    print(picture.file.relative_to(ROOT))
    context.close()


def _make_small(file: Path) -> None:
    """Keep 128 colours, the small green dots among them: enough for text and flat colour, and a third of the size."""
    try:
        from PIL import Image
    except ImportError:  # Pillow is nobody's dependency here; without it pictures are only larger
        return
    with Image.open(file) as taken:
        taken.convert("RGB").quantize(128, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
            file, optimize=True
        )


if __name__ == "__main__":
    sys.exit(main())
