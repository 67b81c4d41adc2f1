"""Template filters that say values in the reader's language: ``{% load words %}`` is not needed."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from leitstand.domain.papers.queries import OriginView
from leitstand.domain.reporting import demand_words, words
from leitstand.foundation import wording

register = template.Library()


def language() -> str:
    return (get_language() or "de")[:2]


@register.filter
def named(obj: Any, attribute: str = "title") -> SafeString:
    """The object's title in the reader's language; a German text on an English page is marked as German."""
    german = getattr(obj, attribute)
    if language() == "de":
        return format_html("{}", german)
    english = getattr(obj, f"{attribute}_en", "")
    return format_html("{}", english) if english else format_html('<span lang="de">{}</span>', german)


@register.filter
def plainly(obj: Any, attribute: str = "title") -> str:
    """Like ``named`` but without markup, for attributes, titles and select options."""
    english = getattr(obj, f"{attribute}_en", "") if language() == "en" else ""
    return str(english or getattr(obj, attribute))


@register.filter
def word(german: str) -> str:
    """A German label of the domain (kind, stage, role …) in the reader's language."""
    return gettext(german) if german else ""


@register.filter
def day(value: date | None) -> str:
    return wording.say_date(value, language()) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    return wording.say_moment(timezone.localtime(value), language()) if value else ""


@register.filter
def partial(value: str) -> str:
    return wording.say_partial(value, language())


@register.filter
def number(value: Decimal | float | None, decimals: int | None = None) -> str:
    return "" if value is None else wording.say_number(value, decimals, language())


@register.filter
def euro(value: Decimal | None) -> str:
    return "" if value is None else wording.say_euro(value, language())


@register.filter
def state_word(code: str) -> str:
    return words.state_word(code, language())


@register.filter
def state(code: str) -> dict[str, str]:
    """What the part ``look/parts/state.html`` needs."""
    return {"code": code, "label": words.state_word(code, language()), "symbol": words.SYMBOLS[code]}


@register.filter
def gap_word(code: str) -> str:
    return words.gap_word(code, language())


@register.filter
def outcome_word(code: str) -> str:
    return words.outcome_word(code, language())


@register.filter
def demand_word(code: str) -> str:
    """What became of a demand."""
    return demand_words.demand_outcome(code, language())


@register.filter
def verdict_word(code: str) -> str:
    """What was decided on a quotation."""
    return demand_words.verdict_word(code, language())


@register.filter
def cited(origin: OriginView) -> str:
    """Body, title, year and page of what a quotation is from."""
    return demand_words.cited(origin, language())


@register.filter
def money_word(code: str) -> str:
    return words.money_word(code, language())
