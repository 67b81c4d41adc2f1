"""The committee's papers: minutes in PDF and Word, and one page for each measure; from invented contents."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import outloud
import pikepdf
import pypdfium2
import pytest
from docx import Document

from leitstand.domain.reporting.queries.rounds.agenda import AgendaPicture, AgendaRow, Money, Reading
from leitstand.domain.reporting.queries.rounds.decided import DecisionView
from leitstand.domain.reporting.queries.rounds.frozen import Named
from leitstand.domain.reporting.queries.rounds.minutes import Minutes, MinutesItem
from leitstand.domain.reporting.rules.agenda import Agenda, Item, Why
from leitstand.domain.reporting.rules.differences import Ask
from leitstand.domain.reporting.rules.light import Computed, MilestoneFact, Reason
from leitstand.outputs import minutes as papers
from leitstand.outputs import onepager

DAY = date(2026, 9, 2)
NASTY = "Titel <b>#x</b> mit *Stern*, $Geld$ & @alles"
LONG = "Ein sehr langer Satz über vieles, was zugesagt wurde und noch kommen soll. " * 30
WHYS = (Why("off_track_both", {"days": 120}), Why("overdue", {"days": 120}))
REASONS = tuple(
    Reason("milestone_overdue", "off_track", {"title": f"Schritt {number}", "due": "2026-05", "days": 94 + number})
    for number in range(9)
)


def decision(key: str, kind: str = "replan") -> DecisionView:
    return DecisionView(
        key=f"s.{key}", measure_key=key, kind=kind, kind_label="", text="Neuer Zeitplan mit #panic().",
        owner="Frau Muster, Haus der Probe", due=date(2026, 11, 2), decided_on=DAY, sitting_key="s",
        sitting_title="Steuerungskreis", body="Gremium", standing="off_track",
    )  # fmt: skip


def item(number: int, kind: str = "") -> MinutesItem:
    key = f"m-{number}"
    return MinutesItem(
        key=key, title=f"{NASTY} {number}", title_en="", lead="Haus der Probe", state="off_track", computed="off_track",
        sentence="Es stockt.", whys=WHYS, reasons=REASONS, missing=Decimal(1_000_000), help="", last=decision(key),
        decision=decision(key, kind) if kind else None,
    )  # fmt: skip


def made(items: tuple[MinutesItem, ...]) -> Minutes:
    return Minutes(
        key="s", title="Steuerungskreis", held_on=DAY, body="Gremium", present="Frau A\nHerr B", remarks="Ende.",
        plan_title="Probeplan", round_title="1/2026", judged_on=date(2026, 6, 30), demonstration=True,
        rules={"agenda": "agenda/1"}, items=items, content_hash="ab" * 32,
    )  # fmt: skip


FULL = made((*(item(number, "replan") for number in range(6)), *(item(n, "defer") for n in range(6, 12)), item(12)))


def row(number: int) -> AgendaRow:
    return AgendaRow(
        key=f"m-{number}", title=f"{NASTY} {number}" * 2, title_en="", code="", lead=Named("h", "Haus der Probe"),
        state="at_risk", computed=Computed("off_track", REASONS), sentence=LONG[:500], light_reason=LONG[:500],
        ask=Ask(Decimal(120_000), LONG[:300]),
        trend=tuple(Reading(f"{n}/2026", DAY, "off_track") for n in range(4)),
        money=Money("not_secured", Decimal(5_000_000), Decimal(1_000_000)),
        milestones=tuple(MilestoneFact(f"Meilenstein {n} mit recht langem Titel", "2026") for n in range(30)),
        help=LONG[:300], promise=LONG, promise_en="", contact=None, deputy=None,
        item=Item(f"m-{number}", Decimal(2), 120, Decimal(240), WHYS), last=decision(f"m-{number}"),
    )  # fmt: skip


ROWS = [row(number) for number in range(3)]
PICTURE = AgendaPicture(
    "Probeplan", DAY, date(2026, 6, 30), "1/2026", True, {one.key: one for one in ROWS}, Agenda((), ())
)


def checked(content: bytes, folder: Path) -> list[str]:
    path = folder / "paper.pdf"
    path.write_bytes(content)
    return [one.message for one in outloud.check(str(path)).findings if one.severity == "error"]


def texts(content: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return papers.render(FULL, "pdf")


@pytest.fixture(scope="module")
def opened(pdf: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(pdf)) as document:
        yield document


@pytest.mark.parametrize("language", ["de", "en"])
def test_minutes_have_no_error_for_those_who_hear_them(language: str, tmp_path: Path) -> None:
    assert checked(papers.render(FULL, "pdf", language), tmp_path) == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_pages_have_no_error_for_those_who_hear_them(language: str, tmp_path: Path) -> None:
    assert checked(onepager.render(PICTURE, ROWS, language), tmp_path) == []


def test_minutes_name_both_standards(opened: pikepdf.Pdf) -> None:
    with opened.open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("3", "A", "1")


def test_minutes_show_their_title(opened: pikepdf.Pdf) -> None:
    with opened.open_metadata() as meta:
        assert str(meta["dc:title"]) == "Protokoll Steuerungskreis, Sitzung am 02.09.2026"


def test_minutes_carry_their_content(opened: pikepdf.Pdf) -> None:
    assert list(opened.attachments) == ["protokoll.json"]


def test_minutes_print_titles_as_they_stand(pdf: bytes) -> None:
    assert NASTY in " ".join(" ".join(texts(pdf)).split())


def test_minutes_say_that_the_answers_are_invented(pdf: bytes) -> None:
    assert [page for page in texts(pdf) if "erfunden" not in page] == []


@pytest.mark.parametrize("file_format", ["pdf", "docx"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_same_minutes_are_the_same_bytes(file_format: str, language: str) -> None:
    assert papers.render(FULL, file_format, language) == papers.render(replace(FULL), file_format, language)


def test_pages_are_the_same_bytes() -> None:
    assert onepager.render(PICTURE, ROWS) == onepager.render(PICTURE, list(ROWS))


@pytest.mark.parametrize("file_format", ["pdf", "docx"])
def test_sitting_without_any_item_can_be_set(file_format: str) -> None:
    assert len(papers.render(replace(made(()), present="", remarks=""), file_format)) > 1000


def test_word_file_lists_every_decision() -> None:
    document = Document(BytesIO(papers.render(FULL, "docx")))
    cells = [[cell.text for cell in line.cells] for line in document.tables[0].rows]

    assert ([line[2] for line in cells[1:]], cells[1][1]) == (["Umplanen"] * 6 + ["Vertagen"] * 6, f"{NASTY} 0")


def test_word_file_has_real_headings() -> None:
    document = Document(BytesIO(papers.render(FULL, "docx")))
    heads = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]

    assert heads[:2] == ["Wer war da?", "Was wurde beschlossen?"]


def test_each_measure_fills_one_page_however_much_there_is_to_say() -> None:
    pages = texts(onepager.render(PICTURE, ROWS))

    assert [f"{NASTY} {place}" in " ".join(page.split()) for place, page in enumerate(pages)] == [True] * 3


def test_english_pages_mark_german_texts() -> None:
    with pikepdf.open(BytesIO(onepager.render(PICTURE, ROWS, "en"))) as document:
        marked = b"de-DE" in b"".join(bytes(one.Lang) for one in document.objects if _speaks(one))
        assert (str(document.Root.Lang), marked) == ("en-GB", True)


def _speaks(one: pikepdf.Object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and "/Lang" in one


def test_page_says_what_is_asked_for() -> None:
    asked = texts(onepager.render(PICTURE, [replace(ROWS[0], ask=Ask(Decimal(120_000), "zwei Stellen"))]))[0]
    assert "Erbeten: 120.000 € – zwei Stellen" in asked


def test_page_is_silent_where_nothing_is_asked_for() -> None:
    assert "Erbeten" not in texts(onepager.render(PICTURE, [replace(ROWS[0], ask=None)]))[0]
