"""Where the API is, and which of its addresses are lists."""

from collections.abc import Callable
from typing import Any

ROOT = "/api/v1"
LISTS = (
    "/editions",
    "/editions/2010/measures",
    "/measures",
    "/topics",
    "/institutions",
    "/indicators",
    "/observations",
    "/regions",
    "/ratings",
    "/outlooks",
    "/sources",
    "/events",
    "/papers",
    "/gaps",
    "/contradictions",
    "/distribution",
    "/rounds",
    "/reports",
)
# A key for each detail, of a thing that the small plan of the tests has.
DETAILS = {
    "/editions/{key}": "2020",
    "/editions/{key}/measures": "2020",
    "/measures/{key}": "bekannt",
    "/topics/{key}": "2020.thema",
    "/institutions/{key}": "probehaus",
    "/indicators/{key}": "wert",
    "/sources/{key}": "quelle",
    "/rounds/{key}": "runde",
    "/rounds/{key}/measures": "runde",
}
Ask = Callable[..., Any]
