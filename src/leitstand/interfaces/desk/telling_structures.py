"""Values with parts (milestones, figures of a demand, steps of a mail) as the history says them: never as code.

A part that carries its own words says these; of the others each part is named. What only a machine reads,
such as where a wording begins, is left out.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import JSONField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.foundation.wording import say_number, say_partial
from leitstand.interfaces.desk.round_words import STEPS

DATES = {"due": gettext_lazy("fällig"), "done_on": gettext_lazy("erreicht")}


def is_pair(column: JSONField[Any, Any], value: list[Any]) -> bool:
    """True if a list of two holds what was there before and after, rather than being what is there."""
    return column.default is not list or all(part is None or isinstance(part, list) for part in value)


def say_structure(value: Any, language: str) -> str:
    """A value that may have parts, in words; empty if it has none."""
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if isinstance(value, int | float):
        return say_number(Decimal(str(value)), None, language)
    if isinstance(value, Mapping):
        return _say_mapping(value, language)
    if isinstance(value, list | tuple):
        return "; ".join(said for part in value if (said := say_structure(part, language)))
    return str(value) if value is not None else ""


def say_steps(taken: Mapping[str, str]) -> str:
    """The steps of the ladder that one mail took, by request, as the cockpit calls them."""
    return ", ".join(str(STEPS.get(step, step)) for step in dict.fromkeys(taken.values()))


def _say_mapping(value: Mapping[str, Any], language: str) -> str:
    if value.get("text"):
        return str(value["text"])
    if value.get("title"):
        dates = [f"{word} {say_partial(value[name], language)}" for name, word in DATES.items() if value.get(name)]
        return f"{value['title']} ({', '.join(dates)})" if dates else str(value["title"])
    parts = (say_structure(part, language) for part in value.values())
    return ", ".join(part for part in parts if part)
