"""``papers add`` and ``papers list``: files of papers taken in one by one; one that fails stops no other."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from leitstand.domain.papers.models import Paper
from leitstand.domain.papers.operations.intake import Added, add_file
from leitstand.domain.papers.queries.texts import list_papers
from leitstand.foundation.actor import system
from leitstand.foundation.errors import LeitstandError, RuleBroken

ACTOR = system("Befehlszeile")
ENDINGS = (".pdf", ".docx", ".odt", ".html", ".htm", ".txt", ".md")
FIELDS = (("title", "Titel"), ("body", "Herausgeber"), ("land", "Land"), ("years", "Jahre"), ("url", "Adresse"))


def register(verbs: Any) -> None:
    add = verbs.add_parser("add", help="Dateien oder Ordner von Papieren einlesen")
    add.add_argument(
        "paths", nargs="+", type=Path, metavar="DATEI", help="Datei oder Ordner mit PDF, DOCX, ODT, HTML, TXT"
    )
    for name, text in FIELDS:
        add.add_argument(f"--{name}", default="", metavar="TEXT", help=f"{text}; sonst geschätzt")
    add.add_argument(
        "--kind", choices=[str(kind) for kind in Paper.Kind.values], default="", help="Art; sonst geschätzt"
    )
    add.add_argument("--paper", default="", metavar="KENNZEICHEN", help="zu diesem Papier des Verzeichnisses")
    add.add_argument("--previous", default="", metavar="KENNZEICHEN", help="neue Fassung dieses Papiers")
    add.set_defaults(command=take_in)
    verbs.add_parser("list", help="Papiere und ihre Texte zeigen").set_defaults(command=show)


def take_in(chosen: argparse.Namespace) -> int:
    files = list(_files(chosen.paths))
    if not files:
        raise RuleBroken(f"Darin ist keine Datei, die gelesen werden kann ({', '.join(ENDINGS)}).", "no-files")
    values = {name: getattr(chosen, name) for name, _text in (*FIELDS, ("kind", "")) if getattr(chosen, name)}
    if len(files) > 1 and (values.keys() - {"body", "land", "kind"} or chosen.paper or chosen.previous):
        raise RuleBroken("Titel, Jahre, Adresse, --paper und --previous gelten für eine einzelne Datei.", "many-files")
    if chosen.previous:
        values["previous"] = _paper(chosen.previous)
    paper = _paper(chosen.paper) if chosen.paper else None
    counts = {"added": 0, "known": 0, "failed": 0}
    for number, file in enumerate(files, 1):
        _progress(number, len(files), file)
        try:
            done = add_file(file, file.name, values, actor=ACTOR, paper=paper)
        except (LeitstandError, ValidationError, OSError) as error:
            counts["failed"] += 1
            print(_complaint(file, error), file=sys.stderr)
            continue
        counts["added" if done.fresh else "known"] += 1
        print(_said(file, done))
    print(
        f"{len(files)} Dateien: {counts['added']} eingelesen, {counts['known']} schon da,"
        f" {counts['failed']} nicht eingelesen."
    )
    return 1 if counts["failed"] else 0


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """Files as named, and those of a folder that look like papers, in order of their names."""
    for path in paths:
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.is_file() and one.suffix.lower() in ENDINGS)
        else:
            yield path


def _paper(key: str) -> Paper:
    paper = Paper.objects.filter(key=key, removed_on=None).first()
    if paper is None:
        raise RuleBroken(f"Ein Papier mit dem Kennzeichen „{key}“ gibt es nicht; „papers list“ zeigt alle.", "paper")
    return paper


def _complaint(file: Path, error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{file.name}: {error.strerror or error}"
    if isinstance(error, ValidationError):
        return f"{file.name}: {' '.join(error.messages)}"
    return str(error)


def _said(file: Path, done: Added) -> str:
    if not done.fresh:
        return f"{file.name}: {done.note}"
    text, paper = done.fulltext, done.paper
    facts = ", ".join(part for part in (paper.body, paper.land, paper.years) if part)
    size = f"{text.page_count} Seiten, {text.passage_count} Textstellen"
    said = f"{file.name}: „{paper.title}“ ({facts}), {size} [{paper.key}]"
    return f"{said}\n  {done.note}" if done.note else said


def _progress(number: int, total: int, file: Path) -> None:
    if sys.stderr.isatty():
        print(f"\r{number} von {total}: {file.name}\033[K", end="\r", file=sys.stderr, flush=True)


def show(_chosen: argparse.Namespace) -> int:
    papers = list_papers(ACTOR)
    if not papers:
        print("Noch kein Papier. „leitstand papers add DATEI“ liest eines ein.")
    for one in papers:
        facts = ", ".join(part for part in (one.body, one.land, one.years) if part)
        held = f"{one.page_count} Seiten, {one.passage_count} Textstellen" if one.fulltext_key else "ohne Text"
        missing = (
            f", ohne lesbaren Text: {', '.join(map(str, one.pages_without_text))}" if one.pages_without_text else ""
        )
        print(f"{one.key}: {one.title} ({facts}); {held}{missing}")
    return 0
