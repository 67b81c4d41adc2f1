"""A small open round, and browsers that hold a personal link to it; CSRF is checked as for real people."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from leitstand.domain.reporting.models import Request, StatusReport
from leitstand.foundation import links
from tests.domain.reporting.rounds.conftest import asked, open_round, plan_with_people, planned_round

__all__ = ["Visitor", "asked", "open_round", "plan_with_people", "planned_round"]


@dataclass
class Visitor:
    """A browser at this door."""

    client: Client
    path: str = ""

    def enter(self) -> Any:
        """Open the mail's link and press the one button."""
        self.client.get(self.path)
        return self.client.post(self.path, {"csrfmiddlewaretoken": self.token})

    def get(self, path: str = "/melden/") -> Any:
        return self.client.get(path)

    def post(self, values: dict[str, Any], path: str = "/melden/", **extra: Any) -> Any:
        return self.client.post(path, {"csrfmiddlewaretoken": self.token, **values}, **extra)

    @property
    def token(self) -> str:
        return str(self.client.cookies["csrftoken"].value) if "csrftoken" in self.client.cookies else ""

    def send(self, values: dict[str, Any]) -> Any:
        return self.post({**values, "action": "send"})


def path_to(request: Request) -> str:
    link = request.links.first()
    assert link is not None
    return links.path_of(link.ident)


def visitor_of(request: Request) -> Visitor:
    return Visitor(Client(enforce_csrf_checks=True), path_to(request))


@pytest.fixture
def visitor(asked: Request) -> Visitor:
    """Someone who has opened the link."""
    made = visitor_of(asked)
    made.enter()
    return made


@pytest.fixture
def reports(asked: Request) -> list[StatusReport]:
    """The measures that the visitor is asked for."""
    return list(asked.reports.order_by("pk"))


def answer(report: StatusReport, **changes: Any) -> dict[str, Any]:
    """What the form sends for one measure that has news."""
    said = {"what": "new", "stage": "under_way", "light": "on_track", "sentence": "Läuft.", "light_reason": "Irrtum."}
    return {f"{report.pk}-{name}": value for name, value in ({"version": report.version} | said | changes).items()}


def answers(reports: list[StatusReport], **changes: Any) -> dict[str, Any]:
    return {name: value for report in reports for name, value in answer(report, **changes).items()}


def text_of(response: Any) -> str:
    """The visible text of a page, blanks folded."""
    bare = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", bare)


Make = Callable[[], Any]
