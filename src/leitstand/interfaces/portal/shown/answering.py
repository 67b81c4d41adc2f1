"""The measures that answer demands, as a table of demands names them."""

from leitstand.domain.papers.queries.ledger import Ledger
from leitstand.domain.plans.queries.views import EntryView
from leitstand.domain.reporting.queries import Situation


def answering(now: Situation, chosen: Ledger) -> dict[str, EntryView]:
    """The latest entry of each measure that an answer names, by the measure's key."""
    keys = {line.answer.measure_key for line in chosen.lines if line.answer and line.answer.measure_key}
    return {key: now.plan.measures[key].latest for key in keys}
