"""Marks in the margin: a passage that someone wants to find again, with or without a note."""

from leitstand.domain.papers.access import own_mark, require_keeper
from leitstand.domain.papers.models import Mark, Passage
from leitstand.domain.papers.operations.quoting import paper_of
from leitstand.domain.sources import records
from leitstand.foundation.actor import Actor


def mark_passage(passage: Passage, note: str = "", *, actor: Actor) -> Mark:
    """Mark a passage; whoever marks it again changes the note of their own mark. Raises ``NotAllowed``."""
    require_keeper(actor)
    paper_of(passage)
    note = note.replace("\r\n", "\n").strip()
    mark = own_mark(passage.marks.filter(removed_on=None), actor)
    if mark:
        records.change(mark, {"note": note}, actor=actor)
        return mark
    mark = Mark(passage=passage, note=note, author=actor.name, account=actor.ident)
    records.add(mark, actor=actor)
    return mark


def unmark(mark: Mark, *, actor: Actor) -> None:
    """Take a mark away; it stays in the history. Raises ``NotAllowed``."""
    records.remove(mark, actor=actor)
