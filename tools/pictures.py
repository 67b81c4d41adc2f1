"""Takes the pictures of README and handbook from the running product, with Berlin's plan.

Starts a demonstration of its own, visits the pages listed in ``PICTURES`` and writes PNG files.
Needs Chromium (``apt install chromium``).
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
HANDBOOK = ROOT / "src" / "leitstand" / "handbook" / "bilder"
PASSWORD = "leitstand-demo"


@dataclass(frozen=True)
class Picture:
    """One picture: file, address, who is signed in (empty: the public), height of the view."""

    file: Path
    address: str
    who: str = ""
    height: int = 900
    width: int = 1280


PICTURES = (
    Picture(ROOT / "docs" / "pictures" / "portal.png", "/"),
    Picture(HANDBOOK / "portal-start.png", "/"),
    Picture(HANDBOOK / "portal-massnahme.png", "/massnahme/finanzierungsbedarf/"),
    Picture(HANDBOOK / "portal-verbleib.png", "/verbleib/"),
    Picture(HANDBOOK / "portal-telefon.png", "/massnahme/tegel/", width=390, height=844),
    Picture(HANDBOOK / "anmelden.png", "/konto/login/"),
    Picture(HANDBOOK / "arbeitsplatz-start.png", "/arbeitsplatz/", "geschaeftsstelle"),
    Picture(HANDBOOK / "massnahmen-tabelle.png", "/arbeitsplatz/massnahmen/", "geschaeftsstelle"),
    Picture(HANDBOOK / "austausch.png", "/arbeitsplatz/austausch/", "geschaeftsstelle"),
    Picture(HANDBOOK / "berichte.png", "/arbeitsplatz/berichte/", "geschaeftsstelle"),
    Picture(HANDBOOK / "ansprechperson-start.png", "/arbeitsplatz/", "ansprechperson"),
    Picture(HANDBOOK / "steuerungskreis-start.png", "/arbeitsplatz/", "steuerungskreis"),
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
                browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
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


def _take(browser: Browser, server: str, picture: Picture) -> None:
    size = {"width": picture.width, "height": picture.height}
    context = browser.new_context(locale="de-DE", viewport=size, color_scheme="light")  # type: ignore[arg-type]
    page = context.new_page()
    if picture.who:
        page.goto(f"{server}/konto/login/")
        page.fill("input[name=login]", f"{picture.who}@demo.example")
        page.fill("input[name=password]", PASSWORD)
        page.locator("form:has(input[name=password]) button[type=submit]").first.click()
        page.wait_for_url(f"{server}/arbeitsplatz/**")
    page.goto(f"{server}{picture.address}")
    picture.file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=picture.file)
    print(picture.file.relative_to(ROOT))
    context.close()


if __name__ == "__main__":
    sys.exit(main())
