"""``leitstand indicators assess|revision``: what was written, and what a state of the data changed."""

from dataclasses import asdict, replace
from typing import Any

import pytest

from leitstand.domain.indicators.models import Indicator, Rating
from leitstand.domain.plans.models import Edition
from leitstand.domain.reporting.models import Round
from leitstand.domain.reporting.rules.light import IndicatorFact
from leitstand.foundation.actor import Actor
from leitstand.foundation.history import writing
from leitstand.foundation.mail.models import Message
from leitstand.interfaces.cli.main import run
from tests.frozen_rounds import FACTS, frozen_measure, keep_round
from tests.turning import SYSTEM, fall, keep_rising

pytestmark = pytest.mark.django_db


def freeze_with(indicator: Indicator, **fact: Any) -> Round:
    """A published round whose one measure's light used the indicator."""
    used = replace(IndicatorFact(indicator.title, "up", None, None, None, "", "progress"), **fact)
    measure = frozen_measure("netz-bauen", inputs=asdict(replace(FACTS, indicators=(used,))))
    return keep_round("eins", Edition.objects.get(), [measure])


def test_assess_says_what_was_written(capsys: Any) -> None:
    keep_rising()
    Rating.objects.all().delete()
    assert run(["indicators", "assess"]) == 0
    assert capsys.readouterr().out == "Ziele: 17 neue Bewertungen, 0 neue Aussichten, 0 geprüft.\n"


def test_assess_mails_what_turned(office: Actor) -> None:
    fall(keep_rising())
    run(["indicators", "assess"])
    assert Message.objects.count() == 1


def test_revision_lists_ratings_and_outlooks(capsys: Any) -> None:
    fall(keep_rising())
    assert run(["indicators", "revision", "netz", "2025-01"]) == 0
    said = capsys.readouterr().out
    assert "Netz, was seit dem Datenstand Januar 2025 anders ist:" in said
    assert "Aussicht" in said


def test_revision_changes_nothing() -> None:
    fall(keep_rising())
    before = list(Rating.objects.order_by("pk").values())
    run(["indicators", "revision", "netz", "2025-01"])
    assert list(Rating.objects.order_by("pk").values()) == before


def test_revision_finds_a_frozen_round_by_the_key_after_a_new_title(capsys: Any) -> None:
    indicator = keep_rising()
    freeze_with(indicator, key="netz")
    writing.update(SYSTEM, indicator, {"title": "Leitungen"})
    fall(indicator)
    run(["indicators", "revision", "netz", "2025-01"])
    assert "1/2025 hat den Indikator benutzt; sie bleibt, wie sie eingefroren wurde." in capsys.readouterr().out


def test_revision_does_not_take_a_namesake_for_the_indicator(capsys: Any) -> None:
    indicator = keep_rising()
    freeze_with(indicator, key="anderes-netz")
    fall(indicator)
    run(["indicators", "revision", "netz", "2025-01"])
    assert "eingefroren" not in capsys.readouterr().out


def test_revision_finds_rounds_frozen_before_keys_were_kept(capsys: Any) -> None:
    indicator = keep_rising()
    freeze_with(indicator)
    fall(indicator)
    run(["indicators", "revision", "netz", "2025-01"])
    assert "eingefroren" in capsys.readouterr().out


def test_revision_without_news_says_nothing_changed(capsys: Any) -> None:
    keep_rising()
    run(["indicators", "revision", "netz", "2026-01"])
    assert capsys.readouterr().out.splitlines()[1:] == ["  nichts"]


@pytest.mark.parametrize(
    ("key", "vintage", "said"), [("netz", "gestern", "kein Datum"), ("nix", "2025", "gibt es nicht")]
)
def test_revision_of_what_is_not_there_says_so(key: str, vintage: str, said: str, capsys: Any) -> None:
    keep_rising()
    assert (run(["indicators", "revision", key, vintage]), said in capsys.readouterr().err) == (1, True)
