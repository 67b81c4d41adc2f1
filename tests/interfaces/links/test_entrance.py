"""The way in: the link's page does nothing by itself, and no token but the genuine one opens anything."""

import io
import logging
import random
import string
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import signing
from django.db import connection
from django.test import Client

from leitstand.domain.reporting.models import Request, RequestLink, Round
from leitstand.domain.reporting.operations import rounds
from leitstand.domain.reporting.queries.rounds.holding import link_behind
from leitstand.foundation import clock, links
from leitstand.foundation.attempts.counting import MOST, forget
from leitstand.foundation.attempts.models import FailedAttempt
from leitstand.foundation.redaction import HidesPersonalLinks
from tests.domain.reporting.rounds.conftest import SYSTEM
from tests.interfaces.links.conftest import Visitor, path_to, text_of, visitor_of

LETTERS = string.ascii_letters + string.digits + "-_"


def _tokens(count: int, genuine: str) -> list[str]:
    """Random tokens, and the genuine one with one letter changed, cut off or doubled."""
    chance = random.Random(1)  # noqa: S311 - tokens that open nothing, not a secret
    made = []
    for number in range(count):
        place = number % len(genuine)
        other = chance.choice([letter for letter in LETTERS if letter != genuine[place]])
        changed = genuine[:place] + other + genuine[place + 1 :]
        made.append(
            (changed, genuine[:place], genuine + other, "".join(chance.choices(LETTERS, k=43)))[number % 4] or "x"
        )
    return made


def test_landing_page_does_not_act(asked: Request) -> None:
    Client().get(path_to(asked))
    asked.refresh_from_db()
    assert (asked.opened_at, asked.links.get().used_at) == (None, None)


def test_landing_page_gives_no_cookie(asked: Request) -> None:
    assert "meldung" not in Client().get(path_to(asked)).cookies


def test_landing_page_says_until_when_and_for_how_many(asked: Request) -> None:
    said = text_of(Client().get(path_to(asked)))
    assert (f"{asked.round.deadline:%d.%m.%Y}" in said, f"um {asked.reports.count()} Maßnahmen" in said) == (True, True)


def test_button_without_csrf_token_is_refused(asked: Request) -> None:
    assert Client(enforce_csrf_checks=True).post(path_to(asked)).status_code == 403


def test_button_leads_to_an_address_without_the_token(asked: Request) -> None:
    assert visitor_of(asked).enter().headers["Location"] == "/melden/"


def test_button_marks_link_and_request_as_opened(asked: Request) -> None:
    visitor_of(asked).enter()
    asked.refresh_from_db()
    assert (asked.opened_at is None, asked.links.get().used_at is None) == (False, False)


