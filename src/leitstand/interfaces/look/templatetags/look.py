"""Tags for presentation only: the shape of a state, and form controls in KERN's markup.

A state is a word, a shape and a colour. The shape alone must tell states apart on a black and white
print, so no two states share an outline and a fill.
"""

from typing import Any

from django import template
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

UNKNOWN = "unknown"

SHAPES = {
    "completed": (
        '<rect x="1" y="1" width="14" height="14" rx="1" fill="currentColor"/>'
        '<path d="M4 8.2 7 11.2 12.2 5" fill="none" class="symbol__cut" stroke-width="2"/>'
    ),
    "on_track": '<circle cx="8" cy="8" r="7" fill="currentColor"/>',
    "under_way": (
        '<circle cx="8" cy="8" r="6.1" fill="none" stroke="currentColor" stroke-width="1.8"/>'
        '<path d="M8 1.9a6.1 6.1 0 0 1 0 12.2z" fill="currentColor"/>'
    ),
    "at_risk": '<path d="M8 1 15.4 14.5H.6z" fill="currentColor"/>',
    "off_track": '<path d="M8 .4 15.6 8 8 15.6.4 8z" fill="currentColor"/>',
    "not_started": ('<circle cx="8" cy="8" r="6.1" fill="none" stroke="currentColor" stroke-width="1.8"/>'),
    "stopped": (
        '<path d="M2.5 2.5 13.5 13.5M13.5 2.5 2.5 13.5" fill="none" stroke="currentColor" stroke-width="2.8"/>'
    ),
    "not_reported": (
        '<rect x="1.5" y="1.5" width="13" height="13" fill="none" stroke="currentColor" stroke-width="1.4"/>'
        '<path d="M1.5 6 6 1.5M1.5 10.5 10.5 1.5M2.5 14 14.2 2.2M6 14.5 14.5 6M10.5 14.5 14.5 10.5"'
        ' fill="none" stroke="currentColor" stroke-width="1.2"/>'
    ),
    UNKNOWN: (
        '<path d="M4.6 5.4C4.6 3.3 6 2.2 8 2.2s3.4 1.1 3.4 3c0 2.6-3.2 2.6-3.2 5.4" fill="none"'
        ' stroke="currentColor" stroke-width="2.2"/><circle cx="8.1" cy="13.6" r="1.4" fill="currentColor"/>'
    ),
}

CONTROL_CLASSES = {
    "checkbox": "kern-form-check__checkbox",
    "file": "kern-form-input__input",
    "hidden": "",
    "radio": "kern-form-check__radio",
    "select": "kern-form-input__select",
}


@register.simple_tag
def symbol(code: str) -> SafeString:
    """The shape of the state `code` as an inline SVG; hidden from screen readers, since a word stands beside it."""
    name = code if code in SHAPES else UNKNOWN
    return format_html(
        '<svg class="symbol symbol--{}" viewBox="0 0 16 16" width="16" height="16"'
        ' aria-hidden="true" focusable="false">{}</svg>',
        name,
        mark_safe(SHAPES[name]),  # noqa: S308 - constant markup from the table above
    )


@register.simple_tag
def control(field: BoundField | BoundWidget) -> SafeString:
    """The input of a form field, or one choice of a group of them, with the class that KERN expects."""
    if isinstance(field, BoundWidget):
        attrs = field.data["attrs"]
        attrs["class"] = _joined(attrs.get("class"), CONTROL_CLASSES[field.data["type"]])
        return field.tag()
    widget = field.field.widget
    # Label and hint say what belongs here; a placeholder says it again, paler, until one types.
    widget.attrs.pop("placeholder", None)
    kind = getattr(widget, "input_type", "text")
    wanted = CONTROL_CLASSES.get(kind, "kern-form-input__input")
    if field.errors and wanted:
        wanted = f"{wanted} {wanted}--error"
    attributes: dict[str, Any] = {"class": _joined(widget.attrs.get("class"), wanted)}
    return field.as_widget(attrs=attributes)


@register.filter
def is_choice_group(field: BoundField) -> bool:
    """True for radio buttons and check boxes, which need a legend instead of a label."""
    return field.widget_type in {"radioselect", "checkboxselectmultiple"}


def _joined(*names: str | None) -> str:
    return " ".join(name for name in names if name)
