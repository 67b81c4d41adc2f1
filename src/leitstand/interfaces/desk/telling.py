"""The history in words: who did what to which thing, each field by its name, each value as people say it.

Entries keep keys and codes; ``Teller`` looks up the names of everything its entries mention, with
one statement for each kind of record, and tells them one by one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.domain.institutions.models import Account, Person
from leitstand.domain.institutions.operations import ACCOUNT
from leitstand.domain.sources import records
from leitstand.domain.sources.models import PartialDateField
from leitstand.foundation.actor import Role
from leitstand.foundation.history import recording
from leitstand.foundation.history.recorded import Recorded
from leitstand.foundation.wording import say_date, say_number, say_partial
from leitstand.interfaces.desk.kinds import BY_TYPE
from leitstand.interfaces.desk.naming import names
from leitstand.interfaces.desk.telling_structures import is_pair, say_steps, say_structure

VERBS = {
    "create": gettext_lazy("angelegt"),
    "change": gettext_lazy("geändert"),
    "remove": gettext_lazy("entfernt"),
    "restore": gettext_lazy("wiederhergestellt"),
    "seal": gettext_lazy("mit Prüfsumme versehen"),
    "import": gettext_lazy("eingelesen"),
    "start": gettext_lazy("begonnen"),
    "finish": gettext_lazy("fertiggestellt"),
    "fail": gettext_lazy("nicht gelungen"),
    "publish": gettext_lazy("veröffentlicht"),
    "unpublish": gettext_lazy("zurückgenommen"),
    "open": gettext_lazy("geöffnet"),
    "closed": gettext_lazy("geschlossen"),
    "in_review": gettext_lazy("in Prüfung genommen"),
    "frozen": gettext_lazy("eingefroren"),
    "published": gettext_lazy("veröffentlicht"),
    "mail": gettext_lazy("verschickt Mail"),
    "send": gettext_lazy("gemeldet"),
    "submit": gettext_lazy("abgeschlossen"),
    "reopen": gettext_lazy("wieder offen"),
    "approve": gettext_lazy("freigegeben"),
    "return": gettext_lazy("zurückgegeben"),
    "delegate": gettext_lazy("weitergegeben"),
    "disown": gettext_lazy("nicht mehr zuständig"),
    "hand-over": gettext_lazy("übergeben"),
    "ask-for-time": gettext_lazy("bittet um Zeit"),
    "ask-for-help": gettext_lazy("bittet um Hilfe"),
    "help": gettext_lazy("Hilfe geleistet"),
    "extend": gettext_lazy("verlängert"),
    "revoke": gettext_lazy("Link gesperrt"),
    "supersede": gettext_lazy("überholt"),
    "score": gettext_lazy("geprüft"),
    "topics": gettext_lazy("nach Themen geordnet"),
}
# What only a machine reads: checksums, places in a text, the numbers a sentence already says, files' inner order.
SILENT = {"since", "removed_on", "content_hash", "hash_before", "hash_after", "start", "end", "inputs"}
SILENT |= {"manifest", "mapping", "frozen", "passage"}
EXTRA_NAMES = {
    "since": gettext_lazy("bekannt seit"),
    "removed_on": gettext_lazy("entfernt am"),
    "name": gettext_lazy("Name"),
    "email": gettext_lazy("E-Mail"),
    "role": gettext_lazy("Rolle"),
    "person": gettext_lazy("Person"),
    "is_active": gettext_lazy("darf sich anmelden"),
    "built_at": gettext_lazy("erstellt"),
    "new": gettext_lazy("neu"),
    "changed": gettext_lazy("geändert"),
    "removed": gettext_lazy("entfernt"),
    "assigned": gettext_lazy("zugeordnet"),
    "texts": gettext_lazy("Texte"),
    "paper": gettext_lazy("Papier"),
    "edition": gettext_lazy("Fassung"),
}
EXTRA_KINDS = {"exchange.import": gettext_lazy("Plandatei"), "paper.topics": gettext_lazy("Papiere")}
ROUND = "reporting.round"
NOTHING = "–"


@dataclass(frozen=True)
class Line:
    """One field of an entry: name, name in words, and the value before and after (``None`` before: newly set)."""

    name: str
    field: str
    before: str | None
    after: str


@dataclass(frozen=True)
class Told:
    """An entry in words. ``url`` leads to the record's history, if the desk keeps its kind."""

    number: int
    at: datetime
    actor: str
    verb: str
    kind: str
    subject: str
    subject_type: str
    subject_key: str
    reason: str
    lines: Sequence[Line]

    @property
    def is_new(self) -> bool:
        """All its values are new, so there is nothing to compare."""
        return bool(self.lines) and all(line.before is None for line in self.lines)

    @property
    def reason_label(self) -> str:
        """What the reason is: why it was done, or, of a finished report, the checksums of its files."""
        return _("Prüfsummen:") if self.verb == str(VERBS["finish"]) else _("Begründung:")

    @property
    def is_kept_here(self) -> bool:
        return self.subject_type in BY_TYPE


