"""``papers export``: the synopsis of a topic, with quotations and sources."""

import argparse
from pathlib import Path
from typing import Any

from leitstand.domain.papers.queries.synopsis import synopsis
from leitstand.foundation.actor import system
from leitstand.foundation.errors import RuleBroken
from leitstand.outputs.synopsis import FORMATS, render


def register(verbs: Any) -> None:
    export = verbs.add_parser("export", help="die Synopse eines Themas als PDF, DOCX oder XLSX schreiben")
    export.add_argument("topic", metavar="THEMA", help="Kennzeichen des Themas, z. B. 2017.3.1")
    export.add_argument("--format", choices=tuple(FORMATS), help="ohne Angabe nach der Endung der Datei")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="DATEI")
    export.add_argument("--language", choices=("de", "en"), default="de")
    export.set_defaults(command=export_command)


def export_command(chosen: argparse.Namespace) -> None:
    file_format = chosen.format or chosen.output.suffix.removeprefix(".").lower()
    if file_format not in FORMATS:
        raise RuleBroken(
            f"Die Endung von „{chosen.output.name}“ sagt nicht, welches Format gemeint ist. "
            f"Bitte --format angeben: {', '.join(FORMATS)}.",
            "format",
        )
    found = synopsis(chosen.topic, actor=system("Befehlszeile"))
    chosen.output.write_bytes(render(found, file_format, chosen.language))
    print(f"{chosen.output}: {found.quotation_count} Textstellen aus {found.paper_count} Papieren.")
