"""The history: chained, append-only, and able to say what was."""

from datetime import date

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from leitstand.domain.sources.models import Source
from leitstand.foundation.actor import system
from leitstand.foundation.history.chain import START, canonical, content_hash, link
from leitstand.foundation.history.reading import changes_since, rows_as_of
from leitstand.foundation.history.recording import Break, all_entries, content_of, head, history_of, verify
from leitstand.foundation.history.writing import Row, create, remove, restore, update

ACTOR = system("Test")
COLUMNS = (
    "at",
    "actor_kind",
    "actor_name",
    "verb",
    "subject_type",
    "subject_key",
    "subject_label",
    "effective_on",
    "content",
    "hash",
)


def make(*keys: str) -> list[Source]:
    sources = [Source(key=key, title=f"Titel {key}") for key in keys]
    create(ACTOR, [Row(source) for source in sources])
    return sources


@given(st.dictionaries(st.text(max_size=5), st.one_of(st.text(max_size=9), st.integers(), st.none()), max_size=5))
def test_canonical_text_does_not_depend_on_order(content: dict[str, object]) -> None:
    assert canonical(content) == canonical(dict(reversed(content.items())))


@given(st.text(max_size=20), st.text(max_size=20))
def test_different_texts_have_different_links(one: str, other: str) -> None:
    assert (link(START, one) == link(START, other)) == (one == other)


def test_content_hash_changes_with_content() -> None:
    assert content_hash({"a": 1}) != content_hash({"a": 2})


@pytest.mark.django_db
class TestChain:
    def test_empty_history_is_whole(self) -> None:
        assert verify() is None

    def test_history_is_whole_after_writes(self) -> None:
        source, *_ = make("a", "b", "c")
        update(ACTOR, source, {"title": "Neu"})
        assert (verify(), head()[0]) == (None, 4)

    @pytest.mark.parametrize("column", COLUMNS)
    def test_one_changed_column_is_found(self, column: str) -> None:
        make("a", "b", "c")
        changed = {"at": "2001-01-01 00:00:00+00:00", "effective_on": "2001-01-01"}.get(column, "x")
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE history_entry SET {column} = %s WHERE number = 2", [changed])  # noqa: S608 - names from COLUMNS
        broken = verify()
        assert broken is not None
        assert broken.number == 2

    def test_every_changed_byte_of_the_content_is_found(self) -> None:
        make("a")
        text = all_entries().get().content
        for place in range(len(text)):
            other = text[:place] + ("X" if text[place] != "X" else "Y") + text[place + 1 :]
            with connection.cursor() as cursor:
                cursor.execute("UPDATE history_entry SET content = %s WHERE number = 1", [other])
            assert verify() == Break(1, "Inhalt wurde verändert")

    def test_missing_entry_is_found(self) -> None:
        make("a", "b", "c")
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM history_entry WHERE number = 2")
        assert verify() == Break(2, "Eintrag fehlt")

    def test_cut_end_is_found(self) -> None:
        make("a", "b", "c")
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM history_entry WHERE number = 3")
        assert verify() == Break(3, "das Ende der Kette fehlt oder wurde verlängert")

    def test_entry_cannot_be_saved_again(self) -> None:
        make("a")
        with pytest.raises(TypeError):
            all_entries().get().save()

    def test_entry_cannot_be_deleted(self) -> None:
        make("a")
        with pytest.raises(TypeError):
            all_entries().get().delete()


@pytest.mark.django_db
class TestWriting:
    def test_update_records_old_and_new(self) -> None:
        (source,) = make("a")
        assert update(ACTOR, source, {"title": "Neu", "publisher": ""}) == {"title": ["Titel a", "Neu"]}

    def test_update_without_change_leaves_no_entry(self) -> None:
        (source,) = make("a")
        update(ACTOR, source, {"title": "Titel a"})
        assert head()[0] == 1

    def test_entry_says_who_and_why(self) -> None:
        (source,) = make("a")
        update(ACTOR, source, {"title": "Neu"}, reason="Tippfehler")
        entry = history_of("sources.source", "a")[0]
        assert (entry.actor_name, content_of(entry)["reason"]) == ("Test", "Tippfehler")

    def test_create_needs_a_fixed_number_of_statements(self, django_assert_max_num_queries: object) -> None:
        with django_assert_max_num_queries(16):  # type: ignore[operator]  # pytest-django's fixture
            make(*[f"s{n}" for n in range(100)])


@pytest.mark.django_db
class TestAsOf:
    def rows(self, day: date) -> list[tuple[str, str]]:
        found = rows_as_of(Source, day, changes_since([Source], day))
        return [(row["key"], row["title"]) for row in found]

    def test_value_changed_today_is_taken_back_for_yesterday(self) -> None:
        (source,) = make("a")
        update(ACTOR, source, {"title": "Neu"})
        assert self.rows(date(2020, 1, 1)) == [("a", "Titel a")]

    def test_value_changed_today_holds_today(self) -> None:
        (source,) = make("a")
        update(ACTOR, source, {"title": "Neu"})
        assert self.rows(date(2999, 1, 1)) == [("a", "Neu")]

    def test_removed_record_is_there_before_and_not_after(self) -> None:
        (source,) = make("a")
        remove(ACTOR, source)
        assert (self.rows(date(2020, 1, 1)), self.rows(date(2999, 1, 1))) == ([("a", "Titel a")], [])

    def test_restored_record_is_there_again(self) -> None:
        (source,) = make("a")
        remove(ACTOR, source)
        restore(ACTOR, source)
        assert self.rows(date(2999, 1, 1)) == [("a", "Titel a")]

    def test_record_is_not_there_before_it_was_known(self) -> None:
        create(ACTOR, [Row(Source(key="a", title="A", since=date(2020, 5, 1)))])
        assert self.rows(date(2020, 4, 30)) == []
