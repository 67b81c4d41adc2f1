"""Regions by their official key (AGS): their level, their name in both languages, and groups of Länder.

Germany is ``DG``; a Land has two digits, a district five, one of Berlin's Bezirke five (11001 to 11012)
or eight (11001001 to 11012012). Names of districts are not kept here: there are four hundred of them,
and they change.
"""

from collections.abc import Iterable

HOME, NATION = "11", "DG"
NATIONS = frozenset({"DG", "DE", "00", "0", "DINSG"})
LAENDER: dict[str, tuple[str, str]] = {
    "01": ("Schleswig-Holstein", "Schleswig-Holstein"),
    "02": ("Hamburg", "Hamburg"),
    "03": ("Niedersachsen", "Lower Saxony"),
    "04": ("Bremen", "Bremen"),
    "05": ("Nordrhein-Westfalen", "North Rhine-Westphalia"),
    "06": ("Hessen", "Hesse"),
    "07": ("Rheinland-Pfalz", "Rhineland-Palatinate"),
    "08": ("Baden-Württemberg", "Baden-Württemberg"),
    "09": ("Bayern", "Bavaria"),
    "10": ("Saarland", "Saarland"),
    "11": ("Berlin", "Berlin"),
    "12": ("Brandenburg", "Brandenburg"),
    "13": ("Mecklenburg-Vorpommern", "Mecklenburg-Western Pomerania"),
    "14": ("Sachsen", "Saxony"),
    "15": ("Sachsen-Anhalt", "Saxony-Anhalt"),
    "16": ("Thüringen", "Thuringia"),
}
_SHORT = ("SH", "HH", "NI", "HB", "NW", "HE", "RP", "BW", "BY", "SL", "BE", "BB", "MV", "SN", "ST", "TH")
ABBREVIATIONS = dict(zip(LAENDER, _SHORT, strict=True))
BEZIRKE = dict(
    zip(
        (f"11{number:03}" for number in range(1, 13)),
        (
            "Mitte", "Friedrichshain-Kreuzberg", "Pankow", "Charlottenburg-Wilmersdorf", "Spandau",
            "Steglitz-Zehlendorf", "Tempelhof-Schöneberg", "Neukölln", "Treptow-Köpenick",
            "Marzahn-Hellersdorf", "Lichtenberg", "Reinickendorf",
        ),
        strict=True,
    )
)  # fmt: skip
_SHORT_BEZIRKE = (
    "Mitte", "Fr.-Kreuzberg", "Pankow", "Ch.-Wilmersd.", "Spandau", "St.-Zehlendorf", "T.-Schöneberg",
    "Neukölln", "Tr.-Köpenick", "M.-Hellersdorf", "Lichtenberg", "Reinickendorf",
)  # fmt: skip
ABBREVIATIONS |= dict(zip(BEZIRKE, _SHORT_BEZIRKE, strict=True))
CITY_STATES, EASTERN = ("02", "04", "11"), ("11", "12", "13", "14", "15", "16")
LAND, BEZIRK, DISTRICT = "laender", "bezirke", "kreise"
LEVELS = (LAND, BEZIRK, DISTRICT)


def level_of(code: str) -> str:
    """``laender``, ``bezirke``, ``kreise``; empty for Germany and for what is none of them."""
    if code in LAENDER:
        return LAND
    if not (code.isascii() and code.isdigit()):
        return ""
    if code[:5] in BEZIRKE and code[5:] in ("", code[2:5]):
        return BEZIRK
    return DISTRICT if len(code) == 5 and code[:2] in LAENDER else ""


def canonical(code: str) -> str:
    """One key for each region: ``DG`` for Germany, five digits for a Bezirk, ``11`` for Berlin as a district."""
    if code in NATIONS:
        return NATION
    if level_of(code) == BEZIRK:
        return code[:5]
    return HOME if code == "11000" else code


def levels_in(codes: Iterable[str]) -> tuple[str, ...]:
    """The levels at which there are at least two regions to compare, in the order of ``LEVELS``."""
    found = [level_of(code) for code in {code if code == "11000" else canonical(code) for code in codes}]
    return tuple(level for level in LEVELS if found.count(level) > 1)


def name_of(code: str, language: str = "de") -> str:
    """The region's name; a code that is not known here stays a code."""
    german = language[:2] == "de"
    if code in NATIONS:
        return "Deutschland" if german else "Germany"
    if code in LAENDER:
        return LAENDER[code][0 if german else 1]
    return BEZIRKE.get(canonical(code), code)


def own_papers(land: str, said: str) -> bool:
    """Whether a paper's ``said`` Land (``Berlin und Brandenburg``) names the Land with the key ``land``."""
    parts = said.replace(",", " und ").split(" und ")
    return LAENDER[land][0] in [part.strip() for part in parts] if land in LAENDER else False
