"""Targets that turned, in words, on the desk's start page and on the committee's page."""

from collections.abc import Callable

import pytest

from leitstand.foundation.actor import Role
from tests.interfaces.desk.conftest import Browser, text_of
from tests.turning import fall, keep_rising

SAID = "Bewertung von „Sonne“ zu „Gewitter“"


@pytest.mark.parametrize("role", [Role.OFFICE, Role.READER])
def test_start_names_the_target_that_turned(role: Role, browser_as: Callable[..., Browser]) -> None:
    fall(keep_rising())
    shown = text_of(browser_as(role).get("/arbeitsplatz/"))
    assert ("Ein Ziel hat sich gedreht" in shown, SAID in shown) == (True, True)


def test_committee_reads_what_turned(browser_as: Callable[..., Browser]) -> None:
    fall(keep_rising())
    shown = text_of(browser_as(Role.COMMITTEE).get("/arbeitsplatz/steuerungskreis/"))
    assert ("Ziele, die sich gedreht haben" in shown, SAID in shown) == (True, True)


@pytest.mark.parametrize("path", ["/arbeitsplatz/", "/arbeitsplatz/steuerungskreis/"])
def test_without_a_turn_nothing_is_said(path: str, browser_as: Callable[..., Browser]) -> None:
    keep_rising()
    role = Role.OFFICE if path == "/arbeitsplatz/" else Role.COMMITTEE
    assert "gedreht" not in text_of(browser_as(role).get(path))
