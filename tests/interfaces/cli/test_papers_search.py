"""``papers search`` and ``papers evaluate`` from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from leitstand.domain.papers.operations.editions import KEEPING, renew_edition_texts
from leitstand.domain.papers.searching.embedding import embedder
from leitstand.interfaces.cli.main import run

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "retrieval"


@pytest.fixture
def trial(tmp_path: Path) -> list[str]:
    contents = {
        "passages": "p1\tDer Netzausbau kostet Geld.\np2\tFachkräfte fehlen.\np3\tNetze im Ausbau\n",
        "queries": "q1\tAusbau der Netze\nq2\tFachkraft\n",
        "qrels": "q1\tp3\nq2\tp2\nq9\tp1\n",
    }
    chosen = ["--lexical"]
    for name, content in contents.items():
        path = tmp_path / f"{name}.tsv"
        path.write_text(content, "utf-8")
        chosen += [f"--{name}", str(path)]
    return chosen


def test_evaluate_prints_figures(trial: list[str], capsys: Any) -> None:
    status = run(["papers", "evaluate", *trial, "--json"])
    said = json.loads(capsys.readouterr().out)
    assert (status, said["passages"], said["figures"][0]["questions"], said["figures"][0]["ndcg_10"]) == (0, 3, 2, 1.0)


def test_evaluate_broken_line_is_named(trial: list[str], capsys: Any) -> None:
    Path(trial[2]).write_text("p1\tgut\nkaputt\n", "utf-8")
    status = run(["papers", "evaluate", *trial])
    assert (status, "Zeile 2" in capsys.readouterr().err) == (1, True)


@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data/retrieval is not here: the figures were not checked")
def test_evaluate_reaches_its_figures_by_words(capsys: Any) -> None:
    files = [part for name in ("passages", "queries", "qrels") for part in (f"--{name}", str(DATA / f"{name}.tsv"))]
    run(["papers", "evaluate", *files, "--lexical", "--json"])
    figures = {one["group"]: one["ndcg_10"] for one in json.loads(capsys.readouterr().out)["figures"]}
    assert (figures["oq"] >= 0.65, figures["xq"] >= 0.92) == (True, True)


@pytest.mark.django_db
def test_search_prints_objects(berlin: None, capsys: Any) -> None:
    renew_edition_texts(actor=KEEPING)
    status = run(["papers", "search", "Fachkräfte", "--limit", "2", "--json"])
    said = json.loads(capsys.readouterr().out)
    assert (status, len(said), {"paper", "page", "start", "end", "text", "score"} <= set(said[0])) == (0, 2, True)


@pytest.mark.parametrize("content", [b"", b"kaputt", b"PK\x03\x04kaputt"])
def test_evaluate_never_writes_over_a_file_that_holds_something_else(
    trial: list[str], tmp_path: Path, capsys: Any, content: bytes
) -> None:
    if embedder() is None:
        pytest.skip("meaning is not computed on this machine")
    other = tmp_path / "anderes.npz"
    other.write_bytes(content)
    status = run(["papers", "evaluate", *trial[1:], "--vectors", str(other)])
    assert (status, other.read_bytes()) == (1, content)
    assert "In dieser Datei liegen keine Bedeutungen." in capsys.readouterr().err


@pytest.mark.parametrize("name", ["fehlt.tsv", "."])
def test_evaluate_says_in_german_what_is_not_there(trial: list[str], tmp_path: Path, capsys: Any, name: str) -> None:
    status = run(["papers", "evaluate", *trial, "--qrels", str(tmp_path / name)])
    reason = {"fehlt.tsv": "Diese Datei oder dieser Ordner ist nicht da."}
    said = reason.get(name, "Das ist ein Ordner; gebraucht wird eine Datei.")
    assert (status, capsys.readouterr().err) == (1, f"{tmp_path / name}: {said}\n")


@pytest.mark.parametrize("limit", ["0", "-1"])
def test_search_for_nothing_is_refused(capsys: Any, limit: str) -> None:
    assert run(["papers", "search", "Industrie", "--limit", limit]) == 1
    assert capsys.readouterr().err == f"--limit {limit}: Bitte mindestens 1 angeben.\n"
