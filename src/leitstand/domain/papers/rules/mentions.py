"""Who is named in a text: names as whole words, the longer one where one stands within another."""

import re
from collections.abc import Iterable, Mapping

SHORTEST = 3


def mentioned(text: str, names: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The keys whose names stand in the text, each once, in the text's order. Names are told by their capitals."""
    flat = " ".join(text.split())
    owners = {name: key for key, those in names.items() for name in those if len(name) >= SHORTEST}
    if not owners:
        return ()
    longest_first = "|".join(re.escape(name) for name in sorted(owners, key=len, reverse=True))
    found = re.finditer(rf"(?<![\w-])(?:{longest_first})(?!\w)", flat)
    return tuple(dict.fromkeys(owners[one.group()] for one in found))
