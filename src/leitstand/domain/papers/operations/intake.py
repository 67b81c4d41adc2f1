"""Taking a file in: read apart, then paper, text, pages and passages in one transaction, or nothing at all.

The file is copied first, so that what is read is what is kept. A file known by its checksum is not read
again. What is guessed of a paper counts only where nothing was said; an earlier edition is proposed in
``Added.note`` and linked when it is confirmed.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from leitstand.domain.papers.access import require_keeper
from leitstand.domain.papers.models import Fulltext, Paper
from leitstand.domain.papers.operations.embedding import embed_soon
from leitstand.domain.papers.operations.indexing import index_fulltext
from leitstand.domain.papers.operations.keeping import checksum, write_text
from leitstand.domain.papers.operations.linking import link_quotations
from leitstand.domain.papers.operations.quoting import present
from leitstand.domain.papers.queries.editions import catalogued, earlier_editions
from leitstand.domain.papers.queries.limits import limits
from leitstand.domain.papers.reading import ReadText, Unreadable, plain_name, read_apart
from leitstand.domain.sources import records
from leitstand.foundation.actor import Actor
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.files.models import StoredFile
from leitstand.foundation.files.storing import store_path
from leitstand.foundation.history.keys import new_key
from leitstand.foundation.history.writing import Row, create
from leitstand.foundation.waste import keeping_everything

MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "html": "text/plain; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}

ENDINGS: dict[str, tuple[str, ...]] = {
    "pdf": (".pdf",),
    "docx": (".docx",),
    "odt": (".odt", ".ott"),
    "html": (".html", ".htm"),
    "txt": (".txt", ".md"),
}


@dataclass(frozen=True, slots=True)
class Added:
    """What came of a file. ``fresh`` is false where the same file is here already; ``note`` is for people."""

    paper: Paper
    fulltext: Fulltext
    fresh: bool
    note: str


def add_file(
    path: Path, name: str, values: Mapping[str, Any] | None = None, *, actor: Actor, paper: Paper | None = None
) -> Added:
    """Keep a file's text, for ``paper`` if one is given, else for a paper made from ``values`` and guesses.

    ``values`` are fields of ``Paper``. Raises ``NotAllowed``; ``RuleBroken`` (``unreadable``) with a sentence
    for the file, or ``gone`` for a removed paper; ``ValidationError`` for a field. Then nothing has been kept.
    """
    require_keeper(actor)
    said = plain_name(name)
    try:
        with _own_copy(path) as (copy, sha256):
            known = Fulltext.objects.filter(removed_on=None, file__sha256=sha256).select_related("paper").first()
            if known is not None:
                return _known(known, said, paper)
            found = read_apart(copy, said, limits())
            with keeping_everything():
                return _kept(found, copy, said, dict(values or {}), paper, actor)
    except Unreadable as error:
        raise RuleBroken(f"{said}: {error} Nichts wurde übernommen.", "unreadable") from None
    except IntegrityError:
        # Someone else was taking in the same file.
        raise RuleBroken(f"{said}: Diese Datei wird gerade schon übernommen.", "at-once") from None


@contextmanager
def _own_copy(path: Path) -> Iterator[tuple[Path, str]]:
    """The file under a name of our own, and its checksum; gone afterwards."""
    if "\0" in str(path) or not path.is_file():
        raise Unreadable("Diese Datei gibt es nicht, oder es ist ein Ordner.")
    most = limits().file_megabytes
    if path.stat().st_size > most * 1_000_000:
        raise Unreadable(f"Die Datei ist größer als {most} MB. Bitte sie verkleinern oder teilen.")
    place = Path(settings.DATA_DIR) / "tmp"
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place) as folder:
        copy = Path(folder) / "paper"
        shutil.copyfile(path, copy)
        with copy.open("rb") as stream:
            yield copy, hashlib.file_digest(stream, "sha256").hexdigest()


def _known(known: Fulltext, name: str, paper: Paper | None) -> Added:
    here = known.paper
    if here is None or (paper is not None and paper != here):
        raise RuleBroken(f"{name}: Diese Datei gehört schon zu „{known}“. Nichts wurde geändert.", "other-paper")
    return Added(here, known, False, f"Diese Datei ist schon da: „{here}“. Nichts geändert.")


def _kept(found: ReadText, copy: Path, name: str, values: dict[str, Any], paper: Paper | None, actor: Actor) -> Added:
    notes: list[str] = []
    with transaction.atomic():
        paper = present(paper) if paper else _catalogued(found, values, notes)
        if paper is None:
            paper = _made(found, values, actor)
            notes += _earlier(paper)
        elif values:
            records.change(paper, values, actor=actor)
        fulltext = _fulltext(found, copy, name, paper, actor)
    if not name.lower().endswith(ENDINGS[found.media]):
        notes.append(f"Nach ihrem Inhalt ist die Datei {fulltext.get_media_display()}, auch wenn sie anders heißt.")
    if found.pages_without_text:
        pages = ", ".join(str(number) for number in found.pages_without_text)
        notes.append(f"Ohne lesbaren Text (Bilder): Seite {pages}.")
    return Added(paper, fulltext, True, " ".join(notes))


def _catalogued(found: ReadText, values: Mapping[str, Any], notes: list[str]) -> Paper | None:
    """The catalogue's own record of this paper, if its text is not here yet."""
    if "previous" in values:
        return None
    year = str(values.get("years") or found.guess.year)
    paper = catalogued(str(values.get("title") or found.guess.title), year)
    if paper is not None:
        notes.append(f"Gehört zum Papier „{paper}“ im Verzeichnis.")
    return paper


def _made(found: ReadText, values: Mapping[str, Any], actor: Actor) -> Paper:
    guess = found.guess
    guessed: dict[str, Any] = {
        "title": guess.title, "body": guess.body or "unbekannt", "land": guess.land, "years": guess.year,
        "published": guess.published or guess.year, "kind": guess.kind or Paper.Kind.STRATEGY,
    }  # fmt: skip
    fields = guessed | {field: value for field, value in values.items() if value not in (None, "")}
    paper = Paper(key=new_key(Paper, f"{fields['body'][:20]} {fields['title']}"), **fields)
    records.add(paper, actor=actor)
    return paper


def _earlier(paper: Paper) -> list[str]:
    """A sentence that proposes the earlier edition, if there seems to be one and none was named."""
    if paper.previous_id:
        return [f"Neue Fassung von „{paper.previous}“."]
    return [
        f"Vielleicht eine neue Fassung von „{one}“ ({one.years or 'ohne Jahr'});"
        f" zu bestätigen mit dessen Kennzeichen: {one.key}."
        for one in earlier_editions(paper)[:1]
    ]


def _fulltext(found: ReadText, copy: Path, name: str, paper: Paper, actor: Actor) -> Fulltext:
    stored: StoredFile = store_path(copy, MIME[found.media])
    fulltext = Fulltext(
        key=new_key(Fulltext, paper.key), paper=paper, media=found.media, file=stored, original_name=name[-255:],
        reader=found.reader[:60], page_count=len(found.pages), passage_count=len(found.passages),
        pages_without_text=list(found.pages_without_text), content_sha256=checksum(found),
    )  # fmt: skip
    create(actor, [Row(fulltext)])
    write_text(fulltext, found)
    index_fulltext(fulltext)
    link_quotations([paper], actor=actor)
    embed_soon()
    return fulltext
