"""Eurostat's and ESCAP's methods were not compared with their sources: wherever they are shown, it says so."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from leitstand.domain.indicators import rating_words
from leitstand.domain.indicators.models import Rating
from leitstand.domain.indicators.rating_rule_words import UNVERIFIED, rule_in_words
from leitstand.domain.indicators.rules.ratings import METHODS
from leitstand.interfaces.cli.main import run
from tests.turning import keep_rising

OPEN = ("eurostat", "escap")


@pytest.mark.parametrize("method", OPEN)
def test_method_says_in_its_name_and_version_that_it_is_unverified(method: str) -> None:
    said = [rating_words.method_word(method, language) for language in ("de", "en")]
    assert [said[0].endswith("(nicht geprüft)"), said[1].endswith("(unverified)")] == [True, True]
    assert METHODS[method].version.endswith("-unverified")


@pytest.mark.parametrize("method", OPEN)
@pytest.mark.parametrize("place", [0, 1])
def test_rule_begins_with_the_warning(method: str, place: int) -> None:
    assert rule_in_words(method, ("de", "en")[place])[0] == UNVERIFIED[place]


def test_no_other_method_is_unverified() -> None:
    assert tuple(key for key, method in METHODS.items() if not method.verified) == OPEN


@pytest.mark.django_db
def test_unverified_methods_are_never_put_on_record() -> None:
    keep_rising()
    assert not Rating.objects.filter(method__in=OPEN).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("prefix", "said"), [("", "Eurostat (nicht geprüft)"), ("/en", "Eurostat (unverified)")])
def test_page_marks_them_and_shows_them_only_when_asked(prefix: str, said: str) -> None:
    keep_rising()
    shown = [Client().get(f"{prefix}/indikator/netz/{query}").content.decode() for query in ("", "?methoden=alle")]
    assert [said in page for page in shown] == [False, True]


@pytest.mark.django_db
def test_interface_gives_only_verified_methods_or_says_so() -> None:
    keep_rising()
    said = Client().get("/api/v1/indicators/netz").json()["assessments"][0]["ratings"]
    assert [one["method"] for one in said if not one["verified"]] == []


@pytest.mark.parametrize("method", OPEN)
def test_command_refuses_them_unless_told(method: str, tmp_path: Path, capsys: Any) -> None:
    for name in ("series.csv", "targets.csv"):
        (tmp_path / name).write_text("", "utf-8")
    arguments = [str(tmp_path / "series.csv"), str(tmp_path / "targets.csv"), "--method", method]
    assert run(["rate", *arguments, "-o", str(tmp_path / "out.csv")]) == 1
    assert "--unverified" in capsys.readouterr().err
