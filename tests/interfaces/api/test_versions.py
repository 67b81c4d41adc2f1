"""ETag and 304: an answer that has not changed is not sent again, one that has always is."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from leitstand.domain.institutions.models import Institution
from tests.interfaces.api.addresses import ROOT

ADDRESSES = ["/plan", "/measures", "/measures/bekannt", "/history/head", "/reports", "/measures?format=csv"]


@pytest.mark.parametrize("path", ADDRESSES)
def test_unchanged_answer_is_not_sent_again(path: str, mixed: None, client: Client) -> None:
    etag = client.get(ROOT + path)["ETag"]
    again = client.get(ROOT + path, headers={"if-none-match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)


def test_tag_made_weak_by_a_proxy_still_counts(mixed: None, client: Client) -> None:
    etag = client.get(f"{ROOT}/plan")["ETag"]
    assert client.get(f"{ROOT}/plan", headers={"if-none-match": f'"other", W/{etag}'}).status_code == 304


def test_unchanged_answer_costs_one_statement(
    mixed: None, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    etag = client.get(f"{ROOT}/measures")["ETag"]
    with django_assert_num_queries(1):
        client.get(f"{ROOT}/measures", headers={"if-none-match": etag})


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_write_changes_the_tag(path: str, mixed: None, keep: Any, client: Client) -> None:
    etag = client.get(ROOT + path)["ETag"]
    keep(Institution(key="neu", name="Neu"))
    assert client.get(ROOT + path)["ETag"] != etag


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/measures", "/editions"),
        ("/measures", "/measures?limit=1"),
        ("/measures?format=csv", "/measures?format=json"),
        ("/measures?as_of=2021", "/measures?as_of=2022"),
    ],
)
def test_different_questions_have_different_tags(one: str, other: str, mixed: None, client: Client) -> None:
    assert client.get(ROOT + one)["ETag"] != client.get(ROOT + other)["ETag"]


def test_table_chosen_by_header_has_another_tag(mixed: None, client: Client) -> None:
    table = client.get(f"{ROOT}/measures", headers={"accept": "text/csv"})
    assert table["ETag"] != client.get(f"{ROOT}/measures")["ETag"]


def test_tomorrow_the_same_question_has_another_tag(
    mixed: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    etag = client.get(f"{ROOT}/measures")["ETag"]
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: date.today() + timedelta(days=1))
    assert client.get(f"{ROOT}/measures")["ETag"] != etag


def test_answers_must_be_revalidated(mixed: None, client: Client) -> None:
    response = client.get(f"{ROOT}/measures")
    assert (response["Cache-Control"], "Accept" in response["Vary"]) == ("no-cache", True)


def test_missing_thing_has_no_tag(mixed: None, client: Client) -> None:
    assert "ETag" not in client.get(f"{ROOT}/measures/gibt-es-nicht")
