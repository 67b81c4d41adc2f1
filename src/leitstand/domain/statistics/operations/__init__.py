"""Verbs of the statistics library: import a file, subscribe an indicator, deliver a published state."""

from leitstand.domain.statistics.operations.delivering import Delivery, Revision, deliver, subscribe, unsubscribe
from leitstand.domain.statistics.operations.importing import Imported, import_file

__all__ = ["Delivery", "Imported", "Revision", "deliver", "import_file", "subscribe", "unsubscribe"]
