"""Verbs of the statistics library: import a file, fetch one, subscribe an indicator, deliver a published state."""

from leitstand.domain.statistics.operations.delivering import (
    Delivery,
    Offer,
    Revision,
    deliver,
    offered,
    subscribe,
    unsubscribe,
)
from leitstand.domain.statistics.operations.fetching import connect, fetch_due, fetch_now
from leitstand.domain.statistics.operations.importing import Imported, import_file

__all__ = [
    "Delivery",
    "Imported",
    "Offer",
    "Revision",
    "connect",
    "deliver",
    "fetch_due",
    "fetch_now",
    "import_file",
    "offered",
    "subscribe",
    "unsubscribe",
]
