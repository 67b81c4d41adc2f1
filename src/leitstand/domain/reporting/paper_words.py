"""What the committee's papers say, in one language: the minutes of a sitting, and one page for each measure.

PDF and Word are set from these frozen contents alone; nothing is counted or worded there. Texts that exist only in
German say so with their language, so that readers on an English paper hear them right.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from leitstand.domain.reporting.agenda_words import decision_word, effect_in_words, why_in_words
from leitstand.domain.reporting.answer_words import asked_line
from leitstand.domain.reporting.light_words import light_word, reason_in_words
from leitstand.domain.reporting.queries.report.views import Said
from leitstand.domain.reporting.queries.rounds.agenda import AgendaPicture, AgendaRow, Money
from leitstand.domain.reporting.queries.rounds.decided import DecisionView
from leitstand.domain.reporting.queries.rounds.minutes import Minutes, MinutesItem
from leitstand.domain.reporting.round_words import INVENTED
from leitstand.domain.reporting.rules.agenda import Why
from leitstand.domain.reporting.rules.light import MilestoneFact, Reason
from leitstand.domain.reporting.words import money_word, pick, state_word
from leitstand.foundation.wording import say_date, say_euro, say_number, say_partial

WORRYING = ("off_track", "at_risk", "")
REASONS_SHOWN = 4
MILESTONES_SHOWN = 7
PROMISE_SHOWN = 520
WORDS: Mapping[str, tuple[str, str]] = {
    "minutes": ("Protokoll", "Minutes"),
    "as_of": ("Sitzung am", "Sitting of"),
    "page": ("Seite", "Page"),
    "of": ("von", "of"),
    "same_everywhere": (
        "PDF und Word-Datei enthalten dieselben Angaben.",
        "PDF and Word file say the same.",
    ),
    "present": ("Wer war da?", "Who was there?"),
    "nobody": ("Dazu ist nichts festgehalten.", "Nothing was noted."),
    "decisions": ("Was wurde beschlossen?", "What was decided?"),
    "none": ("Es wurde nichts beschlossen.", "Nothing was decided."),
    "number": ("Nr.", "No."),
    "measure": ("Maßnahme", "Measure"),
    "decision": ("Beschluss", "Decision"),
    "owner": ("Wer", "Who"),
    "due": ("Bis", "By"),
    "details": ("Zu den einzelnen Punkten", "Item by item"),
    "state": ("Stand", "State"),
    "why_here": ("Anlass", "Occasion"),
    "why_colour": ("Warum diese Farbe", "Why this colour"),
    "their_reason": ("Die Berichtenden sagen dazu", "Those reporting say"),
    "last_report": ("Zuletzt gemeldet", "Last report"),
    "last": ("Letzter Beschluss", "Last decision"),
    "wording": ("Wortlaut", "Wording"),
    "undecided": ("Auf der Tagesordnung, ohne Beschluss", "On the agenda, without a decision"),
    "remarks": ("Was wurde sonst besprochen?", "What else was discussed?"),
    "hash": ("Prüfsumme des Protokolls (SHA-256)", "Hash of the minutes (SHA-256)"),
    "promise": ("Was zugesagt ist", "Promise"),
    "lead": ("Federführung", "Lead"),
    "contact": ("Wer kümmert sich?", "Who sees to it?"),
    "milestones": ("Meilensteine", "Milestones"),
    "milestone": ("Meilenstein", "Milestone"),
    "step_due": ("Fällig", "Due"),
    "done": ("Erreicht", "Reached"),
    "money": ("Geld", "Money"),
    "trend": ("Verlauf", "Course"),
    "asked": ("Was der Steuerungskreis entscheiden soll", "What the committee is asked to decide"),
    "unknown": ("nicht bekannt", "not known"),
    "no_last": ("noch keiner", "none yet"),
    "for_committee": ("Vorlage für den Steuerungskreis", "Paper for the steering committee"),
}
SENTENCES: Mapping[str, tuple[str, str]] = {
    "basis": (
        "Grundlage sind die eingefrorenen Angaben der Runde {round}, Stand {day}.",
        "The basis is what the round {round} has frozen, as of {day}.",
    ),
    "basis_today": ("Grundlage sind die Angaben vom {day}.", "The basis is what was known on {day}."),
    "counts": (
        "Auf der Tagesordnung: {items}. Entschieden: {decided}, davon vertagt: {deferred}.",
        "On the agenda: {items}. Decided: {decided}, of these deferred: {deferred}.",
    ),
    "computed": ("berechnet: {word}", "computed: {word}"),
    "planned": ("geplant {planned}", "planned {planned}"),
    "secured": ("gesichert {secured}", "secured {secured}"),
    "help": ("Gebeten wird um Hilfe: {text}", "Help is asked for: {text}"),
    "ask_money": ("Über {missing} entscheiden, die nicht gesichert sind.", "Decide on {missing} not secured."),
    "ask_report": ("Klären, wer berichtet.", "Settle who reports."),
    "ask_choice": (
        "Umplanen, Mittel oder Personal geben, beenden, beobachten oder vertagen.",
        "Replan, give money or staff, stop, watch, or defer.",
    ),
    "decided": ("{word} ({day}), {owner}bis {due}", "{word} ({day}), {owner}by {due}"),
    "more": ("und {count} weitere", "and {count} more"),
}


@dataclass(frozen=True, slots=True)
class ItemSaid:
    """One item of the minutes. ``state`` and ``computed`` are codes with their words; empty texts are not shown."""

    number: int
    title: Said
    lead: Said
    state: str
    state_word: str
    computed: str
    computed_word: str
    whys: tuple[str, ...]
    reasons: tuple[str, ...]
    sentence: Said
    last: Said
    decision: str
    text: Said
    owner: Said
    due: str
    deferred: bool


@dataclass(frozen=True, slots=True)
class MinutesContent:
    """The minutes, worded. ``present`` and ``remarks`` are paragraphs; ``held_on`` is an ISO date."""

    language: str
    words: Mapping[str, str]
    title: str
    held_on: str
    held_word: str
    body: Said
    plan_title: str
    basis: str
    invented: str
    counts: str
    present: tuple[Said, ...]
    remarks: tuple[Said, ...]
    items: tuple[ItemSaid, ...]
    undecided: tuple[Said, ...]
    content_hash: str


@dataclass(frozen=True, slots=True)
class StepSaid:
    title: Said
    due: str
    done: str


@dataclass(frozen=True, slots=True)
class PageSaid:
    """One measure on one page."""

    title: Said
    lead: Said
    contact: str
    promise: Said
    state: str
    state_word: str
    computed: str
    computed_word: str
    trend: tuple[tuple[str, str, str], ...]
    whys: tuple[str, ...]
    reasons: tuple[str, ...]
    sentence: Said
    light_reason: Said
    money: str
    milestones: tuple[StepSaid, ...]
    more_milestones: str
    asked: tuple[Said, ...]
    last: Said


@dataclass(frozen=True, slots=True)
class PagesContent:
    """One page for each measure, worded; ``day`` is an ISO date."""

    language: str
    words: Mapping[str, str]
    title: str
    day: str
    day_word: str
    basis: str
    invented: str
    pages: tuple[PageSaid, ...]


def minutes_content(minutes: Minutes, language: str) -> MinutesContent:
    """The minutes in one language."""
    items = [_item(one, number, language) for number, one in enumerate(minutes.decided, start=1)]
    deferred = sum(one.deferred for one in items)
    counts = {"items": sum(bool(one.whys) for one in minutes.items), "decided": len(items), "deferred": deferred}
    return MinutesContent(
        language=language,
        words=_words(language),
        title=minutes.title,
        held_on=minutes.held_on.isoformat(),
        held_word=say_date(minutes.held_on, language),
        body=_german(minutes.body, language),
        plan_title=minutes.plan_title,
        basis=_basis(minutes.round_title, minutes.judged_on, language),
        invented=pick(INVENTED, language) if minutes.demonstration else "",
        counts=pick(SENTENCES["counts"], language).format_map(counts),
        present=_paragraphs(minutes.present, language),
        remarks=_paragraphs(minutes.remarks, language),
        items=tuple(items),
        undecided=tuple(_title(one, language) for one in minutes.undecided),
        content_hash=minutes.content_hash,
    )


def pages_content(picture: AgendaPicture, rows: Sequence[AgendaRow], language: str) -> PagesContent:
    """One page for each of the measures, in one language."""
    words = _words(language)
    return PagesContent(
        language=language,
        words=words,
        title=words["for_committee"],
        day=picture.day.isoformat(),
        day_word=say_date(picture.day, language),
        basis=_basis(picture.round_title, picture.judged_on, language),
        invented=pick(INVENTED, language) if picture.demonstration else "",
        pages=tuple(_page(row, picture.day, language) for row in rows),
    )


def _words(language: str) -> Mapping[str, str]:
    return {name: pick(pair, language) for name, pair in WORDS.items()}


def _basis(round_title: str, day: date, language: str) -> str:
    name = "basis" if round_title else "basis_today"
    return pick(SENTENCES[name], language).format(round=round_title, day=say_date(day, language))


def _german(text: str, language: str) -> Said:
    return Said(text, language="" if language == "de" or not text else "de")


def _paragraphs(text: str, language: str) -> tuple[Said, ...]:
    return tuple(_german(line.strip(), language) for line in text.splitlines() if line.strip())


def _title(one: MinutesItem | AgendaRow, language: str) -> Said:
    return Said(one.title_en) if language == "en" and one.title_en else _german(one.title, language)


def _computed_word(state: str, computed: str, language: str) -> str:
    if computed == state:
        return ""
    return pick(SENTENCES["computed"], language).format(word=light_word(computed, language))


def _reasons(reasons: Sequence[Reason], language: str) -> tuple[str, ...]:
    kept = [one for one in reasons if one.light in WORRYING] or reasons
    return tuple(reason_in_words(one, language) for one in kept[:REASONS_SHOWN])


def _whys(whys: Sequence[Why], language: str) -> tuple[str, ...]:
    return tuple(why_in_words(one, language) for one in whys)


def _decided(view: DecisionView | None, day: date, language: str) -> Said:
    """``umplanen (01.09.2026), Frau X, bis 01.10.2026; ohne Wirkung, Termin vorbei: Wortlaut``."""
    if view is None:
        return Said("")
    said = pick(SENTENCES["decided"], language).format(
        word=_capital(decision_word(view.kind, language)),
        day=say_date(view.decided_on, language),
        owner=f"{view.owner}, " if view.owner else "",
        due=say_date(view.due, language),
    )
    effect = "" if view.kind == "defer" else f"; {effect_in_words(view.has_effect, view.is_late(day), language)}"
    return Said(f"{said}{effect}{f': {view.text}' if view.text else ''}")


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _item(one: MinutesItem, number: int, language: str) -> ItemSaid:
    decision = one.decision
    if decision is None:
        raise ValueError("only decided items are worded")
    return ItemSaid(
        number=number,
        title=_title(one, language),
        lead=_german(one.lead, language),
        state=one.state,
        state_word=state_word(one.state, language),
        computed=one.computed,
        computed_word=_computed_word(one.state, one.computed, language),
        whys=_whys(one.whys, language),
        reasons=_reasons(one.reasons, language),
        sentence=_german(one.sentence, language),
        last=_decided(one.last, decision.decided_on, language),
        decision=_capital(decision_word(decision.kind, language)),
        text=_german(decision.text, language),
        owner=_german(decision.owner, language),
        due=say_date(decision.due, language),
        deferred=decision.kind == "defer",
    )


def _page(row: AgendaRow, day: date, language: str) -> PageSaid:
    steps = row.milestones[:MILESTONES_SHOWN]
    rest = len(row.milestones) - len(steps)
    return PageSaid(
        title=_title(row, language),
        lead=_german(row.lead.title, language),
        contact=row.contact.name if row.contact else "",
        promise=_promise(row, language),
        state=row.state,
        state_word=state_word(row.state, language),
        computed=row.computed.light,
        computed_word=_computed_word(row.state, row.computed.light, language),
        trend=tuple((one.title, one.state, state_word(one.state, language)) for one in row.trend),
        whys=_whys(row.item.whys, language) if row.item else (),
        reasons=_reasons(row.computed.reasons, language),
        sentence=_german(row.sentence, language),
        light_reason=_german(row.light_reason, language),
        money=_money(row.money, language),
        milestones=tuple(_step(one, language) for one in steps),
        more_milestones=pick(SENTENCES["more"], language).format(count=say_number(rest, 0, language)) if rest else "",
        asked=tuple(_asked(row, language)),
        last=_decided(row.last, day, language),
    )


def _promise(row: AgendaRow, language: str) -> Said:
    in_english = language == "en" and bool(row.promise_en)
    text = " ".join((row.promise_en if in_english else row.promise).split())
    if len(text) > PROMISE_SHOWN:
        text = text[:PROMISE_SHOWN].rsplit(" ", 1)[0] + " …"
    return Said(text) if in_english else _german(text, language)


def _step(one: MilestoneFact, language: str) -> StepSaid:
    return StepSaid(_german(one.title, language), say_partial(one.due, language), say_partial(one.done_on, language))


def _money(money: Money, language: str) -> str:
    said = [money_word(money.state, language)]
    if money.planned is not None:
        said.append(pick(SENTENCES["planned"], language).format(planned=say_euro(money.planned, language)))
    if money.secured is not None:
        said.append(pick(SENTENCES["secured"], language).format(secured=say_euro(money.secured, language)))
    return ", ".join(said)


def _asked(row: AgendaRow, language: str) -> Sequence[Said]:
    """What the facts give reason to ask: what was asked for, money that is missing, help, someone who reports."""
    asked = [_german(asked_line(row.ask, language), language)] if row.ask else []
    if row.money.missing is not None:
        missing = say_euro(row.money.missing, language)
        asked.append(Said(pick(SENTENCES["ask_money"], language).format(missing=missing)))
    if row.help:
        asked.append(_german(pick(SENTENCES["help"], language).format(text=row.help), language))
    if row.state == "not_reported":
        asked.append(Said(pick(SENTENCES["ask_report"], language)))
    return [*asked, Said(pick(SENTENCES["ask_choice"], language))]
