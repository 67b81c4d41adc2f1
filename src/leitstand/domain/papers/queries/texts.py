"""Papers with their texts, pages and passages; and a page as a picture with passages marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leitstand.domain.papers.access import require_staff
from leitstand.domain.papers.models import Fulltext, Page, Paper, Passage
from leitstand.domain.papers.queries.limits import limits
from leitstand.domain.papers.reading import Unreadable, picture_apart
from leitstand.domain.plans.queries.loading import labels
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotFound
from leitstand.foundation.files.storing import path_of

PICTURED = "pdf"


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage as it stands on its page; ``boxes`` in points from the page's upper left corner."""

    pk: int
    page: int
    position: int
    start: int
    end: int
    kind: str
    level: int
    outline: tuple[str, ...]
    text: str
    boxes: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """A page with its text and passages in reading order; ``pictured`` where it can be shown as a picture."""

    number: int
    kind: str
    kind_label: str
    width: float
    height: float
    content: str
    pictured: bool
    passages: tuple[PassageRow, ...]


@dataclass(frozen=True, slots=True)
class TextView:
    """A full text without its pages; ``outline`` are its headings."""

    key: str
    paper_key: str
    edition_key: str
    title: str
    media: str
    media_label: str
    reader: str
    original_name: str
    page_count: int
    passage_count: int
    pages_without_text: tuple[int, ...]
    outline: tuple[PassageRow, ...]


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper in a list, with its newest text if one is here; ``fulltext_key`` is empty otherwise."""

    key: str
    title: str
    body: str
    land: str
    kind: str
    kind_label: str
    years: str
    previous_key: str
    demonstration: bool
    fulltext_key: str
    media: str
    page_count: int
    passage_count: int
    pages_without_text: tuple[int, ...]


def list_papers(actor: Actor) -> tuple[PaperRow, ...]:
    """All papers in the catalogue's order; three statements. Raises ``NotAllowed`` for the public."""
    require_staff(actor)
    texts = {
        text.paper_id: text for text in Fulltext.objects.filter(removed_on=None, paper__isnull=False).order_by("pk")
    }
    kinds = labels(Paper.Kind)
    return tuple(
        _paper_row(paper, texts.get(paper.pk), kinds)
        for paper in Paper.objects.filter(removed_on=None).select_related("previous")
    )


def _paper_row(paper: Paper, text: Fulltext | None, kinds: Mapping[str, str]) -> PaperRow:
    return PaperRow(
        key=paper.key, title=paper.title, body=paper.body, land=paper.land, kind=paper.kind,
        kind_label=kinds[paper.kind], years=paper.years, previous_key=paper.previous.key if paper.previous else "",
        demonstration=paper.demonstration, fulltext_key=text.key if text else "", media=text.media if text else "",
        page_count=text.page_count if text else 0, passage_count=text.passage_count if text else 0,
        pages_without_text=tuple(text.pages_without_text) if text else (),
    )  # fmt: skip


def fulltext(key: str, actor: Actor) -> TextView:
    """A text with its outline. Raises ``NotAllowed`` for the public, ``NotFound``."""
    text = _text(key, actor)
    headings = Passage.objects.filter(fulltext=text, kind=Passage.Kind.HEADING).select_related("page")
    return TextView(
        key=text.key,
        paper_key=text.paper.key if text.paper else "",
        edition_key=text.edition.key if text.edition else "",
        title=str(text),
        media=text.media,
        media_label=text.get_media_display(),
        reader=text.reader,
        original_name=text.original_name,
        page_count=text.page_count,
        passage_count=text.passage_count,
        pages_without_text=tuple(text.pages_without_text),
        outline=tuple(_passage_row(one) for one in headings),
    )


def page(key: str, number: int, actor: Actor) -> PageView:
    """A page of a text with its passages. Raises ``NotAllowed`` for the public, ``NotFound``."""
    text = _text(key, actor)
    found = Page.objects.filter(fulltext=text, number=number).first()
    if found is None:
        raise NotFound(f"Seite {number} gibt es in diesem Text nicht.")
    passages = Passage.objects.filter(page=found).select_related("page")
    return PageView(
        number=found.number, kind=found.kind, kind_label=found.get_kind_display(), width=found.width,
        height=found.height, content=found.content, pictured=text.media == PICTURED and text.file_id is not None,
        passages=tuple(_passage_row(one) for one in passages),
    )  # fmt: skip


def passage(pk: int, actor: Actor) -> PassageRow:
    """A passage by its number. Raises ``NotAllowed`` for the public, ``NotFound``."""
    require_staff(actor)
    found = Passage.objects.filter(pk=pk, fulltext__removed_on=None).select_related("page").first()
    if found is None:
        raise NotFound("Diese Textstelle gibt es nicht.")
    return _passage_row(found)


def page_picture(key: str, number: int, marked: Sequence[int], actor: Actor) -> bytes:
    """PNG of a page with passages marked, given by their numbers. Raises ``NotAllowed``, ``NotFound``."""
    text = _text(key, actor)
    if text.media != PICTURED or text.file is None:
        raise NotFound("Diesen Text gibt es nicht als Bild; er stammt nicht aus einem PDF.")
    passages = Passage.objects.filter(fulltext=text, page__number=number, pk__in=list(marked)[:200])
    boxes = [(box[0], box[1], box[2], box[3]) for one in passages for box in one.boxes]
    try:
        return picture_apart(path_of(text.file), number, boxes, limits())
    except Unreadable as error:
        raise NotFound(str(error)) from None


def _text(key: str, actor: Actor) -> Fulltext:
    require_staff(actor)
    texts = Fulltext.objects.select_related("paper", "edition", "file")
    found = texts.filter(key=key, removed_on=None).first()
    if found is None:
        raise NotFound("Diesen Text gibt es nicht.")
    return found


def _passage_row(one: Passage) -> PassageRow:
    return PassageRow(
        pk=one.pk, page=one.page.number, position=one.position, start=one.start, end=one.end, kind=one.kind,
        level=one.level, outline=tuple(one.outline), text=one.text,
        boxes=tuple((box[0], box[1], box[2], box[3]) for box in one.boxes),
    )  # fmt: skip
