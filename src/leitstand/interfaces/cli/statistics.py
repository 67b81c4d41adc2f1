"""``statistics import|query|list|fetch``: the library of official statistics from the command line."""

import argparse
import csv
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from leitstand.domain.reporting.operations.warning import take_stock
from leitstand.domain.statistics.operations import Imported, import_file
from leitstand.domain.statistics.queries import dataset_named, list_datasets, ranking, slice_of
from leitstand.domain.statistics.reading import (
    AnyMapping,
    Unreadable,
    mapping_as_json,
    mapping_from_json,
    propose_columns,
)
from leitstand.foundation.actor import system
from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.errors import RuleBroken
from leitstand.interfaces.cli import statistics_fetch

ACTOR = system("Befehlszeile")
SHOWN = ("place", "measure", "region", "region_label", "period", "value", "sign", "flag", "unit", "vintage")
REVISIONS_SHOWN = 20


def register(commands: Any) -> None:
    parser = commands.add_parser("statistics", help="amtliche Statistiken einlesen und befragen")
    verbs = parser.add_subparsers(required=True, metavar="WAS")
    _register_import(verbs.add_parser("import", help="eine Datei eines statistischen Amts als Datenstand einlesen"))
    _register_query(verbs.add_parser("query", help="Werte oder eine Rangfolge der Regionen ausgeben"))
    verbs.add_parser("list", help="Datensätze und ihre Datenstände zeigen").set_defaults(command=show)
    statistics_fetch.register(verbs)


def _register_import(into: argparse.ArgumentParser) -> None:
    into.add_argument("path", type=Path, metavar="DATEI")
    into.add_argument(
        "--dataset", required=True, metavar="NAME", help="Datensatz; neu angelegt, wenn es ihn nicht gibt"
    )
    into.add_argument("--vintage", metavar="DATUM", help="Datenstand; sonst aus der Datei, sonst heute")
    into.add_argument("--mapping", type=Path, metavar="DATEI", help="gespeicherte Zuordnung der Spalten (JSON)")
    into.add_argument("--guess", action="store_true", help="eine Zuordnung der Spalten vorschlagen, nichts einlesen")
    into.add_argument(
        "--mark-break", action="store_true", help="geänderte Einheit, Definition oder Gebiete als Bruch vermerken"
    )
    into.add_argument("--dry-run", action="store_true", help="nur prüfen")
    into.set_defaults(command=take_in)


def _register_query(query: argparse.ArgumentParser) -> None:
    query.add_argument("--dataset", required=True, metavar="NAME")
    for name, text in (
        ("measure", "Größe"),
        ("region", "Region"),
        ("period", "Zeitraum"),
        ("level", "Ebene, z. B. land"),
    ):
        query.add_argument(f"--{name}", action="append", default=[], metavar="WERT", help=f"{text}; mehrfach möglich")
    query.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="MERKMAL=WERT",
        help="weiteres Merkmal, z. B. GES=GESW; mehrfach möglich",
    )
    query.add_argument("--rank", action="store_true", help="Rangfolge der Regionen für eine Größe und einen Zeitraum")
    query.add_argument("--ascending", action="store_true", help="den kleinsten Wert zuerst")
    query.add_argument("--as-of", metavar="DATUM", help="wie an diesem Tag bekannt")
    query.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb")
    query.add_argument("-o", "--output", type=Path, metavar="DATEI.csv", help="statt auf den Bildschirm")
    query.set_defaults(command=ask)


def take_in(chosen: argparse.Namespace) -> int:
    if chosen.guess:
        try:
            print(mapping_as_json(propose_columns(chosen.path)))
        except Unreadable as error:
            raise RuleBroken(str(error), "unreadable") from None
        return 0
    done = import_file(
        chosen.path, chosen.dataset, actor=ACTOR, vintage=chosen.vintage, mapping=_mapping(chosen.mapping),
        dry_run=chosen.dry_run, mark_breaks=chosen.mark_break, progress=_progress,
    )  # fmt: skip
    for line in _said(done, chosen.dry_run):
        print(line)
    if not chosen.dry_run and any(one.added for one in done.deliveries):
        take_stock()
    return 0


