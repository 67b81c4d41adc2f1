"""A request's form: each measure with what was said before, and the texts that its fields show.

A field shows, in this order: the draft, what was sent, what was reported last; what the measure asks for is
asked anew and begins empty. The page and the workbook both start from here and hand back the same named texts
(``rules.answering``), so both say the same. Beside those names there is ``what``: ``same`` (nothing new), ``new``,
``later``, or empty (not chosen).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from leitstand.domain.reporting.access import is_open
from leitstand.domain.reporting.models import Attachment, Draft, Request, StatusReport
from leitstand.domain.reporting.queries.rounds.asking import Question, questions
from leitstand.domain.reporting.rules.answering import SAME_AT_MOST, Asked, Read, read
from leitstand.domain.reporting.rules.differences import Answer
from leitstand.domain.reporting.rules.light import Computed

CHOICES = ("stage", "light", "money")
AMOUNTS = ("secured", "spent")
ASKS = ("asks_amount", "asks_text")
WHAT = "what"
# What may be sent beside "nothing new".
BESIDE_SAME = ("evidence", "decision_answer", *ASKS)


@dataclass(frozen=True, slots=True)
class Held:
    """A file that was handed in; ``size`` in bytes."""

    key: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Block:
    """One measure of the form. ``known`` are its texts without a draft, ``texts`` with it."""

    question: Question
    known: Mapping[str, str]
    texts: Mapping[str, str]
    draft_at: datetime | None
    attachments: tuple[Held, ...]
    is_open: bool

    @property
    def report(self) -> StatusReport:
        return self.question.report

    @property
    def key(self) -> str:
        return self.report.key

    @property
    def needs_evidence(self) -> bool:
        """Whether *nothing new* would be the third time in a row."""
        return self.question.asked.same_before >= SAME_AT_MOST

    @property
    def computed(self) -> Computed:
        """The light that the rule gives to the texts as they stand."""
        return read(self.question.asked, _plain(self.texts)).computed


@dataclass(frozen=True, slots=True)
class Form:
    """Everything one request asks for. ``until`` is the day asked for, ``last_day`` the last one for corrections."""

    request: Request
    blocks: tuple[Block, ...]
    until: date
    last_day: date

    @property
    def open_blocks(self) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.is_open)

    @property
    def answered(self) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.report.is_answered)

    @property
    def missing(self) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.is_open and not block.report.is_answered)

    @property
    def saved_at(self) -> datetime | None:
        return max((block.draft_at for block in self.blocks if block.draft_at), default=None)


def form_of(request: Request, now: datetime) -> Form:
    """The form as it stands. A fixed number of statements, however many measures."""
    reports = list(
        request.reports.filter(removed_on=None).select_related(
            "measure", "round__edition__plan", "request__person", "request__round"
        )
    )
    drafts = {draft.report_id: draft for draft in Draft.objects.filter(report__in=reports)}
    held = _held(reports)
    blocks = tuple(
        _block(question, drafts.get(question.report.pk), held.get(question.report.pk, ()), now)
        for question in questions(reports)
    )
    this_round = request.round
    until = request.extended_until or this_round.deadline
    return Form(request, blocks, until, max(this_round.closes_on, until))


def _held(reports: Sequence[StatusReport]) -> Mapping[int, tuple[Held, ...]]:
    found: dict[int, tuple[Held, ...]] = {}
    for one in Attachment.objects.filter(report__in=reports, removed_on=None).select_related("stored"):
        found[one.report_id] = (*found.get(one.report_id, ()), Held(one.key, one.name, one.stored.size))
    return found


def _block(question: Question, draft: Draft | None, held: tuple[Held, ...], now: datetime) -> Block:
    known = texts_of(question)
    typed = {name: str(text) for name, text in draft.values.items() if name in known} if draft else {}
    saved_at = draft.saved_at if draft else None
    return Block(question, known, {**known, **typed}, saved_at, held, is_open(question.report, now))


def texts_of(question: Question) -> dict[str, str]:
    """Each of the measure's named texts as a field shows it: what was sent, else what was last reported."""
    asked, report = question.asked, question.report
    said = question.answer or asked.last
    stage, light = (said.stage, said.light) if said else (asked.facts.stage, "")
    texts = {WHAT: _what(report), "stage": stage, "light": light, "money": said.money if said else asked.facts.money}
    texts |= {"sentence": said.sentence if said else "", "light_reason": report.light_reason}
    texts |= {"evidence": report.evidence, "decision_answer": report.decision_answer}
    texts |= {name: plain_number(getattr(said, name, None)) for name in AMOUNTS}
    return texts | _asks(question.answer) | _dates(asked, question.answer) | _values(asked, question.answer)


def _asks(answer: Answer | None) -> dict[str, str]:
    ask = answer.ask if answer else None
    return {"asks_amount": plain_number(ask.amount if ask else None), "asks_text": ask.text if ask else ""}


def _what(report: StatusReport) -> str:
    if report.state == StatusReport.State.RETURNED:
        return "new"
    return "later" if report.is_answered else ""


def _dates(asked: Asked, answer: Answer | None) -> dict[str, str]:
    sent = {one.key: one for one in answer.milestones} if answer else {}
    texts = {}
    for known in asked.milestones:
        one = sent.get(known.key, known)
        texts[f"milestone:{known.key}:due"] = plain_date(one.due)
        texts[f"milestone:{known.key}:done_on"] = plain_date(one.done_on)
    return texts


def _values(asked: Asked, answer: Answer | None) -> dict[str, str]:
    sent = {one.indicator_key: one.value for one in answer.observations} if answer else {}
    return {f"value:{one.indicator_key}": plain_number(sent.get(one.indicator_key)) for one in asked.values}


def plain_date(text: str) -> str:
    """A partial date as people type it: ``30.06.2027``, ``06/2027``; years, halves and quarters as they are."""
    parts = text.split("-")
    if len(parts) == 3:
        return ".".join(reversed(parts))
    return f"{parts[1]}/{parts[0]}" if len(parts) == 2 and parts[1].isdecimal() else text


def plain_number(value: Decimal | None) -> str:
    """A number as it may be typed again, in German: ``1200000`` or ``3,5``."""
    if value is None:
        return ""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def is_chosen(block: Block, texts: Mapping[str, str]) -> bool:
    """Whether these texts are to be sent: chosen in words, or changed without a choice."""
    what = texts.get(WHAT, "")
    if what in ("same", "new"):
        return True
    return what != "later" and any(texts.get(name, known) != known for name, known in block.known.items())


def given_of(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts as they are read: with *nothing new* only what goes beside it."""
    if texts.get(WHAT) == "same":
        return {"unchanged": "1", **{name: texts[name] for name in BESIDE_SAME if name in texts}}
    return _plain(texts)


def _plain(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in texts.items() if name != WHAT}


def stored_answer(question: Question) -> Read | None:
    """What was sent for the measure, as it was read then; ``None`` if nothing was."""
    answer, report = question.answer, question.report
    if answer is None:
        return None
    light = Computed("", ())
    return Read(answer, report.unchanged, report.evidence, report.decision_answer, light, ())
