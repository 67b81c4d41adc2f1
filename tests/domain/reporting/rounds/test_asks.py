"""What a report asks for: anew each round, by every way in, and before the committee; kept rounds have none."""

import io
import json
from collections.abc import Callable
from decimal import Decimal
from hashlib import sha256

import openpyxl
import pytest

from leitstand.domain.reporting import answer_words
from leitstand.domain.reporting.models import Request, Round, StatusReport
from leitstand.domain.reporting.operations import answering
from leitstand.domain.reporting.operations.workbook import Returned, send_workbook
from leitstand.domain.reporting.queries.rounds.agenda import agenda_on
from leitstand.domain.reporting.queries.rounds.asking import answer_of
from leitstand.domain.reporting.queries.rounds.form import form_of, texts_of
from leitstand.domain.reporting.queries.rounds.freezing import RULES
from leitstand.domain.reporting.queries.rounds.frozen import FrozenMeasure, FrozenRound, as_text, read_frozen
from leitstand.domain.reporting.queries.rounds.reviewing import review
from leitstand.domain.reporting.queries.rounds.workbook import FIRST_ROW, NAMES_ROW, SHEET, mark_of, workbook
from leitstand.domain.reporting.rules.answering import read
from leitstand.domain.reporting.rules.differences import Ask
from leitstand.foundation import clock
from leitstand.foundation.mail.models import Message
from tests.domain.reporting.rounds.conftest import SAID, SYSTEM, holder, moment
from tests.domain.reporting.rounds.sittings import play_round
from tests.frozen_rounds import ANSWER, frozen_measure

ASKS = {"asks_amount": "120.000", "asks_text": "Zwei Stellen für die Beratung."}
WANTED = Ask(Decimal(120_000), "Zwei Stellen für die Beratung.")


def problems_of(asked: Request, **given: str) -> list[tuple[str, str]]:
    got = read(form_of(asked, clock.now()).blocks[0].question.asked, SAID | given)
    return [(one.name, answer_words.problem_in_words(one, "de")) for one in got.problems]


def only(asked: Request) -> StatusReport:
    """The one report that was sent."""
    return asked.reports.get(version__gt=0)


def send_one(asked: Request, **given: str) -> StatusReport:
    report = asked.reports.order_by("pk")[0]
    sending = answering.send(asked, {report.key: given}, {}, actor=holder(asked))
    assert sending.done, sending.problems
    return only(asked)


def reported_before(asked: Request) -> StatusReport:
    """The measure of the first report was reported on last half-year, and asked for something then."""
    report = asked.reports.order_by("pk")[0]
    days = {name: getattr(report.round, name) for name in ("opens_on", "deadline", "closes_on", "publishes_on")}
    before = Round.objects.create(
        key="frueher", edition=report.round.edition, title="davor", state="published", period_begins="2020-01-01",
        period_ends="2020-06-30", **days,
    )  # fmt: skip
    StatusReport.objects.create(
        key="frueher-1", round=before, measure=report.measure, state="approved", version=1, stage="under_way",
        light="on_track", sentence="Wie gehabt.", money="partly", asks_amount=WANTED.amount, asks_text=WANTED.text,
    )  # fmt: skip
    return report


def test_what_is_asked_for_is_stored(asked: Request) -> None:
    assert answer_of(send_one(asked, **SAID, **ASKS)).ask == WANTED


def test_blank_asks_for_nothing(asked: Request) -> None:
    assert answer_of(send_one(asked, **SAID, asks_amount="", asks_text=" ")).ask is None


def test_zero_asks_for_nothing(asked: Request) -> None:
    assert answer_of(send_one(asked, **SAID, asks_amount="0")).ask is None


def test_need_can_be_named_without_an_amount(asked: Request) -> None:
    assert answer_of(send_one(asked, **SAID, asks_text="Eine Genehmigung.")).ask == Ask(None, "Eine Genehmigung.")


def test_amount_that_is_none_is_explained(asked: Request) -> None:
    said_of = "„viel“ ist keine Zahl. Bitte zum Beispiel 1.200.000 oder 3,5 schreiben."
    assert problems_of(asked, asks_amount="viel") == [("asks_amount", said_of)]


def test_negative_amount_is_explained(asked: Request) -> None:
    assert problems_of(asked, asks_amount="-5") == [("asks_amount", "Der Betrag kann nicht kleiner als null sein.")]


def test_long_text_is_explained(asked: Request) -> None:
    assert problems_of(asked, asks_text="x" * 301) == [("asks_text", "Das sind 301 Zeichen; möglich sind 300.")]


def test_long_sentence_may_have_more(asked: Request) -> None:
    assert problems_of(asked, sentence="x" * 501) == [("sentence", "Das sind 501 Zeichen; möglich sind 500.")]


def test_each_round_asks_anew(asked: Request) -> None:
    report = reported_before(asked)
    block = next(one for one in form_of(asked, clock.now()).blocks if one.key == report.key)
    shown = {name: texts_of(block.question)[name] for name in ASKS}
    assert (shown, block.question.asked.last and block.question.asked.last.ask) == (
        {"asks_amount": "", "asks_text": ""},
        WANTED,
    )


def test_nothing_new_does_not_repeat_what_was_asked_for(asked: Request) -> None:
    reported_before(asked)
    assert answer_of(send_one(asked, unchanged="1")).ask is None


