"""Ordering, keeping, publishing and taking back monitoring reports.

A report is made only from what the public may see on its day: so publishing one can never give away a draft.
The report of a round is made from the same, with what was frozen laid over it; it is public when the round is.
Setting it in its formats is the work of the outputs; they call ``start``, then ``finish`` or ``fail``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from leitstand.domain.plans.access import require_keeper
from leitstand.domain.plans.models import Edition
from leitstand.domain.reporting.models import Report, ReportFile, Round
from leitstand.domain.reporting.queries import situation
from leitstand.domain.reporting.queries.report import ReportContent, Told, report_content
from leitstand.domain.reporting.queries.rounds.frozen import frozen_round
from leitstand.domain.reporting.queries.rounds.overlay import with_round
from leitstand.domain.reporting.queries.rounds.record import errata_of
from leitstand.foundation import clock
from leitstand.foundation.actor import PUBLIC, Actor
from leitstand.foundation.errors import NotFound, RuleBroken
from leitstand.foundation.files.storing import store
from leitstand.foundation.history import writing
from leitstand.foundation.history.keys import new_key
from leitstand.foundation.wording import say_date

LANGUAGES = ("de", "en")
LONGEST_FAILURE = 500


@dataclass(frozen=True, slots=True)
class Made:
    """One format of a report as it was set: ``format`` is its ending, e.g. ``pdf``."""

    format: str
    content: bytes
    content_type: str


def order_report(
    edition: Edition,
    as_of: date,
    language: str = "de",
    special_title: str = "",
    special_text: str = "",
    *,
    actor: Actor,
    round: Round | None = None,
) -> Report:
    """Save a report that waits to be built. Whoever orders it enqueues its making on commit.

    With ``round`` it is the report of that frozen round (``order_round_report``). Raises ``NotAllowed``;
    ``RuleBroken`` with ``future``, ``language``, ``not-public`` or ``not-frozen``; ``ValidationError``.
    """
    require_keeper(actor)
    if round is not None and round.frozen is None:
        raise RuleBroken(f"{round} ist noch nicht eingefroren; vorher gibt es keinen Bericht.", "not-frozen")
    if as_of > clock.today():
        raise RuleBroken(f"Der {say_date(as_of)} liegt in der Zukunft. Bitte einen Tag bis heute wählen.", "future")
    if language not in LANGUAGES:
        raise RuleBroken("Berichte gibt es auf Deutsch (de) und auf Englisch (en).", "language")
    _require_public(edition.key, as_of)
    report = Report(
        edition=edition,
        round=round,
        as_of=as_of,
        language=language,
        special_title=special_title.strip(),
        special_text=special_text.strip(),
    )
    about = round.key if round else f"{edition.key}-{as_of}"
    report.key = new_key(Report, f"{about}-{language}", prefix="bericht-")
    report.full_clean()
    writing.create(actor, [writing.Row(report)], since=clock.today())
    return report


def order_round_report(this_round: Round, language: str = "de", *, actor: Actor) -> Report:
    """Order the report of a frozen round: of its last day, with its special chapter as it was frozen.

    Whoever orders it enqueues its making on commit (``outputs.tasks.build_soon``). Raises as ``order_report``.
    """
    if this_round.frozen is None:
        raise RuleBroken(f"{this_round} ist noch nicht eingefroren; vorher gibt es keinen Bericht.", "not-frozen")
    facts = frozen_round(this_round).facts
    special = (str(facts["special_title"]), str(facts["special_text"]))
    return order_report(this_round.edition, this_round.period_ends, language, *special, actor=actor, round=this_round)


def publish_round_reports(this_round: Round, *, actor: Actor) -> None:
    """Show the finished reports of a round that was just published."""
    for report in this_round.monitoring.filter(removed_on=None, state=Report.State.DONE, published=False):
        publish_report(report, actor=actor)


def _require_public(edition_key: str, as_of: date) -> None:
    try:
        situation(as_of, actor=PUBLIC).edition(edition_key)
    except NotFound:
        raise RuleBroken(
            f"Diese Fassung war am {say_date(as_of)} nicht öffentlich. Ein Bericht entsteht nur aus dem, was "
            "öffentlich sichtbar ist: Bitte die Fassung veröffentlichen oder einen späteren Tag wählen.",
            "not-public",
        ) from None


def content_of(report: Report) -> ReportContent:
    """What the report says, from what the public may see on its day and what its round froze.

    Raises ``NotFound``; ``Altered`` if the round's file is not what was frozen.
    """
    seen, told = situation(report.as_of, actor=PUBLIC), None
    if report.round is not None:
        told = Told(frozen_round(report.round), errata_of(report.round))
        seen = with_round(seen, told.frozen)
    special = (report.special_title, report.special_text)
    return report_content(seen, report.edition.key, language=report.language, special=special, told=told)


def start(report: Report, *, actor: Actor) -> None:
    """Say that the report is being made. Raises ``RuleBroken`` if it is done already."""
    require_keeper(actor)
    if report.state == Report.State.DONE:
        raise RuleBroken("Dieser Bericht ist bereits fertig.", "done")
    _set(report, {"state": Report.State.RUNNING, "failure": ""}, "start", actor)


def finish(report: Report, made: list[Made], content_hash: str, *, actor: Actor) -> None:
    """Keep the files and say that the report is done; the history names each file's checksum."""
    require_keeper(actor)
    with transaction.atomic():
        report.files.all().delete()
        files = [
            ReportFile(report=report, format=one.format, stored=store(one.content, one.content_type)) for one in made
        ]
        ReportFile.objects.bulk_create(files)
        values = {"state": Report.State.DONE, "content_hash": content_hash, "built_at": clock.now(), "failure": ""}
        if _is_published(report.round):
            values["published"] = True
        sums = ", ".join(f"{file.format} {file.stored.sha256}" for file in files)
        _set(report, values, "finish", actor, reason=sums)


