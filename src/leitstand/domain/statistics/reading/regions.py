"""Regions: the official key of municipalities (AGS) for Germany, NUTS codes elsewhere, ``DG`` for Germany.

German NUTS codes of country and Länder become AGS; below that the NUTS code stays, since their
cutting differs from that of the districts. The code that the file gives is always kept beside it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

LAENDER = {
    "01": "Schleswig-Holstein", "02": "Hamburg", "03": "Niedersachsen", "04": "Bremen", "05": "Nordrhein-Westfalen",
    "06": "Hessen", "07": "Rheinland-Pfalz", "08": "Baden-Württemberg", "09": "Bayern", "10": "Saarland",
    "11": "Berlin", "12": "Brandenburg", "13": "Mecklenburg-Vorpommern", "14": "Sachsen", "15": "Sachsen-Anhalt",
    "16": "Thüringen",
}  # fmt: skip
BEZIRKE = {
    "11001": "Mitte", "11002": "Friedrichshain-Kreuzberg", "11003": "Pankow", "11004": "Charlottenburg-Wilmersdorf",
    "11005": "Spandau", "11006": "Steglitz-Zehlendorf", "11007": "Tempelhof-Schöneberg", "11008": "Neukölln",
    "11009": "Treptow-Köpenick", "11010": "Marzahn-Hellersdorf", "11011": "Lichtenberg", "11012": "Reinickendorf",
}  # fmt: skip
_NUTS_LAENDER = dict(
    zip(
        "123456789ABCDEFG",
        ["08", "09", "11", "12", "04", "02", "06", "13", "03", "05", "07", "10", "14", "15", "01", "16"],
        strict=True,
    )
)
_LEVELS = {2: "land", 3: "regbez", 5: "kreis", 8: "gemeinde"}
_NUTS = re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}")
_GROUP = re.compile(r"(EU|EA|EFTA|EEA|OECD|G20|G7|WORLD|W)(\d.*|_.*)?$")
_BY_NAME = {name.lower(): code for code, name in (*LAENDER.items(), *BEZIRKE.items())} | {
    "deutschland": "DG", "deutschland insgesamt": "DG", "bundesgebiet": "DG", "germany": "DG", "insgesamt": "DG",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Region:
    """``code`` as Leitstand uses it; ``level``: country, land, regbez, kreis, bezirk, gemeinde, nuts1 …, group."""

    code: str
    level: str


@lru_cache(maxsize=65536)
def region_of(code: str) -> Region:
    """The region that a code stands for; an unknown code is kept as it is, level ``other``."""
    plain = code.strip()
    if plain in ("DG", "DE", "DINSG", "DE-DE", "DEU"):
        return Region("DG", "country")
    if plain.isascii() and plain.isdigit() and len(plain) in _LEVELS:
        return Region(plain, "bezirk" if plain in BEZIRKE else _LEVELS[len(plain)])
    if len(plain) == 3 and plain.startswith("DE") and plain[2] in _NUTS_LAENDER:
        return Region(_NUTS_LAENDER[plain[2]], "land")
    if _GROUP.match(plain):
        return Region(plain, "group")
    if _NUTS.fullmatch(plain):
        return Region(plain, "country" if len(plain) == 2 else f"nuts{len(plain) - 2}")
    return Region(plain, "other" if plain else "")


def code_of_name(name: str) -> str:
    """The code of Germany, a Land or one of Berlin's districts by its German name; else the name itself."""
    plain = " ".join(name.split())
    return _BY_NAME.get(plain.lower(), plain)


def looks_like_code(text: str) -> bool:
    """Whether a text is an official key or NUTS code."""
    plain = text.strip()
    return plain == "DG" or (plain.isascii() and plain.isdigit() and len(plain) in _LEVELS)
