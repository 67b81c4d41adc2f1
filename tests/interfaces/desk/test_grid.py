"""The measure grid: filters, kept views, statements, and changing many at once with a way back."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leitstand.domain.plans import models as m
from leitstand.domain.plans import operations
from leitstand.foundation.actor import Role
from leitstand.foundation.history import recording
from leitstand.interfaces.desk.models import SavedView
from tests.interfaces.desk.conftest import SYSTEM, Browser, Small, keep, text_of

GRID, BULK = "/arbeitsplatz/massnahmen/", "/arbeitsplatz/massnahmen/gemeinsam/aendern/"


def more(small: Small, count: int) -> list[m.MeasureEntry]:
    """Further measures in the draft, without topic, contact or lead."""
    made = []
    for number in range(count):
        measure = keep(m.Measure(key=f"weitere-{number}", plan=small.plan))
        entry = m.MeasureEntry(
            key=f"2022.weitere-{number}", edition=small.draft, measure=measure, title=f"Weitere {number}", ends="2024"
        )
        made.append(keep(entry))
    return made


def titles(browser: Browser, query: str = "") -> list[str]:
    return [row.entry.title for row in browser.get(GRID + query).context["page_obj"]]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?q=tegel", ["Tegel nutzen"]),
        ("?q=nutzen+wir", ["Tegel nutzen"]),
        ("?thema=2022.flaechen.tegel", ["Tegel nutzen"]),
        ("?thema=-", ["Weitere 0"]),
        ("?feld=2022.flaechen", ["Tegel nutzen"]),
        ("?person=probe", ["Tegel nutzen"]),
        ("?luecke=contact", ["Weitere 0"]),
        ("?luecke=date", ["Tegel nutzen"]),
        ("?luecke=overdue", ["Tegel nutzen"]),
        ("?federfuehrung=senat", ["Weitere 0"]),
        ("?federfuehrung=-", ["Tegel nutzen"]),
        ("?stand=completed", []),
        ("?geld=unknown&leuchtturm=nein", ["Tegel nutzen", "Weitere 0"]),
        ("?fassung=alle&sort=-title", ["Weitere 0", "Tegel nutzen"]),
        ("?sort=ends", ["Weitere 0", "Tegel nutzen"]),
        ("?sort=-ends", ["Weitere 0", "Tegel nutzen"]),
    ],
)
def test_grid_shows_what_the_filter_asks_for(
    query: str, shown: list[str], office_browser: Browser, small: Small
) -> None:
    (weitere,) = more(small, 1)
    keep(m.Responsibility(key="r", entry=weitere, institution=small.senate, role="lead"))

    assert titles(office_browser, query) == shown


def test_statements_are_the_same_for_one_and_three(office_browser: Browser, small: Small) -> None:
    counts = []
    for add in (0, 2):
        more(small, add)
        office_browser.get(GRID)
        with CaptureQueriesContext(connection) as queries:
            office_browser.get(GRID)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 8


def test_row_shows_a_change_at_once(office_browser: Browser, small: Small) -> None:
    office_browser.get(GRID)
    operations.change(small.entry, {"title": "Neuer Titel"}, actor=SYSTEM)

    assert "Neuer Titel" in text_of(office_browser.get(GRID))


def test_reader_gets_no_boxes(browser_as: Callable[..., Browser], small: Small) -> None:
    assert 'name="m"' not in browser_as(Role.READER).get(GRID).content.decode()


def test_boxes_of_the_office_do_not_leak_to_a_reader(browser_as: Callable[..., Browser], small: Small) -> None:
    browser_as(Role.OFFICE).get(GRID)

    assert 'name="m"' not in browser_as(Role.READER).get(GRID).content.decode()


# Kept views


def test_view_is_kept(office_browser: Browser, small: Small) -> None:
    office_browser.post(f"{GRID}ansicht/merken/", {"name": "Ohne Person", "query": "luecke=contact"})

    assert "Ohne Person" in text_of(office_browser.get(GRID))


def test_view_of_another_is_not_shown_nor_deleted(browser_as: Callable[..., Browser], small: Small) -> None:
    browser_as(Role.OFFICE).post(f"{GRID}ansicht/merken/", {"name": "Meine", "query": ""})
    view = SavedView.objects.get()
    reader = browser_as(Role.READER)
    reader.post(f"{GRID}ansicht/{view.pk}/loeschen/")

    assert (list(reader.get(GRID).context["views"]), SavedView.objects.count()) == ([], 1)


def test_view_without_a_name_is_not_kept(office_browser: Browser, small: Small) -> None:
    office_browser.post(f"{GRID}ansicht/merken/", {"name": " ", "query": ""})

    assert SavedView.objects.count() == 0


# Many at once


def chosen(small: Small, field: str, **values: object) -> dict[str, object]:
    """What the page of one field would send for both measures."""
    return {"keys": "2022.tegel 2022.weitere-0", "field": field, "valued": "1", **values}


def applied(browser: Browser, small: Small, field: str, **values: object) -> object:
    seen = browser.post(BULK, chosen(small, field, **values)).context["seen"]
    return browser.post(BULK, chosen(small, field, seen=str(seen), apply="1", **values))


@pytest.mark.parametrize("role", [Role.CONTACT, Role.COMMITTEE, Role.READER])
def test_many_cannot_be_changed_by_readers(role: Role, browser_as: Callable[..., Browser], small: Small) -> None:
    assert browser_as(role).post(BULK, chosen(small, "contact", value="andere")).status_code == 403


def test_nothing_chosen_leads_back(office_browser: Browser, small: Small) -> None:
    assert office_browser.post(BULK, {"field": "contact"}).status_code == 302


def test_all_filtered_are_taken(office_browser: Browser, small: Small) -> None:
    more(small, 2)

    assert office_browser.post(BULK, {"field": "contact", "all": "1", "query": "luecke=contact"}).context["count"] == 2


def test_preview_shows_before_and_after_and_writes_nothing(office_browser: Browser, small: Small) -> None:
    more(small, 1)
    head = recording.head()
    steps = office_browser.post(BULK, chosen(small, "contact", value="andere")).context["steps"]

    assert ([(step["before"], step["after"]) for step in steps], recording.head()) == (
        [("Probe Person", "Andere Person"), ("–", "Andere Person")],
        head,
    )


@pytest.mark.parametrize(
    ("field", "value", "path"),
    [
        ("contact", "andere", "measure__contact__key"),
        ("deputy", "andere", "measure__deputy__key"),
        ("ends", "2027", "ends"),
        ("lighthouse", "ja", "lighthouse"),
        ("topic", "2022.flaechen.tegel", "topic__key"),
    ],
)
def test_many_get_the_value(field: str, value: str, path: str, office_browser: Browser, small: Small) -> None:
    more(small, 1)
    applied(office_browser, small, field, value=value)

    assert set(m.MeasureEntry.objects.values_list(path, flat=True)) == {True if value == "ja" else value}


def test_many_get_a_lead(office_browser: Browser, small: Small) -> None:
    more(small, 1)
    keep(m.Responsibility(key="r", entry=small.entry, institution=small.other.institution, role="lead"))
    applied(office_browser, small, "lead", value="senat")

    assert list(m.Responsibility.objects.values_list("institution__key", flat=True)) == ["senat", "senat"]


def test_many_get_a_line(office_browser: Browser, small: Small) -> None:
    more(small, 1)
    line = keep(m.CrossCuttingLine(key="2022.digital", edition=small.draft, title="Digital"))
    applied(office_browser, small, "line", value="2022.digital")

    assert [list(entry.lines.all()) for entry in m.MeasureEntry.objects.all()] == [[line], [line]]


def test_many_get_a_status(office_browser: Browser, small: Small) -> None:
    more(small, 1)
    applied(office_browser, small, "status", when="2024-06", stage="completed")

    assert sorted(m.Status.objects.values_list("measure__key", flat=True)) == ["tegel", "weitere-0"]


def test_topic_brings_its_field(office_browser: Browser, small: Small) -> None:
    more(small, 1)
    applied(office_browser, small, "topic", value="2022.flaechen.tegel")

    assert m.MeasureEntry.objects.get(key="2022.weitere-0").field == small.field


def test_topic_of_another_edition_is_left_out(office_browser: Browser, small: Small) -> None:
    more(small, 1)
    other = keep(m.Edition(key="2026", plan=small.plan, title="Fassung 2026", short_title="2026", position=2))
    keep(m.MeasureEntry(key="2026.tegel", edition=other, measure=small.measure, title="Tegel"))
    values = {"keys": "2022.weitere-0 2026.tegel", "field": "topic", "valued": "1", "value": "2022.flaechen.tegel"}
    steps = office_browser.post(BULK, values).context["steps"]

    assert [step["step"].problem for step in steps] == ["", "gehört zu einer anderen Fassung"]


def test_frozen_change_of_many_asks_for_one_reason(office_browser: Browser, adopted: Small) -> None:
    more(adopted, 1)
    response = applied(office_browser, adopted, "ends", value="2027")

    assert (response.status_code, response.context["needs_reason"], m.Amendment.objects.count()) == (422, True, 0)  # type: ignore[attr-defined]  # the test client's response


def test_frozen_change_of_many_is_one_amendment(office_browser: Browser, adopted: Small) -> None:
    more(adopted, 1)
    applied(office_browser, adopted, "ends", value="2027", amendment="Verlängert")

    assert m.Amendment.objects.count() == 1


def test_many_are_not_changed_if_one_moved_since_the_preview(office_browser: Browser, small: Small) -> None:
    more(small, 1)
    seen = office_browser.post(BULK, chosen(small, "ends", value="2027")).context["seen"]
    operations.change(small.entry, {"ends": "2026"}, actor=SYSTEM)
    response = office_browser.post(BULK, chosen(small, "ends", value="2027", seen=str(seen), apply="1"))

    assert (response.status_code, set(m.MeasureEntry.objects.values_list("ends", flat=True))) == (422, {"2026", "2024"})


def test_change_of_many_is_taken_back(office_browser: Browser, small: Small) -> None:
    more(small, 1)
    done = applied(office_browser, small, "ends", value="2027").headers["Location"]  # type: ignore[attr-defined]  # the test client's response
    office_browser.post(done)

    assert list(m.MeasureEntry.objects.order_by("key").values_list("ends", flat=True)) == ["", "2024"]


def test_leads_of_many_are_taken_back(office_browser: Browser, small: Small) -> None:
    more(small, 1)
    keep(m.Responsibility(key="r", entry=small.entry, institution=small.other.institution, role="lead"))
    done = applied(office_browser, small, "lead", value="senat").headers["Location"]  # type: ignore[attr-defined]  # the test client's response
    office_browser.post(done)
    present = m.Responsibility.objects.filter(removed_on=None)

    assert list(present.values_list("entry__key", "institution__key")) == [("2022.tegel", "haus")]


def test_frozen_change_of_many_is_taken_back_with_a_reason(office_browser: Browser, adopted: Small) -> None:
    more(adopted, 1)
    done = applied(office_browser, adopted, "ends", value="2027", amendment="Verlängert").headers["Location"]  # type: ignore[attr-defined]  # the test client's response
    refused = office_browser.post(done)
    office_browser.post(done, {"reason": "War falsch"})

    assert (
        refused.status_code,
        m.Amendment.objects.count(),
        set(m.MeasureEntry.objects.values_list("ends", flat=True)),
    ) == (422, 2, {"", "2024"})


def test_what_changed_again_is_not_taken_back(office_browser: Browser, small: Small) -> None:
    more(small, 1)
    done = applied(office_browser, small, "ends", value="2027").headers["Location"]  # type: ignore[attr-defined]  # the test client's response
    operations.change(small.entry, {"ends": "2030"}, actor=SYSTEM)
    response = office_browser.post(done)
    small.entry.refresh_from_db()

    assert (response.status_code, small.entry.ends) == (422, "2030")
