"""Importing one file as one published state of a data set: all of it, or nothing."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from leitstand.domain.sources.access import require_keeper
from leitstand.domain.statistics import keeping
from leitstand.domain.statistics.keeping import Progress, Written
from leitstand.domain.statistics.models import Dataset, Release
from leitstand.domain.statistics.operations.delivering import Delivery, deliver, foresee
from leitstand.domain.statistics.queries.listing import in_order
from leitstand.domain.statistics.reading import (
    AnyMapping,
    Reading,
    Unreadable,
    mapping_as_json,
    mapping_from_json,
    read_original,
)
from leitstand.domain.statistics.reading.opening import Original, opened
from leitstand.domain.statistics.rules.breaks import Break, breaks_between
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.foundation.calendar import PartialDate
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.files.storing import path_of, store_path
from leitstand.foundation.history.keys import new_key, slug
from leitstand.foundation.history.writing import Row, create, update


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would do, to the indicators too. ``known``: this very file was imported before."""

    dataset: str
    release: Release | None
    vintage: str
    known: bool
    manifest: dict[str, Any]
    breaks: tuple[Break, ...] = ()
    deliveries: tuple[Delivery, ...] = ()


def import_file(
    path: Path, dataset: str, *, actor: Actor, vintage: str | None = None, mapping: AnyMapping | None = None,
    dry_run: bool = False, mark_breaks: bool = False, name: str = "", progress: Progress | None = None,
) -> Imported:  # fmt: skip
    """Import a file into the data set of that name, made if there is none, and deliver it to its indicators.

    ``vintage`` is a partial date; without it the file's own date of publication counts, else today.
    A changed unit, definition or territory is refused unless ``mark_breaks``. Raises ``RuleBroken``
    with file, row, column and cure; then nothing has been kept.
    """
    require_keeper(actor)
    known = _find(dataset)
    chosen = mapping or _saved_mapping(known)
    try:
        with _room() as folder, opened(path, name) as original:
            before = _imported_before(known, original)
            if before is not None:
                return Imported(before.dataset.key, before, before.vintage, True, before.manifest)
            reading = read_original(original, chosen)
            written = _written(reading, folder / "kept.parquet", original.name, progress)
            when = _vintage(vintage, reading)
            breaks = _breaks(known, when, written.path)
            _refuse(breaks, mark_breaks, original)
            plan = Imported(dataset, None, when, False, written.manifest, breaks)
            if dry_run:
                return replace(plan, deliveries=_foreseen(plan, known, written, actor))
            return _keep(plan, known, written.path, original, reading, chosen, actor, progress)
    except Unreadable as error:
        raise RuleBroken(f"{error} Nichts wurde übernommen.", "unreadable") from None


@dataclass(frozen=True, slots=True)
class _Checked:
    path: Path
    manifest: dict[str, Any]


@contextmanager
def _room() -> Iterator[Path]:
    """A folder beside the stored files, gone afterwards."""
    place = Path(settings.DATA_DIR) / "tmp"
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place) as folder:
        yield Path(folder)


def _find(name: str) -> Dataset | None:
    found = Dataset.objects.filter(removed_on=None)
    return found.filter(key=name).first() or found.filter(title=name).first() or found.filter(key=slug(name)).first()


def _saved_mapping(dataset: Dataset | None) -> AnyMapping | None:
    return mapping_from_json(dataset.mapping) if dataset is not None and dataset.mapping else None


def _imported_before(dataset: Dataset | None, original: Original) -> Release | None:
    if dataset is None:
        return None
    return dataset.releases.filter(removed_on=None, original_sha256=original.sha256).first()


def _written(reading: Reading, target: Path, name: str, progress: Progress | None) -> _Checked:
    if not keeping.write(reading, target, progress):
        raise Unreadable("Die Datei enthält keinen Wert.", "Bitte einen anderen Ausschnitt laden.", file=name)
    if progress:
        progress(0, 0, "Doppelte Angaben werden gesucht …")
    written = Written(target, reading, name)
    try:
        repeated = written.without_repetitions()
        return _Checked(target, written.manifest(repeated))
    finally:
        written.close()


