"""What every use of a passage needs: its exact wording, and the source that its paper is."""

from typing import TypeVar

from leitstand.domain.papers.models import Demand, Paper, Passage
from leitstand.domain.sources import records
from leitstand.domain.sources.models import Source
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.history.recorded import Recorded

KINDS = {
    Paper.Kind.STRATEGY: Source.Kind.PLAN,
    Paper.Kind.GUIDELINES: Source.Kind.PLAN,
    Paper.Kind.POSITION: Source.Kind.PLAN,
    Paper.Kind.REPORT: Source.Kind.REPORT,
}


GONE = "Das gibt es nicht mehr: Es wurde inzwischen entfernt. Bitte die Seite neu laden."
Kept = TypeVar("Kept", bound=Recorded)


def quoted(wording: str, whole: str) -> str:
    """The wording if it stands exactly so in the whole. Raises ``RuleBroken`` (``not-the-wording``).

    Only the line ends of a browser are undone, and blanks around the wording; nothing within it.
    """
    said = wording.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not said or said not in whole:
        raise RuleBroken(
            "Der Wortlaut steht so nicht in der Textstelle. Bitte unverändert lassen, oder vorn und hinten kürzen.",
            "not-the-wording",
        )
    return said


def place_of(wording: str, whole: Passage | Demand) -> dict[str, int | None]:
    """Page, start and end of a wording that stands in a passage or in a demand; nothing where that is not known."""
    offset = whole.text.index(wording)
    if isinstance(whole, Passage):
        page, start = (whole.page.number if whole.page.width else 0), whole.start
    elif whole.page is None or whole.start is None:
        return {"page": None, "start": None, "end": None}
    else:
        page, start = whole.page, whole.start
    return {"page": page, "start": start + offset, "end": start + offset + len(wording)}


def paper_of(passage: Passage) -> Paper:
    """Whose passage it is. Raises ``RuleBroken``: ``own-edition`` for one of our own, ``gone`` for a removed text."""
    paper = passage.fulltext.paper
    if passage.fulltext.removed_on is not None:
        raise RuleBroken(GONE, "gone")
    if paper is None:
        raise RuleBroken(
            "Diese Textstelle stammt aus einer eigenen Fassung. Übernommen wird nur aus Papieren anderer.",
            "own-edition",
        )
    return present(paper)


def present(record: Kept) -> Kept:
    """The record, if it has not been removed. Raises ``RuleBroken`` (``gone``)."""
    if record.removed_on is not None:
        raise RuleBroken(GONE, "gone")
    return record


def source_of(paper: Paper, *, actor: Actor) -> Source:
    """The source that the paper itself is: one that it names under its own address, or a new one linked to it."""
    key = f"papier-{paper.key}"[:120]
    there = paper.sources.filter(removed_on=None)
    own = (there.filter(url=paper.url).first() if paper.url else None) or there.filter(key=key).first()
    if own:
        return own
    source = Source.objects.filter(key=key).first() or _made(paper, key, actor)
    records.change(paper, {"sources": [*paper.sources.all(), source]}, actor=actor)
    return source


def _made(paper: Paper, key: str, actor: Actor) -> Source:
    source = Source(
        key=key,
        title=paper.title,
        publisher=paper.body,
        kind=KINDS.get(Paper.Kind(paper.kind), Source.Kind.OTHER),
        url=paper.url,
        published=paper.published,
    )
    records.add(source, actor=actor)
    return source
