"""Berlin's indicators: every topic of 2017 has its pack, published values are the published ones, breaks part them."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from leitstand.domain.indicators.models import Indicator, Observation, Target
from leitstand.domain.reporting.queries import situation
from leitstand.foundation import clock
from leitstand.foundation.actor import PUBLIC, system
from leitstand.foundation.history import writing

RESEARCH = Path(__file__).resolve().parents[4] / "shared" / "domain" / "berlin-plan.yaml"
SYSTEM = system("Test")
# Where the research and the package name the same thing.
KEYS = {
    "svb_c": "svb-industrie",
    "betriebe20": "betriebe",
    "umsatz": "umsatz",
    "umsatz50": "umsatz-ab-50",
    "auslandsumsatz": "auslandsumsatz",
    "exportquote": "exportquote",
    "bws": "bruttowertschoepfung",
    "bws_anteil": "anteil-bruttowertschoepfung",
    "neue_firmen": "neue-unternehmen",
    "vc": "risikokapital",
    "fue_quote": "fue-quote",
    "bp_jobs": "bp-arbeitsplaetze",
    "bp_invest": "bp-investitionen",
    "bp_ansiedlung": "bp-ansiedlungen",
    "glasfaser": "glasfaser",
    "gigabit": "gigabit",
    "online_dienste": "online-dienste",
    "flaeche_gesamt": "gewerbeflaechen",
    "flaeche_potenzial": "gewerbeflaechen-potenzial",
    "fachkraefteluecke": "fachkraefteluecke",
}

pytestmark = pytest.mark.usefixtures("berlin")


@pytest.fixture
def research() -> Any:
    if not RESEARCH.exists():
        pytest.skip(f"the research is not beside the checkout: {RESEARCH}")
    return yaml.safe_load(RESEARCH.read_text())


def _published(research: Any) -> Iterator[tuple[str, str, str, Decimal, bool]]:
    for one in research["indicators"]:
        key = KEYS[one["id"]]
        series = [("11", "actual", one["values"])]
        series += [("0", "actual", values) for values in one.get("comparison", {}).values()]
        series += [("11", "forecast", one.get("forecasts", []))]
        for region, basis, values in series:
            for value in values:
                period = f"{value['t']}" + (f"@{value['edition']}" if basis == "forecast" else "")
                yield key, region, period, Decimal(str(value["v"])), bool(value.get("approx"))


def test_every_published_value_is_loaded(research: Any) -> None:
    kept = {}
    for one in Observation.objects.select_related("indicator"):
        period = f"{one.period}@{one.vintage}" if one.basis == "forecast" else one.period
        kept[one.indicator.key, one.region, period] = (one.value, one.approximate)
    wanted = {(key, region, period): (value, about) for key, region, period, value, about in _published(research)}
    assert {which: kept.get(which) for which in wanted} == wanted


def test_every_official_code_is_named_with_its_state(research: Any) -> None:
    kept = list(Indicator.objects.values_list("table_code", "code_verified"))
    missing = []
    for one in research["official_series"]:
        for office in ("eurostat", "regionalstatistik", "afs"):
            said = one.get(office, [])
            for code in [said] if isinstance(said, str) else said:
                plain = code.replace("-", "–") if office == "afs" else code
                if not any(plain in table and verified is one["verified"] for table, verified in kept):
                    missing.append(code)
    assert missing == []


def test_every_target_is_loaded(research: Any) -> None:
    numbers = {Decimal(one["value"]) for one in research["targets"] if one["kind"] == "number"}
    assert numbers <= set(Target.objects.values_list("value", flat=True))


def test_every_topic_of_2017_has_an_indicator() -> None:
    now = situation(clock.today(), actor=PUBLIC)
    topics = [topic.key for topic in now.plan.topics.values() if topic.edition_key == "2017"]
    assert (len(topics), [key for key in topics if not now.indicators_of_topic(key)]) == (21, [])


def test_collected_indicator_has_a_whole_form() -> None:
    forms = Indicator.objects.filter(origin="collected")
    names = ("question", "question_en", "asked_of", "asked_of_en", "frequency", "definition", "definition_en")
    assert [(one.key, name) for one in forms for name in names if not getattr(one, name)] == []
    assert [one.key for one in forms if one.lowest is None] == []


def test_every_indicator_says_its_regional_depth_in_both_languages() -> None:
    assert [
        one.key for one in Indicator.objects.exclude(depth="", depth_en="") if not (one.depth and one.depth_en)
    ] == []
    assert list(Indicator.objects.exclude(origin="published").filter(depth="").values_list("key", flat=True)) == []


@pytest.mark.parametrize(
    ("key", "periods"),
    [
        ("anteil-bruttowertschoepfung", ["2021"]),
        ("bruttowertschoepfung", ["2021"]),
        ("exportquote", ["2007", "2012"]),
        ("umsatz", ["2007", "2009"]),
        ("auslandsumsatz", ["2007", "2021"]),
        ("gewerbeflaechen-potenzial", ["2015-11", "2019"]),
    ],
)
def test_trap_is_marked_as_a_break_with_its_reason(key: str, periods: list[str]) -> None:
    broken = Observation.objects.filter(indicator__key=key, breaks=True, region="11").order_by("period")
    assert [one.period for one in broken] == periods
    assert all(one.note or one.definition or previous.definition for previous, one in pairwise([*broken[:1], *broken]))


def test_rating_of_the_industry_share_begins_after_the_jump() -> None:
    share = Indicator.objects.get(key="anteil-bruttowertschoepfung")
    target = Target(key="share.probe", indicator=share, kind="point", value=Decimal(8), due="2030", stated="2018")
    writing.create(SYSTEM, [writing.Row(target)])
    now = situation(clock.today(), actor=PUBLIC)
    assessed = now.assessments[share.key]
    assert (assessed.course.years, assessed.course.cut) == ((2021, 2023), 2021)
    assert [(one.verdict, one.reason) for one in assessed.targets[0].ratings if 2018 in one.inputs.values()] == []
    assert (assessed.targets[0].first.verdict, assessed.targets[0].outlook.probability) == ("", None)


@pytest.mark.parametrize(
    ("key", "verdict", "reason"),
    [
        ("svb-industrie.2020", "cloud", ""),
        ("glasfaser.2028", "", "too_few"),
        ("online-dienste.2025", "", "too_few"),
        ("mobilfunk-5g.2025", "", "too_few"),
        ("flaechen.40-hektar", "", "no_values"),
    ],
)
def test_real_target_is_rated_or_refused_with_its_reason(key: str, verdict: str, reason: str) -> None:
    now = situation(clock.today(), actor=PUBLIC)
    found = {one.target.key: one for assessed in now.assessments.values() for one in assessed.targets}
    assert found[key].first.verdict == verdict
    assert found[key].outlook.probability is None
    assert reason in ("", found[key].first.reason)