def test_cookie_is_bound_to_the_door(asked: Request) -> None:
    cookie = visitor_of(asked).enter().cookies["meldung"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/melden/", True, "Lax")


def test_cookie_ends_with_the_round(asked: Request) -> None:
    cookie = visitor_of(asked).enter().cookies["meldung"]
    days = (asked.round.closes_on - clock.today()).days
    assert timedelta(days=days) < timedelta(seconds=cookie["max-age"]) < timedelta(days=days + 3)


def test_cookie_that_was_tampered_with_opens_nothing(asked: Request) -> None:
    client = Client()
    number = asked.links.get().pk
    client.cookies["meldung"] = signing.get_cookie_signer(salt="another").sign(str(number))
    assert client.get("/melden/").status_code == 404


def test_form_without_link_is_not_found(db: None) -> None:
    assert Client().get("/melden/").status_code == 404


def test_english_form_knows_the_link_too(visitor: Visitor) -> None:
    assert visitor.get("/en/melden/").status_code == 200


def test_unknown_token_is_not_found(asked: Request) -> None:
    assert Client().get(f"/melden/{'x' * 43}/").status_code == 404


def test_revoked_token_is_gone(asked: Request) -> None:
    rounds.revoke_links(asked, asked.person, actor=SYSTEM)
    assert Client().get(path_to(asked)).status_code == 410


def test_revoked_link_closes_the_form_that_is_open(visitor: Visitor, asked: Request) -> None:
    rounds.revoke_links(asked, asked.person, actor=SYSTEM)
    assert visitor.get().status_code == 410


def test_token_of_a_closed_round_is_gone(asked: Request, open_round: Round) -> None:
    rounds.close_round(open_round, actor=SYSTEM, gaps_reason="Probe")
    assert Client().get(path_to(asked)).status_code == 410


def test_token_after_the_last_day_is_gone(asked: Request) -> None:
    with clock.at(clock.now() + (asked.round.closes_on - clock.today()) + timedelta(days=1)):
        assert Client().get(path_to(asked)).status_code == 410


def test_refusals_do_not_repeat_the_token(asked: Request) -> None:
    token = "y" * 43
    assert token not in Client().get(f"/melden/{token}/").content.decode()


def test_ten_thousand_foreign_tokens_open_nothing(asked: Request) -> None:
    genuine = links.token_of(asked.links.get().ident)
    # What tokens are like does not depend on the database: the slower one is asked for a tenth.
    many = 10_000 if connection.vendor == "sqlite" else 1_000
    assert [token for token in _tokens(many, genuine) if link_behind(token)] == []


def test_foreign_tokens_over_http_open_nothing(asked: Request) -> None:
    genuine = links.token_of(asked.links.get().ident)
    answers = set()
    for number, token in enumerate(_tokens(300, genuine)):
        response = Client(REMOTE_ADDR=f"10.0.{number // 250}.{number % 250}").post(f"/melden/{token}/")
        answers.add((response.status_code, "meldung" in response.cookies))
    assert answers == {(404, False)}


def test_too_many_failures_from_one_address_must_wait(asked: Request) -> None:
    client = Client()
    for number in range(MOST):
        client.get(f"/melden/{number:043}/")
    response = client.get(path_to(asked))
    assert (response.status_code, 0 < int(response.headers["Retry-After"]) <= 600) == (429, True)


def test_failures_of_one_address_do_not_keep_another_out(asked: Request) -> None:
    for number in range(MOST):
        Client().get(f"/melden/{number:043}/")
    assert Client(REMOTE_ADDR="10.1.1.1").get(path_to(asked)).status_code == 200


def test_failures_are_forgotten_after_ten_minutes(asked: Request) -> None:
    Client().get(f"/melden/{'z' * 43}/")
    forget(clock.now() + timedelta(minutes=11))
    assert FailedAttempt.objects.count() == 0


def test_failures_keep_no_address(asked: Request) -> None:
    Client(REMOTE_ADDR="192.0.2.7").get(f"/melden/{'z' * 43}/")
    assert "192.0.2.7" not in FailedAttempt.objects.get().origin


def test_no_page_tells_its_address_or_is_kept(asked: Request) -> None:
    headers = Client().get(path_to(asked)).headers
    names = ("Referrer-Policy", "Cache-Control", "X-Robots-Tag")
    assert [headers[name] for name in names] == ["strict-origin", "no-store, private", "noindex, nofollow"]


def test_refusal_has_the_same_headers(db: None) -> None:
    assert Client().get(f"/melden/{'x' * 43}/").headers["Referrer-Policy"] == "strict-origin"


def test_token_of_a_failed_request_reaches_no_log(asked: Request) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(HidesPersonalLinks())
    logging.getLogger("django").addHandler(handler)
    token = "q" * 43
    try:
        Client().get(f"/melden/{token}/")
    finally:
        logging.getLogger("django").removeHandler(handler)
    assert (token in stream.getvalue(), "/melden/…/" in stream.getvalue()) == (False, True)


def test_every_handler_of_the_log_hides_links() -> None:
    assert all("no_personal_links" in one["filters"] for one in settings.LOGGING["handlers"].values())


def test_delegate_has_a_link_to_the_same_request(asked: Request) -> None:
    from leitstand.domain.reporting.operations import answering
    from tests.domain.reporting.rounds.conftest import holder

    answering.delegate(asked, "Neue Person", "neu@demo.example", actor=holder(asked))
    link = RequestLink.objects.get(request=asked, person__email="neu@demo.example")
    other = Visitor(Client(enforce_csrf_checks=True), links.path_of(link.ident))
    other.enter()
    assert other.get().status_code == 200


@pytest.mark.parametrize("path", ["/melden/entwurf/", "/melden/"])
def test_post_without_link_writes_nothing(path: str, asked: Request) -> None:
    Client().post(path, {"action": "send"})
    assert asked.reports.filter(version__gt=0).count() == 0
