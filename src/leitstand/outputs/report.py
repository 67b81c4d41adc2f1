"""Setting a monitoring report in all its formats, and keeping it: in the file store or in a folder."""

import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from leitstand.domain.reporting.models import Report
from leitstand.domain.reporting.operations import reports as operations
from leitstand.domain.reporting.operations.reports import Made
from leitstand.domain.reporting.queries import situation
from leitstand.domain.reporting.queries.report import ReportContent, report_content
from leitstand.foundation.actor import PUBLIC, Actor
from leitstand.foundation.errors import LeitstandError
from leitstand.foundation.history.keys import slug
from leitstand.outputs import docx, html, pdf, xlsx

FORMATS: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}
FAILURE = "Beim Erstellen ist ein Fehler aufgetreten. Die Einzelheiten stehen im Protokoll des Servers."
log = logging.getLogger(__name__)


def render(content: ReportContent) -> dict[str, bytes]:
    """The report in every format by its ending. The workbook is attached to the PDF."""
    workbook = xlsx.render(content)
    made = {"pdf": pdf.render(content, workbook), "docx": docx.render(content), "xlsx": workbook}
    return {**made, "html": html.render(content)}


def file_name(content: ReportContent, ending: str) -> str:
    """``monitoring-bericht-2022-2026_stand-2026-06-30.pdf``."""
    words = (slug(content.title), slug(content.short_title), slug(content.words["as_of"]))
    return f"{words[0]}-{words[1]}_{words[2]}-{content.as_of.isoformat()}.{ending}"


def build_report(report: Report, *, actor: Actor) -> Report:
    """Set an ordered report and keep its files. What goes wrong is kept with the report as a sentence.

    Raises ``NotAllowed`` or ``RuleBroken`` if it may not be built (again).
    """
    operations.start(report, actor=actor)
    try:
        content = operations.content_of(report)
        made = [Made(ending, bytes_, FORMATS[ending]) for ending, bytes_ in render(content).items()]
    except LeitstandError as error:
        operations.fail(report, error.message, actor=actor)
    except Exception:
        # Whatever the typesetters raise: the office must see that it failed, and the log must say why.
        log.exception("report %s could not be built", report.key)
        operations.fail(report, FAILURE, actor=actor)
    else:
        operations.finish(report, made, content.content_hash, actor=actor)
    return report


def build_to_folder(
    edition_key: str, as_of: date, folder: Path, language: str = "de", special: tuple[str, str] | None = None
) -> list[Path]:
    """Write the report in every format and a ``manifest.json`` into a folder; return their paths.

    Only what is public is in it. Files appear under their names only once all are complete. Raises ``NotFound``.
    """
    seen = situation(as_of, actor=PUBLIC)
    content = report_content(seen, edition_key, language=language, special=special)
    files = {file_name(content, ending): made for ending, made in render(content).items()}
    files["manifest.json"] = _manifest(content, files)
    folder.mkdir(parents=True, exist_ok=True)
    return _write_together(folder, files)


def _manifest(content: ReportContent, files: Mapping[str, bytes]) -> bytes:
    said = {
        "edition": content.edition_key,
        "as_of": content.as_of.isoformat(),
        "language": content.language,
        "content_hash": content.content_hash,
        "history": {"number": content.history_number, "hash": content.history_hash},
        "files": {name: hashlib.sha256(made).hexdigest() for name, made in files.items()},
    }
    return (json.dumps(said, indent=2, ensure_ascii=False) + "\n").encode()


@dataclass(frozen=True)
class _Waiting:
    """A complete file under a temporary name, and the name it is to have."""

    temporary: Path
    final: Path


def _write_together(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    waiting: list[_Waiting] = []
    try:
        for name, made in files.items():
            handle, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=folder)
            waiting.append(_Waiting(Path(temporary), folder / name))
            with os.fdopen(handle, "wb") as file:
                file.write(made)
        for one in waiting:
            # Made readable by its owner only; these are meant to be passed on.
            one.temporary.chmod(0o644)
            one.temporary.replace(one.final)
    finally:
        for one in waiting:
            one.temporary.unlink(missing_ok=True)
    return [one.final for one in waiting]