def _mapping(path: Path | None) -> AnyMapping | None:
    if path is None:
        return None
    try:
        return mapping_from_json(path.read_text("utf-8"), path.name)
    except (Unreadable, UnicodeDecodeError) as error:
        raise RuleBroken(str(error), "mapping") from None


def _said(done: Imported, dry_run: bool) -> list[str]:
    said = done.manifest
    if done.known:
        return [f"Diese Datei ist schon eingelesen: {done.dataset}, Datenstand {done.vintage}. Nichts geändert."]
    lines = [
        f"{said['rows']} Beobachtungen, {said['regions']} Regionen,"
        f" Zeiträume {said['first_period']} bis {said['last_period']},"
        f" {len(said['measures'])} Größen; Datenstand {done.vintage}."
    ]
    if said["empty_cells"] or said["repeated_rows"]:
        lines.append(f"Übergangen: {said['empty_cells']} leere Felder, {said['repeated_rows']} wiederholte Zeilen.")
    lines += [*said["remarks"], *(f"Bruch vermerkt: {one.sentence}" for one in done.breaks)]
    for delivery in done.deliveries:
        lines.append(
            f"{delivery.indicator}: {delivery.refused}"
            if delivery.refused
            else f"{delivery.indicator}: {delivery.added} neue Werte, davon berichtigt: {len(delivery.revised)}."
        )
        lines += [
            f"  {one.region}, {one.period}: {one.before} → {one.after}" for one in delivery.revised[:REVISIONS_SHOWN]
        ]
    return [*lines, "Nur geprüft, nichts übernommen." if dry_run else f"Übernommen: {done.dataset}."]


def ask(chosen: argparse.Namespace) -> int:
    dataset = dataset_named(chosen.dataset)
    filters: dict[str, Sequence[str]] = {
        name: getattr(chosen, name) for name in ("measure", "region", "period", "level") if getattr(chosen, name)
    }
    for condition in chosen.where:
        name, equals, value = condition.partition("=")
        if not equals:
            raise RuleBroken(f"„{condition}“ ist keine Bedingung; gemeint ist MERKMAL=WERT.", "where")
        filters[name] = [*filters.get(name, ()), value]
    day = _day(chosen.as_of)
    if chosen.rank:
        found = ranking(dataset, filters, as_of=day, ascending=chosen.ascending, engine=chosen.engine)
    else:
        found = slice_of(dataset, filters, as_of=day, engine=chosen.engine)
    if chosen.output:
        with chosen.output.open("w", encoding="utf-8", newline="") as file:
            _write(file, found.rows)
        print(f"{len(found.rows)} Zeilen geschrieben: {chosen.output}")
    else:
        _write(sys.stdout, found.rows)
    return 0


def _day(text: str | None) -> Any:
    if not text:
        return None
    try:
        return PartialDate.parse(text).latest
    except ValueError as error:
        raise RuleBroken(str(error), "day") from None


def _write(file: TextIO, rows: Sequence[Mapping[str, Any]]) -> None:
    """Comma-separated, decimal point, one line for each observation."""
    columns = [name for name in SHOWN if not rows or name in rows[0]]
    columns += [name for name in (rows[0] if rows else ()) if name.startswith("d_")]
    writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def show(_chosen: argparse.Namespace) -> int:
    datasets = list_datasets()
    if not datasets:
        print("Noch kein Datensatz. „leitstand statistics import DATEI --dataset NAME“ liest einen ein.")
    for dataset in datasets:
        print(f"{dataset.key}: {dataset.title} ({dataset.source or 'Herausgeber unbekannt'}, {dataset.format})")
        for one in dataset.releases:
            broken = ", mit Bruch" if one.breaks else ""
            print(
                f"  {one.vintage}: {one.rows} Beobachtungen, {one.regions} Regionen,"
                f" {one.first_period} bis {one.last_period}{broken}"
            )
    return 0


def _progress(done: int, total: int, text: str) -> None:
    if sys.stderr.isatty():
        end = "\n" if total and done == total else ""
        print(f"\r{text} {done or ''}\033[K", end=end, file=sys.stderr, flush=True)
