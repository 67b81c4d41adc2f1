"""A small plan with a draft and an adopted edition, and papers with passages, for tests."""

from dataclasses import dataclass
from datetime import date

from leitstand.domain.institutions.models import Institution
from leitstand.domain.papers.models import Fulltext, Page, Paper, Passage
from leitstand.domain.plans.models import ActionField, Edition, Plan, Topic
from leitstand.domain.plans.operations import adopt
from leitstand.foundation.actor import system
from leitstand.foundation.history.writing import Row, create

MAKER = system("Test")
TEXT = "Wir fordern bis 2030 mindestens 1.000 Ladepunkte. Das Land muss dafür 40 Mio. Euro bereitstellen."
FIRST = "Wir fordern bis 2030 mindestens 1.000 Ladepunkte."


@dataclass(frozen=True)
class Small:
    chamber: Institution
    draft: Edition
    frozen: Edition
    field: ActionField
    topic: Topic
    paper: Paper
    passage: Passage


def small_plan() -> Small:
    """A plan with two editions and one paper of a chamber with one passage on its page 3."""
    chamber = Institution(key="kammer", name="Musterkammer", short_name="MK")
    create(MAKER, [Row(chamber)])
    plan = Plan(key="plan", title="Musterplan")
    create(MAKER, [Row(plan)])
    frozen = Edition(key="alt", plan=plan, title="Alte Fassung", short_title="alt", position=1, published=True)
    draft = Edition(key="neu", plan=plan, title="Entwurf", short_title="neu", position=2, published=True)
    create(MAKER, [Row(frozen), Row(draft)])
    field = ActionField(key="neu.verkehr", edition=draft, title="Verkehr")
    create(MAKER, [Row(field)])
    topic = Topic(key="neu.laden", field=field, title="Laden")
    create(MAKER, [Row(topic)])
    adopt(frozen, body=chamber, decided_on=date(2020, 5, 1), actor=MAKER)
    paper = made_paper("papier", chamber)
    return Small(chamber, draft, frozen, field, topic, paper, passage_in(paper))


def made_paper(key: str, institution: Institution | None = None) -> Paper:
    paper = Paper(
        key=key,
        title="Laden in Musterland",
        kind=Paper.Kind.POSITION,
        body="Musterkammer",
        institution=institution,
        published="2024",
        url=f"https://example.org/{key}.pdf",
    )
    create(MAKER, [Row(paper)])
    return paper


def passage_in(paper: Paper, text: str = TEXT) -> Passage:
    """A passage that is the whole text of page 3 of a new full text."""
    fulltext = Fulltext(key=f"{paper.key}.text", paper=paper, media="pdf", reader="test", content_sha256="0" * 64)
    create(MAKER, [Row(fulltext)])
    page = Page.objects.create(fulltext=fulltext, number=3, width=595, height=842, content=text)
    return Passage.objects.create(fulltext=fulltext, page=page, position=1, start=0, end=len(text), text=text)
