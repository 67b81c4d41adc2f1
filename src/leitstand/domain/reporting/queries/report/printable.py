"""Taking out what no file format can hold: control characters and halves of characters."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

T = TypeVar("T")
# Everything that XML 1.0 does not allow; JSON, Typst and the office formats are then content too.
UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(value: T) -> T:
    """The same texts, tuples and dataclasses of them, without unprintable characters."""
    cleaned: Any = value
    if isinstance(value, str):
        cleaned = UNPRINTABLE.sub("", value)
    elif isinstance(value, tuple):
        cleaned = tuple(printable(item) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        changed = {part.name: printable(getattr(value, part.name)) for part in fields(value)}
        cleaned = replace(value, **changed)
    return cleaned  # type: ignore[no-any-return]  # the same type came in, which mypy cannot follow
