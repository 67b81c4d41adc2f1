"""The answers of ``outlook``: files read into series and targets, answered all at once, and written in one piece."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leitstand.domain.indicators.outlook_words import refusal_in_words
from leitstand.domain.indicators.rules.outlook import Answers, Gathered, Refusal, Targets, answer, gather, walk
from leitstand.interfaces.cli.outlook_tables import TEXT, Unreadable, read, write

WHOLE, REAL, FLAG = pa.int64(), pa.float64(), pa.bool_()
QUANTILES = ("lo95", "lo80", "median", "hi80", "hi95")
COLUMNS = ("sid", "h", "p", "median", "lo80", "hi80", "lo95", "hi95", "reason")


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """Series of a file: their names in the order of their numbers, and their values in order."""

    names: Any
    gathered: Gathered

    def numbers_of(self, names: Any) -> Any:
        """The number of each named series, -1 for the unknown."""
        return numbers(names, self.names)


def outlook_command(chosen: argparse.Namespace) -> None:
    series = read_series(chosen.train, chosen.meta)
    table, targets = read_targets(chosen.targets, series)
    said = answer(walk(series.gathered), targets)
    write(chosen.output, _columns(table, said, chosen.language))
    refused = int(np.count_nonzero(said.refusal))
    print(
        f"{len(targets)} Ziele zu {len(series.gathered)} Reihen: {len(targets) - refused} beantwortet, {refused} nicht."
    )
    for reason in Refusal:
        if reason and (count := int(np.count_nonzero(said.refusal == reason))):
            print(f"{count} nicht: {refusal_in_words(reason, 'de')}")


def read_series(path: Path, meta: Path | None) -> Series:
    """Series from a long table; the column ``period`` counts where it holds whole numbers, otherwise ``t``."""
    table = _long(path)
    which, names = numbers_for(table["sid"])
    when = table["period" if "period" in table.column_names else "t"]
    if when.null_count:
        raise Unreadable(path, f"In {when.null_count} Zeilen fehlt der Zeitraum.")
    value = pc.fill_null(table["value"], float("nan"))
    breaks = pc.fill_null(table["break"], False) if "break" in table.column_names else None
    share = _shares(meta, names) if meta else None
    flags = None if breaks is None else breaks.to_numpy()
    try:
        made = gather(which, when.to_numpy(), value.to_numpy(), count=len(names), share=share, breaks=flags)
    except ValueError as error:
        raise Unreadable(path, "Die Zeiträume liegen zu weit auseinander; erwartet sind Jahre oder Nummern.") from error
    return Series(names, made)


def read_targets(path: Path, series: Series) -> tuple[pa.Table, Targets]:
    """The rows of the file, and the questions they ask."""
    table = read(path, {"sid": TEXT, "h": WHOLE, "direction": WHOLE, "target": REAL})
    if table["h"].null_count:
        raise Unreadable(path, f"In {table['h'].null_count} Zeilen fehlt h, die Zahl der Jahre bis zum Ziel.")
    own, names = numbers_for(table["sid"])
    which = series.numbers_of(names)[own] if len(own) else own
    way = pc.fill_null(table["direction"], 0).to_numpy()
    wanted = pc.fill_null(table["target"], float("nan")).to_numpy()
    return table, Targets.of(which, table["h"].to_numpy(), way, wanted)


def numbers(names: Any, known: Any) -> Any:
    """The place of each name among the known ones, -1 for the unknown."""
    return pc.fill_null(pc.index_in(names, value_set=known), -1).to_numpy(zero_copy_only=False).astype(np.int64)


def _long(path: Path) -> pa.Table:
    needed, wished = {"sid": TEXT, "value": REAL}, {"break": FLAG}
    try:
        return read(path, needed | {"period": WHOLE}, wished)
    except Unreadable as error:
        # Quarters and months are no whole numbers; the running number beside them orders them as well.
        if "Spalte period, " not in error.message and "fehlt: period." not in error.message:
            raise
        try:
            return read(path, needed | {"t": WHOLE}, wished)
        except Unreadable:
            raise error from None


def numbers_for(column: Any) -> tuple[Any, Any]:
    """Numbers instead of names, and the names in the order of their numbers."""
    if not pa.types.is_dictionary(column.type):
        column = pa.chunked_array([pc.dictionary_encode(column.combine_chunks())])
    whole = column.unify_dictionaries().combine_chunks()
    if isinstance(whole, pa.ChunkedArray):
        whole = whole.chunk(0) if whole.num_chunks else pa.array([], TEXT)
    return whole.indices.to_numpy().astype(np.int64), whole.dictionary


def _shares(path: Path, names: Any) -> Any:
    """Whether each named series is a percentage of a whole; those the file does not know are not."""
    table = read(path, {"sid": pa.string(), "pct": FLAG})
    if pc.count_distinct(table["sid"]).as_py() != len(table):
        raise Unreadable(path, "Eine Reihe (sid) kommt mehrmals vor; jede darf nur einmal beschrieben sein.")
    place = numbers(names, pa.array(table["sid"].combine_chunks()))
    flags = pc.fill_null(table["pct"], False).to_numpy()
    return np.append(flags, False)[place]


def _columns(table: pa.Table, said: Answers, language: str) -> dict[str, pa.Array]:
    refused = said.refusal != Refusal.NONE
    made = {name: pa.array(said.quantiles[:, place], mask=refused) for place, name in enumerate(QUANTILES)}
    words = pa.array([refusal_in_words(reason, language) for reason in Refusal])
    reasons = words.take(pa.array(np.where(refused, said.refusal, 0)))
    made |= {"sid": table["sid"], "h": table["h"], "p": pa.array(np.round(said.probability, 6), mask=refused)}
    made["reason"] = pc.if_else(pa.array(refused), reasons, pa.scalar(None, pa.string()))
    return {name: made[name] for name in COLUMNS}
