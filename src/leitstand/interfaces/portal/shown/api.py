"""Addresses of the API, which is another door: known here by its root alone."""

from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.translation import gettext_noop

# What can be downloaded as a table, with what a person would call it.
TABLES = (
    ("measures", gettext_noop("Maßnahmen")),
    ("editions", gettext_noop("Fassungen")),
    ("topics", gettext_noop("Themen")),
    ("indicators", gettext_noop("Indikatoren")),
    ("observations", gettext_noop("Werte der Indikatoren, alle Datenstände")),
    ("ratings", gettext_noop("Bewertungen der Ziele, alle Datenstände")),
    ("outlooks", gettext_noop("Aussichten der Ziele mit Ergebnis")),
    ("institutions", gettext_noop("Institutionen")),
    ("sources", gettext_noop("Quellen")),
    ("events", gettext_noop("Ereignisse")),
    ("papers", gettext_noop("Papiere anderer")),
    ("gaps", gettext_noop("Lücken")),
    ("contradictions", gettext_noop("Widersprüche")),
    ("distribution", gettext_noop("Verteilung der Stände")),
)


def api(path: str, **query: str) -> str:
    """The address of an answer of the API, e.g. ``api("measures", format="csv")``."""
    asked = {name: value for name, value in query.items() if value}
    return reverse("api_documentation") + quote(path) + (f"?{urlencode(asked)}" if asked else "")
