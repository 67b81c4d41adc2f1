"""Raised figures: the numbers of notes behind a word, and exponents, kept as the signs ¹²³ that German print has.

A number set off so becomes neither part of the word before it nor a number of its own.
"""

import re

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
AS_RAISED = str.maketrans("0123456789", RAISED)
_SIGN = re.compile(rf"[{RAISED}]")
_MARK = re.compile(rf"(?<![^\W\d_])([kcdm]?m[²³])(?![\w])|[{RAISED}]+")


def without_marks(text: str) -> str:
    """The text with a space for each raised figure, so that places stay as they are; „km²“ remains.

    >>> without_marks("Die Wirtschaft³ wächst auf 12 km².")
    'Die Wirtschaft  wächst auf 12 km².'
    """
    if not _SIGN.search(text):
        return text
    return _MARK.sub(lambda found: found[0] if found[1] else " " * len(found[0]), text)
