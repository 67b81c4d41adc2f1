"""Named questions to the situation: comparing, citing, a measure's life, what is new, and sentences."""

import pytest
from django.utils import timezone

from leitstand.domain.plans import models as m
from leitstand.domain.reporting import sentences
from leitstand.domain.reporting.queries import Situation, situation
from leitstand.domain.reporting.queries.biography import biography
from leitstand.domain.reporting.queries.citing import citation_counts, citations
from leitstand.domain.reporting.queries.comparing import compare
from leitstand.domain.reporting.queries.finding import find
from leitstand.domain.reporting.queries.lately import changes
from leitstand.foundation.actor import PUBLIC, system
from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.errors import NotFound
from leitstand.foundation.history import writing
from leitstand.outputs.charts.fates import lineage_of


def today() -> Situation:
    return situation(timezone.localdate(), actor=PUBLIC)


@pytest.fixture
def now(berlin: None) -> Situation:
    return today()


@pytest.fixture
def led_on(berlin: None) -> Situation:
    """The plan, were one measure of 2010 continued by two of 2018 (which no source says)."""
    old = m.MeasureEntry.objects.get(key="2010.transfer-allianz")
    new = list(m.MeasureEntry.objects.filter(edition__key="2018").order_by("position")[:2])
    fates = [m.Fate(key=f"probe-{entry.key}", old_entry=old, new_entry=entry, kind="split") for entry in new]
    writing.create(system("Test"), [writing.Row(fate) for fate in fates])
    return today()


def test_every_measure_stands_in_one_list_of_the_comparison(now: Situation) -> None:
    shown = compare(now, "2010", "2018")
    listed = [row.entry.key for row in (*shown.ended, *shown.unknown, *(pair.old for pair in shown.continued))]
    assert sorted(listed) == sorted(row.entry.key for row in now.rows("2010"))


def test_comparison_without_fates_has_only_new_measures(now: Situation) -> None:
    assert compare(now, "2010", "2018").begun == now.rows("2018")


def test_comparison_pairs_what_was_split(led_on: Situation) -> None:
    shown = compare(led_on, "2010", "2018")
    assert [(pair.old.measure.key, pair.kind) for pair in shown.continued] == [("transfer-allianz", "split")] * 2
    assert len(shown.begun) == len(led_on.rows("2018")) - 2


def test_comparison_walks_from_old_fields_to_new(now: Situation) -> None:
    shown = compare(now, "2010", "2018")
    assert {step.old.edition_key for step in shown.steps if step.old} == {"2010"}
    assert {step.new.edition_key for step in shown.steps if step.new} == {"2018"}


def test_comparison_with_an_unknown_edition_is_not_found(now: Situation) -> None:
    with pytest.raises(NotFound):
        compare(now, "2010", "1999")


def test_lineage_draws_what_fates_lead_to(led_on: Situation) -> None:
    lineage = lineage_of(led_on, ["2010"], "Verbleib", "de")
    assert len(lineage.crossings) == 2
    assert len(lineage.lanes) == len(led_on.rows("2010")) + 2 + 1


def test_citation_counts_agree_with_the_citations(now: Situation) -> None:
    counts = citation_counts(now)
    assert {key: len(citations(now, key)) <= counts[key] for key in counts} == dict.fromkeys(counts, True)
    assert counts["drs17_15801"] == len(citations(now, "drs17_15801"))


def test_life_of_a_measure_is_in_order_of_time(now: Situation) -> None:
    for measure in now.plan.measures.values():
        days = [PartialDate.parse(moment.when).latest for moment in biography(now, measure) if moment.when]
        assert days == sorted(days)


def test_life_of_a_measure_holds_everything_said_of_it(now: Situation) -> None:
    measure = now.plan.measures["finanzierungsbedarf"]
    kinds = [moment.kind for moment in biography(now, measure)]
    counted = {kind: kinds.count(kind) for kind in ("edition", "report", "funding", "fate", "result")}
    assert counted == {"edition": 1, "report": 2, "funding": 1, "fate": 1, "result": 2}


def test_changes_are_newest_first_and_known_by_the_day(now: Situation) -> None:
    days = [PartialDate.parse(change.when).latest for change in changes(now)]
    assert days == sorted(days, reverse=True)
    assert days[0] <= now.as_of


def test_change_of_a_measure_knows_the_state_before(now: Situation) -> None:
    last = next(change for change in changes(now) if change.page_key == "transfer-allianz")
    assert (last.before, last.after) == ("under_way", "stopped")


def test_each_thing_is_found_once(now: Situation) -> None:
    keys = [one.title.key for one in find(now, "Industrie")["measure"]]
    assert len(keys) == len(set(keys))


def test_unnamed_measures_are_the_published_less_the_known(now: Situation) -> None:
    assert sentences.unnamed(now, now.plan.editions["2022"]) == 27 - len(now.rows("2022"))


def test_fate_sentence_counts_every_measure_once(now: Situation) -> None:
    rows = now.rows("2010")
    assert sum(count for _code, count in sentences.outcome_counts(rows)) == len(rows)


def test_gap_sentence_without_measures(now: Situation) -> None:
    assert sentences.gap_sentence((), "en") == "No measures are recorded here yet."


@pytest.mark.parametrize(("parts", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a und b"), ("abc", "a, b und c")])
def test_listing_joins_with_commas_and_an_and(parts: list[str], said: str) -> None:
    assert sentences.listing(parts, "de") == said
