"""An office of its own for each test, and the small patience of tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from leitstand.domain.statistics.live.document import Patience
from leitstand.domain.statistics.live.http import Limits
from tests.domain.statistics.live.office import Office, opened

LIMITS = Limits(connect=1, read=0.4, whole=1.2, size=2_000_000, retries=2, pause=0.01, longest_pause=0.02)
PATIENCE = Patience(first=0.01, growth=1.5, longest=0.03, limit=0.5)


@pytest.fixture
def office() -> Iterator[Office]:
    with opened() as office:
        yield office


@pytest.fixture
def limits() -> Limits:
    return LIMITS


@pytest.fixture
def patience() -> Patience:
    return PATIENCE


@pytest.fixture
def configured(office: Office, settings: Any, tmp_path: Path) -> Path:
    """An instance that asks ``office`` for everything; returns its data folder."""
    settings.DATA_DIR = tmp_path / "instance"
    settings.OPTIONS = {
        **settings.OPTIONS,
        "GENESIS_URL": f"{office.address}/genesisws/rest/2020",
        "GENESIS_USER": "DE12345",
        "GENESIS_PASSWORD": "geheim-ä",
        "GENESIS_TOKEN": "",
        "EUROSTAT_URL": f"{office.address}/api",
    }
    return tmp_path / "instance"
