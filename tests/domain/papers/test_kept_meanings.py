"""What topics mean is read once and kept; what was kept badly is read anew."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from leitstand.domain.papers.searching import kept_meanings
from leitstand.domain.papers.searching.embedding import Vectors
from leitstand.domain.papers.searching.kept_meanings import FOLDER, read_as_questions


class Counting:
    """An embedder that says how many texts it has read."""

    model = "counting"

    def __init__(self) -> None:
        self.read = 0

    def query(self, text: str) -> Vectors:
        self.read += 1
        return np.array([len(text), 1], np.float32)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self.query(text) for text in texts])


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    kept_meanings._held.clear()
    yield
    kept_meanings._held.clear()


def another_process(model: Counting) -> Vectors:
    kept_meanings._held.clear()
    return read_as_questions(model, ("Netze", "Flächen"))


def test_the_next_process_reads_no_text_again() -> None:
    model = Counting()
    first = another_process(model)
    assert np.array_equal(another_process(model), first)
    assert model.read == 2


def test_other_texts_are_read() -> None:
    model = Counting()
    another_process(model)
    assert read_as_questions(model, ("Netze",)).tolist() == [[5, 1]]


@pytest.mark.parametrize("content", [b"", b"no vectors", b"\x93NUMPY\x01\x00"])
def test_a_broken_file_is_read_anew(content: bytes, settings: object) -> None:
    model = Counting()
    another_process(model)
    (kept,) = (Path(settings.DATA_DIR) / FOLDER).glob("*.npy")  # type: ignore[attr-defined]  # pytest-django's wrapper
    kept.write_bytes(content)
    assert another_process(model).tolist() == [[5, 1], [7, 1]]


def test_where_nothing_can_be_written_nothing_is_kept(settings: object) -> None:
    folder = Path(settings.DATA_DIR)  # type: ignore[attr-defined]  # pytest-django's wrapper
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FOLDER.parts[0]).write_text("kein Ordner")
    assert another_process(Counting()).tolist() == [[5, 1], [7, 1]]
