"""``statistics fetch SERVICE TABLE``: a table from an office's own service, into a file or the library.

Ends with status 1 if the service gave nothing; what is written then is the last state, labelled as such.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from leitstand.domain.reporting.operations.warning import take_stock
from leitstand.domain.statistics.live.sources import SERVICES, Fetched, Outcome, fetch
from leitstand.domain.statistics.operations import import_file
from leitstand.foundation.actor import system
from leitstand.foundation.errors import RuleBroken

ACTOR = system("Befehlszeile")
FAILED = 1
ENDINGS = {"json-stat": "json", "tsv": "tsv"}


def register(verbs: Any) -> None:
    """Add the verb to those of ``statistics``."""
    parser = verbs.add_parser("fetch", help="eine Tabelle bei einem statistischen Amt abrufen")
    parser.add_argument("service", choices=tuple(SERVICES), metavar="DIENST", help=", ".join(SERVICES))
    parser.add_argument("table", metavar="TABELLE", help="z. B. 13111-07-05-4 oder nama_10r_3gva")
    parser.add_argument(
        "--filter",
        action="append",
        default=[],
        metavar="NAME=WERT",
        help="Ausschnitt, mehrfach möglich, z. B. startyear=2015 (GENESIS) oder geo=DE3,DE (Eurostat)",
    )
    parser.add_argument("--format", default="", help="Eurostat: sdmx-csv (üblich), tsv oder json-stat")
    goal = parser.add_mutually_exclusive_group(required=True)
    goal.add_argument("-o", "--output", type=Path, metavar="DATEI")
    goal.add_argument("--dataset", metavar="NAME", help="als Datenstand dieses Datensatzes einlesen")
    parser.set_defaults(command=fetch_command)


def fetch_command(chosen: argparse.Namespace) -> int:
    fetched = fetch(chosen.service, chosen.table, _filters(chosen.filter), kind=chosen.format)
    failed = fetched.outcome == Outcome.FAILED
    print(fetched.label, file=sys.stderr if failed else sys.stdout)
    if fetched.content is not None:
        if chosen.output:
            _write(chosen.output, fetched.content)
        else:
            _take_in(chosen, fetched)
    return FAILED if failed else 0


def _filters(said: list[str]) -> dict[str, str]:
    filters = {}
    for one in said:
        name, equals, value = one.partition("=")
        if not (name.strip() and equals and value.strip()):
            raise RuleBroken(f"„{one}“ ist kein Filter; gemeint ist NAME=WERT.", "filter")
        if name.strip() in filters:
            raise RuleBroken(f"Der Filter „{name.strip()}“ steht zweimal da; mehrere Werte trennt ein Komma.", "filter")
        filters[name.strip()] = value.strip()
    return filters


def _write(path: Path, content: bytes) -> None:
    """The whole file or none: it appears under its name when it is complete."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    print(f"{len(content)} Bytes geschrieben: {path}")


def _take_in(chosen: argparse.Namespace, fetched: Fetched) -> None:
    """Import what was fetched; the last state is imported already, so a failure changes nothing."""
    if fetched.outcome == Outcome.FAILED or fetched.content is None:
        return
    name = f"{chosen.table}.{ENDINGS.get(chosen.format, 'csv')}"
    with tempfile.TemporaryDirectory(prefix="leitstand-") as folder:
        path = Path(folder) / name
        path.write_bytes(fetched.content)
        done = import_file(path, chosen.dataset, actor=ACTOR, name=name)
    if any(one.added for one in done.deliveries):
        take_stock()
    if done.known:
        print(f"Dieser Stand ist schon eingelesen: {done.dataset}, Datenstand {done.vintage}. Nichts geändert.")
    else:
        print(f"{done.manifest['rows']} Beobachtungen übernommen: {done.dataset}, Datenstand {done.vintage}.")
