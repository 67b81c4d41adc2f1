"""axe finds nothing in the states of public pages and of the sign-in that a person reaches by acting.

Crawling finds pages; what stands behind a wrong entry, an opened menu or a refused form is reached
here, each state at desktop width in the light and at phone width in the dark.
"""

from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import WIDTHS, Walk, fill_in, follow, press, sign_in

ADDRESS = "probe-zugang@demo.example"
NEW_PASSWORD = "eine lange Probe mit Worten"


@pytest.fixture
def administration(browser: Browser, server: str) -> Iterator[Page]:
    """A page of the demonstration's administration."""
    context = browser.new_context(locale="de-DE")
    page = context.new_page()
    sign_in(page, server, "administration")
    yield page
    context.close()


def test_opened_menu_filters_and_citation(page: Page, server: str, walk: Walk) -> None:
    page.set_viewport_size({"width": WIDTHS["phone"], "height": 800})
    page.goto(f"{server}/")
    page.locator(".menu summary").click()
    walk.look(page, "menu open")
    page.goto(f"{server}/massnahmen/?q=xyzxyz")
    page.locator(".filter-form summary").click()
    walk.look(page, "filters open, nothing found")
    page.goto(f"{server}/massnahme/tegel/")
    page.locator(".cite summary").click()
    walk.look(page, "citation open")


@pytest.mark.parametrize("question", ["?q=xyzxyz", "?q="])
def test_search_without_result(page: Page, server: str, walk: Walk, question: str) -> None:
    page.goto(f"{server}/suche/{question}")
    walk.look(page, question)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/massnahmen/?as_of=gestern", 400),
        ("/massnahmen/?as_of=2999-01-01", 400),
        ("/massnahmen/?as_of=1990-01-01", 200),
        ("/verbleib/?as_of=1990-01-01", 404),
        ("/massnahme/tegel/?as_of=1990-01-01", 404),
        ("/gibt/es/nicht/", 404),
        ("/en/gibt/es/nicht/", 404),
    ],
)
def test_addresses_written_by_hand(page: Page, server: str, walk: Walk, address: str, status: int) -> None:
    answer = page.goto(f"{server}{address}")
    walk.look(page, address)
    assert answer is not None
    assert answer.status == status


@pytest.mark.parametrize("address", ["/", "/massnahmen/", "/massnahme/tegel/"])
def test_pages_changed_to_english(page: Page, server: str, walk: Walk, address: str) -> None:
    page.goto(f"{server}{address}")
    follow(page.locator(".masthead").get_by_role("link", name="English"))
    walk.look(page, f"{address} in English")
    assert page.locator("html").get_attribute("lang") == "en"


def test_form_sent_without_its_token(page: Page, server: str, walk: Walk) -> None:
    page.goto(f"{server}/konto/login/")
    page.context.clear_cookies()
    fill_in(page, "niemand@demo.example", "egal")
    walk.look(page, "form without its token")
    assert page.locator("h1").inner_text() == "Dieses Formular wurde nicht angenommen"


def test_refused_sign_in_and_forgotten_password(page: Page, server: str, walk: Walk) -> None:
    page.goto(f"{server}/konto/login/")
    walk.look(page, "buttons of the demonstration")
    fill_in(page, "", "")
    walk.look(page, "nothing entered")
    fill_in(page, "niemand@demo.example", "falsch")
    walk.look(page, "wrong password")
    page.goto(f"{server}/konto/password/reset/")
    walk.look(page, "forgotten password")
    page.goto(f"{server}/konto/password/reset/key/1-falsch/")
    walk.look(page, "forgotten password, dead link")
    page.goto(f"{server}/konto/signup/")
    walk.look(page, "nobody signs up")
    page.goto(f"{server}/arbeitsplatz/erste-anmeldung/1-falsch/")
    walk.look(page, "first sign-in, dead link")


def test_sign_in_with_a_button_of_the_demonstration(page: Page, server: str, walk: Walk) -> None:
    page.goto(f"{server}/konto/login/?next=/arbeitsplatz/mein-zugang/")
    press(page, "Demo Lesezugang")
    page.wait_for_url(f"{server}/arbeitsplatz/mein-zugang/")
    walk.look(page, "signed in")
    page.goto(f"{server}/konto/logout/")
    walk.look(page, "sign-out to confirm")


