"""Marks in the margin belong to accounts: two people of one name do not share theirs."""

from importlib import import_module

import pytest
from django.apps import apps

from leitstand.domain.institutions.models import Account
from leitstand.domain.papers.models import Mark
from leitstand.domain.papers.operations.marks import mark_passage, unmark
from leitstand.domain.papers.queries.margins import MarkNote, margins
from leitstand.foundation.actor import Actor, Role
from tests.domain.papers.made_papers import Small, small_plan

pytestmark = pytest.mark.django_db
NAME = "Kim Beispiel"
migration = import_module("leitstand.domain.papers.migrations.0009_accounts_of_marks")


@pytest.fixture
def small(db: None) -> Small:
    return small_plan()


def account(address: str, name: str = NAME) -> Account:
    return Account.objects.make(f"{address}@demo.example", Role.OFFICE, name=name)


def named(ident: str, name: str = NAME) -> Actor:
    return Actor("account", name, ident, Role.OFFICE)


def seen(small: Small, actor: Actor) -> list[tuple[str, bool]]:
    marks: tuple[MarkNote, ...] = margins([small.passage.pk], [], actor=actor)[small.passage.pk].marks
    return sorted((one.note, one.own) for one in marks)


def test_accounts_of_one_name_have_marks_of_their_own(small: Small) -> None:
    for ident in ("1", "2"):
        mark_passage(small.passage, f"von {ident}", actor=named(ident))
    assert seen(small, named("1")) == [("von 1", True), ("von 2", False)]
    assert seen(small, named("2")) == [("von 1", False), ("von 2", True)]


def test_renamed_account_keeps_its_mark(small: Small) -> None:
    mark_passage(small.passage, "lesen", actor=named("1"))
    mark_passage(small.passage, "gelesen", actor=named("1", "Kim Muster"))
    assert seen(small, named("1", "Kim Muster")) == [("gelesen", True)]


def test_mark_with_a_name_only_is_of_whoever_bears_it(small: Small) -> None:
    mark_passage(small.passage, "von früher", actor=named(""))
    assert [seen(small, named("1")), seen(small, named("2")), seen(small, named("3", "Jo"))] == [
        [("von früher", True)],
        [("von früher", True)],
        [("von früher", False)],
    ]


def test_own_mark_goes_before_one_with_the_name_only(small: Small) -> None:
    mine = mark_passage(small.passage, "meine", actor=named("1"))
    Mark.objects.create(key="alt", passage=small.passage, note="von früher", author=NAME)
    assert seen(small, named("1")) == [("meine", True), ("von früher", False)]
    unmark(mine, actor=named("1"))
    assert seen(small, named("1")) == [("von früher", True)]


@pytest.mark.parametrize(("also", "given"), [("Jo", True), (NAME, False)])
def test_mark_is_given_to_the_only_account_of_its_name(small: Small, also: str, given: bool) -> None:
    first = account("kim")
    account("jo", also)
    mark_passage(small.passage, "von früher", actor=named(""))
    migration.give_marks_to_accounts(apps, None)
    assert Mark.objects.get().account == (str(first.pk) if given else "")


def test_mark_is_given_by_address_where_an_account_has_no_name(small: Small) -> None:
    nameless = account("kim", name="")
    mark_passage(small.passage, actor=named("", nameless.email))
    migration.give_marks_to_accounts(apps, None)
    assert Mark.objects.get().account == str(nameless.pk)
