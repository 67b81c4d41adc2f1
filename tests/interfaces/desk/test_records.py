"""Forms of records: good and bad input, frozen content, two people at once, removal and return."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leitstand.domain.indicators.models import Indicator, Observation
from leitstand.domain.institutions.models import Person
from leitstand.domain.plans import models as m
from leitstand.domain.plans import operations
from leitstand.domain.sources.models import Source, Statement
from leitstand.foundation.actor import Role
from leitstand.foundation.history import recording
from leitstand.interfaces.desk.kinds import KINDS, Kind
from tests.interfaces.desk.conftest import SYSTEM, Browser, Small, keep, text_of, waiting_tasks

TOPIC = "/arbeitsplatz/eintrag/thema/2022.flaechen.tegel/"
ENTRY = "/arbeitsplatz/eintrag/eintrag/2022.tegel/"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.made_here], ids=lambda kind: kind.name)
def test_form_for_a_new_record_opens_for_every_kind(kind: Kind, office_browser: Browser, small: Small) -> None:
    assert office_browser.get(f"/arbeitsplatz/eintrag/{kind.name}/neu/").status_code == 200


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.made_here], ids=lambda kind: kind.name)
def test_empty_form_names_its_errors_for_every_kind(kind: Kind, office_browser: Browser, small: Small) -> None:
    response = office_browser.post(f"/arbeitsplatz/eintrag/{kind.name}/neu/")

    assert (response.status_code, "error-summary" in response.content.decode()) == (422, True)


@pytest.mark.parametrize("role", [Role.CONTACT, Role.COMMITTEE, Role.READER])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.made_here], ids=lambda kind: kind.name)
def test_no_kind_can_be_added_by_readers(
    kind: Kind, role: Role, browser_as: Callable[..., Browser], small: Small
) -> None:
    assert browser_as(role).post(f"/arbeitsplatz/eintrag/{kind.name}/neu/").status_code == 403


@pytest.mark.parametrize("role", [Role.CONTACT, Role.COMMITTEE, Role.READER])
@pytest.mark.parametrize("step", ["", "entfernen/", "wiederherstellen/"])
def test_record_cannot_be_written_by_readers(
    step: str, role: Role, browser_as: Callable[..., Browser], small: Small
) -> None:
    assert browser_as(role).post(f"{TOPIC}{step}", {"title": "anders"}).status_code == 403


def test_record_is_read_without_form_by_readers(browser_as: Callable[..., Browser], small: Small) -> None:
    page = browser_as(Role.READER).get(TOPIC)

    assert (page.status_code, 'name="title"' in page.content.decode()) == (200, False)


def test_topic_is_added(office_browser: Browser, small: Small) -> None:
    office_browser.post(
        "/arbeitsplatz/eintrag/thema/neu/?field=2022.flaechen",
        {"field": "2022.flaechen", "title": "Neues Thema", "position": "2"},
    )

    assert m.Topic.objects.get(title="Neues Thema").key == "2022.flaechen.neues-thema"


def test_parent_from_the_address_is_kept(office_browser: Browser, small: Small) -> None:
    office_browser.post("/arbeitsplatz/eintrag/handlungsfeld/neu/?edition=2022", {"title": "Neues Feld"})

    assert m.ActionField.objects.get(title="Neues Feld").edition == small.draft


def test_measure_is_added_with_its_permanent_record(office_browser: Browser, small: Small) -> None:
    values = {"title": "Siemensstadt ausbauen", "kind": "measure", "field": "2022.flaechen"}
    response = office_browser.post("/arbeitsplatz/eintrag/eintrag/neu/?edition=2022", values)

    assert (response.headers["Location"], m.MeasureEntry.objects.get(title="Siemensstadt ausbauen").measure.key) == (
        "/arbeitsplatz/massnahmen/siemensstadt-ausbauen/",
        "siemensstadt-ausbauen",
    )


def test_measure_is_taken_into_another_edition(office_browser: Browser, small: Small) -> None:
    keep(m.Edition(key="2026", plan=small.plan, title="Fassung 2026", short_title="2026", position=2))
    office_browser.post(
        "/arbeitsplatz/eintrag/eintrag/neu/?measure=tegel&edition=2026", {"title": "Tegel", "kind": "measure"}
    )

    assert list(m.MeasureEntry.objects.filter(measure=small.measure).values_list("edition__key", flat=True)) == [
        "2022",
        "2026",
    ]


def test_numbers_and_dates_are_read_as_written(office_browser: Browser, small: Small) -> None:
    values = {**office_browser.form(ENTRY), "planned": "1.234.567,50", "ends": "06.2026"}
    office_browser.post(ENTRY, values)
    small.entry.refresh_from_db()

    assert (str(small.entry.planned), small.entry.ends) == ("1234567.50", "2026-06")


def test_unreadable_number_keeps_what_was_typed(office_browser: Browser, small: Small) -> None:
    response = office_browser.post(ENTRY, {**office_browser.form(ENTRY), "planned": "viel"})

    assert (
        'value="viel"' in response.content.decode(),
        response.context["form"].errors["planned"][0].startswith("„viel“ ist keine Zahl."),
    ) == (True, True)


def test_unchanged_form_writes_nothing(office_browser: Browser, small: Small) -> None:
    before = recording.head()
    values = office_browser.form(ENTRY)
    values["promise"] = values["promise"].replace("\n", "\r\n").strip()
    office_browser.post(ENTRY, values)

    assert recording.head() == before


def test_source_is_found_by_its_name(office_browser: Browser, small: Small) -> None:
    office_browser.post(TOPIC, {**office_browser.form(TOPIC), "sources-add": "Eine Quelle – Verlag"})

    assert list(small.topic.sources.all()) == [small.source]


def test_asking_for_one_more_source_saves_nothing(office_browser: Browser, small: Small) -> None:
    values = {**office_browser.form(TOPIC), "title": "", "sources-add": "Eine Quelle – Verlag", "more": "sources"}
    response = office_browser.post(TOPIC, values)

    assert (response.status_code, 'value="quelle"' in response.content.decode(), list(small.topic.sources.all())) == (
        200,
        True,
        [],
    )


def test_unknown_source_is_named(office_browser: Browser, small: Small) -> None:
    response = office_browser.post(TOPIC, {**office_browser.form(TOPIC), "sources-add": "Gibt es nicht"})

    assert response.context["form"].errors["sources"] == [
        "„Gibt es nicht“ steht nicht zur Wahl. Bitte einen der Vorschläge wählen."
    ]


def test_broken_rule_is_a_sentence(office_browser: Browser, small: Small) -> None:
    keep(m.Responsibility(key="lead", entry=small.entry, institution=small.senate, role="lead"))
    response = office_browser.post(
        "/arbeitsplatz/eintrag/zustaendigkeit/neu/?entry=2022.tegel", {"role": "lead", "institution": "haus"}
    )

    assert response.context["form"].non_field_errors() == [
        "Diese Maßnahme hat schon eine Federführung. Bitte zuerst die bisherige ändern oder entfernen."
    ]


def test_observation_needs_value_or_sign(office_browser: Browser, small: Small) -> None:
    keep(Indicator(key="betriebe", title="Betriebe", unit="Anzahl", polarity="up", origin="official"))
    response = office_browser.post(
        "/arbeitsplatz/eintrag/wert/neu/?indicator=betriebe", {"region": "11", "period": "2020", "basis": "actual"}
    )

    assert response.context["form"].non_field_errors() == [
        "Bitte entweder einen Wert oder ein Zeichen statt eines Werts angeben."
    ]


def test_observation_is_added_outside_the_plan(office_browser: Browser, small: Small) -> None:
    keep(Indicator(key="betriebe", title="Betriebe", unit="Anzahl", polarity="up", origin="official"))
    office_browser.post(
        "/arbeitsplatz/eintrag/wert/neu/?indicator=betriebe",
        {"region": "11", "period": "2020", "value": "321", "basis": "actual"},
    )

    assert str(Observation.objects.get().value) == "321.0000"


def test_statement_about_nothing_is_refused(office_browser: Browser, small: Small) -> None:
    values = {"subject_kind": "edition", "subject_key": "1999", "aspect": "measures", "title": "Zahl"}
    response = office_browser.post("/arbeitsplatz/eintrag/angabe/neu/", values)

    assert list(response.context["form"].errors) == ["subject_key"]


def test_statement_takes_its_subject_by_name(office_browser: Browser, small: Small) -> None:
    values = {"subject_kind": "edition", "subject_key": "Fassung 2022 [2022]", "aspect": "measures", "title": "Zahl"}
    office_browser.post("/arbeitsplatz/eintrag/angabe/neu/", values)

    assert Statement.objects.get().subject_key == "2022"


# Frozen content


def test_frozen_change_asks_for_its_reason(office_browser: Browser, adopted: Small) -> None:
    response = office_browser.post(TOPIC, {**office_browser.form(TOPIC), "title": "Anders"})

    assert (
        response.status_code,
        "amendment" in response.context["form"].fields,
        'value="Anders"' in response.content.decode(),
    ) == (422, True, True)


def test_frozen_change_with_a_reason_is_an_amendment(office_browser: Browser, adopted: Small) -> None:
    office_browser.post(TOPIC, {**office_browser.form(TOPIC), "title": "Anders", "amendment": "Der Name war falsch."})

    assert list(m.Amendment.objects.values_list("reason", flat=True)) == ["Der Name war falsch."]


def test_frozen_change_with_an_empty_reason_asks_again(office_browser: Browser, adopted: Small) -> None:
    response = office_browser.post(TOPIC, {**office_browser.form(TOPIC), "title": "Anders", "amendment": "  "})

    assert (response.status_code, m.Amendment.objects.count()) == (422, 0)


def test_change_of_what_is_not_frozen_needs_no_reason(office_browser: Browser, adopted: Small) -> None:
    office_browser.post(TOPIC, {**office_browser.form(TOPIC), "title_en": "Tegel", "sources": ["quelle"]})
    adopted.topic.refresh_from_db()

    assert (adopted.topic.title_en, m.Amendment.objects.count()) == ("Tegel", 0)


def test_removal_of_frozen_content_asks_for_its_reason(office_browser: Browser, adopted: Small) -> None:
    milestone = "/arbeitsplatz/eintrag/meilenstein/2022.tegel.plan/entfernen/"
    first = office_browser.post(milestone)
    office_browser.post(milestone, {"reason": "Doppelt"})
    adopted.milestone.refresh_from_db()

    assert (first.status_code, "id_reason" in first.content.decode(), adopted.milestone.removed_on is None) == (
        422,
        True,
        False,
    )


def test_adopting_resolution_cannot_be_added_by_hand(office_browser: Browser, small: Small) -> None:
    values = {"body": "senat", "kind": "adopts", "decided_on": "16.08.2022"}
    response = office_browser.post("/arbeitsplatz/eintrag/beschluss/neu/?edition=2022", values)

    assert response.context["form"].non_field_errors() == [
        "Eine Fassung wird über „Beschließen“ festgelegt, damit ihre Prüfsumme entsteht."
    ]


# Two people at once


def test_second_of_two_sees_both_versions(office_browser: Browser, small: Small) -> None:
    mine = {**office_browser.form(TOPIC), "title": "Meins"}
    operations.change(small.topic, {"title": "Ihres"}, actor=SYSTEM)
    response = office_browser.post(TOPIC, mine)
    small.topic.refresh_from_db()

    assert (
        response.status_code,
        small.topic.title,
        "Ihres" in text_of(response),
        'value="Meins"' in response.content.decode(),
    ) == (422, "Ihres", True, True)


def test_second_of_two_may_keep_the_other_value(office_browser: Browser, small: Small) -> None:
    mine = {**office_browser.form(TOPIC), "title": "Meins", "summary": "Mein Text"}
    operations.change(small.topic, {"title": "Ihres"}, actor=SYSTEM)
    seen = office_browser.post(TOPIC, mine).context["form"].data["seen"]
    office_browser.post(TOPIC, {**mine, "seen": seen, "settle_title": "theirs"})
    small.topic.refresh_from_db()

    assert (small.topic.title, small.topic.summary) == ("Ihres", "Mein Text")


def test_second_of_two_may_insist(office_browser: Browser, small: Small) -> None:
    mine = {**office_browser.form(TOPIC), "title": "Meins"}
    operations.change(small.topic, {"title": "Ihres"}, actor=SYSTEM)
    seen = office_browser.post(TOPIC, mine).context["form"].data["seen"]
    office_browser.post(TOPIC, {**mine, "seen": seen, "settle_title": "mine"})
    small.topic.refresh_from_db()

    assert small.topic.title == "Meins"


def test_version_of_thousands_of_digits_counts_as_none(office_browser: Browser, small: Small) -> None:
    response = office_browser.post(TOPIC, {**office_browser.form(TOPIC), "title": "Neu", "seen": "9" * 5000})

    assert (response.status_code, small.topic.title in text_of(response)) == (422, True)


def test_undecided_conflict_is_not_saved(office_browser: Browser, small: Small) -> None:
    mine = {**office_browser.form(TOPIC), "title": "Meins"}
    operations.change(small.topic, {"title": "Ihres"}, actor=SYSTEM)
    seen = office_browser.post(TOPIC, mine).context["form"].data["seen"]
    response = office_browser.post(TOPIC, {**mine, "seen": seen})

    assert response.context["form"].errors["settle_title"] == ["Bitte wählen, was gelten soll."]


def test_field_left_alone_is_proposed_as_the_other_left_it(office_browser: Browser, small: Small) -> None:
    mine = {**office_browser.form(TOPIC), "summary": "Mein Text"}
    operations.change(small.topic, {"title": "Ihres"}, actor=SYSTEM)
    form = office_browser.post(TOPIC, mine).context["form"]

    assert form.data["settle_title"] == "theirs"


# Removal


def test_removed_record_comes_back(office_browser: Browser, small: Small) -> None:
    office_browser.post("/arbeitsplatz/eintrag/quelle/quelle/entfernen/")
    removed = Source.objects.get(key="quelle").removed_on
    office_browser.post("/arbeitsplatz/eintrag/quelle/quelle/wiederherstellen/")

    assert (removed is None, Source.objects.get(key="quelle").removed_on) == (False, None)


def test_record_in_use_cannot_be_removed(office_browser: Browser, small: Small) -> None:
    response = office_browser.post("/arbeitsplatz/eintrag/thema/2022.flaechen.tegel/entfernen/")

    assert (response.status_code, "Tegel nutzen" in text_of(response)) == (422, True)


def test_hidden_reference_counts_as_use(office_browser: Browser, small: Small) -> None:
    keep(m.Funding(key="geld", measure=small.measure, when="2022", funder=small.senate))
    response = office_browser.post("/arbeitsplatz/eintrag/institution/senat/entfernen/")

    assert response.status_code == 422


def test_removed_record_cannot_be_changed(office_browser: Browser, small: Small) -> None:
    values = office_browser.form("/arbeitsplatz/eintrag/quelle/quelle/")
    office_browser.post("/arbeitsplatz/eintrag/quelle/quelle/entfernen/")

    assert office_browser.post("/arbeitsplatz/eintrag/quelle/quelle/", values).status_code == 400


def test_listing_shows_removed_records_only_if_asked(office_browser: Browser, small: Small) -> None:
    office_browser.post("/arbeitsplatz/eintrag/quelle/quelle/entfernen/")
    listing = reverse("desk:listing", args=["quelle"])

    assert [len(office_browser.get(listing + query).context["rows"]) for query in ("", "?entfernt=1")] == [0, 1]


def test_listing_leads_to_what_was_removed_and_back(office_browser: Browser, small: Small) -> None:
    office_browser.post("/arbeitsplatz/eintrag/quelle/quelle/entfernen/")
    listing = reverse("desk:listing", args=["quelle"])
    assert "Entfernte anzeigen (1)" in text_of(office_browser.get(listing))
    row = office_browser.get(f"{listing}?entfernt=1").context["rows"][0]
    assert row["restore_url"] == "/arbeitsplatz/eintrag/quelle/quelle/wiederherstellen/"


def test_listing_of_contradictions_shows_no_other_statement(office_browser: Browser, small: Small) -> None:
    for key, aspect, value in (("a", "massnahmen", 5), ("b", "massnahmen", 6), ("c", "projekte", 7)):
        keep(
            Statement(
                key=key, subject_kind="edition", subject_key="2022", aspect=aspect, title=key, value=value, when="2022"
            )
        )
    url = reverse("desk:listing", args=["angabe"]) + "?widerspruch=1"
    assert url in waiting_tasks(office_browser).values()
    assert [row["obj"].key for row in office_browser.get(url).context["rows"]] == ["a", "b"]


def test_the_two_subject_fields_of_a_statement_have_labels_of_their_own(office_browser: Browser, small: Small) -> None:
    form = office_browser.get("/arbeitsplatz/eintrag/angabe/neu/").context["form"]
    assert form["subject_kind"].label != form["subject_key"].label


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.lists], ids=lambda kind: kind.name)
def test_listing_opens_for_every_kind(kind: Kind, office_browser: Browser, small: Small) -> None:
    assert office_browser.get(f"/arbeitsplatz/verzeichnisse/{kind.name}/?q=e").status_code == 200


def test_listing_needs_the_same_statements_for_more_rows(office_browser: Browser, small: Small) -> None:
    counts = []
    for name in ("eins", "zwei", "drei"):
        keep(Person(key=name, name=name, institution=small.senate))
        office_browser.get("/arbeitsplatz/")
        with CaptureQueriesContext(connection) as queries:
            office_browser.get("/arbeitsplatz/verzeichnisse/person/")
        counts.append(len(queries))

    assert counts[0] == counts[2]
