"""Papers that may be the same one, or an earlier edition of it: by title, publisher and year."""

import re

from rapidfuzz import fuzz

from leitstand.domain.papers.models import Paper

SAME_TITLE = 95.0
LIKE_TITLE = 80.0
LIKE_BODY = 80.0
_YEARS = re.compile(r"\b(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)?\d\d)?\b")


def catalogued(title: str, year: str) -> Paper | None:
    """The catalogue's record of this title and year that has no text yet."""
    papers = Paper.objects.filter(removed_on=None, fulltexts__isnull=True)
    found = [paper for paper in papers if fuzz.ratio(_plain(title), _plain(paper.title)) >= SAME_TITLE]
    return next((paper for paper in found if year and year in f"{paper.years} {paper.published} {paper.title}"), None)


def earlier_editions(paper: Paper) -> list[Paper]:
    """Papers of the same publisher with nearly the same title, the likeliest first; the newer of two alike."""
    others = Paper.objects.filter(removed_on=None).exclude(pk=paper.pk)
    scored = [(_likeness(paper, one), one.years, one) for one in others if not _later(one, paper)]
    scored = [found for found in scored if found[0] >= LIKE_TITLE]
    return [one for _score, _years, one in sorted(scored, key=lambda found: (found[0], found[1]), reverse=True)]


def _likeness(paper: Paper, other: Paper) -> float:
    if fuzz.token_set_ratio(paper.body.casefold(), other.body.casefold()) < LIKE_BODY:
        return 0.0
    return float(fuzz.ratio(_without_years(paper.title), _without_years(other.title)))


def _later(one: Paper, paper: Paper) -> bool:
    return bool(paper.years) and one.years[-4:] > paper.years[-4:]


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())


def _without_years(title: str) -> str:
    return _plain(_YEARS.sub("", title))
