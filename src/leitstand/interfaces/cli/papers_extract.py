"""``papers extract``: pages and passages of a file, without keeping anything."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from leitstand.domain.papers.queries.limits import limits
from leitstand.domain.papers.reading import ReadText, Unreadable, read_apart
from leitstand.foundation.errors import RuleBroken


def register(verbs: Any) -> None:
    extract = verbs.add_parser("extract", help="eine Datei lesen und zeigen, was ankommt; nichts wird abgelegt")
    extract.add_argument("path", type=Path, metavar="DATEI")
    extract.add_argument("--json", action="store_true", dest="as_json", help="Seiten und Textstellen als JSON")
    extract.set_defaults(command=show)


def show(chosen: argparse.Namespace) -> int:
    try:
        found = read_apart(chosen.path, chosen.path.name, limits())
    except Unreadable as error:
        raise RuleBroken(f"{chosen.path.name}: {error}", "unreadable") from None
    print(json.dumps(_as_json(found), ensure_ascii=False) if chosen.as_json else _as_text(found))
    return 0


def _as_json(found: ReadText) -> dict[str, Any]:
    pages = [
        {"page": one.number, "kind": one.kind, "width": one.width, "height": one.height, "text": one.content}
        for one in found.pages
    ]
    return {
        "media": found.media, "reader": found.reader, "guess": asdict(found.guess),
        "pages_without_text": list(found.pages_without_text), "pages": pages,
        "passages": [asdict(passage) for passage in found.passages],
    }  # fmt: skip


def _as_text(found: ReadText) -> str:
    lines = []
    for page in found.pages:
        lines.append(f"— Seite {page.number} —")
        lines.append(page.content or ("(Bild ohne Text)" if page.kind == "picture" else "(leer)"))
    return "\n".join(lines)
