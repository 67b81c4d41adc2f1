"""A passage under its permanent address: its wording, its paper, its place, and the page it stands on.

The public sees passages of every paper in the catalogue that has appeared, and of published editions; never a whole
text, and no mark.
"""

from dataclasses import dataclass, replace
from threading import BoundedSemaphore

from leitstand.domain.papers.models import Fulltext, Passage
from leitstand.domain.papers.queries.limits import limits
from leitstand.domain.papers.queries.texts import PICTURED
from leitstand.domain.papers.reading import Unreadable, picture_apart
from leitstand.domain.papers.rules.outlines import below_title
from leitstand.domain.plans.queries.loading import known_by
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.errors import NotFound, RuleBroken
from leitstand.foundation.files.storing import path_of

DRAWING = BoundedSemaphore(2)
"""Each picture takes a process of its own; whoever asks for many at once must not take the computer from others."""
PATIENCE, SECONDS, MEMORY = 10, 20, 600
"""Seconds to wait for a place, and seconds and megabytes that one picture may cost."""


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage with all that a citation needs. ``page`` is 0 where the file has no pages.

    One of ``paper_key`` and ``edition_key`` is empty; ``sha256`` is the file's, if there is one.
    """

    pk: int
    text: str
    kind: str
    outline: tuple[str, ...]
    page: int
    start: int
    end: int
    pictured: bool
    fulltext_key: str
    paper_key: str
    edition_key: str
    title: str
    body: str
    land: str
    year: str
    url: str
    demonstration: bool
    sha256: str


def cited_passage(pk: int, *, actor: Actor) -> CitedPassage:
    """The passage with this number. Raises ``NotFound`` if there is none that the actor may see."""
    found = _passage(pk, actor)
    text = found.fulltext
    paper, edition = text.paper, text.edition
    pictured = text.media == PICTURED and text.file_id is not None
    published = paper.published if paper else str(edition.begins or edition.announced or "") if edition else ""
    return CitedPassage(
        pk=found.pk, text=found.text, kind=found.kind, outline=below_title(found.outline, str(text)),
        page=found.page.number if found.page.width else 0, start=found.start, end=found.end, pictured=pictured,
        fulltext_key=text.key, paper_key=paper.key if paper else "", edition_key=edition.key if edition else "",
        title=str(text), body=paper.body if paper else edition.plan.title if edition else "",
        land=paper.land if paper else "", year=_year(published) or (paper.years if paper else ""),
        url=paper.url if paper else "", demonstration=paper.demonstration if paper else False,
        sha256=text.file.sha256 if text.file else "",
    )  # fmt: skip


def passage_picture(pk: int, *, actor: Actor) -> bytes:
    """PNG of the passage's page with the passage marked. Raises ``NotFound``, ``RuleBroken`` (``busy``)."""
    found = _passage(pk, actor)
    text = found.fulltext
    if text.media != PICTURED or text.file is None:
        raise NotFound("Diese Textstelle gibt es nicht als Bild; sie stammt nicht aus einem PDF.")
    boxes = [(box[0], box[1], box[2], box[3]) for box in found.boxes]
    most = limits()
    brief = replace(most, seconds=min(most.seconds, SECONDS), memory_megabytes=min(most.memory_megabytes, MEMORY))
    if not DRAWING.acquire(timeout=PATIENCE):
        raise RuleBroken("Gerade werden viele Seiten gezeichnet. Bitte in einer Minute noch einmal aufrufen.", "busy")
    try:
        return picture_apart(path_of(text.file), found.page.number, boxes, brief)
    except Unreadable as error:
        raise NotFound(str(error)) from None
    finally:
        DRAWING.release()


def public_text(text: Fulltext) -> bool:
    """Whether the public may see passages of a text: of a paper that has appeared, or of a published edition."""
    if text.paper is not None:
        return known_by(text.paper.published, clock.today())
    return text.edition is not None and text.edition.published and text.edition.removed_on is None


def _passage(pk: int, actor: Actor) -> Passage:
    related = ("page", "fulltext__paper", "fulltext__edition__plan", "fulltext__file")
    found = Passage.objects.select_related(*related).filter(pk=pk, fulltext__removed_on=None).first()
    gone = found is None or (found.fulltext.paper is not None and found.fulltext.paper.removed_on is not None)
    if found is None or gone or not (actor.is_staff or public_text(found.fulltext)):
        raise NotFound("Diese Textstelle gibt es nicht.")
    return found


def _year(published: str) -> str:
    return str(PartialDate.parse(published).latest.year) if published else ""