def fail(report: Report, sentence: str, *, actor: Actor) -> None:
    """Say that the report could not be made, and why."""
    require_keeper(actor)
    _set(report, {"state": Report.State.FAILED, "failure": sentence[:LONGEST_FAILURE]}, "fail", actor)


def publish_report(report: Report, *, actor: Actor) -> None:
    """Show the report to the public.

    Raises ``NotAllowed``, ``RuleBroken`` (``not-done``, ``not-public``, ``round-not-published``).
    """
    require_keeper(actor)
    if report.round is not None and not _is_published(report.round):
        raise RuleBroken(
            f"{report.round} ist noch nicht veröffentlicht. Ihr Bericht wird mit der Runde öffentlich.",
            "round-not-published",
        )
    if report.state != Report.State.DONE:
        raise RuleBroken("Nur ein fertiger Bericht kann veröffentlicht werden.", "not-done")
    _require_public(report.edition.key, report.as_of)
    _set(report, {"published": True}, "publish", actor)


def _is_published(this_round: Round | None) -> bool:
    """Asked of the database: a report may have been in the making while its round was published."""
    published = Round.objects.filter(state=Round.State.PUBLISHED)
    return this_round is not None and published.filter(pk=this_round.pk).exists()


def unpublish_report(report: Report, *, actor: Actor) -> None:
    """Take the report back from the public; it stays for those who are signed in."""
    require_keeper(actor)
    _set(report, {"published": False}, "unpublish", actor)


def remove_report(report: Report, *, actor: Actor) -> None:
    """Take the report out of the list. Raises ``RuleBroken`` (``published``) while the public sees it."""
    require_keeper(actor)
    if report.published:
        raise RuleBroken("Dieser Bericht ist öffentlich. Bitte zuerst die Veröffentlichung zurücknehmen.", "published")
    writing.remove(actor, report)


def _set(report: Report, values: Mapping[str, object], verb: str, actor: Actor, reason: str = "") -> None:
    writing.update(actor, report, values, verb=verb, reason=reason)
