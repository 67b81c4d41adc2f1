"""Comparing a file with what is kept here: changes, conflicts, what is frozen, and what cannot be."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leitstand.domain.exchange.applying import in_free_order
from leitstand.domain.exchange.comparing import ImportPlan, RowChange
from leitstand.domain.exchange.dataset import Dataset, Stored
from leitstand.domain.exchange.operations import plan_import
from leitstand.domain.exchange.package_reading import read_package
from leitstand.domain.exchange.tables import BY_NAME
from leitstand.domain.exchange.values import Row
from leitstand.domain.exchange.workbook_reading import read_workbook
from leitstand.foundation.errors import RuleBroken
from tests.domain.exchange.samples import PLAN, dataset, excel, package, read_texts, stored, workbook


def changed(**tables: list[Row]) -> Mapping[str, list[Row]]:
    """The sample plan with some rows changed or added."""
    result = {name: list(rows) for name, rows in PLAN.items()}
    for name, rows in tables.items():
        by_key = {row["key"]: row for row in result.get(name, [])}
        for row in rows:
            by_key[row["key"]] = by_key.get(row["key"], {}) | row
        result[name] = list(by_key.values())
    return result


def without(table: str, *keys: str) -> Stored:
    """What is kept here after these rows were removed here."""
    here = stored()
    for key in keys:
        here.removed.rows(table)[key] = here.living.rows(table).pop(key)
    return here


def said(plan: ImportPlan) -> list[str]:
    assert plan.errors == []
    return [str(change) for change in plan.changes]


def faults(plan: ImportPlan) -> list[str]:
    return [str(problem) for problem in plan.errors]


def consistent(plan: ImportPlan) -> bool:
    counts = dict(plan.counts)
    return counts.pop("read") == sum(counts.values())


def test_an_unchanged_file_changes_nothing() -> None:
    plan = plan_import(read_workbook(workbook()), stored())
    assert said(plan) == []
    assert plan.unchanged == plan.read == len(dataset())


def test_a_file_for_an_empty_instance_is_all_new() -> None:
    plan = plan_import(read_workbook(workbook()), Stored(Dataset(), Dataset()))
    assert plan.errors == []
    assert plan.counts["new"] == plan.read == len(dataset())


def test_a_changed_cell_is_a_change_with_old_new_and_place() -> None:
    plan = excel().change("statuses", "netz.s1", "stage", "abgeschlossen").plan()
    assert said(plan) == ["Statusmeldungen: netz.s1 (netz.s1): Stand der Umsetzung: unbekannt → abgeschlossen"]
    change = plan.changes[0]
    assert (change.kind, change.table, change.column, change.old, change.new) == (
        "changed", "statuses", "stage", "unknown", "completed",
    )  # fmt: skip
    assert str(change.place) == "Blatt „Statusmeldungen“, Zeile 4, Spalte „Stand der Umsetzung (E)“"


def test_an_emptied_cell_is_a_change() -> None:
    plan = excel().change("people", "erika", "email", None).plan()
    assert said(plan) == ["Personen: Erika Muster (erika): E-Mail: erika@example.org → leer"]


def test_a_marked_row_is_removed_and_a_missing_one_is_not() -> None:
    book = excel().remove("milestones", "2018.hof.m1")
    book.sheet("events").delete_rows(3)
    plan = book.add("events", plan="mpi", when="2020", title="Konferenz").plan()
    assert [(change.kind, change.table) for change in plan.changes] == [("removed", "milestones"), ("new", "events")]
    assert plan.notes == [
        "Ereignisse: Eine Zeile steht hier, aber nicht in der Datei; sie bleibt."
        " Zum Entfernen gibt es die Spalte „Entfernen“."
    ]


def test_a_row_with_an_error_is_not_called_missing() -> None:
    plan = excel().change("milestones", "2018.hof.m1", "due", "irgendwann").plan()
    assert (len(plan.errors), plan.notes) == (1, [])


def test_removing_what_is_not_here_changes_nothing() -> None:
    plan = excel().remove("events", "e1").plan(without("events", "e1"))
    assert said(plan) == []
    assert consistent(plan)


def test_a_row_changed_here_only_stays_as_it_is() -> None:
    here = stored(changed(papers=[{"key": "p1", "title": "Leitbild II"}]))
    plan = plan_import(read_workbook(workbook()), here)
    assert said(plan) == []
    assert plan.notes == ["1 Zeilen wurden nur hier geändert, seit die Datei entstand; sie bleiben so."]


def test_a_row_changed_on_both_sides_is_a_conflict_with_both_values() -> None:
    here = stored(changed(papers=[{"key": "p1", "title": "Leitbild II"}]))
    plan = excel().change("papers", "p1", "title", "Leitbild 2030").plan(here)
    assert said(plan) == []
    assert [(c.table, c.key, c.columns) for c in plan.conflicts] == [
        ("papers", "p1", (("title", "Leitbild II", "Leitbild 2030"),))
    ]
    assert str(plan.conflicts[0]) == (
        "Blatt „Papiere“, Zeile 3: Leitbild 2030 (p1) wurde auf beiden Seiten geändert."
        " Titel: hier Leitbild II, in der Datei Leitbild 2030"
    )
    assert consistent(plan)


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    here = stored(changed(papers=[{"key": "p1", "title": "Leitbild II"}]))
    plan = excel().change("papers", "p1", "title", "Leitbild II").plan(here)
    assert (said(plan), plan.conflicts) == ([], [])


def test_removing_what_was_changed_here_is_a_conflict() -> None:
    here = stored(changed(events=[{"key": "e1", "title": "Sitzung"}]))
    assert [c.wish.kind for c in excel().remove("events", "e1").plan(here).conflicts] == ["removed"]


def test_what_was_removed_here_comes_back_only_if_someone_decides() -> None:
    here = without("events", "e1")
    assert said(plan_import(read_workbook(workbook()), here)) == []
    plan = excel().change("events", "e1", "title", "Sitzung").plan(here)
    assert [(c.key, c.wish.restored) for c in plan.conflicts] == [("e1", True)]


def test_a_measure_removed_here_stays_removed_if_the_file_says_nothing_new(tmp_path: Path) -> None:
    here = without("measures", "netz")
    for table in ("entries", "fates", "statuses"):
        for key in [key for key in here.living.rows(table) if "netz" in key or key == "fn"]:
            here.removed.rows(table)[key] = here.living.rows(table).pop(key)
    assert said(plan_import(read_package(package(tmp_path / "p")), here)) == []
    (tmp_path / "p" / "stand.yaml").unlink()
    plan = plan_import(read_package(tmp_path / "p"), here)
    assert [(row.table.name, row.key, row.restored) for row in plan.rows] == [
        ("measures", "netz", True),
        ("entries", "2018.netz", True),
        ("entries", "2022.netz", True),
        ("statuses", "netz.s1", True),
        ("fates", "fn", True),
    ]
    assert consistent(plan)


def test_a_file_without_fingerprints_wins() -> None:
    book = excel()
    for table in PLAN:
        book.sheet(table).delete_cols(book.column(table, "~mark"))
    here = stored(changed(papers=[{"key": "p1", "title": "Leitbild II"}]))
    assert said(book.plan(here)) == ["Papiere: Leitbild (p1): Titel: Leitbild II → Leitbild"]


def test_what_the_system_filled_in_is_not_cleared() -> None:
    here = stored(changed(resolutions=[{"key": "2018.senat", "content_hash": "a" * 64}]))
    assert said(plan_import(read_workbook(workbook()), here)) == []


def test_a_row_without_key_that_was_imported_before_is_not_made_twice() -> None:
    book = excel().add("institutions", name="Hochschule")
    made = book.plan().rows[0]
    later = changed(institutions=[{**(made.new or {}), "short_name": "HS"}])
    plan = book.plan(stored(later))
    assert (said(plan), plan.conflicts) == ([], [])
    assert consistent(plan)


def test_an_entry_of_a_new_measure_brings_its_measure() -> None:
    plan = excel().add("entries", edition="2022", measure="wasser", title="Wasserstoff").plan()
    assert [(change.kind, change.table, change.key) for change in plan.changes] == [
        ("new", "measures", "wasser"),
        ("new", "entries", "2022.wasser"),
    ]
    assert plan.counts["new"] == 1
    assert consistent(plan)


# What cannot be


def test_a_key_that_comes_twice_is_named_with_both_places() -> None:
    book = (
        excel()
        .add("sources", key="quelle", title="Doppelt")
        .add("papers", title="A", body="B")
        .add("papers", title="A", body="B")
    )
    assert faults(book.plan()) == [
        "Blatt „Quellen“, Zeile 4, Spalte „Kennzeichen (A)“: Das Kennzeichen „quelle“ kommt zweimal vor, zuerst in"
        " Blatt „Quellen“, Zeile 3. Bitte ein anderes wählen; in einer neuen Zeile darf es leer bleiben.",
        "Blatt „Papiere“, Zeile 7: Diese Zeile sagt dasselbe wie Blatt „Papiere“, Zeile 6."
        " Bitte eine von beiden löschen.",
    ]


def test_an_unknown_reference_is_named_with_the_nearest() -> None:
    assert faults(excel().change("responsibilities", "2018.hof.werk", "institution", "wreck").plan()) == [
        "Blatt „Zuständigkeiten“, Zeile 4, Spalte „Institution (D)“: „wreck“ gibt es nicht in „Institutionen“."
        " Meinten Sie „werk“? Bitte ein vorhandenes Kennzeichen angeben oder dort eine Zeile dafür anlegen."
    ]


def test_a_reference_may_come_with_what_it_refers_to() -> None:
    book = excel().add("institutions", key="neu", name="Neu").change("funding", "hof.f1", "funder", "neu")
    assert said(book.plan())[0] == "Institutionen: Neu (neu): neu"


def test_a_required_cell_left_empty_is_named() -> None:
    assert faults(excel().change("entries", "2018.hof", "title", None).plan()) == [
        "Blatt „Maßnahmen“, Zeile 3, Spalte „Titel (F)“: „Titel“ fehlt. Bitte ausfüllen."
    ]


def test_a_row_that_others_need_is_not_removed() -> None:
    plan = excel().remove("institutions", "werk").plan()
    assert faults(plan) == [
        "Blatt „Institutionen“, Zeile 5: „werk“ wird noch gebraucht, zum Beispiel von „2018.hof.werk“ in"
        " „Zuständigkeiten“. Bitte zuerst dort lösen oder ebenfalls entfernen."
    ]
    together = excel().remove("institutions", "werk").remove("responsibilities", "2018.hof.werk").plan()
    assert faults(together) == []


def test_a_reference_to_what_was_removed_is_named() -> None:
    here = without("institutions", "werk")
    here.removed.rows("responsibilities")["2018.hof.werk"] = here.living.rows("responsibilities").pop("2018.hof.werk")
    plan = excel().change("funding", "hof.f1", "funder", "werk").plan(here)
    assert [(str(p.place), p.reason) for p in plan.errors] == [
        ("Blatt „Finanzierung“, Zeile 3, Spalte „Geldgeber (F)“", "„werk“ (Institutionen) ist entfernt.")
    ]


@pytest.mark.parametrize(
    ("table", "row", "reason"),
    [
        ("responsibilities", {"entry": "2018.hof", "institution": "senat", "role": "Federführung"},
         "Die Maßnahme hat in dieser Fassung schon eine Federführung. Beteiligt: „2018.hof.haus“."),
        ("responsibilities", {"entry": "2018.hof", "institution": "werk", "role": "Beteiligung"},
         "Die Institution hat bei dieser Maßnahme diese Rolle schon. Beteiligt: „2018.hof.werk“."),
        ("entries", {"key": "zweite", "edition": "2018", "measure": "hof", "title": "Noch einmal"},
         "Die Fassung enthält diese Maßnahme schon. Beteiligt: „2018.hof“."),
        ("resolutions", {"edition": "2018", "body": "senat", "decided_on": "01.01.2019"},
         "Die Fassung hat schon einen Beschluss, der sie beschließt. Beteiligt: „2018.senat“."),
        ("observations", {"indicator": "betriebe", "period": "2019", "value": 1, "vintage": "2020"},
         "Für Indikator, Region, Zeitraum, Datenstand und Art gibt es schon einen Wert. Beteiligt: „b.2019“."),
        ("observations", {"indicator": "betriebe", "period": "2021"},
         "Es steht entweder ein Wert oder ein Zeichen statt eines Werts."),
        ("targets", {"kind": "Richtung", "text": "mehr"}, "Der Zielwert gehört zu nichts."),
        ("measure_indicators", {"measure": "hof", "indicator": "betriebe"},
         "Die Maßnahme ist mit diesem Indikator schon verbunden. Beteiligt: „hb“."),
        ("crosswalks", {"old_field": "2018.1", "old_topic": "2018.1.1", "new_field": "2022.1"},
         "Eine Überleitung geht von genau einem alten Handlungsfeld oder alten Thema aus."),
        ("crosswalks", {"old_field": "2018.1"},
         "Eine Überleitung führt zu genau einem neuen Handlungsfeld oder neuen Thema."),
        ("fates", {"old_entry": "2018.hof", "kind": "fortgeführt"},
         "Verbleib und neue Maßnahme passen nicht zusammen."),
        ("statements", {"subject_kind": "Maßnahme", "subject_key": "fluss", "aspect": "a", "title": "T"},
         "„fluss“ gibt es nicht in „Maßnahmen dauerhaft“."),
        ("entries", {"edition": "2022", "measure": "hof", "title": "Hof", "topic": "2018.1.1"},
         "„2018.1.1“ gehört zur Fassung „2018“, diese Zeile zu „2022“."),
    ],
)  # fmt: skip
def test_a_broken_rule_is_named(table: str, row: dict[str, object], reason: str) -> None:
    plan = excel().add(table, **row).plan()
    assert [problem.reason for problem in plan.errors] == [reason]
    assert plan.errors[0].place.sheet == BY_NAME[table].sheet


def test_a_row_that_cannot_be_read_does_not_make_others_wrong() -> None:
    plan = excel().change("entries", "2018.hof", "planned", "viel").plan(Stored(Dataset(), Dataset()))
    assert [problem.reason for problem in plan.errors] == ["„viel“ ist keine Zahl."]
    assert plan.counts["faulty"] == 1
    assert consistent(plan)


def test_an_entry_that_cannot_be_read_excuses_what_refers_to_its_measure(tmp_path: Path) -> None:
    text = """\
