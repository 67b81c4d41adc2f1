"""The outlook from file to file, and its validation; neither opens a database."""

import csv
import gzip
from pathlib import Path
from typing import Any

import pytest

from leitstand.interfaces.cli.main import run

VALUES = (100, 96, 95, 91, 89, 84)
TRAIN = "sid,period,t,value\n" + "".join(f"a,{2015 + t},{t + 1},{value}\n" for t, value in enumerate(VALUES))
WITH_BREAK = "sid,period,value,break\n" + "".join(
    f"a,{2015 + t},{value},{int(t == 2)}\n" for t, value in enumerate(VALUES)
)
TARGETS = "sid,h,direction,kind,target\na,3,-1,scaled,80\nb,1,1,scaled,5\na,1,1,scaled,100\n"
META = "sid,source,pct\na,X,False\n"


@pytest.fixture
def ask(tmp_path: Path, capsys: Any) -> Any:
    """Write the files, run the command; exit status, rows written (``None`` without a file) and what was complained."""

    def asked(train: str | bytes = TRAIN, targets: str | bytes = TARGETS, meta: str | bytes = META) -> Any:
        files = {"train.csv": train, "targets.csv": targets, "meta.csv": meta}
        for name, text in files.items():
            (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        places = [str(tmp_path / name) for name in files]
        out = tmp_path / "out.csv"
        status = run(["outlook", places[0], places[1], "--meta", places[2], "-o", str(out)])
        rows = list(csv.DictReader(out.read_text().splitlines())) if out.exists() else None
        left = {path.name for path in tmp_path.iterdir()} - {*files, "out.csv"}
        assert left == set()
        return status, rows, capsys.readouterr().err

    return asked


def test_outlook_answers_in_the_order_of_the_targets(ask: Any) -> None:
    _, rows, _ = ask()
    assert [(row["sid"], row["h"], bool(row["p"]), bool(row["reason"])) for row in rows] == [
        ("a", "3", True, False),
        ("b", "1", False, True),
        ("a", "1", True, False),
    ]


def test_outlook_writes_the_columns_asked_for(ask: Any) -> None:
    _, rows, _ = ask()
    assert list(rows[0]) == ["sid", "h", "p", "median", "lo80", "hi80", "lo95", "hi95", "reason"]
    assert float(rows[0]["lo95"]) < float(rows[0]["lo80"]) < float(rows[0]["median"]) < float(rows[0]["hi80"])


def test_refused_row_has_no_figures(ask: Any) -> None:
    _, rows, _ = ask()
    assert list(rows[1].values()) == ["b", "1", "", "", "", "", "", "", "Zu diesem Ziel gibt es keine Reihe."]


def test_shuffled_rows_give_the_same_answers(ask: Any) -> None:
    head, *lines = TRAIN.splitlines()
    _, sorted_rows, _ = ask()
    assert ask(train="\n".join([head, *reversed(lines)]))[1] == sorted_rows


def test_semicolon_with_decimal_comma_is_read(ask: Any) -> None:
    german = TRAIN.replace(",", ";").replace("84\n", "84,0\n")
    assert ask(train=german)[1] == ask()[1]


def test_windows_encoding_is_read(ask: Any) -> None:
    train = TRAIN.replace("a,", "Köln,").encode("cp1252")
    _, rows, _ = ask(train=train, targets=TARGETS.replace("a,", "Köln,"), meta=META.replace("a,", "Köln,"))
    assert (rows[0]["sid"], bool(rows[0]["p"])) == ("Köln", True)


def test_byte_order_mark_is_read(ask: Any) -> None:
    assert ask(train=b"\xef\xbb\xbf" + TRAIN.encode())[1] == ask()[1]


def test_quarters_are_ordered_by_the_running_number(ask: Any) -> None:
    quarters = "sid,period,t,value\n" + "".join(f"a,2020-Q{t},{t},{value}\n" for t, value in enumerate(VALUES))
    assert ask(train=quarters)[1] == ask()[1]


def test_compressed_files_are_read_and_written(tmp_path: Path) -> None:
    for name, text in (("train", TRAIN), ("targets", TARGETS), ("meta", META)):
        (tmp_path / f"{name}.csv.gz").write_bytes(gzip.compress(text.encode()))
    train, targets, meta, out = (str(tmp_path / f"{name}.csv.gz") for name in ("train", "targets", "meta", "out"))
    assert run(["outlook", train, targets, "--meta", meta, "-o", out]) == 0
    assert len(gzip.decompress(Path(out).read_bytes()).decode().splitlines()) == 4


def test_reasons_come_in_english(tmp_path: Path) -> None:
    (tmp_path / "train").write_text(TRAIN)
    (tmp_path / "targets").write_text(TARGETS)
    out = tmp_path / "out"
    run(["outlook", str(tmp_path / "train"), str(tmp_path / "targets"), "--language", "en", "-o", str(out)])
    assert "There is no series for this target." in out.read_text()


@pytest.mark.parametrize(
    ("train", "said"),
    [
        ("<!DOCTYPE html><html><body>Wartung</body></html>", "keine CSV-Datei, sondern eine Internetseite"),
        ("", "Die Datei ist leer"),
        (b"PK\x03\x04\x00\x00", "keine CSV-Datei in UTF-8"),
        ("sid,period,number\na,2015,1\n", "Spalte fehlt: value"),
        ("sid,value\na,1\n", "Spalte fehlt: period"),
        (TRAIN + "a,20", "Zeile 8 hat 2 Felder statt 4"),
        (TRAIN.replace(",91", ",keine"), "Spalte value, Zeile 5: „keine“"),
        (TRAIN.replace("value", "value,value", 1), "Die Spalte value kommt mehrmals vor"),
        (
            TRAIN.replace("a,2015", "ä,2015").encode() + "ö,2030,1,5\n".encode("cp1252"),
            "mischt zwei Zeichensätze: Zeile 2",
        ),
        (gzip.compress(TRAIN.encode() * 2000)[:-200], "beschädigt oder nicht ganz übertragen"),
        (TRAIN.replace("a,2015,", "a,,"), "fehlt der Zeitraum"),
        (TRAIN + "a,900000000000,7,1\n", "liegen zu weit auseinander"),
    ],
)
def test_unreadable_series_are_said_in_a_sentence(ask: Any, train: str | bytes, said: str) -> None:
    status, rows, complaint = ask(train=train)
    assert (status, rows) == (1, None)
    assert said in complaint
    assert "Es wurde nichts geschrieben." in complaint


@pytest.mark.parametrize(
    ("targets", "said"),
    [
        ("sid,h,target\na,1,5\n", "Spalte fehlt: direction"),
        ("sid,h,direction,target\na,,1,5\n", "fehlt h"),
        ("sid,h,direction,target\na,1.5,1,5\n", "Spalte h, Zeile 2: „1.5“"),
    ],
)
def test_unreadable_targets_are_said_in_a_sentence(ask: Any, targets: str, said: str) -> None:
    status, rows, complaint = ask(targets=targets)
    assert (status, rows, said in complaint) == (1, None, True)


def test_series_described_twice_is_refused(ask: Any) -> None:
    assert "kommt mehrmals vor" in ask(meta=META + "a,X,True\n")[2]


@pytest.mark.parametrize(
    ("train", "reason"),
    [
        (TRAIN + "a,2015,1,7\n", "verschiedene Werte"),
        (TRAIN.replace("a,2017,3,95\n", ""), "Lücken"),
        (TRAIN.replace(",95\n", ",\n"), "keine endliche Zahl"),
        (TRAIN.replace(",95\n", ",NaN\n"), "keine endliche Zahl"),
        (TRAIN.replace(",95\n", ",inf\n"), "keine endliche Zahl"),
        ("sid,period,value\n" + "".join(f"a,{year},5\n" for year in range(2015, 2021)), "sind gleich"),
        ("sid,period,value\na,2015,5\n", "weniger als 5"),
        (WITH_BREAK, "Bruch"),
    ],
)
def test_bad_series_is_refused_in_its_row(ask: Any, train: str, reason: str) -> None:
    status, rows, _ = ask(train=train)
    assert (status, rows[0]["p"], reason in rows[0]["reason"]) == (0, "", True)


def test_percentage_above_100_is_refused_in_its_row(ask: Any) -> None:
    _, rows, _ = ask(train=TRAIN.replace(",100\n", ",130\n"), meta=META.replace("False", "True"))
    assert "unter 0 oder über 100" in rows[0]["reason"]


def test_no_targets_give_an_empty_table(ask: Any) -> None:
    assert ask(targets="sid,h,direction,target\n")[:2] == (0, [])


def test_no_series_refuse_every_target(ask: Any) -> None:
    status, rows, _ = ask(train="sid,period,value\n")
    assert (status, [bool(row["reason"]) for row in rows]) == (0, [True, True, True])


def test_missing_file_is_said_in_a_sentence(tmp_path: Path, capsys: Any) -> None:
    nowhere = str(tmp_path / "nowhere.csv")
    assert (run(["outlook", nowhere, nowhere, "-o", str(tmp_path / "out")]), nowhere in capsys.readouterr().err) == (
        1,
        True,
    )


def test_old_answers_stay_if_the_new_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("old")
    (tmp_path / "train.csv").write_text("<html>")
    run(["outlook", str(tmp_path / "train.csv"), str(tmp_path / "train.csv"), "-o", str(tmp_path / "out.csv")])
    assert (tmp_path / "out.csv").read_text() == "old"


@pytest.fixture
def held_back(tmp_path: Path) -> Path:
    """A small set of the form of the validation data."""
    folder = tmp_path / "forecast"
    folder.mkdir()
    files = {
        "train": TRAIN,
        "meta": "sid,source,grp,pct\na,DE_DNS,g,False\n",
        "targets": "sid,h,direction,kind,target\na,1,-1,scaled,85\na,2,1,scaled,90\n",
        "outcomes": "outcome\n1\n0\n",
        "test": "sid,period,t,value\na,2021,1,83\na,2022,2,80\n",
    }
    for name, text in files.items():
        (folder / f"{name}.csv.gz").write_bytes(gzip.compress(text.encode()))
    return tmp_path


def test_validation_prints_tables_and_bars(held_back: Path, capsys: Any) -> None:
    status = run(["validate", "outlook", "--data", str(held_back)])
    said = capsys.readouterr().out
    titles = ("Verfahren, amtliche Reihen", "Familie", "Quelle", "Zahl der Werte", "Messlatte", "Grundrate")
    assert (status, [title for title in titles if title not in said]) == (1, [])


def test_validation_without_data_says_so(tmp_path: Path, capsys: Any) -> None:
    assert (
        run(["validate", "outlook", "--data", str(tmp_path)]),
        "Geprüft wurde nichts" in capsys.readouterr().err,
    ) == (
        1,
        True,
    )


def test_validation_refuses_outcomes_that_do_not_fit(held_back: Path, capsys: Any) -> None:
    (held_back / "forecast" / "outcomes.csv.gz").write_bytes(gzip.compress(b"outcome\n1\n"))
    assert run(["validate", "outlook", "--data", str(held_back)]) == 1
    assert "1 Ergebnisse passen nicht zu 2 Zielen" in capsys.readouterr().err
