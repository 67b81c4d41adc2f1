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
    "/sources",
    "/events",
    "/papers",
    "/gaps",
    "/contradictions",
    "/distribution",
    "/reports",
)
Ask = Callable[..., Any]
