"""Passages on the portal: found by anyone, under addresses that stay, and nothing of the desk in them."""

from pathlib import Path
from threading import BoundedSemaphore

import pytest
from django.core.cache import caches
from django.http import QueryDict
from django.test import Client

from leitstand.domain.papers.models import Fulltext, Page, Paper
from leitstand.domain.papers.operations.adoption import adopt
from leitstand.domain.papers.operations.indexing import index_fulltext
from leitstand.domain.papers.operations.marks import mark_passage
from leitstand.domain.papers.queries import citing
from leitstand.foundation import clock
from leitstand.foundation.files.models import StoredFile
from leitstand.foundation.files.storing import path_of, store_path
from leitstand.interfaces.look import searching
from leitstand.interfaces.portal.views import passages
from tests.domain.papers.made_papers import MAKER, TEXT, Small, made_paper, passage_in, small_plan
from tests.domain.papers.reading import made_files


@pytest.fixture
def small(db: None) -> Small:
    made = small_plan()
    index_fulltext(made.passage.fulltext)
    return made


def test_search_quotes_word_for_word(small: Small, client: Client) -> None:
    page = client.get("/papiere/suche/?q=Ladepunkte").content.decode()
    assert "Wir fordern bis 2030 mindestens 1.000 <mark>Ladepunkte</mark>." in page
    assert f'href="/textstelle/{small.passage.pk}/"' in page


def test_passage_says_wording_paper_page_and_what_became_of_it(small: Small, client: Client) -> None:
    values = {"edition": small.draft, "title": "Mehr Ladepunkte", "field": small.field}
    adopt(small.passage, "adapt", "In drei Jahren.", "measure", values, actor=MAKER)
    page = client.get(f"/textstelle/{small.passage.pk}/").content.decode()
    for said in (TEXT, "Laden in Musterland", "Seite 3", "Angepasst übernommen", "Mehr Ladepunkte", "In drei Jahren."):
        assert said in page


def test_notes_never_leave_the_desk(small: Small, client: Client) -> None:
    mark_passage(small.passage, "Geheime Randnotiz", actor=MAKER)
    for url in ("/papiere/suche/?q=Ladepunkte", f"/textstelle/{small.passage.pk}/", "/papiere/suche/?q=Randnotiz"):
        assert "Geheime Randnotiz" not in client.get(url).content.decode()


def test_refused_passage_tells_the_public_nothing(small: Small, client: Client) -> None:
    adopt(small.passage, "reject", "Zu teuer.", "", {}, actor=MAKER)
    assert "Zu teuer." not in client.get(f"/textstelle/{small.passage.pk}/").content.decode()


@pytest.mark.parametrize("hidden", ["removed", "not yet published", "draft edition"])
def test_what_is_not_public_is_neither_found_nor_shown(small: Small, client: Client, hidden: str) -> None:
    if hidden == "removed":
        Paper.objects.update(removed_on=clock.today())
    elif hidden == "not yet published":
        Paper.objects.update(published="2099")
    else:
        small.draft.published = False
        small.draft.save()
        Fulltext.objects.update(paper=None, edition=small.draft)
    assert TEXT[:30] not in client.get("/papiere/suche/?q=Ladepunkte").content.decode()
    assert client.get(f"/textstelle/{small.passage.pk}/").status_code == 404
    assert client.get(f"/textstelle/{small.passage.pk}/seite.png").status_code == 404


def test_who_asks_without_end_has_to_wait(small: Small, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages, "SEARCHES", 2)
    answers = [client.get("/papiere/suche/?q=Strom").status_code for _ in range(3)]
    assert answers == [200, 200, 429]


@pytest.mark.parametrize("question", ["", "?", "%00", '"OR 1=1 --', "a" * 5000, "🦔", "NEAR(x y)"])
def test_any_text_is_a_question(small: Small, client: Client, question: str) -> None:
    assert client.get("/papiere/suche/", {"q": question}).status_code == 200


def test_unknown_passage_is_not_found(small: Small, client: Client) -> None:
    assert client.get("/textstelle/999999999999999999999/").status_code == 404


def test_signed_in_sees_the_publics_page(small: Small, client_as: object, client: Client) -> None:
    own = client.get("/papiere/suche/?q=Ladepunkte")
    assert "Abmelden" not in own.content.decode()


def test_passage_without_a_pdf_shows_no_picture(small: Small, client: Client) -> None:
    other = passage_in(made_paper("zweites"))
    assert "seite.png" not in client.get(f"/textstelle/{other.pk}/").content.decode()


def test_passage_of_a_published_edition_leads_to_it(small: Small, client: Client) -> None:
    Fulltext.objects.update(paper=None, edition=small.frozen, media="plan")
    assert 'href="/textstelle/' in client.get("/papiere/suche/?q=Ladepunkte").content.decode()
    assert 'href="/fassung/alt/"' in client.get(f"/textstelle/{small.passage.pk}/").content.decode()


@pytest.mark.parametrize(("asked", "number"), [("9" * 5000, 10), ("50", 50), ("99999", 100), ("-3", 10), ("²", 10)])
def test_number_of_hits_bears_anything(asked: str, number: int) -> None:
    assert searching.number_asked(QueryDict(f"n={asked}")) == number


@pytest.fixture
def pictured(small: Small, tmp_path: Path) -> str:
    """The address of the picture of a passage that stands in a PDF."""
    stored = store_path(made_files.two_columns(tmp_path / "a.pdf"), "application/pdf")
    Fulltext.objects.update(file=stored, media="pdf")
    Page.objects.update(number=1)
    return f"/textstelle/{small.passage.pk}/seite.png"


def test_page_is_drawn_once(pictured: str, client: Client) -> None:
    first = client.get(pictured)
    path_of(StoredFile.objects.get()).unlink()
    assert (first.status_code, client.get(pictured).content) == (200, first.content)


def test_whoever_asks_for_many_pictures_at_once_waits(
    pictured: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    caches["pictures"].clear()
    monkeypatch.setattr(citing, "PATIENCE", 0.01)
    monkeypatch.setattr(citing, "DRAWING", BoundedSemaphore(1))
    with citing.DRAWING:
        busy = client.get(pictured).status_code
    assert (busy, client.get(pictured).status_code) == (400, 200)


def test_page_of_a_removed_edition_is_gone(small: Small, client: Client) -> None:
    type(small.frozen).objects.update(removed_on=clock.today())
    Fulltext.objects.update(paper=None, edition=small.frozen, media="plan")
    assert client.get(f"/textstelle/{small.passage.pk}/").status_code == 404
