"""The workbook: what goes out comes back, whatever a spreadsheet program did in between is understood or named."""

import struct
import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from leitstand.domain.exchange.dataset import Dataset, fingerprint
from leitstand.domain.exchange.tables import BY_NAME, TABLES
from leitstand.domain.exchange.workbook_reading import read_workbook
from leitstand.domain.exchange.workbook_writing import write_workbook
from leitstand.foundation import spreadsheet
from leitstand.foundation.errors import RuleBroken
from tests.domain.exchange.samples import Excel, dataset, dataset_of, datasets, excel, told, workbook


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(datasets())
def test_any_dataset_comes_back_from_a_workbook_unchanged(made: Dataset) -> None:
    file = BytesIO()
    write_workbook(made, file)
    incoming = read_workbook(file)
    assert told(incoming) == []
    assert dataset_of(incoming).tables == made.tables


def test_the_same_plan_gives_the_same_bytes() -> None:
    again = BytesIO()
    write_workbook(dataset(), again)
    assert again.getvalue() == workbook().getvalue()


def test_the_day_of_the_export_is_named_only_if_given() -> None:
    file = BytesIO()
    write_workbook(dataset(), file, day=date(2026, 11, 23))
    assert openpyxl.load_workbook(file)["Lies mich"]["A2"].value == "Exportiert am 23.11.2026"
    assert openpyxl.load_workbook(workbook())["Lies mich"]["A2"].value is None


def test_another_program_may_save_the_workbook() -> None:
    incoming = read_workbook(Excel(workbook()).save())
    assert told(incoming) == []
    assert incoming.notes == []
    assert dataset_of(incoming).tables == dataset().tables


def test_sheets_are_arranged_for_people() -> None:
    book = openpyxl.load_workbook(workbook())
    assert book.sheetnames[:4] == ["Lies mich", "Maßnahmen", "Statusmeldungen", "Meilensteine"]
    assert sorted(book.sheetnames) == sorted(["Lies mich", "Listen", *(table.sheet for table in TABLES)])
    assert book["Listen"].sheet_state == "hidden"
    sheet = book["Maßnahmen"]
    assert [sheet.cell(2, column).value for column in range(1, 7)] == [
        "Kennzeichen", "Fassung", "Maßnahme", "Maßnahme: Name", "Nummer", "Titel",
    ]  # fmt: skip
    assert sheet.row_dimensions[1].hidden
    assert sheet.freeze_panes == "B3"
    assert sheet.auto_filter.ref == "A2:AE5"


def test_only_headings_keys_and_helpers_are_locked() -> None:
    book = excel()
    sheet = book.sheet("entries")
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert not sheet.protection.insertRows
    names = ("key", "~mark", "title", "kind")
    locked = {name: book.cell("entries", "2018.hof", name).protection.locked for name in names}
    assert locked == {"key": True, "~mark": True, "title": False, "kind": False}
    assert sheet["B2"].protection.locked
    # Cells below the content take the column's format.
    assert not sheet.column_dimensions["A"].protection.locked
    assert not sheet.column_dimensions["F"].protection.locked


def test_choices_and_references_have_drop_downs() -> None:
    book = excel()
    rules = {str(rule.sqref): rule for rule in book.sheet("responsibilities").data_validations.dataValidation}
    institution, role = rules["D3:D2004"], rules["F3:F2004"]
    assert [cell[0].value for cell in book.book["Listen"][institution.formula1.split("!")[1].replace("$", "")]] == [
        "haus",
        "senat",
        "werk",
    ]
    assert [cell[0].value for cell in book.book["Listen"][role.formula1.split("!")[1].replace("$", "")]] == [
        "Federführung",
        "Beteiligung",
        "Finanzierung",
    ]
    assert book.cell("responsibilities", "2018.hof.haus", "~name:institution").value.startswith(
        "=IFERROR(INDEX(Listen!"
    )


def test_texts_stay_texts_and_numbers_numbers() -> None:
    book = excel()
    assert book.cell("entries", "2018.hof", "promise").data_type == "s"
    assert book.cell("topics", "2018.1.1", "code").value == "1.10"
    assert book.cell("entries", "2018.hof", "planned").value == 1200000.5
    assert book.cell("resolutions", "2018.senat", "decided_on").value == datetime(2018, 9, 4)
    assert book.cell("entries", "2018.hof", "ends").number_format == "@"


