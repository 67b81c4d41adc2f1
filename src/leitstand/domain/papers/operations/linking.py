"""Leading quotations back to their passages: those that came without their text, when the text is here.

A quotation is linked only where the text has exactly its wording at exactly its place.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable

from leitstand.domain.papers.access import require_keeper
from leitstand.domain.papers.models import Adoption, Demand, Page, Paper, Passage
from leitstand.foundation.actor import Actor
from leitstand.foundation.history import writing

REASON = "Der Text ist hier: Zitat mit seiner Textstelle verbunden"
Quotation = Demand | Adoption


def link_quotations(papers: Collection[Paper] | None = None, *, actor: Actor) -> int:
    """Link the quotations of ``papers`` (of all, if left out) to their passages; return how many were linked.

    A fixed number of statements. Raises ``NotAllowed``.
    """
    require_keeper(actor)
    waiting = _waiting(papers)
    passages = _passages(waiting) if waiting else {}
    found = [(one, passages[key]) for one in waiting if (key := _key(one)) in passages]
    updates: list[writing.Update] = [(one, {"passage": passage}) for one, passage in found]
    writing.update_each(actor, updates, reason=REASON)
    return len(found)


def _waiting(papers: Collection[Paper] | None) -> list[Quotation]:
    chosen = {} if papers is None else {"paper__in": papers}
    placed = {"removed_on": None, "passage": None, "end__isnull": False, **chosen}
    return [*Demand.objects.filter(**placed), *Adoption.objects.filter(**placed)]


def _wording(one: Quotation) -> str:
    return one.text if isinstance(one, Demand) else one.quotation


def _key(one: Quotation) -> tuple[int, int, int, str]:
    return one.paper_id, one.page or 0, one.start or 0, _wording(one)


def _passages(waiting: Iterable[Quotation]) -> dict[tuple[int, int, int, str], Passage]:
    """The passages in which the quotations stand word for word; of several texts the latest."""
    pages: dict[tuple[int, int], list[Page]] = defaultdict(list)
    wanted = {one.paper_id for one in waiting}
    here = Page.objects.filter(fulltext__paper__in=wanted, fulltext__removed_on=None).select_related("fulltext")
    numbers = {one.page or 1 for one in waiting}
    for page in here.filter(number__in=numbers).order_by("-fulltext_id"):
        pages[page.fulltext.paper_id or 0, page.number if page.width else 0].append(page)
    standing = {one: _page(one, pages.get((one.paper_id, one.page or 0), [])) for one in waiting}
    on = Passage.objects.filter(page__in={page.pk for page in standing.values() if page}).order_by("position")
    by_page: dict[int, list[Passage]] = defaultdict(list)
    for passage in on:
        by_page[passage.page_id].append(passage)
    found = {one: _around(one, by_page[page.pk]) for one, page in standing.items() if page}
    return {_key(one): passage for one, passage in found.items() if passage}


def _page(one: Quotation, pages: Iterable[Page]) -> Page | None:
    return next((page for page in pages if page.content[one.start : one.end] == _wording(one)), None)


def _around(one: Quotation, passages: Iterable[Passage]) -> Passage | None:
    start, end = one.start or 0, one.end or 0
    return next((passage for passage in passages if passage.start <= start and end <= passage.end), None)