def tell(entries: Iterable[Any], language: str = "de") -> list[Told]:
    """The entries in words, in their order."""
    contents = [(entry, recording.content_of(entry)) for entry in entries]
    teller = _Teller(language)
    for entry, content in contents:
        teller.collect(entry.subject_type, entry.subject_key, content["changes"])
    teller.look_up()
    return [teller.told(entry, content) for entry, content in contents]


def model_of(subject_type: str) -> type[Recorded] | None:
    """The model behind a subject's type, if it is one of the kept records."""
    return records.model_of(subject_type)


def kind_name(subject_type: str) -> str:
    """What a subject's type is called, also for types that are not kept at the desk."""
    if subject_type in BY_TYPE:
        return BY_TYPE[subject_type].title
    if subject_type == ACCOUNT:
        return _("Zugang")
    if subject_type in EXTRA_KINDS:
        return str(EXTRA_KINDS[subject_type])
    try:
        return _(str(apps.get_model(subject_type)._meta.verbose_name))
    except (LookupError, ValueError):
        return _("Vorgang")


class _Teller:
    def __init__(self, language: str) -> None:
        self.language = language
        self.wanted: dict[type[Recorded], set[str]] = defaultdict(set)
        self.names: dict[type[Recorded], dict[str, str]] = {}

    def collect(self, subject_type: str, subject_key: str, changes: dict[str, Any]) -> None:
        model = model_of(subject_type)
        if model is None:
            return
        self.wanted[model].add(subject_key)
        for name, value in changes.items():
            column = _column(model, name)
            if column is None and subject_type == ROUND:
                # Mails of a round are kept by the person they went to.
                self.wanted[Person].add(name)
            if column is not None and column.is_relation:
                for key in _keys(value):
                    self.wanted[column.related_model].add(key)

    def look_up(self) -> None:
        self.names = {model: names(model, keys) for model, keys in self.wanted.items()}

    def told(self, entry: Any, content: dict[str, Any]) -> Told:
        model = model_of(entry.subject_type)
        verb = entry.verb.rsplit(".", 1)[-1]
        subject = self.names.get(model, {}).get(entry.subject_key) if model else None
        return Told(
            entry.number,
            entry.at,
            entry.actor_name,
            str(VERBS.get(verb, verb)),
            kind_name(entry.subject_type),
            subject or entry.subject_label,
            entry.subject_type,
            entry.subject_key,
            content["reason"],
            [self.line(model, name, value) for name, value in content["changes"].items() if name not in SILENT],
        )

    def line(self, model: type[Recorded] | None, name: str, value: Any) -> Line:
        column = _column(model, name)
        person = self.names.get(Person, {}).get(name) if column is None else None
        if person and isinstance(value, dict):
            return Line(name, person, None, say_steps(value))
        title = _(str(EXTRA_NAMES[name] if name in EXTRA_NAMES else getattr(column, "verbose_name", name)))
        if _is_change(column, value):
            return Line(name, title, self.say(column, value[0], name), self.say(column, value[1], name))
        return Line(name, title, None, self.say(column, value, name))

    def say(self, column: Any, value: Any, name: str = "") -> str:
        """A value of the history in words."""
        if value in (None, "", [], {}) or (name == "page" and not value):
            return NOTHING
        if isinstance(value, bool):
            return _("ja") if value else _("nein")
        if column is None:
            return _role(value) if name == "role" else say_structure(value, self.language) or NOTHING
        if column.is_relation:
            known = self.names.get(column.related_model, {})
            return ", ".join(known.get(key, key) for key in _keys([None, value] if isinstance(value, list) else value))
        if column.choices:
            return str(dict(column.flatchoices).get(value, value))
        return self._say_plain(column, value)

    def _say_plain(self, column: Any, value: Any) -> str:
        if isinstance(column, PartialDateField):
            return say_partial(value, self.language)
        if isinstance(column, models.DateField):
            return say_date(date.fromisoformat(value[:10]), self.language)
        if isinstance(column, models.DecimalField):
            return say_number(column.to_python(value), None, self.language)
        return say_structure(value, self.language) or NOTHING


def _role(value: str) -> str:
    return str(dict(Account._meta.get_field("role").flatchoices).get(Role(value), value))


def _is_change(column: Any, value: Any) -> bool:
    """True for a pair of before and after; a list of keys is the first value of a relation to many."""
    if not isinstance(value, list) or len(value) != 2:
        return False
    if isinstance(column, models.JSONField):
        return is_pair(column, value)
    return column is None or not column.many_to_many or all(isinstance(part, list) for part in value)


def _keys(value: Any) -> Iterable[str]:
    """Every key in a value: a key, a list of keys, or a pair of either."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _keys(part)


def _column(model: type[models.Model] | None, name: str) -> Any:
    if model is None:
        return None
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