def test_first_sign_in_then_password_and_second_factor(
    administration: Page, page: Page, server: str, walk: Walk
) -> None:
    administration.goto(f"{server}/arbeitsplatz/zugaenge/neu/")
    main = administration.locator("main")
    follow(main.locator("button.kern-btn--primary"))
    walk.look(administration, "new account, nothing entered")
    main.locator("input[name=name]").fill("Probe Zugang")
    main.locator("input[name=email]").fill(ADDRESS)
    main.locator("input[name=role][value=contact]").check()
    follow(main.locator("button.kern-btn--primary"))
    walk.look(administration, "new account, contact without a person")
    main.locator("input[name=role][value=reader]").check()
    follow(main.locator("button.kern-btn--primary"))
    walk.look(administration, "new account made")
    link = main.locator("[data-copy-text]").inner_text()
    made = administration.url
    _choose_password(page, link, walk)
    fill_in(page, ADDRESS, NEW_PASSWORD)
    page.wait_for_url(f"{server}/arbeitsplatz/**")
    _change_password(page, server, walk)
    _try_second_factor(page, server, walk)
    administration.goto(made)
    press(administration, "Link für ein neues Passwort zeigen")
    walk.look(administration, "new link")
    administration.goto(made)
    press(administration, "Zugang sperren")
    walk.look(administration, "account closed")


def test_mail_in_the_outbox(administration: Page, page: Page, server: str, walk: Walk) -> None:
    page.goto(f"{server}/konto/password/reset/")
    page.locator("main input[name=email]").fill("lesezugang@demo.example")
    follow(page.locator("main .kern-btn--primary"))
    walk.look(page, "forgotten password, sent")
    administration.goto(f"{server}/arbeitsplatz/postausgang/")
    walk.look(administration, "outbox")
    follow(administration.locator("main tbody th a").first)
    walk.look(administration, "mail")
    page.goto(administration.locator(".mail-body a").first.inner_text())
    walk.look(page, "new password asked for")
    page.locator("main input[name=password1]").fill("kurz")
    follow(page.locator("main .kern-btn--primary").first)
    walk.look(page, "new password refused")


def _choose_password(page: Page, link: str, walk: Walk) -> None:
    page.goto(link)
    walk.look(page, "first sign-in")
    for state, first, second in (
        ("too short", "kurz", "kurz"),
        ("mismatch", NEW_PASSWORD, "etwas anderes, auch lang"),
        ("password chosen", NEW_PASSWORD, NEW_PASSWORD),
    ):
        page.locator("input[name=new_password1]").fill(first)
        page.locator("input[name=new_password2]").fill(second)
        follow(page.locator("main .kern-btn--primary"))
        walk.look(page, f"first sign-in, {state}")


def _change_password(page: Page, server: str, walk: Walk) -> None:
    page.goto(f"{server}/konto/password/change/")
    walk.look(page, "password change")
    for name, text in (("oldpassword", "falsch"), ("password1", "kurz"), ("password2", "anders")):
        page.locator(f"input[name={name}]").fill(text)
    follow(page.locator("main .kern-btn--primary"))
    walk.look(page, "password change, refused")


def _try_second_factor(page: Page, server: str, walk: Walk) -> None:
    page.goto(f"{server}/konto/2fa/")
    walk.look(page, "second factor")
    page.goto(f"{server}/konto/2fa/totp/activate/")
    for password, state in (("falsch", "wrong password"), (NEW_PASSWORD, "code asked for")):
        page.locator("main input[name=password]").fill(password)
        follow(page.locator("main .kern-btn--primary"))
        walk.look(page, f"second factor, {state}")
    page.locator("main input[name=code]").fill("000000")
    follow(page.locator("main .kern-btn--primary"))
    walk.look(page, "second factor, wrong code")
    _activate(page, walk)
    for path in ("webauthn/add/", "webauthn/", "totp/deactivate/", "recovery-codes/generate/"):
        page.goto(f"{server}/konto/2fa/{path}")
        walk.look(page, f"second factor, {path}")
    page.goto(f"{server}/konto/logout/")
    follow(page.locator("main .kern-btn").first)
    page.goto(f"{server}/konto/login/")
    fill_in(page, ADDRESS, NEW_PASSWORD)
    walk.look(page, "second factor asked for")
    page.locator("main input[name=code]").fill("000000")
    follow(page.locator("main .kern-btn--primary"))
    walk.look(page, "second factor refused")


def _activate(page: Page, walk: Walk) -> None:
    secret = page.locator("main output").inner_text()
    moment = int(page.evaluate("Date.now()")) // 30_000
    page.locator("main input[name=code]").fill(format_hotp_value(hotp_value(secret, moment)))
    follow(page.locator("main .kern-btn--primary"))
    walk.look(page, "second factor active, recovery codes")
