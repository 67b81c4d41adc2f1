"""Reading single values: what is certain is taken, what is not is refused with a reason and a cure."""

from datetime import date
from decimal import Decimal

import pytest

from leitstand.domain.exchange.tables import BY_NAME, TABLES, Column
from leitstand.domain.exchange.values import Unreadable, Value, from_day, from_flag, from_number, from_text, say


def column(path: str) -> Column:
    table, name = path.split(".")
    return BY_NAME[table].column(name)


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("entries.title", " Hof ", " Hof "),
        ("entries.title", "   ", ""),
        ("entries.position", " 12 ", 12),
        ("entries.position", "", 0),
        ("entries.planned", "1.234.567,89", Decimal("1234567.89")),
        ("entries.planned", "1234,5", Decimal("1234.5")),
        ("entries.planned", "1234.5", Decimal("1234.5")),
        ("entries.planned", "1 200 000 €", Decimal(1200000)),
        ("entries.planned", "1.200.000", Decimal(1200000)),
        ("entries.planned", "", None),
        ("entries.latitude", "52,52", 52.52),
        ("entries.latitude", "52.520", 52.52),
        ("entries.lighthouse", "Ja", True),
        ("entries.lighthouse", "nein", False),
        ("people.gone_on", "21.6.2012", date(2012, 6, 21)),
        ("people.gone_on", "2012-06-21", date(2012, 6, 21)),
        ("entries.begins", "21.06.2012", "2012-06-21"),
        ("entries.begins", "6/2012", "2012-06"),
        ("entries.begins", "2015/16", "2015/2016"),
        ("entries.begins", "2012-H2", "2012-H2"),
        ("entries.kind", "Leitprojekt", "lead_project"),
        ("entries.kind", "leitprojekt ", "lead_project"),
        ("entries.kind", "lead_project", "lead_project"),
        ("entries.kind", "", "measure"),
        ("entries.goals", "b, a; a", ("a", "b")),
        ("observations.region", "", "11"),
    ],
)
def test_from_text_in_a_workbook_takes_what_is_certain(path: str, text: str, value: Value) -> None:
    assert from_text(column(path), text, german=True) == value


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("statements.value", "1.234", "„1.234“ ist mehrdeutig: 1234 oder 1,234?"),
        ("entries.planned", "1,234.5", "„1,234.5“ ist keine Zahl."),
        ("entries.planned", "rund 5", "„rund 5“ ist keine Zahl."),
        ("entries.planned", "1,234", "Die Zahl hat 3 Nachkommastellen, erlaubt sind 2."),
        ("entries.planned", "1" * 15, "Die Zahl ist zu groß."),
        ("entries.latitude", "91", "91.0 liegt außerhalb des Erlaubten."),
        ("entries.latitude", "nan", "„nan“ ist keine Zahl."),
        ("entries.position", "1,5", "„1,5“ ist keine ganze Zahl."),
        ("entries.position", "99999", "99999 liegt außerhalb des Erlaubten."),
        ("entries.lighthouse", "vielleicht", "„vielleicht“ ist weder ja noch nein."),
        ("people.gone_on", "Juni 2012", "„Juni 2012“ ist kein Tag."),
        ("people.gone_on", "31.02.2012", "„31.02.2012“ gibt es nicht im Kalender."),
        ("entries.begins", "bald", "„bald“ ist kein Datum."),
        ("entries.kind", "Leitprojekd", "„Leitprojekd“ steht nicht zur Auswahl. Meinten Sie „Leitprojekt“?"),
        ("entries.measure", "Größe 1", "„Größe 1“ ist kein Kennzeichen."),
        ("entries.measure", "a" * 121, "Das Kennzeichen hat 121 Zeichen, erlaubt sind 120."),
        ("entries.title", "x" * 251, "Der Text hat 251 Zeichen, erlaubt sind 250."),
        ("entries.promise", "x" * 32_768, "Der Text hat 32768 Zeichen, erlaubt sind 32767."),
        ("entries.title", "a\x07b", "Der Text enthält ein Steuerzeichen (U+0007) an Stelle 2."),
        ("institutions.url", "www.example.org", "„www.example.org“ ist keine vollständige Adresse."),
        ("people.email", "erika", "„erika“ ist keine E-Mail-Adresse."),
    ],
)
def test_from_text_refuses_with_a_reason(path: str, text: str, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        from_text(column(path), text, german=True)
    assert caught.value.reason == reason
    assert caught.value.cure.endswith(".")


def test_from_text_in_a_package_takes_no_decimal_comma() -> None:
    with pytest.raises(Unreadable):
        from_text(column("entries.planned"), "1,5")


@pytest.mark.parametrize(
    ("path", "number", "value"),
    [
        ("entries.planned", 0.1 + 0.2, Decimal("0.3")),
        ("entries.begins", 2012.0, "2012"),
        ("entries.code", 17.0, "17"),
        ("entries.position", 3.0, 3),
        ("entries.lighthouse", 1.0, True),
        ("entries.district", 11001001.0, "11001001"),
    ],
)
def test_from_number_takes_what_is_certain(path: str, number: float, value: Value) -> None:
    assert from_number(column(path), number) == value


@pytest.mark.parametrize(
    ("path", "number", "reason"),
    [
        ("entries.code", 1.1, "Hier steht die Zahl 1,1, erwartet wird ein Text."),
        ("entries.begins", 41061.0, "Hier steht die Zahl 41061, erwartet wird ein Datum."),
        ("entries.planned", float("inf"), "Hier steht keine Zahl."),
        ("people.gone_on", 41061.0, "Hier steht die Zahl 41061, erwartet wird ein Datum (Tag)."),
    ],
)
def test_from_number_refuses_what_a_number_cannot_mean(path: str, number: float, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        from_number(column(path), number)
    assert caught.value.reason == reason


def test_from_day_takes_a_month_back_that_the_spreadsheet_turned_into_a_date() -> None:
    assert from_day(column("entries.begins"), date(2012, 6, 1), shows_day=False) == "2012-06"
    assert from_day(column("entries.begins"), date(2012, 6, 1), shows_day=True) == "2012-06-01"
    assert from_day(column("people.gone_on"), date(2012, 6, 1), shows_day=False) == date(2012, 6, 1)


@pytest.mark.parametrize("path", ["entries.code", "entries.planned", "entries.position"])
def test_from_day_explains_what_the_spreadsheet_did(path: str) -> None:
    with pytest.raises(Unreadable, match=r"in das Datum 01\.10\.2012 umgewandelt"):
        from_day(column(path), date(2012, 10, 1), shows_day=True)


def test_from_day_refuses_a_day_that_its_format_hides() -> None:
    with pytest.raises(Unreadable):
        from_day(column("entries.begins"), date(2012, 6, 21), shows_day=False)


def test_from_flag_is_for_yes_and_no_only() -> None:
    assert from_flag(column("entries.lighthouse"), True) is True
    with pytest.raises(Unreadable):
        from_flag(column("entries.title"), True)


def test_say_uses_the_readers_words() -> None:
    assert say(column("entries.kind"), "lead_project") == "Leitprojekt"
    assert say(column("entries.lighthouse"), False) == "nein"
    assert say(column("entries.planned"), Decimal("1200000.50")) == "1200000,5"
    assert say(column("people.gone_on"), date(2012, 6, 21)) == "21.06.2012"
    assert say(column("entries.goals"), ("a", "b")) == "a, b"


def test_headings_are_unique_in_each_sheet_and_names_fit_a_sheet() -> None:
    for table in TABLES:
        headings = [column.heading for column in table.columns]
        assert sorted(set(headings)) == sorted(headings), table.name
        assert len(table.sheet) <= 31


def test_every_reference_points_to_an_earlier_table_or_its_own() -> None:
    seen: set[str] = set()
    for table in TABLES:
        assert {column.refers_to for column in table.columns if column.refers_to} - {table.name} <= seen
        assert table.of_itself == (("previous",) if table.name == "papers" else ())
        seen.add(table.name)
