"""The rules of the rounds for the method page: each in words, with an example worked out on today's holdings."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leitstand.domain.indicators import outlook_words, rating_rule_words, rating_words
from leitstand.domain.indicators.rules.outlook import METHOD as OUTLOOK
from leitstand.domain.indicators.rules.outlook import Refusal
from leitstand.domain.indicators.rules.ratings import METHODS
from leitstand.domain.plans.queries.views import EditionView
from leitstand.domain.reporting import agenda_words, light_words, rollup_words, round_words, rule_words
from leitstand.domain.reporting.queries import Situation
from leitstand.domain.reporting.queries.rounds.frozen import FrozenMeasure, FrozenRound
from leitstand.domain.reporting.queries.rounds.record import RoundView, published_rounds
from leitstand.domain.reporting.rules import agenda, answering, ladder, lateness, light, rollup, schedule
from leitstand.foundation.calendar import is_working_day
from leitstand.foundation.wording import say_date
from leitstand.interfaces.look.templatetags.words import language, plainly
from leitstand.interfaces.portal.shown.rounds import rolled


@dataclass(frozen=True, slots=True)
class Shown:
    """One rule: ``anchor`` is its place on the page; the example leads to ``page`` with ``key`` if it has one."""

    anchor: str
    title: str
    rule: str
    sentences: list[str]
    example: list[str]
    about: str = ""
    page: str = ""
    key: str = ""


def rules(now: Situation) -> list[Shown]:
    """All rules of the rounds in the order in which they apply."""
    last = next((one for one in published_rounds(now) if one.file is not None), None)
    return [_light(last), _rollup(now), _answering(last), _schedule(last), _ladder(last), _lateness(), _agenda(last)]


def indicator_rules() -> list[Shown]:
    """The rules of ratings, one for each method, and of the outlook."""
    rated = [
        Shown(
            f"bewertung-{key}" if place else "bewertung",
            _("Wie ein Ziel bewertet wird: %(method)s") % {"method": rating_words.method_word(key, language())},
            f"{key}/{method.version}",
            [*rating_rule_words.rule_in_words(key, language()), method.source],
            [],
        )
        for place, (key, method) in enumerate(METHODS.items())
    ]
    sentences = [outlook_words.method_in_words(language()), *outlook_words.limits(language())]
    reasons = _("Keine Wahrscheinlichkeit gibt es mit diesen Gründen:")
    refused = [outlook_words.refusal_in_words(reason, language()) for reason in Refusal if reason]
    said = f"{reasons} {' '.join(refused)}"
    return [*rated, Shown("aussicht", _("Wie eine Aussicht berechnet wird"), OUTLOOK, [*sentences, said], [])]


def _chosen(last: RoundView | None) -> FrozenMeasure | None:
    """A measure whose light has the most to explain."""
    measures = last.frozen.measures if last else ()
    return max(measures, key=lambda one: (one.is_reported, len(one.computed.reasons)), default=None)


def _light(last: RoundView | None) -> Shown:
    one = _chosen(last)
    about, key = (plainly(one), one.key) if one else ("", "")
    said = [f"{light_words.light_word(one.computed.light, language())}."] if one else []
    said += light_words.why(one.computed, language()) if one else []
    sentences = light_words.rule_in_words(language())
    title = _("Wie eine Einschätzung berechnet wird")
    return Shown("light", title, light.RULE, sentences, said, about, "portal:measure", key)


def _rollup(now: Situation) -> Shown:
    edition: EditionView | None = now.plan.in_force
    example = [rolled(now.rows(edition.key))] if edition else []
    about, key = (plainly(edition), edition.key) if edition else ("", "")
    sentences = rollup_words.rule_in_words(language())
    return Shown("rollup", _("Wie zusammengefasst wird"), rollup.RULE, sentences, example, about, "portal:edition", key)


def _of_round(anchor: str, title: str, rule: str, last: RoundView | None, example: list[str]) -> Shown:
    name = round_words.round_name(last.title, language()) if last else ""
    sentences = rule_words.rule_in_words(anchor, language())
    return Shown(anchor, title, rule, sentences, example, name, "portal:round", last.key if last else "")


def _answering(last: RoundView | None) -> Shown:
    wordings = (round_words.answer_sentence, round_words.difference_sentence)
    said = [wording(last.frozen, language()) for wording in wordings] if last else []
    return _of_round("answering", _("Was eine Meldung braucht"), answering.RULE, last, said)


def _schedule(last: RoundView | None) -> Shown:
    said = [f"{label}: {value}." for label, value in round_words.dates(last.frozen, language())[:4]] if last else []
    return _of_round("schedule", _("Wann eine Runde beginnt und endet"), schedule.RULE, last, said)


def _ladder(last: RoundView | None) -> Shown:
    said = list(_mail_days(last.frozen)) if last else []
    return _of_round("ladder", _("Wer wann erinnert wird"), ladder.RULE, last, said)


def _mail_days(frozen: FrozenRound) -> Iterator[str]:
    dates = schedule.Dates(**{name: frozen.day(name) for name in schedule.Dates.__dataclass_fields__})
    days = ladder.timetable(dates, ladder.Asked("", ""), is_working_day)
    named = {
        "opening": _("Öffnung"),
        "reminder": _("Erinnerung"),
        "three_days": _("drei Arbeitstage vor der Frist"),
        "last_day": _("letzter Tag"),
        "escalation": _("Leitung"),
    }
    yield from (f"{named[step]}: {say_date(day, language())}." for step, day in days.items())


def _lateness() -> Shown:
    sentences = rule_words.rule_in_words("lateness", language())
    # An example would name somebody.
    return Shown("lateness", _("Wer vielleicht zu spät meldet"), lateness.RULE, sentences, [])


def _agenda(last: RoundView | None) -> Shown:
    red = [one for one in last.frozen.measures if one.state == "off_track"] if last else []
    one = max(red, key=lambda measure: (measure.lighthouse, measure.goals), default=None)
    said = [agenda_words.importance_in_words(_item(one), language())] if one else []
    about, key = (plainly(one), one.key) if one else ("", "")
    sentences = agenda_words.rule_in_words(language()) + agenda_words.effect_rule_in_words(language())
    title = _("Was in den Steuerungskreis kommt")
    return Shown("agenda", title, agenda.RULE, sentences, said, about, "portal:measure", key)


def _item(one: FrozenMeasure) -> agenda.Item:
    facts = agenda.AgendaFacts(
        one.key, one.title, one.lighthouse, one.goals, one.money_planned, one.state, one.computed.light, 0, 0, 0
    )
    return agenda.agenda([facts], one.inputs["day"]).first[0]
