"""The rounds the public may see, each read from its frozen file, with the corrections made since.

A round is public once it is published and its edition is. Persons are in the file but never in a view: who sent
and who approved a report is no public matter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from leitstand.domain.reporting.models import Erratum, Round
from leitstand.domain.reporting.queries.rounds.frozen import FrozenMeasure, FrozenRound, Named, read_frozen
from leitstand.domain.reporting.queries.situation import Situation
from leitstand.domain.reporting.rules.rollup import Rollup, join
from leitstand.foundation.errors import Altered, LeitstandError
from leitstand.foundation.files.models import StoredFile
from leitstand.foundation.files.storing import read
from leitstand.foundation.history.reading import changes_since, rows_as_of
from leitstand.foundation.history.recording import days_of
from leitstand.foundation.history.writing import type_of


@dataclass(frozen=True, slots=True)
class ErratumView:
    """What was stated, what is correct, and why; ``measure_key`` is empty if it concerns the whole round."""

    key: str
    measure_key: str
    stated: str
    correct: str
    reason: str
    made_on: date


@dataclass(frozen=True, slots=True)
class RoundView:
    """A published round. ``flaw`` says what is wrong with its file; then nothing of it can be shown."""

    key: str
    title: str
    edition: str
    period_begins: date
    period_ends: date
    published_on: date
    frozen_at: datetime
    demonstration: bool
    content_hash: str
    errata: tuple[ErratumView, ...]
    file: FrozenRound | None
    flaw: str

    @property
    def frozen(self) -> FrozenRound:
        """What was frozen. Raises ``Altered``."""
        if self.file is None:
            raise Altered(self.flaw)
        return self.file

    def errata_on(self, measure_key: str) -> tuple[ErratumView, ...]:
        return tuple(one for one in self.errata if one.measure_key == measure_key)


@dataclass(frozen=True, slots=True)
class Part:
    """A group of the round: a field, topic or institution. ``key`` is empty for what has none."""

    named: Named
    rollup: Rollup


def published_rounds(now: Situation) -> tuple[RoundView, ...]:
    """The public rounds as of the situation's day, the latest period first; a fixed number of statements."""
    changes = changes_since([Round, Erratum], now.as_of)
    # The history takes back changes of fields, not the steps of a round; the day of its step decides.
    rows = [
        row
        for row in rows_as_of(Round, now.as_of, changes)
        if row["state"] == Round.State.PUBLISHED and row["edition"] in now.plan.editions
    ]
    if not rows:
        return ()
    errata = [row for row in rows_as_of(Erratum, now.as_of, changes) if row["made_on"] <= now.as_of]
    files = StoredFile.objects.in_bulk([row["content_hash"] for row in rows], field_name="sha256")
    published = days_of(f"{type_of(Round)}.{Round.State.PUBLISHED}")
    found = (_round(row, errata, files, published) for row in rows)
    return tuple(one for one in found if one.published_on <= now.as_of)


def _round(
    row: dict[str, object],
    errata: Sequence[dict[str, object]],
    files: dict[str, StoredFile],
    published: dict[str, date],
) -> RoundView:
    frozen, flaw = _file(files.get(str(row["content_hash"])), str(row["content_hash"]))
    own = [one for one in errata if one["round"] == row["key"]]
    names = ("key", "title", "edition", "period_begins", "period_ends", "frozen_at", "demonstration", "content_hash")
    return RoundView(
        **{name: row[name] for name in names},  # type: ignore[arg-type]  # the columns' own types
        published_on=published.get(str(row["key"]), row["publishes_on"]),  # type: ignore[arg-type]  # a date
        errata=tuple(_erratum(one) for one in own),
        file=frozen,
        flaw=flaw,
    )


def _file(stored: StoredFile | None, content_hash: str) -> tuple[FrozenRound | None, str]:
    if stored is None:
        return None, "Die eingefrorene Runde fehlt im Dateispeicher. Bitte die Sicherung einspielen."
    try:
        return read_frozen(read(stored), content_hash), ""
    except LeitstandError as error:
        return None, str(error)


def _erratum(row: dict[str, object]) -> ErratumView:
    names = ("key", "stated", "correct", "reason", "made_on")
    return ErratumView(measure_key=str(row["measure"] or ""), **{name: row[name] for name in names})  # type: ignore[arg-type]  # the columns' own types


def errata_of(this_round: Round) -> tuple[ErratumView, ...]:
    """The corrections to a round as they stand, the earliest first."""
    errata = Erratum.objects.filter(round=this_round, removed_on=None).select_related("measure")
    return tuple(
        ErratumView(one.key, one.measure.key if one.measure else "", one.stated, one.correct, one.reason, one.made_on)
        for one in errata
    )


def of_edition(rounds: Sequence[RoundView], edition_key: str) -> tuple[RoundView, ...]:
    return tuple(one for one in rounds if one.edition == edition_key)


def parts(frozen: FrozenRound, by: str) -> tuple[Part, ...]:
    """Roll-ups by ``field``, ``topic`` or ``lead``, the better first, what has no name last.

    Unless the office names silent institutions, those from which a report is missing stand as one part, so that
    none of them can be told from the table.
    """
    ranked = sorted(frozen.rollups(by), key=lambda item: item[1].rank, reverse=True)
    found = [Part(named, rolled) for named, rolled in sorted(ranked, key=lambda item: not item[0].key)]
    if by != "lead" or frozen.facts["silent_named"]:
        return tuple(found)
    lacking = [one.rollup for one in found if one.rollup.reported < one.rollup.total]
    whole = [one for one in found if one.rollup.reported == one.rollup.total]
    return (*whole, *([Part(Named("missing", ""), join(lacking))] if lacking else []))


@dataclass(frozen=True, slots=True)
class Turn:
    """One measure in one published round."""

    round: RoundView
    measure: FrozenMeasure


def turns_of(rounds: Sequence[RoundView], measure_key: str) -> tuple[Turn, ...]:
    """What the rounds say of a measure, the latest first; rounds whose file is altered are left out."""
    return tuple(
        Turn(one, measure)
        for one in rounds
        if one.file is not None
        for measure in one.file.measures
        if measure.key == measure_key
    )


@dataclass(frozen=True, slots=True)
class Record:
    """How an institution reported in a round. ``reported`` is ``None`` if the round names nobody."""

    round: RoundView
    asked: int
    reported: int | None


def record_of(rounds: Sequence[RoundView], institution_key: str) -> tuple[Record, ...]:
    return tuple(_records(rounds, institution_key))


def _records(rounds: Sequence[RoundView], institution_key: str) -> Iterator[Record]:
    for one in rounds:
        own = [measure for measure in one.file.measures if measure.lead.key == institution_key] if one.file else []
        if own and one.file:
            reported = sum(measure.is_reported for measure in own) if one.file.facts["silent_named"] else None
            yield Record(one, len(own), reported)


def next_round(now: Situation) -> tuple[str, date] | None:
    """Title and day of opening of the next planned round of a public edition, if its day is not past."""
    rows = rows_as_of(Round, now.as_of, changes_since([Round], now.as_of))
    planned = [
        (row["opens_on"], row["title"])
        for row in rows
        if row["state"] == Round.State.PLANNED and row["edition"] in now.plan.editions and row["opens_on"] >= now.as_of
    ]
    return (min(planned)[1], min(planned)[0]) if planned else None
