"""Tables with cells over several lines, and the labels of charts: invented pages, word by word."""

import pytest

from leitstand.domain.papers.rules.layout import Sheet, Word, lay_out

Placed = tuple[float, float, str]


def _words(x: float, y: float, said: str, size: float = 10) -> list[Word]:
    words = []
    for word in said.split():
        words.append(Word(word, x, y, x + len(word) * size / 2, y + size, size))
        x += (len(word) + 1) * size / 2
    return words


def _read(*placed: Placed) -> list[tuple[str, str]]:
    """Kinds and texts of a page on which each text stands at (x, y)."""
    words = [word for x, y, said in placed for word in _words(x, y, said)]
    _pages, passages = lay_out([Sheet(1, 595, 842, ((0, words),))])
    return [(one.kind, one.text) for one in passages]


def _table(*rows: tuple[float, str, str, str]) -> list[tuple[str, str]]:
    """Rows as (y, first, second, third cell), empty cells left out."""
    columns = (60, 260, 400)
    return _read(*((x, y, said) for y, *cells in rows for x, said in zip(columns, cells, strict=True) if said))


HEAD = (100, "Maßnahme", "Kosten", "Frist")


@pytest.mark.parametrize("step", [12, 20])
def test_a_unit_in_the_next_line_belongs_to_its_number(step: float) -> None:
    found = _table(
        HEAD,
        (100 + step, "Bodenfonds", "150 Mio.", "2030"),
        (112 + step, "", "Euro", ""),
        (112 + 2 * step, "Beratung", "2 Mio. Euro", "2027"),
    )
    assert [text for _kind, text in found] == [
        "Maßnahme\tKosten\tFrist",
        "Bodenfonds\t150 Mio. Euro\t2030",
        "Beratung\t2 Mio. Euro\t2027",
    ]


def test_a_word_parted_in_a_cell_is_joined() -> None:
    found = _table(HEAD, (112, "Ansiedlung", "Senat für Wirt-", "2030"), (124, "", "schaft", ""))
    assert found[1][1] == "Ansiedlung\tSenat für Wirtschaft\t2030"


def test_a_suspended_hyphen_in_a_cell_remains() -> None:
    found = _table(HEAD, (112, "Innovations-", "1 Mio. Euro", "2030"), (124, "und Forschungspolitik", "", ""))
    assert found[1][1] == "Innovations- und Forschungspolitik\t1 Mio. Euro\t2030"


def test_a_cell_of_three_lines_is_one_where_rows_stand_apart() -> None:
    found = _table(
        HEAD,
        (125, "Ankauf", "Senat", "2030"),
        (137, "Grundstücke", "Bezirke", ""),
        (149, "Randlage", "", ""),
        (174, "Beratung", "Kammer", "2027"),
        (199, "Messe", "Kammer", "2028"),
    )
    assert [text for _kind, text in found][1:] == [
        "Ankauf Grundstücke Randlage\tSenat Bezirke\t2030",
        "Beratung\tKammer\t2027",
        "Messe\tKammer\t2028",
    ]


def test_numbers_under_numbers_are_rows_of_their_own() -> None:
    found = _table(HEAD, (125, "Nord", "12,5", "14,1"), (137, "Süd", "3,2", "7,7"), (162, "West", "1,1", "2,2"))
    assert [text for _kind, text in found][1:] == ["Nord\t12,5\t14,1", "Süd\t3,2\t7,7", "West\t1,1\t2,2"]


def test_the_labels_of_a_chart_are_one_caption() -> None:
    found = _read(
        (60, 300, "30"), (60, 330, "20"), (60, 360, "10"), (60, 390, "0"), (150, 321, "27,9"), (210, 343, "14,2"),
        (80, 405, "2021"), (140, 405, "2022"), (200, 405, "2023"), (130, 420, "Jahr"),
    )  # fmt: skip
    assert [(kind, sorted(text.split("\t"))) for kind, text in found] == [
        ("caption", sorted(["30", "20", "10", "0", "27,9", "14,2", "2021", "2022", "2023", "Jahr"]))
    ]


def test_the_boxes_of_a_row_are_one() -> None:
    words = [word for x, said in ((60, "Bodenfonds"), (260, "150 Mio.")) for word in _words(x, 100, said)]
    words += [*_words(260, 112, "Euro"), *_words(60, 132, "Messe"), *_words(260, 132, "2 Mio. Euro")]
    _pages, passages = lay_out([Sheet(1, 595, 842, ((0, words),))])
    assert passages[0].boxes == ((60, 100, 300, 122),)


def test_a_box_beside_a_page_with_a_table_is_read_by_itself() -> None:
    text = [f"und so geht der Text in Zeile {number} weiter und" for number in "einszweidreivier"] + ["endet."]
    box = ["Was Leute sagen", "niemand sagt nein", "und niemand sagt ja", "aber alle sagen vielleicht", "und auch nie"]
    placed = [(60, 400 + 12 * row, said) for row, said in enumerate(text)]
    placed += [(400, 406 + 12 * row, said) for row, said in enumerate(box)]
    cells = [(60 + 60 * column, 200 + 14 * row, f"{row}{column}") for row in range(9) for column in range(4)]
    texts = [said for _kind, said in _read(*placed, *cells)]
    assert texts[-2:] == [" ".join(text), " ".join(box)]


def test_boxes_to_tick_are_cells_of_their_rows() -> None:
    rows = ["Fahrrad oder Lastenrad", "Bus und Bahn in der Stadt", "zu Fuß oder mit dem Rad", "E-Scooter", "Auto"]
    signs = ((60, 0, None), (300, 2, "\uf0a3"), (360, 2, "\uf0a3"))
    placed = [(x, 200 + 20 * row + down, sign or name) for row, name in enumerate(rows) for x, down, sign in signs]
    assert [said for _kind, said in _read(*placed)] == [f"{name}\t\uf0a3\t\uf0a3" for name in rows]
