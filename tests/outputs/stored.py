"""A small invented plan in the database: one published edition with two measures."""

from leitstand.domain.plans import models as m
from leitstand.domain.plans import operations
from leitstand.foundation.actor import system


def store_small_plan() -> m.Edition:
    """The edition ``2022``, adopted by nobody, known since 2022-08-16."""
    actor = system("Test")
    plan = m.Plan(title="Erfundener Plan", key="plan", region="Musterland")
    operations.add(plan, actor=actor)
    edition = m.Edition(
        plan=plan,
        title="Erfundener Plan 2022–2026",
        short_title="2022–2026",
        key="2022",
        announced="2022-08-16",
        published=True,
    )
    operations.add(edition, actor=actor)
    for title in ("Werkhallen öffnen", "Lieferwege ordnen"):
        operations.add_measure(m.MeasureEntry(edition=edition, title=title), actor=actor)
    m.Measure.objects.update(since=None)
    return edition
