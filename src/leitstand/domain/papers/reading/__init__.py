"""Files of others into pages and citable passages, in a process of its own; knows nothing of the database.

``read`` reads in this process, ``read_apart`` in one of its own, with limits on time and memory: files come
from anywhere. What a file is, its content says and never its name.
"""

from leitstand.domain.papers.reading.apart import picture_apart, read_apart
from leitstand.domain.papers.reading.opening import plain_name, read
from leitstand.domain.papers.reading.shape import Guess, Limits, PageText, PassageText, ReadText, Unreadable

__all__ = [
    "Guess",
    "Limits",
    "PageText",
    "PassageText",
    "ReadText",
    "Unreadable",
    "picture_apart",
    "plain_name",
    "read",
    "read_apart",
]
