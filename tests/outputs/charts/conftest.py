"""Reading drawings back."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest


@pytest.fixture
def parse() -> Callable[[str], ElementTree.Element]:
    """Reads SVG text; fails if it is not well-formed."""
    return ElementTree.fromstring
