"""Filters of the report's templates: texts with their language and sources, words with blanks, shapes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from leitstand.domain.reporting.queries.report.views import Said
from leitstand.outputs.symbols import symbol

register = template.Library()


@register.filter
def plain(said: Said) -> SafeString:
    """A text, marked with its language if it is not the page's."""
    if said.language:
        return format_html('<span lang="{}">{}</span>', said.language, said.text)
    return format_html("{}", said.text)


@register.filter
def said(said: Said) -> SafeString:
    """A text with the numbers of its sources."""
    return format_html("{}{}", plain(said), marks(said.marks))


@register.filter
def marks(numbers: Sequence[int]) -> SafeString:
    """``[1, 2]``, each a link into the list of sources."""
    if not numbers:
        return SafeString("")
    links = format_html_join(", ", '<a href="#quelle-{}">{}</a>', ((number, number) for number in numbers))
    return format_html(' <span class="marks">[{}]</span>', links)


@register.filter
def state(code: str, word: str) -> SafeString:
    """The shape of a state with its word."""
    drawn = mark_safe(symbol(code))  # noqa: S308 - constant markup
    return format_html('<span class="state">{}&nbsp;{}</span>', drawn, word)


@register.filter
def light(code: str, word: str) -> SafeString:
    """The shape of a light with its word; one that cannot be said has none."""
    return state(code, word) if code else format_html('<span class="quiet">{}</span>', word)


@register.filter
def find(mapping: Mapping[str, Any], key: str) -> Any:
    return mapping.get(key)


@register.filter
def fill(sentence: str, value: str) -> str:
    """The sentence with its one blank filled in."""
    return sentence.replace("{until}", value)


@register.filter
def drawing(svg: str) -> SafeString:
    """A drawing of ours: its texts are escaped where it is made."""
    # The picture comes from our own SVG templates, which escape.
    return mark_safe(svg)  # noqa: S308 - our own drawing, its texts escaped
