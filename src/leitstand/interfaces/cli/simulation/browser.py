"""A person at a browser: opens a link, reads the form, fills it in, sends it, as the pages demand it."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

REFUSED = "measure--wrong"


class Visit:
    """One visit with a personal link. Forms are read from the page, never known beforehand."""

    def __init__(self, link: str) -> None:
        place = urlsplit(link)
        self.client = Client(headers={"host": place.netloc}, raise_request_exception=True)
        self.way_in = place.path
        self.page: Any = None
        self.status = 0

    def enter(self) -> bool:
        """Open the link and press its button. False if it opens nothing any more."""
        self._got(self.client.get(self.way_in))
        if self.status != 200:
            return False
        self._got(self.client.post(self.way_in, self._hidden(), follow=True))
        return self.status == 200 and self._form() is not None

    def answer(self, said: Callable[[str], Mapping[str, str]]) -> list[str]:
        """Fill in every measure of the form and send it; ``said`` gives the texts by the measure's title.

        A computed light that differs asks for a sentence on the next page; it is given there. Returns the
        titles that were sent.
        """
        titles = []
        data = self._data()
        for section in self.page.xpath("//section[@data-measure]"):
            title = _title(section)
            version = section.xpath(".//input[contains(@name, '-version')]/@name")
            if version:
                prefix = version[0].removesuffix("-version")
                data |= {f"{prefix}-{name}": text for name, text in said(title).items()}
                titles.append(title)
        self._got(self.client.post(self._action(), {**data, "action": "send"}, follow=True))
        return titles

    @property
    def complaints(self) -> int:
        """How many measures the page refused."""
        return len(self.page.xpath(f"//section[contains(@class, '{REFUSED}')]"))

    def go(self, where: str) -> None:
        """Press one of the buttons beside the form."""
        self._got(self.client.post(self._action(), {**self._data(), "go": where}, follow=True))

    def fill(self, **texts: str) -> None:
        """Fill in and send the small form that is on the page."""
        form = self.page.xpath("//form[contains(@class, 'form')]")[0]
        action = form.get("action") or self.place
        self._got(self.client.post(action, {**dict(form.fields), **texts}, follow=True))

    def disown(self, name: str, email: str) -> None:
        """Say of every measure that it is someone else's now."""
        numbers = [
            name.removesuffix("-version") for name in self.page.xpath("//input/@name") if name.endswith("-version")
        ]
        for number in numbers:
            self.go(f"disown-{number}")
            self.fill(name=name, email=email)
            self._got(self.client.get("/melden/"))

    def upload(self, name: str, content: bytes) -> None:
        """Send the workbook back."""
        self._got(self.client.get("/melden/arbeitsmappe/"))
        form = next(form for form in self.page.forms if form.xpath(".//input[@type='file']"))
        field = form.xpath(".//input[@type='file']/@name")[0]
        hidden = {name: value for name, value in form.fields.items() if value and name != field}
        upload = SimpleUploadedFile(name, content)
        self._got(self.client.post(form.get("action") or self.place, {**hidden, field: upload}, follow=True))

    @property
    def topic(self) -> str:
        """The line above the form: the round, and whom it asks."""
        return " ".join(str(self.page.xpath("string(//*[@class='opening__topic'])")).split())

    def _got(self, answer: Any) -> None:
        self.status = answer.status_code
        self.place = answer.request["PATH_INFO"]
        self.page = html.fromstring(answer.content)

    def _hidden(self) -> dict[str, str]:
        return {name: value for name, value in self.page.forms[-1].fields.items() if value}

    def _form(self) -> Any:
        found = self.page.xpath("//form[contains(@class, 'report')]")
        return found[0] if found else None

    def _action(self) -> str:
        return str(self._form().get("action"))

    def _data(self) -> dict[str, str]:
        """What a browser would send: every field that has a value, as the page shows it."""
        form = self._form()
        files = set(form.xpath(".//input[@type='file']/@name"))
        return {name: value for name, value in form.fields.items() if value is not None and name not in files}


def _title(section: Any) -> str:
    head = section.xpath(".//h2")[0]
    number = head.xpath("./span/text()")
    return str(head.text_content()).strip().removeprefix(number[0] if number else "").strip()
