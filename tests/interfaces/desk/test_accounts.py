"""Accounts, the first sign-in, the demonstration's sign-ins, and the outbox."""

from collections.abc import Callable

import pytest
from django.test import Client

from leitstand.domain.institutions import operations as institutions
from leitstand.domain.institutions.models import Account
from leitstand.foundation.actor import Actor, Role
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.instance.kind import found
from leitstand.foundation.mail.models import Message
from leitstand.foundation.mail.outbox import post as post_mail
from leitstand.interfaces.desk.signin import first_sign_in_path
from tests.interfaces.desk.conftest import Browser, Small, text_of


@pytest.fixture
def administrator_browser(browser_as: Callable[..., Browser]) -> Browser:
    return browser_as(Role.ADMINISTRATOR)


def test_account_is_made_and_its_link_shown(administrator_browser: Browser, small: Small) -> None:
    values = {"name": "Neue Person", "email": "Neu@Example.org", "role": "reader"}
    response = administrator_browser.post("/arbeitsplatz/zugaenge/neu/", values)
    made = Account.objects.get(email="neu@example.org")

    page = text_of(administrator_browser.get(response.headers["Location"]))

    assert f"/arbeitsplatz/erste-anmeldung/{made.pk}-" in page


def test_contact_account_needs_a_person(administrator_browser: Browser, small: Small) -> None:
    response = administrator_browser.post(
        "/arbeitsplatz/zugaenge/neu/", {"name": "Neu", "email": "neu@example.org", "role": "contact"}
    )

    assert list(response.context["form"].errors) == ["person"]


def test_address_is_used_once(administrator_browser: Browser, small: Small) -> None:
    values = {"name": "Neu", "email": "administrator.probe@example.org", "role": "reader"}

    assert list(administrator_browser.post("/arbeitsplatz/zugaenge/neu/", values).context["form"].errors) == ["email"]


def test_last_administrator_stays(administrator_browser: Browser, small: Small) -> None:
    account = Account.objects.get(role=Role.ADMINISTRATOR)
    administrator_browser.post(f"/arbeitsplatz/zugaenge/{account.pk}/sperren/")
    account.refresh_from_db()

    assert account.is_active


def test_account_is_closed_and_opened(administrator_browser: Browser, small: Small) -> None:
    account = Account.objects.make("x@example.org", Role.READER, name="X")
    states = []
    for _ in range(2):
        administrator_browser.post(f"/arbeitsplatz/zugaenge/{account.pk}/sperren/")
        account.refresh_from_db()
        states.append(account.is_active)

    assert states == [False, True]


def test_history_never_keeps_an_address(administrator_browser: Browser, small: Small) -> None:
    administrator_browser.post(
        "/arbeitsplatz/zugaenge/neu/", {"name": "Neu", "email": "neu@example.org", "role": "reader"}
    )

    assert "neu@example.org" not in administrator_browser.get("/arbeitsplatz/verlauf/").content.decode()


def test_first_sign_in_chooses_the_password_once(client: Client, administrator: Actor) -> None:
    account = institutions.make_account("neu@example.org", "Neu", Role.READER, actor=administrator)
    path = first_sign_in_path(account)
    values = {"new_password1": "ein langes Kennwort 7", "new_password2": "ein langes Kennwort 7"}
    first, second = client.post(path, values), client.post(path, values)
    account.refresh_from_db()

    assert (first.status_code, second.status_code, account.check_password("ein langes Kennwort 7")) == (302, 404, True)


def test_first_sign_in_refuses_a_short_password(client: Client, administrator: Actor) -> None:
    account = institutions.make_account("neu@example.org", "Neu", Role.READER, actor=administrator)

    assert (
        client.post(first_sign_in_path(account), {"new_password1": "kurz", "new_password2": "kurz"}).status_code == 422
    )


@pytest.mark.parametrize("token", ["x", "1-x", "99999999999999999999999-x", "-"])
def test_made_up_token_is_a_404(token: str, client: Client, administrator: Actor) -> None:
    assert client.get(f"/arbeitsplatz/erste-anmeldung/{token}/").status_code == 404


def test_demonstration_accounts_are_refused_elsewhere(db: None) -> None:
    with pytest.raises(RuleBroken):
        institutions.make_demonstration_accounts()


def test_demonstration_lists_its_sign_ins(client: Client, db: None) -> None:
    found("demonstration")
    institutions.make_demonstration_accounts()

    assert text_of(client.get("/konto/login/")).count("leitstand-demo") == 5


def test_demonstration_sign_in_is_one_form(db: None) -> None:
    found("demonstration")
    institutions.make_demonstration_accounts()
    response = Client().post("/konto/login/", {"login": "geschaeftsstelle@demo.example", "password": "leitstand-demo"})

    assert response.headers["Location"] == "/arbeitsplatz/"


def test_real_instance_lists_no_sign_ins(client: Client, db: None) -> None:
    found("real")

    assert "leitstand-demo" not in text_of(client.get("/konto/login/"))


def test_forgotten_password_goes_through_the_outbox(client: Client, administrator: Actor) -> None:
    Account.objects.update(email="neu@example.org")
    response = client.post("/konto/password/reset/", {"email": "neu@example.org"})

    assert (response.status_code, Message.objects.get().to) == (302, "neu@example.org")


@pytest.mark.parametrize(("role", "count"), [(Role.OFFICE, 0), (Role.ADMINISTRATOR, 1)])
def test_mail_that_opens_an_account_is_read_by_its_keeper_only(
    role: Role, count: int, client: Client, browser_as: Callable[..., Browser]
) -> None:
    browser = browser_as(role)
    client.post("/konto/password/reset/", {"email": f"{role}.probe@example.org"})

    assert len(browser.get("/arbeitsplatz/postausgang/").context["page_obj"]) == count


# Outbox


def test_outbox_shows_mails(office_browser: Browser, small: Small) -> None:
    mail = post_mail("anlass", "a@example.org", "Bitte melden", "Der Text")

    assert (
        "Bitte melden" in text_of(office_browser.get("/arbeitsplatz/postausgang/")),
        "Der Text" in text_of(office_browser.get(f"/arbeitsplatz/postausgang/{mail.pk}/")),
    ) == (True, True)


def test_mail_is_closed_to_readers(browser_as: Callable[..., Browser], small: Small) -> None:
    mail = post_mail("anlass", "a@example.org", "Bitte melden", "Der Text")

    assert browser_as(Role.READER).get(f"/arbeitsplatz/postausgang/{mail.pk}/").status_code == 403
