"""``papers evaluate``: how good the search is on questions whose answers are known."""

import argparse
import json
import sys
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path
from typing import Any

from leitstand.domain.papers.searching.embedding import embedder
from leitstand.domain.papers.searching.evaluating import Evaluation, Trial, evaluate
from leitstand.foundation.errors import RuleBroken

NO_EMBEDDER = (
    "Die Suche nach Bedeutung ist auf diesem Rechner nicht eingerichtet; gemessen wird die Suche nach Wörtern."
)


def register(verbs: Any) -> None:
    parser = verbs.add_parser("evaluate", help="die Suche an Fragen messen, deren Antworten bekannt sind")
    for name, text in (
        ("passages", "Textstellen: Kennung, Text"),
        ("queries", "Fragen: Kennung, Frage"),
        ("qrels", "richtige Antworten: Kennung der Frage, Kennung der Textstelle"),
    ):
        parser.add_argument(f"--{name}", type=Path, required=True, metavar="DATEI.tsv", help=text)
    parser.add_argument("--lexical", action="store_true", help="nur nach Wörtern suchen")
    parser.add_argument(
        "--vectors", type=Path, metavar="DATEI.npz", help="berechnete Bedeutungen hier ablegen und wieder lesen"
    )
    parser.add_argument("--json", action="store_true", help="als JSON ausgeben")
    parser.set_defaults(command=judge)


def judge(chosen: argparse.Namespace) -> int:
    trial = _trial(chosen)
    model = None if chosen.lexical else embedder()
    if model is None and not chosen.lexical:
        print(NO_EMBEDDER, file=sys.stderr)
    done = evaluate(trial, model, vectors=chosen.vectors, progress=_progress)
    print(json.dumps(asdict(done), ensure_ascii=False, indent=2) if chosen.json else _said(done))
    return 0


def _trial(chosen: argparse.Namespace) -> Trial:
    passages, questions = dict(_pairs(chosen.passages)), dict(_pairs(chosen.queries))
    relevant: dict[str, set[str]] = defaultdict(set)
    for question, passage in _pairs(chosen.qrels):
        if question in questions and passage in passages:
            relevant[question].add(passage)
    if not relevant:
        raise RuleBroken(f"{chosen.qrels}: Keine Zeile nennt eine der Fragen mit einer der Textstellen.", "qrels")
    return Trial(passages, questions, {name: frozenset(found) for name, found in relevant.items()})


def _pairs(path: Path) -> list[tuple[str, str]]:
    """Two columns, parted by a tab, without a header."""
    pairs = []
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise RuleBroken(f"{path}: Die Datei ist nicht in UTF-8 geschrieben.", "encoding") from None
    for number, line in enumerate(lines, start=1):
        name, tab, rest = line.rstrip("\r").partition("\t")
        if line.strip() and not (tab and name and rest):
            raise RuleBroken(
                f"{path}, Zeile {number}: Erwartet werden zwei Spalten mit einem Tabulator dazwischen.", "tsv"
            )
        if tab:
            pairs.append((name, rest))
    return pairs


def _said(done: Evaluation) -> str:
    lines = [f"{'Fragen':<8}{'Anzahl':>7}{'nDCG@10':>10}{'Recall@10':>11}{'Recall@100':>12}"]
    lines += [
        f"{one.group or 'alle':<8}{one.questions:>7}{one.ndcg_10:>10.4f}{one.recall_10:>11.4f}{one.recall_100:>12.4f}"
        for one in done.figures
    ]
    way = f"nach Wörtern und Bedeutung ({done.model})" if done.model else "nach Wörtern"
    return "\n".join([
        *lines,
        f"Gesucht {way} in {done.passages} Textstellen.",
        f"Einlesen: {done.index_seconds:.2f} s, Bedeutungen: {done.embedding_seconds:.1f} s;"
        f" eine Frage: p50 {done.query_p50:.1f} ms, p95 {done.query_p95:.1f} ms.",
    ])  # fmt: skip


def _progress(done: int, total: int) -> None:
    end = "\n" if done == total else ""
    print(f"\rBedeutungen: {done} von {total} Textstellen\033[K", end=end, file=sys.stderr, flush=True)
