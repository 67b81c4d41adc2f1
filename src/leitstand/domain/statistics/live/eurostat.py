"""Eurostat's dissemination interface: one data set, filtered, in SDMX REST 2.1 or 3.0.

The structure says when the data was last updated (asked first: an unchanged data set is not loaded
again) and in which order the dimensions stand in a key of 2.1. A large answer comes later: instead
of data there is an envelope with a key to ask for under ``1.0/async``. One that is too large is refused
with 413. Only the latest state is ever offered; earlier ones exist where they were kept.
"""

import re
from collections.abc import Mapping
from typing import Literal
from urllib.parse import quote, urlencode

from lxml import etree

from leitstand.domain.statistics.live.document import Document, Patience, document_of, is_page, page_instead
from leitstand.domain.statistics.live.http import Answer, Client, Request, Unanswered
from leitstand.domain.statistics.live.shelf import Kept

Sdmx = Literal["2.1", "3.0"]
FORMATS = {
    "sdmx-csv": {"2.1": {"format": "SDMX-CSV"}, "3.0": {"format": "csvdata", "formatVersion": "2.0"}},
    "tsv": {"2.1": {"format": "TSV"}, "3.0": {"format": "tsv"}},
    "json-stat": {"2.1": {"format": "JSON"}, "3.0": {"format": "json"}},
}
PERIODS = ("startPeriod", "endPeriod")
_KEY = re.compile(rb"<(?:\w+:)?id>\s*([\w-]{8,80})\s*</")
_STATE = re.compile(rb"<(?:\w+:)?status>\s*([A-Z_]+)\s*</")
_FAULT = re.compile(rb"<(?:\w+:)?faultstring[^>]*>(.*?)</", re.DOTALL)
_ROWS = re.compile(r"estimated (\d+) rows.*?(\d+)")
_AVAILABLE, _WAITING = "AVAILABLE", ("SUBMITTED", "PROCESSING", "QUEUED")
_ENVELOPE = 100_000


