"""Editions with their fields and topics."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leitstand.domain.plans.queries.views import EditionView, TopicView
from leitstand.domain.plans.rules.distribution import Distribution
from leitstand.domain.reporting import sentences, words
from leitstand.domain.reporting.queries import MeasureRow, Situation
from leitstand.domain.reporting.queries.comparing import Step, steps
from leitstand.interfaces.look.templatetags.words import language, plainly
from leitstand.interfaces.portal.page import citation, found, page, show
from leitstand.interfaces.portal.shown.bars import bar
from leitstand.interfaces.portal.shown.charts import indicator_chart
from leitstand.interfaces.portal.shown.rounds import rolled
from leitstand.interfaces.portal.shown.targets import aims_of_topic


@page
def editions(request: HttpRequest, now: Situation) -> HttpResponse:
    known = list(now.plan.editions.values())
    lines = [(edition, len(now.rows(edition.key)), sentences.published_number(now, edition)) for edition in known]
    return show(request, now, "editions", lines=lines, in_force=now.plan.in_force)


@page
def edition(request: HttpRequest, now: Situation, key: str) -> HttpResponse:
    sentence = _("Eine Fassung mit der Adresse „%(key)s“ gibt es nicht, oder sie war an diesem Tag noch nicht bekannt.")
    shown = found(now.plan.editions, key, sentence % {"key": key[:120]})
    rows = now.rows(key)
    return show(
        request,
        now,
        "edition",
        edition=shown,
        rows=rows,
        answer=words.edition_sentence(now, shown, language()),
        unnamed=sentences.unnamed_sentence(now, shown, language()),
        bar=bar(now.distribution(rows)),
        rolled=rolled(rows),
        fields=[(field, now.rows_of_field(field.key)) for field in shown.fields],
        statements=now.plan.statements_about("edition", key),
        contradictions=now.contradictions_about("edition", key),
        targets=[target for target in now.targets if target.edition_key == key],
        walks=_walks(now, shown),
        fates=sentences.fate_sentence(now, shown, language()) if rows and shown != now.plan.in_force else "",
        cite=citation(now, plainly(shown), "edition", key),
    )


def _walks(now: Situation, edition: EditionView) -> list[tuple[EditionView, EditionView, list[Step]]]:
    """The cross-walks from and to this edition, so far as there are any."""
    others = [other for other in now.plan.editions.values() if other.key != edition.key]
    pairs = [(other, edition) if other.position < edition.position else (edition, other) for other in others]
    made = [(old, new, [step for step in steps(now, old, new) if step.old or step.new]) for old, new in pairs]
    return [(old, new, walked) for old, new, walked in made if any(step.old and step.new for step in walked)]


@page
def field(request: HttpRequest, now: Situation, key: str) -> HttpResponse:
    sentence = _(
        "Ein Handlungsfeld mit der Adresse „%(key)s“ gibt es nicht, oder es war an diesem Tag noch nicht bekannt."
    )
    shown = found(now.plan.fields, key, sentence % {"key": key[:120]})
    rows = now.rows_of_field(key)
    distribution = now.distribution(rows)
    own = now.plan.editions[shown.edition_key]
    return show(
        request,
        now,
        "field",
        field=shown,
        edition=own,
        rows=rows,
        answer=_standing(distribution),
        bar=bar(distribution),
        rolled=rolled(rows),
        topics=[(topic, now.rows_of_topic(topic.key), now.indicators_of_topic(topic.key)) for topic in shown.topics],
        before=[walk for walk in now.plan.crosswalks if walk.new_field == key],
        after=[walk for walk in now.plan.crosswalks if walk.old_field == key],
    )


def _standing(distribution: Distribution) -> str:
    if not distribution.total:
        return _("Zu diesem Feld ist hier keine Maßnahme mit Namen bekannt.")
    values = {"total": distribution.total, "counts": words.counts_in_words(distribution, language())}
    if distribution.total == 1:
        return _("Eine Maßnahme: %(counts)s.") % values
    return _("%(total)s Maßnahmen: %(counts)s.") % values


@page
def topic(request: HttpRequest, now: Situation, key: str) -> HttpResponse:
    sentence = _("Ein Thema mit der Adresse „%(key)s“ gibt es nicht, oder es war an diesem Tag noch nicht bekannt.")
    shown = found(now.plan.topics, key, sentence % {"key": key[:120]})
    rows = now.rows_of_topic(key)
    indicators = now.indicators_of_topic(key)
    return show(
        request,
        now,
        "topic",
        topic=shown,
        edition=now.plan.editions[shown.edition_key],
        rows=rows,
        answer=_serving(rows, len(indicators)),
        bar=bar(now.distribution(rows)),
        rolled=rolled(rows),
        charts=[(indicator, indicator_chart(indicator, small=True)) for indicator in indicators if indicator.series],
        without_values=[indicator for indicator in indicators if not indicator.series],
        aims=aims_of_topic(now, key),
        statements=now.plan.statements_about("topic", key),
        contradictions=now.contradictions_about("topic", key),
        kin=_kin(now, shown),
        origins=[*now.origins_of("topic", key), *(o for goal in shown.goals for o in now.origins_of("goal", goal.key))],
        cite=citation(now, plainly(shown), "topic", key),
    )


def _serving(rows: tuple[MeasureRow, ...], indicators: int) -> str:
    """How many measures of any edition serve the topic, and whether it is measured."""
    if not rows and not indicators:
        return _("Diesem Thema dient keine bekannte Maßnahme, und kein Indikator misst es.")
    if not rows:
        return _("Diesem Thema dient keine bekannte Maßnahme einer Fassung.")
    editions = sentences.listing(dict.fromkeys(row.entry.edition_short for row in rows), language())
    if len(rows) == 1:
        return _("Diesem Thema dient eine Maßnahme der Fassung %(editions)s.") % {"editions": editions}
    return _("Diesem Thema dienen %(count)s Maßnahmen der Fassungen %(editions)s.") % {
        "count": len(rows),
        "editions": editions,
    }


def _kin(now: Situation, topic: TopicView) -> list[tuple[str, str, str]]:
    """Fields and topics of other editions that this one takes up or that take it up: kind, key, title."""
    ends = []
    for walk in now.plan.crosswalks:
        if walk.new_topic == topic.key:
            ends.append((walk.old_field, walk.old_topic))
        if walk.old_topic == topic.key:
            ends.append((walk.new_field, walk.new_topic))
    made = []
    for field_key, topic_key in ends:
        kind, end = ("field", now.plan.fields[field_key]) if field_key else ("topic", now.plan.topics[topic_key])
        made.append((kind, end.key, f"{plainly(end)} ({now.plan.editions[end.edition_key].short_title})"))
    return made
