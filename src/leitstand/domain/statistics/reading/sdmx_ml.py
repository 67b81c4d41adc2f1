"""SDMX-ML 2.1 and 3.0 data messages, generic and structure-specific, through pysdmx.

pysdmx holds the whole message in memory, so the size is limited; large tables come as CSV. A
message may carry only structures (code lists): then there is nothing to import, and the file says so.
"""

import warnings
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from lxml import etree

from leitstand.domain.statistics.reading.opening import Original
from leitstand.domain.statistics.reading.sdmx_columns import FLAG, TIME, Cube, first_of, observations, remaining
from leitstand.domain.statistics.reading.shape import About, Dimension, Notes, Place, Reading, dimensions_of

MAX_BYTES = 150_000_000
_ATTRIBUTES = {
    "obs_value", "decimals", "unit_mult", "obs_conf", "conf_status", "obs_status", "obs_flag", "obs_com",
    "obs_pre_break",
    "time_format", "title", "title_compl", "collection", "embargo_date", "pre_break_value", "base_per", "obs_comment",
}  # fmt: skip


def root_of(head: bytes) -> str:
    """The local name of the root element of XML, or nothing. Anything that declares a document type has none."""
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        return ""
    parser = etree.XMLPullParser(("start",), resolve_entities=False, no_network=True, recover=True)
    try:
        parser.feed(head)
        for _event, element in parser.read_events():
            return str(etree.QName(element).localname)
    except (etree.Error, ValueError):
        return ""
    return ""


def read_sdmx_ml(original: Original) -> Reading:
    """Raises ``Unreadable`` at once: the whole message is read before a value is given."""
    root = root_of(original.head)
    if b"<!DOCTYPE" in original.head or b"<!ENTITY" in original.head:
        raise original.error(
            "Die XML-Datei enthält eine Dokumenttyp-Angabe; das ist hier nicht erlaubt.", "Bitte sie neu laden."
        )
    if root == "Structure":
        raise original.error(
            "Die Datei enthält nur die Struktur (Codelisten), keine Werte.", "Bitte die Daten zur Struktur laden."
        )
    if root in ("Error", "ErrorMessage", "Fault", "Envelope"):
        raise original.error(
            "Die Datei ist eine Fehlermeldung des Dienstes.", "Bitte die Abfrage prüfen und neu laden."
        )
    if original.path.stat().st_size > MAX_BYTES:
        raise original.error(f"Die XML-Datei ist größer als {MAX_BYTES // 1_000_000} MB.", "Bitte SDMX-CSV verwenden.")
    message = _message(original)
    data = list(message.data or ())
    if len(data) != 1:
        raise original.error(f"Die Nachricht enthält {len(data)} Datensätze.", "Bitte genau einen Datensatz laden.")
    return _reading(original, message, data[0])


def _message(original: Original) -> Any:
    # pysdmx takes long to import, and other formats do not need it.
    from pysdmx.io import read_sdmx

    content = original.path.read_bytes()
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise original.error(
            "Die XML-Datei enthält eine Dokumenttyp-Angabe; das ist hier nicht erlaubt.", "Bitte sie neu laden."
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return read_sdmx(BytesIO(content), validate=False)
        # Whatever pysdmx, xmltodict and expat raise for a damaged message: there is no common root.
        except Exception:
            raise original.error(
                "Die Datei ist keine lesbare SDMX-Nachricht (2.1 oder 3.0).",
                "Bitte sie neu laden oder SDMX-CSV verwenden.",
            ) from None


def _reading(original: Original, message: Any, data: Any) -> Reading:
    frame = data.data
    names = {str(name): str(name).lower() for name in frame.columns}
    available = list(names.values())
    if not first_of(TIME, available) or "obs_value" not in available or len(set(available)) != len(available):
        raise original.error("Die Nachricht hat keine Zeit oder keine Werte.", "Bitte Daten mit Zeitbezug laden.")
    kept = [name for name, lower in names.items() if lower not in {*_ATTRIBUTES, *TIME, *FLAG}]
    dimensions = dimensions_of([(name, name) for name in remaining(kept)])
    about = _about(message, data)
    notes = Notes()
    columns = {lower: _texts(frame[name]) for name, lower in names.items()}
    return Reading(
        "sdmx-ml", about, dimensions, _tables(original, about, columns, len(frame), dimensions, notes), notes
    )


def _texts(series: Any) -> pa.Array:
    """A pandas column as text; missing ones empty."""
    return pa.array(["" if value is None or value != value else str(value) for value in series.tolist()], pa.string())


def _about(message: Any, data: Any) -> About:
    header = message.header
    named = str(getattr(data.structure, "id", "") or data.structure or "")
    code = str(getattr(header, "dataset_id", "") or "") or named.rpartition(":")[2].partition("(")[0]
    sender = getattr(header, "sender", None)
    prepared = getattr(header, "prepared", None)
    source = str(getattr(sender, "name", "") or getattr(sender, "id", "") or "")
    return About("", code, prepared.date().isoformat() if prepared else "", "Eurostat" if source == "ESTAT" else source)


def _tables(
    original: Original,
    about: About,
    columns: dict[str, pa.Array],
    rows: int,
    dimensions: Sequence[Dimension],
    notes: Notes,
) -> Iterator[pa.Table]:
    # A mark that says "not available" stands for a value that is missing, not for its quality.
    for name in FLAG:
        if name in columns:
            plain = pc.replace_substring_regex(columns[name], r"^(na|NA|M|O|L)$", ":")
            columns[name] = plain
    yield observations(Cube(about.code, about.title, columns, rows, Place(original.name, 0)), dimensions, notes)
