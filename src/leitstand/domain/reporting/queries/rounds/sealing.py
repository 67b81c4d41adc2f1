"""Whether every frozen round is still what was frozen: its file, its hash, and the history's word on it."""

from collections.abc import Iterator

from leitstand.domain.reporting.models import Round
from leitstand.domain.reporting.queries.rounds.frozen import frozen_round
from leitstand.foundation.errors import LeitstandError
from leitstand.foundation.history.recording import all_entries, content_of
from leitstand.foundation.history.writing import type_of


def tampered_rounds() -> Iterator[tuple[Round, str]]:
    """Frozen rounds that are not what they were, each with a sentence on what is wrong."""
    sealed = _sealed()
    for this_round in Round.objects.exclude(frozen=None).select_related("frozen"):
        flaw = _flaw(this_round, sealed.get(this_round.key, ""))
        if flaw:
            yield this_round, flaw
    kept = set(Round.objects.exclude(frozen=None).values_list("key", flat=True))
    for this_round in Round.objects.filter(key__in=set(sealed) - kept):
        yield this_round, "Die eingefrorene Datei ist von der Runde gelöst worden."


def _flaw(this_round: Round, sealed: str) -> str:
    if this_round.content_hash != sealed:
        return f"Ihre Prüfsumme ist {this_round.content_hash}, im Verlauf steht {sealed or 'keine'}."
    try:
        frozen_round(this_round)
    except LeitstandError as error:
        return str(error)
    return ""


def _sealed() -> dict[str, str]:
    """The hash that the history holds of each round, by the round's key."""
    entries = all_entries().filter(verb=f"{type_of(Round)}.{Round.State.FROZEN}")
    return {entry.subject_key: content_of(entry)["changes"]["content_hash"][1] for entry in entries}
