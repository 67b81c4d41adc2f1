"""The beginning of an own table, as the person sees it who says what stands where."""

from pathlib import Path

from leitstand.domain.statistics.reading import sample


def test_sample_of_a_text_table_shows_its_first_rows(tmp_path: Path) -> None:
    file = tmp_path / "eigene.csv"
    file.write_text("Jahr;Wert\n2021;7\n2022;8\n", "utf-8")

    assert sample(file, name=file.name).rows == ((1, ("Jahr", "Wert")), (2, ("2021", "7")), (3, ("2022", "8")))


def test_sample_of_a_text_table_ends_after_some_rows(tmp_path: Path) -> None:
    file = tmp_path / "lang.csv"
    file.write_text("Jahr;Wert\n" + "2021;7\n" * 99, "utf-8")

    assert len(sample(file, name=file.name).rows) == 14


def test_sample_of_a_header_alone_shows_the_header(tmp_path: Path) -> None:
    file = tmp_path / "nur-kopf.csv"
    file.write_text("Jahr;Wert\n", "utf-8")

    assert sample(file, name=file.name).rows == ((1, ("Jahr", "Wert")),)
