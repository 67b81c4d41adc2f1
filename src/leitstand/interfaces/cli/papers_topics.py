"""``papers topics|gaps``: what others treat of our topics, what of it we do not, and what is on no topic of ours."""

import argparse
import json
from dataclasses import asdict
from typing import Any

from leitstand.domain.papers.operations.topics import assign_waiting
from leitstand.domain.papers.queries.topic_passages import Quote
from leitstand.domain.papers.queries.topics import Matrix, TopicRow, matrix, new_themes
from leitstand.foundation.actor import system

ACTOR = system("Befehlszeile")
QUOTED = 160


def register(verbs: Any) -> None:
    topics = verbs.add_parser("topics", help="Themen der Fassung × Länder: wie viele Textstellen")
    topics.add_argument("--assign", action="store_true", help="vorher alle noch nicht beurteilten Texte zuordnen")
    gaps = verbs.add_parser("gaps", help="was andere behandeln und wir nicht, mit Textstellen")
    for parser, command in ((topics, show_topics), (gaps, show_gaps)):
        parser.add_argument("--edition", default="", metavar="KENNZEICHEN", help="sonst die mit den meisten Themen")
        parser.add_argument("--json", action="store_true", dest="as_json", help="als JSON ausgeben")
        parser.set_defaults(command=command)


def show_topics(chosen: argparse.Namespace) -> int:
    if chosen.assign:
        assign_waiting.func()
    made = matrix(chosen.edition, actor=ACTOR)
    if chosen.as_json:
        print(json.dumps(_matrix(made), ensure_ascii=False))
        return 0
    print(f"{made.edition}: {made.assigned} von {made.counted} Textstellen aus {len(made.papers)} Papieren zugeordnet.")
    for row in made.rows:
        counts = ", ".join(f"{cell.place} {cell.count}" for cell in row.cells if cell.count)
        print(f"{row.title}: {counts or 'nichts'} (eigene Maßnahmen: {row.own})")
    return 0


def _matrix(made: Matrix) -> dict[str, Any]:
    return {
        "edition": made.edition_key, "papers": len(made.papers), "counted": made.counted, "assigned": made.assigned,
        "rows": [
            {
                "topic": row.key, "title": row.title, "own": row.own,
                "counts": {cell.place: cell.count for cell in row.cells if cell.count},
            }
            for row in made.rows
        ],
    }  # fmt: skip


def show_gaps(chosen: argparse.Namespace) -> int:
    made = matrix(chosen.edition, actor=ACTOR)
    themes = new_themes(chosen.edition, actor=ACTOR)
    if chosen.as_json:
        said = {
            "edition": made.edition_key,
            "gaps": [_gap(row) for row in made.gaps],
            "themes": [
                {
                    "name": one.name, "places": one.places, "count": one.count, "passages": one.passage_ids,
                    "best": [asdict(quote) for quote in one.best],
                }
                for one in themes
            ],
        }  # fmt: skip
        print(json.dumps(said, ensure_ascii=False))
        return 0
    print("Was andere behandeln und wofür wir keine Maßnahme haben:" if made.gaps else "Keine Lücke gefunden.")
    for row in made.gaps:
        print(f"- {row.title}: {row.count} Textstellen, {', '.join(row.places)}")
        for quote in row.best:
            print(f"    {_said(quote)}")
    if themes:
        print("Auf keinem unserer Themen:")
    for one in themes:
        print(f"- {one.name}: {one.count} Textstellen, {', '.join(one.places)}")
        for quote in one.best:
            print(f"    {_said(quote)}")
    return 0


def _gap(row: TopicRow) -> dict[str, Any]:
    return {
        "topic": row.key, "title": row.title, "count": row.count, "places": row.places,
        "best": [asdict(quote) for quote in row.best],
    }  # fmt: skip


def _said(quote: Quote) -> str:
    text = " ".join(quote.text.split())
    short = text if len(text) <= QUOTED else f"{text[:QUOTED].rsplit(' ', 1)[0]} …"
    where = f", S. {quote.page}" if quote.page else ""
    return f"„{short}“ ({quote.paper.title}{where})"
