"""Using pages as a person does: following links and pressing buttons by their text, and counting both."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from django.test import Client

BLANKS = re.compile(r"\s+")


@dataclass
class Button:
    text: str
    name: str
    value: str
    action: str


@dataclass
class Form:
    action: str
    method: str
    values: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)


class Reader(HTMLParser):
    """Links and forms of a page, with the values their controls show."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._text: list[str] | None = None
        self._tag: dict[str, str] = {}
        self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(found.get("action", ""), found.get("method", "get"))
            self.forms.append(self._open)
        elif tag in ("a", "button", "textarea"):
            self._text, self._tag = [], found
        elif tag == "input" and self._open is not None and found.get("name"):
            ticks = found.get("type") in ("checkbox", "radio")
            if not ticks or "checked" in found:
                self._open.values.append((found["name"], found.get("value", "on" if ticks else "")))

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        if tag not in ("a", "button", "textarea") or self._text is None:
            return
        text, found = "".join(self._text), self._tag
        said = BLANKS.sub(" ", text).strip()
        if tag == "a":
            self.links.append((said, found.get("href", "")))
        elif self._open is not None and tag == "textarea":
            self._open.values.append((found.get("name", ""), text.removeprefix("\n")))
        elif self._open is not None:
            self._open.buttons.append(
                Button(said, found.get("name", ""), found.get("value", ""), found.get("formaction", ""))
            )
        self._text = None


@dataclass
class Person:
    """Someone before a page; ``clicks`` counts links followed and buttons pressed, not typing."""

    client: Client
    address: str = ""
    clicks: int = 0
    response: Any = None

    def go(self, address: str) -> "Person":
        self.address, self.response = address, self.client.get(address, follow=True)
        self._arrive()
        return self

    def _arrive(self) -> None:
        for step, _status in self.response.redirect_chain:
            self.address = urljoin(self.address, step)

    @property
    def html(self) -> str:
        return str(self.response.content.decode())

    @property
    def page(self) -> Reader:
        return Reader(self.html)

    def follow(self, text: str) -> "Person":
        """Click the first link whose text begins so."""
        target = next(href for said, href in self.page.links if said.startswith(text))
        self.clicks += 1
        return self.go(urljoin(self.address, target))

    def press(self, text: str, **typed: Any) -> "Person":
        """Press the first button whose text begins so; ``typed`` replaces values of its form (a list: several)."""
        form, button = next(
            (form, button) for form in self.page.forms for button in form.buttons if button.text.startswith(text)
        )
        values: dict[str, Any] = {}
        for name, value in form.values:
            values.setdefault(name, []).append(value)
        values |= typed
        if button.name:
            values[button.name] = button.value
        self.clicks += 1
        self.address = urljoin(self.address, button.action or form.action or self.address)
        self.response = self.client.post(self.address, values, follow=True)
        self._arrive()
        return self
