"""``papers search``: one question to all papers and our own editions."""

import argparse
import json
from typing import Any

from leitstand.domain.papers.queries.search import Filters, Found, Hit, search
from leitstand.foundation.actor import system
from leitstand.foundation.errors import RuleBroken

ACTOR = system("Befehlszeile")
FILTERS = (
    ("lands", "--land", "LAND", "nur aus diesem Land; mehrfach möglich"),
    ("years", "--year", "JAHR", "nur aus diesem Jahr; mehrfach möglich"),
    ("bodies", "--body", "HERAUSGEBER", "nur von diesem Herausgeber; mehrfach möglich"),
    (
        "kinds",
        "--kind",
        "ART",
        "nur diese Art: strategy, position … oder plan (eigene Fassungen); mehrfach möglich",
    ),
    ("topics", "--topic", "THEMA", "nur zu diesem Thema (Kennzeichen); mehrfach möglich"),
)


def register(verbs: Any) -> None:
    parser = verbs.add_parser("search", help="Textstellen zu einer Frage finden")
    parser.add_argument("question", metavar="FRAGE")
    parser.add_argument("--limit", type=int, default=10, metavar="ZAHL", help="so viele Textstellen höchstens")
    for name, option, value, text in FILTERS:
        parser.add_argument(option, dest=name, action="append", default=[], metavar=value, help=text)
    parser.add_argument("--json", action="store_true", help="als JSON ausgeben")
    parser.set_defaults(command=ask)


def ask(chosen: argparse.Namespace) -> int:
    if chosen.limit < 1:
        raise RuleBroken(f"--limit {chosen.limit}: Bitte mindestens 1 angeben.", "limit")
    filters = Filters(**{name: tuple(getattr(chosen, name)) for name, *_rest in FILTERS})
    found = search(chosen.question, limit=chosen.limit, filters=filters, actor=ACTOR)
    print(json.dumps([_row(hit) for hit in found.hits], ensure_ascii=False, indent=2) if chosen.json else _said(found))
    return 0


def _row(hit: Hit) -> dict[str, Any]:
    """``paper`` is the key of the paper, or of our own edition; the text stands on the page from start to end."""
    return {
        "paper": hit.paper_key or hit.edition_key, "title": hit.title, "page": hit.page, "start": hit.start,
        "end": hit.end, "text": hit.text, "score": round(hit.score, 6),
    }  # fmt: skip


def _said(found: Found) -> str:
    lines = [
        f"{number}. {hit.title}, Seite {hit.page} ({hit.start}–{hit.end})\n   {hit.text}"
        for number, hit in enumerate(found.hits, start=1)
    ]
    return "\n".join([*(lines or ["Nichts gefunden."]), *([found.note] if found.note else [])])
