"""The headings above a passage, as they are told beside the title of its paper."""

import unicodedata
from collections.abc import Sequence


def below_title(outline: Sequence[str], title: str) -> tuple[str, ...]:
    """The headings without the first, if that is the title again, set in other letters, signs or blanks."""
    repeats = bool(outline) and _letters(outline[0]) == _letters(title) != ""
    return tuple(outline[1:] if repeats else outline)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))
