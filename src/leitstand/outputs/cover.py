"""What the frame of a file says, whatever is in it."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from leitstand.domain.reporting.queries.report.views import Said


class Cover(Protocol):
    """The running head of a paper is ``title`` and ``edition_title``, beside ``as_of`` in words."""

    @property
    def language(self) -> str: ...
    @property
    def words(self) -> Mapping[str, str]: ...
    @property
    def title(self) -> str: ...
    @property
    def edition_title(self) -> Said: ...
    @property
    def as_of(self) -> date: ...
    @property
    def as_of_word(self) -> str: ...
    @property
    def organisation(self) -> str: ...
    @property
    def content_hash(self) -> str: ...
    @property
    def invented(self) -> str: ...
