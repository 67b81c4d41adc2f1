"""Reading pages back, and small records made through the plan's own verbs."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from leitstand.domain.reporting.queries import Situation, situation
from leitstand.foundation.actor import PUBLIC
from tests.interfaces.api.conftest import keep, mixed  # noqa: F401 - a plan that holds what must never come out

Read = Callable[[str], str]


@pytest.fixture
def read(client: Client) -> Read:
    """The words of a page, without markup, blanks made single; the page must be there."""

    def words(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        return text_of(response.content.decode())

    return words


def text_of(html: str) -> str:
    """What a person reads: no scripts, styles and tags."""
    bare = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", bare))).strip()


@pytest.fixture
def now(berlin: None) -> Situation:
    """The public's situation of today."""
    return situation(timezone.localdate(), actor=PUBLIC)
