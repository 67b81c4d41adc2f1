"""Values of records as people read them, for lists and for those who may not change them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.domain.sources.models import PartialDateField
from leitstand.foundation.history.recorded import Recorded
from leitstand.foundation.wording import say_date, say_number, say_partial


@dataclass(frozen=True)
class Cell:
    """A value in words; ``numeric`` values stand to the right, ``order`` is what the browser sorts by."""

    label: str
    text: str
    numeric: bool = False
    order: str = ""


def cells(obj: Recorded, names: Sequence[str]) -> list[Cell]:
    """The named fields of a record in words."""
    language = (get_language() or "de")[:2]
    return [_cell(obj, obj._meta.get_field(name), language) for name in names]


def _cell(obj: Recorded, column: Any, language: str) -> Cell:
    name = _(column.verbose_name)
    label = name[:1].upper() + name[1:]
    if column.many_to_many:
        return Cell(label, "; ".join(str(item) for item in getattr(obj, column.name).all()))
    value = getattr(obj, column.name)
    if isinstance(value, bool):
        return Cell(label, _("ja") if value else _("nein"))
    if isinstance(value, Decimal | int | float) and not isinstance(column, models.ForeignKey):
        return Cell(label, say_number(value, None, language), True, str(value))
    if column.choices:
        return Cell(label, getattr(obj, f"get_{column.name}_display")())
    if isinstance(column, PartialDateField):
        return Cell(label, say_partial(value, language), order=value)
    if isinstance(value, date):
        return Cell(label, say_date(value, language), order=value.isoformat())
    return Cell(label, "" if value is None else str(value))
