"""Published rounds over the API: the frozen file's figures, in JSON and as a table."""

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from leitstand.domain.plans.models import Edition
from leitstand.domain.reporting.models import Round
from leitstand.domain.reporting.queries.rounds.frozen import FrozenRound, frozen_round
from tests.frozen_rounds import ANSWER, frozen_measure, keep_round
from tests.interfaces.api.addresses import ROOT, Ask


@pytest.fixture
def frozen(mixed: None) -> FrozenRound:
    return frozen_round(Round.objects.select_related("frozen").get(key="runde"))


def test_list_holds_the_published_rounds_only(frozen: FrozenRound, ask: Ask) -> None:
    assert [line["key"] for line in ask("/rounds")["items"]] == ["runde"]


def test_round_has_the_figures_that_were_frozen(frozen: FrozenRound, ask: Ask) -> None:
    got, rolled = ask("/rounds/runde"), frozen.rollup
    assert (got["counts"], got["coverage"], got["good_share"]) == (
        dict(rolled.counts),
        rolled.coverage,
        rolled.good_share,
    )


def test_groups_add_up_to_the_whole(frozen: FrozenRound, ask: Ask) -> None:
    groups = ask("/rounds/runde")["groups"]
    sums = {by: sum(group["total"] for group in groups if group["by"] == by) for by in ("field", "topic", "lead")}
    assert set(sums.values()) == {frozen.rollup.total}


def test_round_has_the_hash_of_the_file(frozen: FrozenRound, ask: Ask) -> None:
    assert ask("/rounds/runde")["content_hash"] == frozen.content_hash


def test_measures_have_both_lights(frozen: FrozenRound, ask: Ask) -> None:
    got = [(line["measure"], line["state"], line["computed_light"]) for line in ask("/rounds/runde/measures")["items"]]
    assert got == [(one.key, one.state, one.computed.light) for one in frozen.measures]


def test_measures_say_what_is_asked_for(mixed: None, ask: Ask) -> None:
    asking = replace(ANSWER, asks_amount=Decimal(120_000), asks_text="Zwei Stellen.")
    edition = Round.objects.get(key="runde").edition
    days = {"period_begins": date(2024, 7, 1), "period_ends": date(2024, 12, 31)}
    measures = [frozen_measure("bekannt", answer=asking), frozen_measure("zweite")]
    keep_round("bittende", edition, measures, title="2/2024", **days)
    got = [(line["asks_amount"], line["asks_text"]) for line in ask("/rounds/bittende/measures")["items"]]
    assert got == [(120_000, "Zwei Stellen."), (None, "")]


def test_measures_can_be_filtered_by_difference(frozen: FrozenRound, ask: Ask) -> None:
    got = [line["measure"] for line in ask("/rounds/runde/measures", differs="true")["items"]]
    assert got == [one.key for one in frozen.disagreeing]


def test_measures_come_as_a_table(frozen: FrozenRound, client: Client) -> None:
    text = client.get(f"{ROOT}/rounds/runde/measures", {"format": "csv", "dialect": "rfc4180"}).content.decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["measure"], row["state"]) for row in rows] == [(one.key, one.state) for one in frozen.measures]


def test_answer_that_is_held_is_not_sent_again(frozen: FrozenRound, client: Client) -> None:
    address = f"{ROOT}/rounds/runde"
    assert client.get(address, HTTP_IF_NONE_MATCH=client.get(address)["ETag"]).status_code == 304


def test_round_that_names_nobody_gives_no_names(mixed: None, ask: Ask) -> None:
    edition = Edition.objects.get(key="2020")
    keep_round("stumm", edition, [frozen_measure("still", "")], silent_named=False, period_ends="2024-12-31")
    got = ask("/rounds/stumm")
    named = [group["key"] for group in got["groups"] if group["by"] == "lead"]
    assert (got["silent"], got["silent_count"], named) == ([], 1, [None])


def test_altered_file_gives_a_sentence_and_no_figure(frozen: FrozenRound, client: Client, settings: object) -> None:
    sha256 = frozen.content_hash
    place = Path(settings.DATA_DIR) / "files" / sha256[:2] / sha256  # type: ignore[attr-defined]  # pytest-django's wrapper
    place.write_bytes(place.read_bytes().replace(b"on_track", b"at_risk_"))
    response = client.get(f"{ROOT}/rounds/runde")
    assert (response.status_code, list(response.json())) == (503, ["detail"])


def test_round_that_does_not_exist_is_not_found(mixed: None, client: Client) -> None:
    assert client.get(f"{ROOT}/rounds/gibt-es-nicht").status_code == 404
