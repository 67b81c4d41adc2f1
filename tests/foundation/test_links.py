"""Personal links: derived, never stored, and resolved only where they leave the house."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.foundation.links import address_of, blank, hash_of, placeholder, resolve, token_of

idents = st.text("abcdefghijklmnopqrstuvwxyzäöü0123456789.:@_-", min_size=1, max_size=60)
texts = st.text(max_size=80)


def test_token_is_the_same_each_time() -> None:
    assert token_of("2026-1.haus") == token_of("2026-1.haus")


@given(idents, idents)
def test_tokens_of_two_idents_differ(one: str, other: str) -> None:
    assert (token_of(one) == token_of(other)) == (one == other)


@given(idents)
def test_token_has_256_bits_and_needs_no_escaping(ident: str) -> None:
    token = token_of(ident)
    assert (len(token), token.replace("-", "a").replace("_", "a").isalnum()) == (43, True)


def test_token_depends_on_the_secret_key(settings: Any) -> None:
    before = token_of("haus")
    settings.SECRET_KEY = "another key of another instance"
    assert token_of("haus") != before


def test_hash_does_not_hold_the_token() -> None:
    assert (len(hash_of(token_of("haus"))), token_of("haus") in hash_of(token_of("haus"))) == (64, False)


def test_hash_takes_whatever_a_browser_sends() -> None:
    assert len(hash_of("\udcff\x00ü")) == 64


def test_address_stands_under_the_public_address(settings: Any) -> None:
    settings.BASE_URL = "https://leitstand.example"
    assert address_of("haus") == f"https://leitstand.example/melden/{token_of('haus')}/"


@given(texts, idents, texts)
def test_placeholder_becomes_the_address(before: str, ident: str, after: str) -> None:
    assert resolve(before + placeholder(ident) + after) == before + address_of(ident) + after


@given(texts, idents, texts)
def test_placeholder_becomes_a_word(before: str, ident: str, after: str) -> None:
    assert blank(before + placeholder(ident) + after, "[Link]") == f"{before}[Link]{after}"


@given(idents)
def test_placeholder_holds_no_part_of_the_token(ident: str) -> None:
    token = token_of(ident)
    assert [part for part in (token[at : at + 12] for at in range(31)) if part in placeholder(ident)] == []


def test_every_placeholder_of_a_text_is_replaced() -> None:
    text = f"{placeholder('a')} und {placeholder('b')}"
    assert resolve(text) == f"{address_of('a')} und {address_of('b')}"


@pytest.mark.parametrize("written", ["⟦link:haus⟧", "⟦link:haus~0123456789abcdef⟧"])
def test_placeholder_that_someone_wrote_themselves_gives_no_link(written: str) -> None:
    assert resolve(written) == written


def test_seal_of_one_placeholder_opens_no_other() -> None:
    forged = placeholder("meins").replace("meins", "deins")
    assert resolve(forged) == forged


@pytest.mark.parametrize("ident", ["", "zwei Wörter", "a⟧", "a~b"])
def test_ident_that_cannot_stand_in_a_placeholder_is_refused(ident: str) -> None:
    with pytest.raises(ValueError, match="placeholder"):
        placeholder(ident)