def test_a_text_longer_than_a_cell_stops_the_export() -> None:
    made = dataset()
    made.rows("entries")["2018.hof"]["promise"] = "x" * 40_000
    with pytest.raises(RuleBroken) as caught:
        write_workbook(made, BytesIO())
    assert caught.value.code == "too-long"


def test_columns_may_be_moved_and_own_columns_added() -> None:
    book = excel()
    sheet = book.sheet("sources")
    sheet.move_range("B1:B3", cols=20)
    sheet["AA2"], sheet["AA3"] = "# Notiz des Büros", "nachfragen"
    incoming = book.read()
    assert told(incoming) == []
    assert dataset_of(incoming).rows("sources") == dataset().rows("sources")


def test_a_column_left_out_is_not_spoken_of() -> None:
    book = excel()
    book.sheet("sources").delete_cols(book.column("sources", "title"))
    assert [set(row.values) for row in book.read().rows if row.table.name == "sources"] == [
        {"key", "publisher", "kind", "url", "published", "weak", "since", "note"}
    ]


def test_a_sheet_without_technical_names_is_read_by_its_headings() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Quellen"
    for row in (["Kennzeichen", "Titel", "Art"], ["neu", "Broschüre", "Bericht"]):
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    incoming = read_workbook(file)
    assert told(incoming) == []
    assert [row.values for row in incoming.rows] == [{"key": "neu", "title": "Broschüre", "kind": "report"}]
    assert incoming.notes[0].startswith("Diese Blätter fehlen, ihre Zeilen bleiben unverändert: „Institutionen“")


def test_a_new_row_without_key_gets_the_same_one_each_time() -> None:
    book = excel().add("institutions", name="Hochschule für Technik").add("sources", title="Notiz")
    made = [[row.key for row in book.read().rows if row.made] for _ in range(2)]
    assert made[0] == made[1]
    assert made[0][0].startswith("hochschule-fuer-technik-")
    entry = excel().add("entries", edition="2022", title="Neuer Prüfstand").read().rows
    values = next(row.values for row in entry if row.made)
    assert str(values["measure"]).startswith("neuer-pruefstand-")
    assert values["key"] == f"2022.{values['measure']}"


def test_fingerprints_travel_with_their_rows() -> None:
    made = dataset()
    for row in read_workbook(workbook()).rows:
        assert row.fingerprint == fingerprint(row.table, made.rows(row.table.name)[row.key])


# What a spreadsheet program or its user may do to cells


def fault(table: str, key: str, column: str, value: object, number_format: str = "") -> list[str]:
    book = excel().change(table, key, column, value)
    if number_format:
        book.cell(table, key, column).number_format = number_format
    return told(book.read())


def value_after(table: str, key: str, column: str, value: object, number_format: str = "") -> object:
    book = excel().change(table, key, column, value)
    if number_format:
        book.cell(table, key, column).number_format = number_format
    incoming = book.read()
    assert told(incoming) == []
    return dataset_of(incoming).rows(table)[key][column]


def test_a_month_that_became_a_date_is_taken_back() -> None:
    assert value_after("entries", "2018.hof", "begins", date(2012, 6, 1), "mmm yy") == "2012-06"
    assert value_after("entries", "2018.hof", "begins", date(2012, 6, 1), "dd.mm.yyyy") == "2012-06-01"
    assert value_after("entries", "2018.hof", "begins", 2012) == "2012"


def test_a_day_as_text_and_a_number_as_text_are_understood() -> None:
    assert value_after("resolutions", "2018.senat", "decided_on", "04.09.2018") == date(2018, 9, 4)
    assert str(value_after("entries", "2018.hof", "planned", "1.300.000,00")) == "1300000"
    assert value_after("entries", "2018.hof", "lighthouse", True) is True


def test_a_formula_is_named() -> None:
    assert fault("entries", "2018.hof", "planned", "=SUM(1,2)") == [
        "Blatt „Maßnahmen“, Zeile 3, Spalte „geplante Mittel (Euro) (R)“: Die Zelle enthält eine Formel."
        " Bitte den Inhalt als Wert einfügen."
    ]


def test_an_error_value_is_named() -> None:
    book = excel()
    cell = book.cell("entries", "2018.hof", "title")
    cell.value, cell.data_type = "#REF!", "e"
    assert told(book.read()) == [
        "Blatt „Maßnahmen“, Zeile 3, Spalte „Titel (F)“: Die Zelle enthält den Fehler #REF!."
        " Bitte den Inhalt neu eintippen."
    ]


