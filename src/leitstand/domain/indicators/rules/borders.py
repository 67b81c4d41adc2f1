"""Borders of districts from GeoJSON, trusting nothing. Pure functions.

Taken is a ``FeatureCollection`` of polygons in degrees of longitude and latitude (WGS 84), each feature
with a property ``AGS``. All features of a file are of one level: Länder, Bezirke or districts.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from leitstand.domain.indicators.rules.regions import LEVELS, canonical, level_of
from leitstand.foundation.errors import RuleBroken

MOST_FEATURES, MOST_PLACES = 2_000, 400_000
WEST, SOUTH, EAST, NORTH = 5.0, 46.5, 16.0, 56.0
NAMES = ("gen", "name", "gemeinde_name", "bez")
Rings = tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, slots=True)
class Borders:
    """Rings in degrees and names by region; ``level`` is one of ``regions.LEVELS``."""

    level: str
    regions: Mapping[str, Rings]
    names: Mapping[str, str]


def read_borders(content: bytes) -> Borders:
    """The borders in a file. Raises ``RuleBroken`` with what is wrong, where, and what to do."""
    features = _features(content)
    regions: dict[str, Rings] = {}
    names: dict[str, str] = {}
    for number, feature in enumerate(features, 1):
        code, name = _named(feature, number)
        regions[code] = regions.get(code, ()) + tuple(_rings(feature, number, code))
        names[code] = name
    places = sum(len(ring) for rings in regions.values() for ring in rings)
    if places > MOST_PLACES:
        raise _broken(f"Die Grenzen haben {places} Punkte, höchstens {MOST_PLACES} gehen. Bitte vereinfachen.")
    level = _level(regions)
    regions = {canonical(code): rings for code, rings in regions.items()}
    return Borders(level, regions, {canonical(code): name for code, name in names.items() if name})


def _broken(sentence: str) -> RuleBroken:
    return RuleBroken(sentence, "borders")


def _features(content: bytes) -> list[Any]:
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise _broken("Das ist kein lesbares GeoJSON. Bitte als GeoJSON in UTF-8 speichern.") from None
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or found.get("type") != "FeatureCollection" or not features:
        raise _broken("In der Datei steht keine Sammlung von Gebieten („FeatureCollection“ mit „features“).")
    if len(features) > MOST_FEATURES:
        raise _broken(f"Die Datei hat {len(features)} Gebiete, höchstens {MOST_FEATURES} gehen.")
    return features


def _named(feature: Any, number: int) -> tuple[str, str]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise _broken(f"Gebiet {number} hat keine Eigenschaften („properties“). Bitte den AGS als „AGS“ angeben.")
    said = {str(name).lower(): value for name, value in properties.items()}
    code = str(said.get("ags") or "").strip()
    if level_of(code) not in LEVELS:
        what = f"den AGS „{code[:20]}“, den es hier nicht gibt" if code else "keine Eigenschaft „AGS“"
        raise _broken(f"Gebiet {number} hat {what}. Erwartet sind 2 Stellen (Land), 5 (Kreis, Bezirk) oder 8 (Bezirk).")
    name = next((value for key in NAMES if isinstance(value := said.get(key), str) and value.strip()), "")
    # JSON can write half a pair of surrogates, which no page can show.
    return code, name.encode("utf-8", "ignore").decode().strip()[:100]


def _rings(feature: Mapping[str, Any], number: int, code: str) -> Iterator[tuple[tuple[float, float], ...]]:
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in ("Polygon", "MultiPolygon"):
        raise _broken(f"Gebiet {number} ({code}) ist keine Fläche, sondern „{kind}“. Bitte nur Polygone angeben.")
    coordinates = geometry.get("coordinates")
    polygons: Any = [coordinates] if kind == "Polygon" else coordinates or []
    try:
        made = [tuple(_place(place) for place in ring) for polygon in polygons for ring in polygon]
    except (TypeError, ValueError, IndexError, KeyError, OverflowError):
        raise _broken(f"Gebiet {number} ({code}) hat Koordinaten, die sich nicht lesen lassen.") from None
    if not made or any(len(ring) < 4 for ring in made):
        raise _broken(f"Gebiet {number} ({code}) hat einen Rand mit weniger als vier Punkten.")
    if not all(WEST <= x <= EAST and SOUTH <= y <= NORTH for ring in made for x, y in ring):
        raise _broken(
            f"Gebiet {number} ({code}) liegt nicht in Deutschland. "
            "Bitte in Längen- und Breitengraden (WGS 84, EPSG:4326) speichern."
        )
    yield from made


def _place(place: Any) -> tuple[float, float]:
    x, y = float(place[0]), float(place[1])
    if not (isfinite(x) and isfinite(y)):
        raise ValueError
    return x, y


def _level(regions: Mapping[str, Rings]) -> str:
    levels = {level_of(code) for code in regions}
    if len(levels) > 1:
        raise _broken("Die Datei mischt Länder, Kreise und Bezirke. Bitte für jede Ebene eine eigene Datei einlesen.")
    return levels.pop()
