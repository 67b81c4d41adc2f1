"""Taking papers in: once, whole or not at all, with what was guessed and what was said."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings as configured

from leitstand.domain.papers.models import Fulltext, Page, Paper, Passage
from leitstand.domain.papers.operations.intake import add_file
from leitstand.domain.papers.queries import texts
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import NotAllowed, NotFound, RuleBroken
from leitstand.foundation.files.models import StoredFile
from tests.domain.papers.reading import made_files
from tests.domain.papers.reading.made_files import SENTENCES

pytestmark = pytest.mark.django_db


def _text(path: Path, title: str, *sentences: str) -> Path:
    path.write_text(f"# {title}\n\nHerausgeber: Kammer der Probestadt\n\n" + "\n\n".join(sentences), "utf-8")
    return path


@pytest.fixture
def paper_file(tmp_path: Path) -> Path:
    return _text(tmp_path / "probe.txt", "Industriestrategie der Probestadt 2020", *SENTENCES)


def test_add_file_keeps_paper_text_and_passages(office: Actor, paper_file: Path) -> None:
    added = add_file(paper_file, "probe.txt", {"land": "Musterland"}, actor=office)
    assert (added.fresh, added.paper.title, added.paper.land, added.paper.years) == (
        True, "Industriestrategie der Probestadt 2020", "Musterland", "2020",
    )  # fmt: skip
    assert (added.fulltext.page_count, added.fulltext.passage_count) == (1, Passage.objects.count())


def test_add_file_stores_spans_that_give_the_pages_text(office: Actor, tmp_path: Path) -> None:
    add_file(made_files.two_columns(tmp_path / "a.pdf"), "a.pdf", actor=office)
    passages = Passage.objects.select_related("page")
    assert [one.pk for one in passages if one.page.content[one.start : one.end] != one.text] == []


def test_add_file_twice_is_recognised_under_any_name(office: Actor, paper_file: Path) -> None:
    first = add_file(paper_file, "probe.txt", actor=office)
    again = add_file(shutil.copy(paper_file, paper_file.with_name("anders.txt")), "anders.txt", actor=office)
    assert (again.fresh, again.paper, Paper.objects.count()) == (False, first.paper, 1)


def test_add_file_of_another_paper_is_refused(office: Actor, paper_file: Path) -> None:
    add_file(paper_file, "probe.txt", actor=office)
    other = Paper.objects.create(key="andere", title="Andere", body="Haus")
    with pytest.raises(RuleBroken, match="Diese Datei gehört schon zu „Industriestrategie der Probestadt 2020“"):
        add_file(paper_file, "probe.txt", actor=office, paper=other)


def test_add_file_joins_the_papers_catalogue(office: Actor, paper_file: Path) -> None:
    known = Paper.objects.create(key="x", title="Industriestrategie der Probestadt 2020", body="Kammer", years="2020")
    added = add_file(paper_file, "probe.txt", actor=office)
    assert (added.paper, added.note) == (
        known,
        "Gehört zum Papier „Industriestrategie der Probestadt 2020“ im Verzeichnis.",
    )


def test_add_file_proposes_the_earlier_edition(office: Actor, paper_file: Path, tmp_path: Path) -> None:
    first = add_file(paper_file, "probe.txt", actor=office).paper
    newer = _text(tmp_path / "neu.txt", "Industriestrategie der Probestadt 2024", SENTENCES[0])
    added = add_file(newer, "neu.txt", actor=office)
    assert added.paper.previous is None
    assert added.note.endswith(f"(2020); zu bestätigen mit dessen Kennzeichen: {first.key}.")


def test_add_file_links_the_confirmed_earlier_edition(office: Actor, paper_file: Path, tmp_path: Path) -> None:
    first = add_file(paper_file, "probe.txt", actor=office).paper
    newer = _text(tmp_path / "neu.txt", "Industriestrategie der Probestadt 2024", SENTENCES[0])
    assert add_file(newer, "neu.txt", {"previous": first}, actor=office).paper.previous == first


def test_add_file_names_pages_without_text(office: Actor, tmp_path: Path) -> None:
    added = add_file(made_files.only_picture(tmp_path / "a.pdf", 2), "a.pdf", actor=office)
    assert (added.fulltext.pages_without_text, added.note) == ([1, 2], "Ohne lesbaren Text (Bilder): Seite 1, 2.")


def test_add_file_says_when_the_ending_is_wrong(office: Actor, paper_file: Path) -> None:
    assert add_file(paper_file, "probe.pdf", actor=office).note == (
        "Nach ihrem Inhalt ist die Datei Text, auch wenn sie anders heißt."
    )


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 kaputt", b"\0\1\2"])
def test_add_file_unreadable_keeps_nothing(office: Actor, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "schlecht.pdf"
    path.write_bytes(content)
    with pytest.raises(RuleBroken, match=r"^schlecht\.pdf: .* Nichts wurde übernommen\.$"):
        add_file(path, "../../schlecht.pdf", actor=office)
    kept = [model.objects.count() for model in (Paper, Fulltext, Page, Passage, StoredFile)]
    assert (kept, list((configured.DATA_DIR / "tmp").iterdir())) == ([0, 0, 0, 0, 0], [])


def test_add_file_by_reader_is_refused(reader: Actor, paper_file: Path) -> None:
    with pytest.raises(NotAllowed):
        add_file(paper_file, "probe.txt", actor=reader)


def test_list_papers_takes_as_many_statements_for_three(
    office: Actor, tmp_path: Path, django_assert_num_queries: object
) -> None:
    for number in range(3):
        with django_assert_num_queries(2):  # type: ignore[operator]  # pytest-django's fixture
            assert len(texts.list_papers(office)) == number
        add_file(_text(tmp_path / f"{number}.txt", f"Papier {number}", SENTENCES[number]), "x.txt", actor=office)


def test_fulltext_page_and_passage_are_found(office: Actor, tmp_path: Path) -> None:
    added = add_file(made_files.two_columns(tmp_path / "a.pdf"), "a.pdf", actor=office)
    text, page = texts.fulltext(added.fulltext.key, office), texts.page(added.fulltext.key, 1, office)
    assert [one.text for one in text.outline] == ["Strategie der Probestadt 2024"]
    assert texts.passage(page.passages[1].pk, office) == page.passages[1]


def test_page_picture_shows_marked_passage(office: Actor, tmp_path: Path) -> None:
    key = add_file(made_files.two_columns(tmp_path / "a.pdf"), "a.pdf", actor=office).fulltext.key
    passage = texts.page(key, 1, office).passages[1]
    assert texts.page_picture(key, 1, [passage.pk], office) != texts.page_picture(key, 1, [], office)


def test_page_picture_of_plain_text_is_not_found(office: Actor, paper_file: Path) -> None:
    key = add_file(paper_file, "probe.txt", actor=office).fulltext.key
    with pytest.raises(NotFound, match="Diesen Text gibt es nicht als Bild"):
        texts.page_picture(key, 1, [], office)


def test_texts_are_not_for_the_public(public: Actor) -> None:
    with pytest.raises(NotAllowed):
        texts.list_papers(public)