class Eurostat:
    """The service, without credentials. Every method raises ``Unanswered``."""

    def __init__(self, address: str, client: Client, patience: Patience | None = None, sdmx: Sdmx = "2.1") -> None:
        self._address, self._client = address.rstrip("/"), client
        self._patience, self._sdmx = patience or Patience(), sdmx

    def updated(self, table: str) -> str:
        """When the data was last updated, as Eurostat writes it; empty if it does not say."""
        root = self._structure("dataflow", table)
        for note in root.iter("{*}Annotation"):
            if note.findtext("{*}AnnotationType") == "UPDATE_DATA":
                return note.findtext("{*}AnnotationTitle") or ""
        return ""

    def dimensions(self, table: str) -> list[str]:
        """The dimensions in the order of a key, in lower case, without time."""
        found = self._structure("datastructure", table).iter("{*}Dimension")
        placed = sorted((int(one.get("position") or 0), (one.get("id") or "").lower()) for one in found)
        return [name for _, name in placed if name]

    def fetch(
        self, table: str, filters: Mapping[str, str], kept: Kept | None = None, kind: str = "sdmx-csv"
    ) -> Document:
        """A data set in one of ``FORMATS``; several values of a dimension are separated by commas."""
        updated = self.updated(table)
        if kept and updated and kept.updated == updated:
            return Document(kept.body, kept.etag, kept.last_modified, updated, unchanged=True)
        answer = self._client.ask(Request(self._question(table, filters, kind)), kept)
        if is_page(answer.body) and answer.status < 400:
            answer = self._later(answer, table)
        self._refuse_bad(answer, table)
        if is_page(answer.body):
            raise page_instead("Eurostat")
        return document_of(answer, answer.body, updated)

    def _question(self, table: str, filters: Mapping[str, str], kind: str) -> str:
        values = {
            name: [one.strip() for one in said.split(",")] for name, said in filters.items() if name not in PERIODS
        }
        periods = {name: filters[name] for name in PERIODS if name in filters}
        order = self._order(table, {name.lower(): said for name, said in values.items()})
        form = FORMATS[kind][self._sdmx]
        if self._sdmx == "2.1":
            # A value is one piece of the address: with a slash it would lead elsewhere on the service's computer.
            key = "/" + quote(".".join("+".join(said) for said in order.values()), safe=".+") if values else ""
            return f"{self._address}/sdmx/2.1/data/{quote(table)}{key}?" + urlencode({**form, **periods})
        chosen = {f"c[{name}]": ",".join(said) for name, said in order.items() if said}
        span = [f"{sign}:{periods[name]}" for name, sign in zip(PERIODS, ("ge", "le"), strict=True) if name in periods]
        chosen |= {"c[TIME_PERIOD]": "+".join(span)} if span else {}
        key = "/" + ".".join("*" for _ in order) if order else ""
        # The separators stand as they are in the service's own addresses.
        asked = urlencode({**chosen, **form, "compress": "false"}, safe="[]:+,")
        return f"{self._address}/sdmx/3.0/data/dataflow/ESTAT/{quote(table)}/1.0{key}?{asked}"

    def _order(self, table: str, values: Mapping[str, list[str]]) -> dict[str, list[str]]:
        """The values of every dimension in the key's order; nothing if nothing is filtered."""
        if not values:
            return {}
        known = self.dimensions(table)
        foreign = sorted(set(values) - set(known))
        if foreign:
            raise Unanswered(
                f"Die Tabelle {table} hat keine Dimension „{foreign[0]}“. "
                f"Möglich sind: {', '.join([*known, *PERIODS])}.",
                "filter",
            )
        return {name: values.get(name, []) for name in known}

    def _structure(self, what: str, table: str) -> etree._Element:
        answer = self._client.ask(Request(f"{self._address}/sdmx/2.1/{what}/ESTAT/{quote(table)}"))
        self._refuse_bad(answer, table)
        try:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            root = etree.fromstring(answer.body, parser)
        except etree.XMLSyntaxError:
            root = None
        if root is None or etree.QName(root).localname != "Structure":
            raise Unanswered(f"Eurostat beschreibt die Tabelle {table} anders als erwartet.", "broken")
        return root

    def _later(self, answer: Answer, table: str) -> Answer:
        """The data itself, if the answer is only the key to it."""
        found = _KEY.search(answer.body[:_ENVELOPE])
        if not found or not _STATE.search(answer.body[:_ENVELOPE]):
            raise page_instead("Eurostat")
        key = found.group(1).decode()
        for _ in self._patience.turns():
            if self._state(key, table) == _AVAILABLE:
                return self._client.ask(Request(f"{self._address}/1.0/async/data/{key}"))
        raise Unanswered(
            f"Eurostat ist mit der Tabelle {table} nach {self._patience.said} nicht fertig. "
            "Bitte später erneut versuchen oder einen kleineren Ausschnitt abrufen.",
            "job",
        )

    def _state(self, key: str, table: str) -> str:
        answer = self._client.ask(Request(f"{self._address}/1.0/async/status/{key}"))
        found = _STATE.search(answer.body[:_ENVELOPE])
        state = found.group(1).decode() if found else f"Status {answer.status}"
        if state != _AVAILABLE and state not in _WAITING:
            raise Unanswered(
                f"Eurostat stellt die Tabelle {table} nicht bereit ({state}). Bitte erneut versuchen.", "job"
            )
        return state

    def _refuse_bad(self, answer: Answer, table: str) -> None:
        if answer.status < 400:
            return
        fault = _FAULT.search(answer.body[:_ENVELOPE])
        said = self._client.quote(fault.group(1).decode("utf-8", "replace")) if fault else ""
        if answer.status == 413:
            rows = _ROWS.search(said)
            size = f" (etwa {int(rows.group(1)):,} Zeilen)".replace(",", ".") if rows else ""
            raise Unanswered(
                f"Der Ausschnitt aus {table} ist Eurostat zu groß{size}. Bitte ihn mit --filter verkleinern.", "large"
            )
        if answer.status == 404:
            raise Unanswered(
                f"Die Tabelle {table} gibt es bei Eurostat nicht, oder der Ausschnitt ist leer.", "missing"
            )
        quoted = f" Dort heißt es: „{said.rstrip('.')}“." if said else ""
        raise Unanswered(
            f"Eurostat hat die Tabelle {table} nicht geliefert (Status {answer.status}).{quoted}", "refused"
        )
