"""A comparison as PDF/A-3a and PDF/UA-1, across the page, in the look of the monitoring report."""

from functools import cache
from pathlib import Path

from leitstand.outputs.synopsis.compared import Compared
from leitstand.outputs.synopsis.pdf import set_in_look

HERE = Path(__file__).parent


@cache
def _template() -> bytes:
    return (HERE / "comparison.typ").read_bytes()


def render(content: Compared) -> bytes:
    """The comparison as PDF; every date in the file is the day it was made for."""
    return set_in_look(_template(), content.as_json(), content.as_of)
