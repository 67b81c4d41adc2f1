"""The models' own constraints, checked on rows of plain values before anything is written.

Conditions (``Q`` objects) are evaluated here as the database would, so that the exchange cannot
disagree with the tables. What a broken constraint means for a person stands in ``SENTENCES``.
"""

from collections.abc import Iterable, Iterator, Mapping
from operator import xor
from typing import Any

from django.db import models

from leitstand.domain.exchange.tables import Table
from leitstand.domain.exchange.values import Row

SENTENCES: Mapping[str, tuple[str, str]] = {
    "adopted_once": (
        "Die Fassung hat schon einen Beschluss, der sie beschließt.",
        "Bitte bei einem der beiden eine andere Art wählen.",
    ),
    "one_entry_per_edition": (
        "Die Fassung enthält diese Maßnahme schon.",
        "Bitte die vorhandene Zeile ändern, statt eine zweite anzulegen.",
    ),
    "exactly_one_lead": (
        "Die Maßnahme hat in dieser Fassung schon eine Federführung.",
        "Bitte nur einer Institution die Rolle „Federführung“ geben.",
    ),
    "one_role_once": (
        "Die Institution hat bei dieser Maßnahme diese Rolle schon.",
        "Bitte eine der beiden Zeilen entfernen.",
    ),
    "crosswalk_one_old": (
        "Eine Überleitung geht von genau einem alten Handlungsfeld oder alten Thema aus.",
        "Bitte genau eines von beiden angeben.",
    ),
    "crosswalk_one_new": (
        "Eine Überleitung führt zu genau einem neuen Handlungsfeld oder neuen Thema.",
        "Bitte genau eines von beiden angeben.",
    ),
    "fate_leads_somewhere_or_ends": (
        "Verbleib und neue Maßnahme passen nicht zusammen.",
        "„Fortgeführt“, „zusammengeführt“ und „aufgeteilt“ brauchen eine Maßnahme der neuen Fassung;"
        " „abgeschlossen“ und „entfallen“ haben keine.",
    ),
    "one_value_per_vintage": (
        "Für Indikator, Region, Zeitraum, Datenstand und Art gibt es schon einen Wert.",
        "Bitte den Datenstand unterscheiden oder die vorhandene Zeile ändern.",
    ),
    "value_or_sign": (
        "Es steht entweder ein Wert oder ein Zeichen statt eines Werts.",
        "Bitte genau eines von beiden angeben.",
    ),
    "target_of_something": (
        "Der Zielwert gehört zu nichts.",
        "Bitte einen Indikator, eine Fassung oder ein Thema angeben.",
    ),
    "refusal_has_a_reason": (
        "Wer etwas nicht übernimmt, sagt warum.",
        "Bitte eine Begründung angeben.",
    ),
    "rejection_has_a_reason": (
        "Eine Ablehnung braucht eine Begründung.",
        "Bitte eine Begründung angeben.",
    ),
    "adoption_has_a_quotation": (
        "Nichts wird ohne seinen Wortlaut übernommen.",
        "Bitte das Zitat angeben.",
    ),
    **dict.fromkeys(
        ("demand_has_a_whole_place", "adoption_has_a_whole_place"),
        (
            "Vom Ort des Zitats fehlt ein Teil.",
            "Bitte Seite (0, wo es keine gibt), Anfang und Ende angeben, oder keines davon.",
        ),
    ),
    "one_link_per_indicator": (
        "Die Maßnahme ist mit diesem Indikator schon verbunden.",
        "Bitte eine der beiden Zeilen entfernen.",
    ),
}


def holds(condition: models.Q, row: Mapping[str, Any]) -> bool:
    """Whether ``condition`` is true of a row. Knows equality, ``isnull`` and ``in``.

    Raises ``NotImplementedError`` for other lookups, so that a new constraint cannot go unnoticed.
    """
    truths = [_holds_part(part, row) for part in condition.children]
    if condition.connector == models.Q.XOR:
        result = False
        for truth in truths:
            result = xor(result, truth)
    elif condition.connector == models.Q.OR:
        result = any(truths)
    else:
        result = all(truths)
    return not result if condition.negated else result


def _holds_part(part: Any, row: Mapping[str, Any]) -> bool:
    if isinstance(part, models.Q):
        return holds(part, row)
    path, wanted = part
    return _lookup(path, wanted, row)


def _lookup(path: str, wanted: Any, row: Mapping[str, Any]) -> bool:
    name, _, lookup = path.partition("__")
    value = row.get(name)
    if lookup == "isnull":
        return (value is None) == bool(wanted)
    if lookup == "in":
        return value in wanted
    if lookup:
        raise NotImplementedError(f"constraint lookup {path}")
    return bool(value == wanted)


def broken_checks(table: Table, row: Row) -> Iterator[tuple[str, str]]:
    """Reason and cure of each check constraint that the row breaks."""
    for constraint in table.model._meta.constraints:
        if not isinstance(constraint, models.CheckConstraint):
            continue
        if not isinstance(constraint.condition, models.Q):
            raise NotImplementedError(f"constraint {constraint.name}")
        if not holds(constraint.condition, row):
            yield sentence(constraint.name)


def unique_constraints(table: Table) -> Iterator[models.UniqueConstraint]:
    return (c for c in table.model._meta.constraints if isinstance(c, models.UniqueConstraint))


def collisions(constraint: models.UniqueConstraint, rows: Iterable[Row]) -> Iterator[list[str]]:
    """Groups of keys of rows that the constraint allows only one of.

    Rows carry ``removed_on`` if they are removed.
    """
    groups: dict[tuple[Any, ...], list[str]] = {}
    for row in rows:
        group = slot(constraint, row)
        if group is not None:
            groups.setdefault(group, []).append(str(row["key"]))
    return (keys for keys in groups.values() if len(keys) > 1)


def slot(constraint: models.UniqueConstraint, row: Row) -> tuple[Any, ...] | None:
    """The place that a row takes under a unique constraint, or ``None`` if it is not concerned."""
    if constraint.condition is not None and not holds(constraint.condition, row):
        return None
    values = tuple(row[name] for name in constraint.fields)
    return None if None in values else values


def sentence(name: str) -> tuple[str, str]:
    return SENTENCES.get(name, (f"Die Regel „{name}“ ist verletzt.", "Bitte die Angaben prüfen."))
