"""``papers classify FILE``: which topics of the plan the lines of a file speak of, or that the rule abstains."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import DatabaseError

from leitstand.domain.exchange.package_reading import read_package
from leitstand.domain.papers.queries.topic_editions import edition_for_topics
from leitstand.domain.papers.queries.topic_texts import (
    classifier,
    corrections_of,
    packaged_descriptions,
    topic_texts,
    topics_of,
)
from leitstand.domain.papers.rules.topics import Classifier, Judgement, TopicText
from leitstand.domain.papers.searching.embedding import Embedder, embedder
from leitstand.foundation.errors import NotFound, RuleBroken

PACKAGE = Path(__file__).resolve().parents[2] / "packages" / "masterplan_industrie"
PACKAGED_EDITION = "2017"
BATCH = 64
WORDS_ONLY = "Die Bedeutung von Texten wird auf diesem Rechner nicht berechnet; zugeordnet wird nach Wörtern."


@dataclass(frozen=True)
class _Plan:
    titles: dict[str, str]
    rule: Classifier


def register(verbs: Any) -> None:
    parser = verbs.add_parser("classify", help="Textstellen den Themen des Plans zuordnen; nichts wird abgelegt")
    parser.add_argument("path", type=Path, metavar="DATEI.tsv", help="je Zeile eine Kennung, ein Tabulator, der Text")
    parser.add_argument(
        "--edition", default="", metavar="KENNZEICHEN", help="Fassung mit den Themen; sonst die mit den meisten"
    )
    parser.add_argument("--lexical", action="store_true", help="nur nach Wörtern, ohne Bedeutung")
    parser.add_argument("--top", type=int, default=3, metavar="ANZAHL", help="so viele Themen je Zeile, mindestens 3")
    parser.add_argument("--json", action="store_true", dest="as_json", help="als eine JSON-Liste ausgeben")
    parser.set_defaults(command=classify)


def classify(chosen: argparse.Namespace) -> int:
    lines = _lines(chosen.path)
    model = None if chosen.lexical else embedder()
    if model is None and not chosen.lexical:
        print(WORDS_ONLY, file=sys.stderr)
    plan = _plan(chosen.edition, model)
    most = max(3, chosen.top)
    judged = _judged(lines, plan.rule, model)
    if chosen.as_json:
        rows = [_row(name, judgement, plan, most) for name, judgement in judged]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for name, judgement in judged:
        print(_said(name, judgement, plan, most))
    return 0


def _judged(
    lines: Sequence[tuple[str, str]], rule: Classifier, model: Embedder | None
) -> Iterator[tuple[str, Judgement]]:
    for start in range(0, len(lines), BATCH):
        names, texts = zip(*lines[start : start + BATCH], strict=True)
        yield from zip(names, rule.judge(texts, model.passages(texts) if model else None), strict=True)


def _lines(path: Path) -> list[tuple[str, str]]:
    """Identifier and text of each line. Raises ``RuleBroken`` with what is wrong, and where."""
    lines = []
    for number, line in enumerate(_content(path).split("\n"), start=1):
        name, tab, text = line.rstrip("\r").partition("\t")
        if line.strip() and not (tab and name.strip() and text.strip()):
            raise RuleBroken(f"{path}, Zeile {number}: Erwartet werden Kennung, Tabulator und Text.", "tsv")
        if line.strip():
            lines.append((name.strip(), text.strip()))
    if not lines:
        raise RuleBroken(f"{path}: Die Datei ist leer. Erwartet werden Zeilen aus Kennung, Tabulator und Text.", "tsv")
    return lines


def _content(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        sentence = f"{path}: Die Datei ist nicht in UTF-8 geschrieben. Bitte als Text mit UTF-8 speichern."
        raise RuleBroken(sentence, "encoding") from None
    except FileNotFoundError:
        raise RuleBroken(f"{path}: Diese Datei gibt es nicht.", "no-file") from None
    except IsADirectoryError:
        raise RuleBroken(f"{path}: Das ist ein Ordner. Bitte eine Datei nennen.", "no-file") from None


def _plan(key: str, model: Embedder | None) -> _Plan:
    """The topics of this instance, or of the packaged plan where there is no instance (or none with topics)."""
    found = _kept_topics(key)
    texts, corrections = found or (_packaged_topics(key or PACKAGED_EDITION), [])
    return _Plan({one.key: one.title for one in texts}, classifier(texts, model, corrections))


def _kept_topics(key: str) -> tuple[list[TopicText], list[Any]] | None:
    try:
        edition = edition_for_topics(key)
    except (DatabaseError, NotFound):
        return None
    topics = topics_of(edition)
    return topic_texts(topics), corrections_of(topics, embedder())


def _packaged_topics(key: str) -> list[TopicText]:
    rows = read_package(PACKAGE).rows
    fields = {row.key for row in rows if row.table.name == "fields" and row.values.get("edition") == key}
    titles = [
        (row.key, str(row.values["title"]))
        for row in rows
        if row.table.name == "topics" and row.values.get("field") in fields
    ]
    if not titles:
        raise RuleBroken(f"Eine Fassung „{key}“ mit Themen gibt es nicht.", "edition")
    described = packaged_descriptions()
    return [TopicText(topic, title, described.get(title, "")) for topic, title in titles]


def _topics(judgement: Judgement, plan: _Plan, most: int) -> Sequence[dict[str, Any]]:
    return [
        {"topic": one.topic, "title": plan.titles[one.topic], "score": one.score} for one in judgement.ranked[:most]
    ]


def _row(name: str, judgement: Judgement, plan: _Plan, most: int) -> dict[str, Any]:
    return {
        "id": name,
        "topics": _topics(judgement, plan, most),
        "assigned": judgement.assigned or None,
        "margin": round(judgement.margin, 4),
    }


def _said(name: str, judgement: Judgement, plan: _Plan, most: int) -> str:
    near = ", ".join(f"{one['title']} {one['score']:.2f}" for one in _topics(judgement, plan, most))
    assigned = plan.titles.get(judgement.assigned, "nicht zugeordnet")
    return f"{name}: {assigned} ({near})"