def test_nothing_new_can_ask_for_something(asked: Request) -> None:
    reported_before(asked)
    assert answer_of(send_one(asked, unchanged="1", **ASKS)).ask == WANTED


def test_receipt_says_what_was_asked_for(asked: Request) -> None:
    send_one(asked, **SAID, **ASKS)
    body = Message.objects.get(occasion__contains=":receipt:").body
    assert "Erbeten: 120.000 € – Zwei Stellen für die Beratung." in body.split("\n")


def test_receipt_is_silent_if_nothing_was_asked_for(asked: Request) -> None:
    send_one(asked, **SAID)
    assert "Erbeten" not in Message.objects.get(occasion__contains=":receipt:").body


def test_review_lists_what_is_asked_for_otherwise_than_before(asked: Request) -> None:
    reported_before(asked)
    send_one(asked, unchanged="1", asks_amount="150.000", asks_text=WANTED.text)
    reading = next(one for one in review(asked.round, actor=SYSTEM).rows if one.is_sent)
    asks = [one for one in reading.differences if one.what in ASKS]
    changed = [(one.what, one.before, one.after) for one in asks]
    assert (changed, reading.is_alike) == ([("asks_amount", Decimal(120_000), Decimal(150_000))], False)


# The workbook


def _changed(content: bytes, change: Callable[[openpyxl.worksheet.worksheet.Worksheet, dict[str, int]], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book[SHEET]
    change(sheet, {str(cell.value): cell.column for cell in sheet[NAMES_ROW + 1] if cell.value})
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _answer_first(sheet: openpyxl.worksheet.worksheet.Worksheet, columns: dict[str, int], **more: object) -> None:
    words = {"what": "es gibt Neues", "stage": "in Umsetzung", "light": "im Plan", "sentence": "Läuft."}
    for name, value in (words | {"light_reason": "Irrtum."} | more).items():
        sheet.cell(FIRST_ROW + 1, columns[name]).value = value  # type: ignore[assignment]  # any value a cell takes


def _sent(asked: Request, change: Callable[[openpyxl.worksheet.worksheet.Worksheet, dict[str, int]], None]) -> Returned:
    return send_workbook(asked, _changed(workbook(form_of(asked, clock.now())), change), actor=holder(asked))


def _without_asks(sheet: openpyxl.worksheet.worksheet.Worksheet, columns: dict[str, int]) -> None:
    """As workbooks were made before one could ask."""
    for name in ("asks_text", "asks_amount"):
        sheet.delete_cols(columns[name])


def test_workbook_stores_what_is_asked_for(asked: Request) -> None:
    more = {"asks_amount": 120000, "asks_text": WANTED.text}
    _sent(asked, lambda sheet, columns: _answer_first(sheet, columns, **more))
    assert answer_of(only(asked)).ask == WANTED


def test_workbook_s_wrong_amount_is_named_with_its_cell(asked: Request) -> None:
    returned = _sent(asked, lambda sheet, columns: _answer_first(sheet, columns, asks_amount="viel"))
    assert [(one.row, one.column, one.what[:15]) for one in returned.complaints] == [(5, "L", "Erbeten (Euro):")]


def test_older_workbook_is_read_and_asks_for_nothing(asked: Request) -> None:
    def older(sheet: openpyxl.worksheet.worksheet.Worksheet, columns: dict[str, int]) -> None:
        _answer_first(sheet, columns)
        _without_asks(sheet, columns)

    returned = _sent(asked, older)
    assert (returned.complaints, answer_of(only(asked)).ask) == ((), None)


def test_older_workbook_untouched_sends_nothing(asked: Request) -> None:
    returned = _sent(asked, _without_asks)
    assert [one.what for one in returned.complaints] == ["In der Mappe ist nichts gemeldet."]


def test_row_has_the_sign_it_had_before_one_could_ask(asked: Request) -> None:
    texts = form_of(asked, clock.now()).blocks[0].known
    assert mark_of(texts) == mark_of({name: text for name, text in texts.items() if name not in ASKS})


# What was frozen


def _frozen(*measures: FrozenMeasure) -> FrozenRound:
    return FrozenRound({"title": "1/2025", "key": "runde"}, RULES, measures, "")


def _of_before(content: str) -> bytes:
    """The text as rounds were frozen before one could ask."""
    kept = json.loads(content)
    for one in kept["measures"]:
        del one["answer"]["asks_amount"], one["answer"]["asks_text"]
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def test_round_frozen_before_one_could_ask_is_read_under_its_hash() -> None:
    content = _of_before(as_text(_frozen(frozen_measure("m-1"))))
    frozen = read_frozen(content, sha256(content).hexdigest())
    assert (frozen.measures[0].answer, frozen.measures[0].answer.ask) == (ANSWER, None)  # type: ignore[union-attr]  # it was answered


@pytest.mark.usefixtures("plan_with_people")
def test_frozen_round_keeps_what_was_asked_for_and_the_agenda_shows_it() -> None:
    with clock.at(moment("2041-07-01 10:00")):
        play_round({"massnahme-1": {"light": "off_track", **ASKS}})
        rows = agenda_on(clock.today()).rows
    assert (rows["massnahme-1"].ask, rows["massnahme-2"].ask) == (WANTED, None)