def test_a_number_that_became_a_date_is_explained() -> None:
    assert fault("topics", "2018.1.1", "code", date(2018, 1, 10), "dd.mm.yyyy") == [
        "Blatt „Themen“, Zeile 3, Spalte „Nummer (D)“: Die Tabellenkalkulation hat den Inhalt in das Datum 10.01.2018"
        " umgewandelt; erwartet wird ein Text. Bitte die Zelle als Text formatieren und den Inhalt neu eintippen."
    ]


def test_merged_cells_are_named() -> None:
    book = excel()
    book.sheet("entries").merge_cells("F4:F5")
    assert told(book.read())[0] == (
        "Blatt „Maßnahmen“, Zeile 4: Die Zellen F4:F5 sind verbunden. Bitte die Verbindung aufheben."
    )


def test_something_else_than_x_in_the_column_for_removal_is_named() -> None:
    assert fault("entries", "2018.hof", "~remove", "löschen") == [
        "Blatt „Maßnahmen“, Zeile 3, Spalte „AE“: In „Entfernen“ steht „löschen“. Bitte x eintragen oder leer lassen."
    ]


def test_an_unknown_column_is_named() -> None:
    book = excel()
    book.sheet("sources")["L2"] = "Bemerkung"
    assert told(book.read()) == [
        "Blatt „Quellen“, Zeile 2, Spalte „L“: Die Spalte „Bemerkung“ ist nicht bekannt."
        " Bitte sie löschen. Eigene Spalten beginnen mit #; sie werden nicht gelesen."
    ]


def test_a_sheet_without_key_column_is_named() -> None:
    book = excel()
    book.sheet("sources").delete_cols(1)
    assert told(book.read()) == [
        "Blatt „Quellen“: Die Spalte „Kennzeichen“ fehlt. Bitte die Überschriften wieder herstellen."
    ]


def test_a_renamed_sheet_is_named_and_a_foreign_one_noted() -> None:
    book = excel()
    book.sheet("entries").title = "Massnahmen"
    book.book.create_sheet("Skizze")
    incoming = book.read()
    assert told(incoming) == [
        "Blatt „Massnahmen“: Dieses Blatt ist nicht bekannt. Meinten Sie „Maßnahmen“? Bitte es umbenennen oder löschen."
    ]
    assert "Das Blatt „Skizze“ ist nicht bekannt und wurde nicht gelesen." in incoming.notes


# Files that are no workbook, or a hostile one


def told_of(content: bytes) -> list[str]:
    return told(read_workbook(BytesIO(content), "plan.xlsx"))


def rebuilt(**parts: bytes) -> bytes:
    """The workbook with some parts replaced; names are given by their last word."""
    file = BytesIO()
    with zipfile.ZipFile(workbook()) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            word = Path(name).name.split(".")[0]
            new.writestr(name, parts.get(word, old.read(name)))
    return file.getvalue()


def test_a_file_that_is_no_archive_is_named() -> None:
    assert told_of(b"Kennzeichen;Titel\n") == [
        "plan.xlsx: Die Datei ist keine Excel-Arbeitsmappe (.xlsx). Bitte eine hier exportierte Arbeitsmappe verwenden."
    ]
    assert told_of(b"")[0].startswith("plan.xlsx: Die Datei ist keine Excel-Arbeitsmappe")


def test_an_old_or_encrypted_workbook_is_named() -> None:
    assert told_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))[0].startswith(
        "plan.xlsx: Die Datei ist mit einem Kennwort geschützt oder in einem alten Format (.xls)."
    )


def test_an_archive_that_is_no_workbook_is_named() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("brief.txt", "Guten Tag")
    assert told_of(file.getvalue()) == [
        "plan.xlsx: Die Datei ist ein ZIP-Archiv, aber keine Excel-Arbeitsmappe. Bitte sie als .xlsx speichern."
    ]


def test_a_workbook_without_known_sheets_is_named() -> None:
    file = BytesIO()
    openpyxl.Workbook().save(file)
    assert told_of(file.getvalue())[0].startswith("plan.xlsx: Die Arbeitsmappe enthält kein bekanntes Blatt.")


