"""Outlines of regions on a plane: x to the right, y downwards, in a unit of their own.

The borders of the Länder come with the product (Natural Earth, public domain; see the notice in
``laender.json``). Districts and Berlin's Bezirke are squares at about the place where they lie, unless
real borders were uploaded.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from leitstand.domain.indicators.rules.borders import Borders
from leitstand.domain.indicators.rules.regions import ABBREVIATIONS, BEZIRKE

Place = tuple[float, float]
Ring = tuple[Place, ...]
# A degree of longitude is this much shorter than one of latitude in the middle of Germany.
SHORTER = math.cos(math.radians(51.2))
# Where a Land's value is written (longitude, latitude): clear of its neighbours' and of its enclaves. Those too
# small for it have it beside the map, with a line to the place in ``LED``.
LABELS: dict[str, Place] = {
    "01": (9.6, 54.35), "02": (7.7, 54.8), "03": (9.45, 52.62), "04": (6.95, 54.05), "05": (7.55, 51.55),
    "06": (9.0, 50.6), "07": (7.35, 50.05), "08": (9.05, 48.55), "09": (11.5, 48.95), "10": (6.9, 49.4),
    "11": (14.95, 53.05), "12": (13.6, 52.0), "13": (12.6, 53.8), "14": (13.3, 51.05), "15": (11.7, 52.05),
    "16": (11.0, 50.9),
}  # fmt: skip
LED: dict[str, Place] = {"02": (10.0, 53.55), "04": (8.8, 53.1), "11": (13.45, 52.5)}
_BEZIRK_PLACES = dict(
    zip(
        BEZIRKE,
        ((2, 1), (3, 2), (2, 0), (1, 1), (0, 1), (1, 2), (2, 2), (3, 3), (4, 2), (4, 1), (3, 1), (1, 0)),
        strict=True,
    )
)
_LAND_ROWS = (
    ("01", "02", "13"), ("04", "03", "11", "12"), ("05", "15", "14"), ("07", "06", "16"), ("10", "08", "09")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outline:
    """A region's rings, the place of its label and, if that lies outside, where the line to it ends."""

    rings: tuple[Ring, ...]
    label: Place
    led: Place | None = None


@dataclass(frozen=True, slots=True)
class Outlines:
    """Outlines by region; ``captions`` are words at places, such as the Land above its districts' squares."""

    regions: Mapping[str, Outline]
    captions: tuple[tuple[str, Place], ...] = ()

    @property
    def frame(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        places = [place for outline in self.regions.values() for ring in outline.rings for place in ring]
        places += [(x, y - 0.6) for _words, (x, y) in self.captions]
        places += [outline.label for outline in self.regions.values() if outline.led]
        xs, ys = [x for x, _ in places], [y for _, y in places]
        return min(xs), min(ys), max(xs), max(ys)


@cache
def laender() -> Outlines:
    """The sixteen Länder in their borders."""
    kept = json.loads(Path(__file__).with_name("laender.json").read_text(encoding="utf-8"))["regions"]
    return Outlines({code: _land(code, _rings(rings)) for code, rings in kept.items()})


def _land(code: str, rings: tuple[Ring, ...]) -> Outline:
    return Outline(rings, _placed(*LABELS[code]), _placed(*LED[code]) if code in LED else None)


def of_borders(borders: Borders) -> Outlines:
    """Uploaded borders; a label stands in the middle of the region's largest ring."""
    return Outlines({code: _with_middle(_rings(rings)) for code, rings in borders.regions.items()})


def bezirke(codes: Iterable[str]) -> Outlines:
    """Berlin's Bezirke as squares, about as they lie to each other."""
    return Outlines({code: _square(*_BEZIRK_PLACES[code[:5]]) for code in codes})


def districts(codes: Iterable[str]) -> Outlines:
    """Districts as squares: a block for each Land, the blocks about as the Länder lie to each other."""
    of_land: dict[str, list[str]] = {}
    for code in sorted(codes):
        of_land.setdefault(code[:2], []).append(code)
    squares: dict[str, Outline] = {}
    captions: list[tuple[str, Place]] = []
    top = 0.0
    for row in _LAND_ROWS:
        left, deepest = 0.0, 0.0
        for land in (land for land in row if land in of_land):
            members = of_land[land]
            wide = math.ceil(math.sqrt(len(members) * 1.6))
            captions.append((ABBREVIATIONS[land], (left, top - 0.15)))
            for number, code in enumerate(members):
                squares[code] = _square(left + number % wide, top + number // wide)
            deepest = max(deepest, math.ceil(len(members) / wide))
            left += max(wide, 2) + 0.6
        top += deepest + 1.1 if deepest else 0
    return Outlines(squares, tuple(captions))


def _placed(longitude: float, latitude: float) -> Place:
    return longitude * SHORTER, -latitude


def _rings(rings: Iterable[Sequence[Sequence[float]]]) -> tuple[Ring, ...]:
    return tuple(tuple(_placed(place[0], place[1]) for place in ring) for ring in rings)


def _with_middle(rings: tuple[Ring, ...]) -> Outline:
    largest = max(rings, key=lambda ring: abs(_area(ring)))
    xs, ys = [x for x, _ in largest], [y for _, y in largest]
    return Outline(rings, ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2))


def _area(ring: Ring) -> float:
    following = (*ring[1:], ring[0])
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in zip(ring, following, strict=True)) / 2


def _square(x: float, y: float) -> Outline:
    """A square of a unit's width with a narrow gap to its neighbours."""
    far_x, far_y = x + 0.94, y + 0.94
    return Outline((((x, y), (far_x, y), (far_x, far_y), (x, far_y)),), (x + 0.47, y + 0.47))
