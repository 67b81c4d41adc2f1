"""The measures of the report: one line for each, with everything its section shows."""

from decimal import Decimal

from leitstand.domain.plans.queries.views import EntryView, FundingView, MeasureView, MilestoneView, StatementView
from leitstand.domain.plans.rules.state import FINAL
from leitstand.domain.reporting.demand_words import origin_sentence
from leitstand.domain.reporting.queries.report.views import MeasureLine, MilestoneLine, MoneyLine, Said
from leitstand.domain.reporting.queries.report.writer import Writer
from leitstand.domain.reporting.queries.situation import MeasureRow
from leitstand.domain.reporting.words import gap_word, money_word, state_word, why_state
from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.wording import say_euro


def measure_line(writer: Writer, row: MeasureRow, number: int) -> MeasureLine:
    entry, measure, language = row.entry, row.measure, writer.language
    last = measure.last_status
    return MeasureLine(
        key=measure.key,
        number=number,
        code=entry.code,
        title=writer.said(entry),
        kind=writer.label(entry.kind, entry.kind_label),
        field=writer.said(entry.field).text if entry.field else "",
        topic=writer.said(entry.topic).text if entry.topic else "",
        task=entry.task,
        lead=writer.short(entry.lead),
        contact=_contact(writer, measure),
        partners=tuple(writer.short(partner) for partner in entry.partners),
        funders=tuple(writer.short(funder) for funder in entry.funders),
        promise=writer.said(entry, "promise", entry.sources if entry.promise else ()),
        state=row.state,
        state_word=state_word(row.state, language),
        reason=Said(why_state(measure, language, writer.stale_months), writer.cite(last.sources if last else ())),
        as_of=writer.date(last.when) if last else "",
        raw_as_of=last.when if last else "",
        begins=writer.date(entry.begins),
        raw_begins=entry.begins,
        ends=writer.date(entry.ends),
        raw_ends=entry.ends,
        period=_period(writer, entry),
        next=_next(writer, entry, row.state),
        milestones=tuple(_milestone(writer, milestone) for milestone in entry.milestones),
        money=measure.money,
        money_word=money_word(measure.money, language),
        plan_money=entry.planned,
        plan_money_approximate=entry.planned_approximate,
        plan_money_word=_euro(writer, entry.planned, entry.planned_approximate),
        funding=tuple(_money(writer, fact) for fact in measure.funding),
        gaps=row.gaps,
        gap_words=tuple(gap_word(gap, language) for gap in row.gaps),
        statements=_statements(writer, measure.key),
        lighthouse=entry.lighthouse,
        marks=writer.cite(entry.sources),
        origins=tuple(
            Said(origin_sentence(origin, writer.language), writer.cite(origin.sources))
            for origin in writer.situation.origins_of("measure", measure.key)
        ),
    )


def _contact(writer: Writer, measure: MeasureView) -> str:
    """Institution, and function and name of a person who may be named, by the rule of the measure's page."""
    person = measure.contact_on(writer.situation.as_of)
    named = (person.position, person.name) if person else ()
    return ", ".join(part for part in (writer.short(measure.contact_institution), *named) if part)


def _period(writer: Writer, entry: EntryView) -> str:
    if entry.begins and entry.begins == entry.ends:
        return writer.date(entry.begins)
    if entry.begins and entry.ends:
        return f"{writer.date(entry.begins)} – {writer.date(entry.ends)}"
    if entry.begins:
        return f"{writer.say('begins')}: {writer.date(entry.begins)}"
    return f"{writer.say('ends')}: {writer.date(entry.ends)}" if entry.ends else ""


def _next(writer: Writer, entry: EntryView, state: str) -> str:
    """The first milestone not reached, else the end if it is still to come; empty if there is neither."""
    if state in FINAL:
        return ""
    waiting = next((milestone for milestone in entry.milestones if milestone.due and not milestone.done_on), None)
    if waiting:
        late = f", {writer.say('is_overdue')}" if waiting.overdue else ""
        return f"{writer.date(waiting.due)}: {writer.said(waiting).text}{late}"
    if entry.ends and PartialDate.parse(entry.ends).latest >= writer.situation.as_of:
        return f"{writer.date(entry.ends)}: {writer.say('ends')}"
    return ""


def _statements(writer: Writer, key: str) -> tuple[Said, ...]:
    """What sources say of the measure beside its state."""
    return tuple(
        Said(f"{said.text}: {statement_value(writer, statement)}", writer.cite(statement.sources), said.language)
        for statement in writer.situation.plan.statements_about("measure", key)
        for said in [writer.said(statement)]
    )


def statement_value(writer: Writer, statement: StatementView) -> str:
    """``rund 90 Projekte (2019)``, or the statement's text; or both."""
    when = f" ({writer.date(statement.when)})" if statement.when else ""
    if statement.value is None:
        return f"{statement.text}{when}"
    number = f"{writer.number(statement.value)} {statement.unit}".strip()
    said = f"{writer.say('about')} {number}" if statement.approximate else number
    return f"{said}{when}{' – ' + statement.text if statement.text else ''}"


def _milestone(writer: Writer, milestone: MilestoneView) -> MilestoneLine:
    state = "done" if milestone.done_on else "overdue" if milestone.overdue else "open"
    word = writer.say("open" if state == "open" else f"is_{state}")
    return MilestoneLine(
        title=writer.said(milestone, sources=milestone.sources),
        due=writer.date(milestone.due),
        raw_due=milestone.due,
        done=writer.date(milestone.done_on),
        raw_done=milestone.done_on,
        state=state,
        word=word,
    )


def _money(writer: Writer, fact: FundingView) -> MoneyLine:
    amounts = [("planned", fact.planned), ("secured", fact.secured), ("spent", fact.spent)]
    named = [
        f"{writer.say(name)} {_euro(writer, amount, fact.approximate)}"
        for name, amount in amounts
        if amount is not None
    ]
    word = money_word(fact.state, writer.language)
    funder = writer.short(fact.funder) or fact.funder_text
    sentence = "; ".join(part for part in [", ".join([word, *named]), funder, fact.note] if part)
    return MoneyLine(
        when=writer.date(fact.when),
        raw_when=fact.when,
        state=fact.state,
        word=word,
        funder=funder,
        planned=fact.planned,
        secured=fact.secured,
        spent=fact.spent,
        approximate=fact.approximate,
        said=Said(f"{writer.date(fact.when)}: {sentence}", writer.cite(fact.sources)),
    )


def _euro(writer: Writer, amount: Decimal | None, approximate: bool) -> str:
    if amount is None:
        return ""
    said = say_euro(amount, writer.language)
    return f"{writer.say('about')} {said}" if approximate else said