def _vintage(given: str | None, reading: Reading) -> str:
    said = given or reading.about.as_of or clock.today().isoformat()
    try:
        partial = PartialDate.parse(said)
    except ValueError as error:
        raise RuleBroken(f"Datenstand: {error}", "vintage") from None
    if partial.earliest > clock.today():
        raise RuleBroken(f"Der Datenstand {said} liegt in der Zukunft.", "vintage")
    return said


def _breaks(dataset: Dataset | None, when: str, path: Path) -> tuple[Break, ...]:
    """Against the state before this one; a state imported late is compared with the one after it as well."""
    if dataset is None:
        return ()
    day = PartialDate.parse(when).latest
    releases = in_order(list(dataset.releases.filter(removed_on=None).select_related("file")))
    earlier = [one for one in releases if PartialDate.parse(one.vintage).latest <= day]
    later = [one for one in releases if PartialDate.parse(one.vintage).latest > day]
    newest = keeping.described(path) if releases else None
    found: tuple[Break, ...] = ()
    if newest is not None and earlier:
        found += breaks_between(keeping.described(path_of(earlier[-1].file)), newest)
    if newest is not None and later:
        found += breaks_between(newest, keeping.described(path_of(later[0].file)))
    return found


def _refuse(breaks: tuple[Break, ...], mark: bool, original: Original) -> None:
    if breaks and not mark:
        said = " ".join(one.sentence for one in breaks[:5]) + (
            f" … und {len(breaks) - 5} weitere." if len(breaks) > 5 else ""
        )
        raise original.error(
            f"Seit dem vorigen Datenstand hat sich geändert, was gemessen wird: {said}",
            "Bitte als neuen Datensatz einlesen oder den Bruch ausdrücklich vermerken.",
        )


def _foreseen(plan: Imported, dataset: Dataset | None, written: _Checked, actor: Actor) -> tuple[Delivery, ...]:
    """What the checked file would bring to indicators, and revise."""
    if dataset is None:
        return ()
    release = Release(dataset=dataset, vintage=plan.vintage, manifest=plan.manifest, breaks=bool(plan.breaks))
    return tuple(foresee(release, written.path, actor=actor))


def _keep(
    plan: Imported, dataset: Dataset | None, path: Path, original: Original, reading: Reading,
    mapping: AnyMapping | None, actor: Actor, progress: Progress | None,
) -> Imported:  # fmt: skip
    if progress:
        progress(plan.manifest["rows"], plan.manifest["rows"], "Beobachtungen übernommen:")
    with transaction.atomic():
        dataset = _described(dataset, plan.dataset, reading, mapping, actor)
        release = Release(
            key=new_key(Release, f"{dataset.key[:50]}-{plan.vintage}".replace("/", "-")),
            dataset=dataset,
            vintage=plan.vintage,
            imported_at=clock.now(),
            file=store_path(path, keeping.PARQUET),
            original_name=original.name[-255:],
            original_sha256=original.sha256,
            manifest=plan.manifest,
            breaks=bool(plan.breaks),
            note=" ".join(one.sentence for one in plan.breaks)[:20_000],
        )
        create(actor, [Row(release)])
        deliveries = tuple(deliver(release, actor=actor))
    return replace(plan, dataset=dataset.key, release=release, deliveries=deliveries)


def _described(
    dataset: Dataset | None, name: str, reading: Reading, mapping: AnyMapping | None, actor: Actor
) -> Dataset:
    """The data set, made with what the file says of itself; a mapping used for the first time is remembered."""
    saved = mapping_as_json(mapping) if mapping is not None and reading.format.endswith(("-csv", "-xlsx")) else ""
    saved = "" if reading.format == "sdmx-csv" else saved
    if dataset is not None:
        if saved and json.loads(saved) != json.loads(dataset.mapping or "null"):
            update(actor, dataset, {"mapping": saved})
        return dataset
    about = reading.about
    title = about.title[:300] if name == slug(name) and about.title else name[:300]
    dataset = Dataset(
        key=new_key(Dataset, name), title=title, code=about.code[:120], source=about.source[:200],
        licence=about.licence[:200], format=reading.format, mapping=saved,
    )  # fmt: skip
    create(actor, [Row(dataset)])
    return dataset
