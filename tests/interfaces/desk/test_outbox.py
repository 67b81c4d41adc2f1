"""The outbox at the desk: personal links, attachments, mails that came back."""

from collections.abc import Callable

import pytest
from django.utils.html import escape

from leitstand.foundation.actor import Role
from leitstand.foundation.instance.kind import found
from leitstand.foundation.instance.models import Instance
from leitstand.foundation.links import address_of, placeholder, token_of
from leitstand.foundation.mail.models import Message
from leitstand.foundation.mail.outbox import post
from tests.interfaces.desk.conftest import Browser, Small, text_of, waiting_tasks


@pytest.fixture
def mail(small: Small) -> Message:
    text = f"Bitte hier: {placeholder('r.haus')}"
    return post("anlass", "a@example.org", "Bitte melden", text, attachments=[("Stand März.csv", b"a;b")])


def page(browser: Browser, mail: Message) -> str:
    return str(browser.get(f"/arbeitsplatz/postausgang/{mail.pk}/").content.decode())


def test_real_instance_shows_no_personal_link(office_browser: Browser, mail: Message) -> None:
    found(Instance.Kind.REAL)
    shown = page(office_browser, mail)
    assert ("[persönlicher Link]" in shown, token_of("r.haus") in shown) == (True, False)


def test_instance_that_nobody_set_up_shows_no_personal_link(office_browser: Browser, mail: Message) -> None:
    assert token_of("r.haus") not in page(office_browser, mail)


def test_demonstration_lets_one_follow_the_personal_link(office_browser: Browser, mail: Message) -> None:
    found(Instance.Kind.DEMONSTRATION)
    assert f'href="{escape(address_of("r.haus"))}"' in page(office_browser, mail)


def test_list_of_mails_shows_no_personal_link(office_browser: Browser, mail: Message) -> None:
    found(Instance.Kind.DEMONSTRATION)
    assert token_of("r.haus") not in office_browser.get("/arbeitsplatz/postausgang/").content.decode()


@pytest.mark.parametrize("role", [Role.CONTACT, Role.COMMITTEE, Role.READER])
def test_personal_link_is_closed_to_all_but_the_office(
    role: Role, browser_as: Callable[..., Browser], mail: Message
) -> None:
    found(Instance.Kind.DEMONSTRATION)
    response = browser_as(role).get(f"/arbeitsplatz/postausgang/{mail.pk}/")
    assert (response.status_code, token_of("r.haus") in response.content.decode()) == (403, False)


def test_attachment_can_be_kept(office_browser: Browser, mail: Message) -> None:
    response = office_browser.get(f"/arbeitsplatz/postausgang/anlage/{mail.attachments.get().pk}/")
    assert (response.content, response["Content-Disposition"].split(";")[0]) == (b"a;b", "attachment")


def test_attachment_is_named_in_the_mail(office_browser: Browser, mail: Message) -> None:
    assert "Stand März.csv" in page(office_browser, mail)


def test_attachment_that_does_not_exist_is_not_found(office_browser: Browser, mail: Message) -> None:
    assert office_browser.get("/arbeitsplatz/postausgang/anlage/999/").status_code == 404


def test_attachment_is_closed_to_readers(browser_as: Callable[..., Browser], mail: Message) -> None:
    address = f"/arbeitsplatz/postausgang/anlage/{mail.attachments.get().pk}/"
    assert browser_as(Role.READER).get(address).status_code == 403


def test_mail_that_came_back_says_why(office_browser: Browser, mail: Message) -> None:
    Message.objects.update(state=Message.State.BOUNCED, last_answer="550 5.1.1 unknown user")
    assert "Die Mail kam zurück: 550 5.1.1 unknown user" in " ".join(
        text_of(office_browser.get(f"/arbeitsplatz/postausgang/{mail.pk}/")).split()
    )


def test_mails_that_came_back_are_listed(office_browser: Browser, mail: Message) -> None:
    Message.objects.update(state=Message.State.BOUNCED)
    assert "Bitte melden" in text_of(office_browser.get("/arbeitsplatz/postausgang/?zustand=bounced"))


@pytest.mark.parametrize("state", [Message.State.REFUSED, Message.State.BOUNCED])
def test_mail_that_did_not_arrive_waits_for_the_office(office_browser: Browser, mail: Message, state: str) -> None:
    Message.objects.update(state=state)
    assert waiting_tasks(office_browser)["Eine Mail kam nicht an"] == f"/arbeitsplatz/postausgang/?zustand={state}"


def test_mails_lost_in_both_ways_are_counted_together(office_browser: Browser, mail: Message) -> None:
    Message.objects.update(state=Message.State.REFUSED)
    Message.objects.filter(pk=post("zweite", "b@example.org", "Zweite", "Text").pk).update(state=Message.State.BOUNCED)
    assert waiting_tasks(office_browser)["2 Mails kamen nicht an"] == "/arbeitsplatz/postausgang/"


@pytest.mark.parametrize(("kind", "said"), [(Instance.Kind.REAL, True), (Instance.Kind.DEMONSTRATION, False)])
def test_mails_wait_to_be_sent_only_where_mails_are_sent(
    office_browser: Browser, mail: Message, kind: str, said: bool
) -> None:
    found(kind)
    assert ("Eine Mail wartet auf Versand" in waiting_tasks(office_browser)) is said