def test_a_damaged_workbook_is_named() -> None:
    assert told_of(workbook().getvalue()[:5000])[0].startswith("plan.xlsx: Die Datei ist keine Excel-Arbeitsmappe")
    assert told_of(rebuilt(workbook=b"<workbook><sheets>"))[0].startswith("plan.xlsx: Die Arbeitsmappe ist beschädigt")
    assert told_of(rebuilt(styles=b"\x00\xff"))[0].startswith("plan.xlsx: Die Arbeitsmappe ist beschädigt")
    content = bytearray(workbook().getvalue())
    with zipfile.ZipFile(workbook()) as archive:
        start = archive.getinfo("xl/worksheets/sheet2.xml").header_offset + 200
    content[start : start + 400] = bytes(400)
    assert told_of(bytes(content))[0].startswith("Blatt „Maßnahmen“: Die Arbeitsmappe ist beschädigt")


def test_an_encoding_or_archive_that_nobody_knows_is_named() -> None:
    strange = b'<?xml version="1.0" encoding="UTF-Y"?><workbook/>'
    assert told_of(rebuilt(workbook=strange))[0].startswith("plan.xlsx: Die Arbeitsmappe ist beschädigt")
    content = bytearray(workbook().getvalue())
    content[content.index(b"PK\x01\x02") + 6] = 0xA1  # the version of the archive's format
    assert told_of(bytes(content))[0].startswith("plan.xlsx: Die Datei ist keine Excel-Arbeitsmappe")


def test_a_document_type_is_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><workbook><sheets/>&b;</workbook>'
    assert told_of(rebuilt(workbook=bomb))[0].startswith("plan.xlsx: Die Arbeitsmappe enthält eine Dokumenttyp-Angabe")
    assert told_of(rebuilt(sheet2=bomb))[0].startswith(
        "Blatt „Maßnahmen“: Die Arbeitsmappe enthält eine Dokumenttyp-Angabe"
    )


def test_an_archive_that_swells_is_refused_before_it_is_unpacked() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/workbook.xml", "w") as part:
        for _ in range(160):
            part.write(bytes(1_000_000))
    assert told_of(file.getvalue())[0].startswith("plan.xlsx: Die Arbeitsmappe ist ausgepackt größer als 150 MB.")


def test_an_archive_that_lies_about_its_size_is_damaged() -> None:
    content = bytearray(rebuilt())
    with zipfile.ZipFile(BytesIO(bytes(content))) as archive:
        size = archive.getinfo("xl/worksheets/sheet2.xml").file_size
    for at in (i for i in range(len(content) - 4) if content[i : i + 4] == struct.pack("<L", size)):
        content[at : at + 4] = struct.pack("<L", 64)
    assert told_of(bytes(content))[0].startswith("Blatt „Maßnahmen“: Die Arbeitsmappe ist beschädigt")


def test_many_blank_rows_cost_little() -> None:
    row = b'<row r="%d"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>'
    rows = b"".join(row % (n, n, n) for n in range(1, 200_000))
    names = b'<row r="1"><c r="A1" t="inlineStr"><is><t>key</t></is></c></row>'
    sheet = b"<worksheet><sheetData>" + names + b"%s</sheetData></worksheet>"
    assert len(rows) > 10_000_000
    incoming = read_workbook(BytesIO(rebuilt(sheet2=sheet % rows)))
    assert [row for row in incoming.rows if row.table.name == "entries"] == []
    assert told(incoming) == []


def test_content_far_to_the_right_is_refused() -> None:
    book = excel()
    book.sheet("sources")["ZZ3"] = "weit weg"
    assert told(book.read())[0].startswith("Blatt „Quellen“: In Zeile 3 stehen Inhalte rechts der 256. Spalte.")


def test_days_before_and_after_the_day_that_never_was() -> None:
    for day in (date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(1899, 12, 31), date(2200, 1, 1)):
        made = dataset()
        made.rows("resolutions")["2018.senat"]["decided_on"] = day
        file = BytesIO()
        write_workbook(made, file)
        assert dataset_of(read_workbook(file)).rows("resolutions")["2018.senat"]["decided_on"] == day


def test_column_letters_and_numbers_are_inverse() -> None:
    for number in range(20_000):
        assert spreadsheet.column_number(spreadsheet.column_letters(number) + "7") == number


def test_texts_with_escapes_of_other_programs_are_read() -> None:
    assert spreadsheet.unescape("a_x000D_\nb") == "a\r\nb"
    assert spreadsheet.unescape("_x005F_x0041_") == "_x0041_"


@pytest.mark.parametrize("text", ["_x0000_", "_xD800_", "_xDFFF_"])
def test_escapes_of_what_no_database_can_store_stay_as_they_are(text: str) -> None:
    assert spreadsheet.unescape(text) == text
    assert BY_NAME["sources"].sheet == "Quellen"