plans:
- {key: mpi, title: Masterplan}
editions:
- key: '2018'
  plan: mpi
  title: Fassung
  short_title: '2018'
  entries:
  - key: 2018.hof
    measure: hof
    title: Hof
    planned: viel
    statuses:
    - {key: s1, when: 2019, stage: completed}
"""
    plan = plan_import(read_texts(tmp_path / "p", plan=text), Stored(Dataset(), Dataset()))
    assert [(problem.place.row, problem.reason) for problem in plan.errors] == [(12, "„viel“ ist keine Zahl.")]


def test_the_resolution_that_froze_an_edition_is_not_removed() -> None:
    here = stored(changed(resolutions=[{"key": "2018.senat", "content_hash": "a" * 64}]))
    book = excel().remove("resolutions", "2018.senat").change("resolutions", "2018.senat", "~mark", None)
    assert [problem.reason for problem in book.plan(here).errors] == [
        "Dieser Beschluss hat eine Fassung eingefroren; das nimmt ein Import nicht zurück."
    ]


# What is frozen


def test_a_change_to_what_was_adopted_needs_an_amendment() -> None:
    plan = excel().change("entries", "2018.hof", "title", "Gewerbehof Süd").plan()
    assert [(change.key, change.column) for change in plan.frozen] == [("2018.hof", "title")]
    assert plan.editions_to_amend == ("2018",)


@pytest.mark.parametrize(
    ("table", "key", "column", "value"),
    [
        ("entries", "2018.hof", "title_en", "Yard"),
        ("entries", "2022.netz", "title", "Netz"),
        ("statuses", "hof.s1", "reason", "Es stockt."),
        ("milestones", "2018.hof.m1", "done_on", "2020"),
    ],
)
def test_what_accrues_or_is_a_draft_needs_none(table: str, key: str, column: str, value: str) -> None:
    plan = excel().change(table, key, column, value).plan()
    assert len(said(plan)) == 1
    assert (plan.frozen, plan.editions_to_amend) == ([], ())


def test_rows_added_to_or_taken_from_an_adopted_edition_are_frozen_changes() -> None:
    book = excel().remove("milestones", "2018.hof.m1").add("topics", key="2018.1.2", field="2018.1", title="Neu")
    plan = book.plan()
    assert [(change.kind, change.key) for change in plan.frozen] == [("new", "2018.1.2"), ("removed", "2018.hof.m1")]


# Properties


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(["papers", "demands", "events"]), st.sampled_from("abc")), max_size=4))
def test_counts_in_are_counts_out_and_the_second_import_is_empty(edits: list[tuple[str, str]]) -> None:
    keys = {"papers": ("p1", "land"), "demands": ("d1", "text"), "events": ("e1", "number")}
    book = excel()
    for table, word in edits:
        key, column = keys[table]
        book.change(table, key, column, word)
        book.add("sources", title=word)
    incoming = book.read()
    first = plan_import(incoming, stored())
    assert consistent(first)
    if first.errors:
        assert len({word for _table, word in edits}) < len(edits)
        return
    after = stored()
    for row in first.rows:
        after.living.rows(row.table.name)[row.key] = row.new or {}
    assert plan_import(incoming, after).rows == []


def lead(key: str, role: str, institution: str) -> Row:
    return {"key": key, "entry": "e", "institution": institution, "role": role}


def wish(key: str, old: Row, new: Row) -> RowChange:
    incoming = read_workbook(workbook()).rows[0]
    return RowChange("changed", BY_NAME["responsibilities"], key, old, new, incoming)


def test_a_lead_leaves_before_another_takes_its_place() -> None:
    takes = wish("a", lead("a", "partner", "x"), lead("a", "lead", "x"))
    leaves = wish("b", lead("b", "lead", "y"), lead("b", "partner", "y"))
    assert in_free_order(BY_NAME["responsibilities"], [takes, leaves]) == [leaves, takes]


def test_rows_that_swap_their_places_are_refused() -> None:
    one = wish("a", lead("a", "partner", "x"), lead("a", "partner", "y"))
    other = wish("b", lead("b", "partner", "y"), lead("b", "partner", "x"))
    with pytest.raises(RuleBroken) as caught:
        in_free_order(BY_NAME["responsibilities"], [one, other])
    assert caught.value.code == "swap"
