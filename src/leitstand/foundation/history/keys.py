"""Making permanent keys from titles: readable, ASCII, unique in their table."""

import re
from collections.abc import Iterable

from leitstand.foundation.history.recorded import Recorded

_FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "&": " und "})


def slug(text: str, length: int = 60) -> str:
    """``Nachnutzung Flughafen Tegel`` → ``nachnutzung-flughafen-tegel``."""
    plain = re.sub(r"[^a-z0-9]+", "-", text.lower().translate(_FOLD)).strip("-")
    if len(plain) > length:
        plain = plain[:length].rsplit("-", 1)[0]
    return plain or "x"


def new_key(model: type[Recorded], text: str, prefix: str = "", also: Iterable[str] = ()) -> str:
    """A key for a new record of ``model`` that no record, present or removed, has, nor is in ``also``."""
    base = prefix + slug(text)
    given = set(also)
    if base not in given and not model._default_manager.filter(key=base).exists():
        return base
    taken = given.union(model._default_manager.filter(key__startswith=base).values_list("key", flat=True))
    key, number = base, 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    return key
