"""The collection form of an indicator that is collected by oneself: what is asked, and which answers are valid."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class CollectionForm:
    """What is asked of whom, how often, by which definition; texts with their English ones, empty where unknown.

    Valid is a value from ``lowest`` to ``highest`` (``None``: no limit) with at most ``decimals`` places.
    """

    question: str = ""
    question_en: str = ""
    asked_of: str = ""
    asked_of_en: str = ""
    frequency: str = ""
    frequency_en: str = ""
    definition: str = ""
    definition_en: str = ""
    lowest: Decimal | None = None
    highest: Decimal | None = None
    decimals: int = 4

    def fault(self, value: Decimal) -> tuple[str, str]:
        """Why a value is not valid, and the limit it breaks: ``places``, ``low`` or ``high``; empty if it is."""
        if value != round(value, self.decimals):
            return "places", str(self.decimals)
        if self.lowest is not None and value < self.lowest:
            return "low", f"{self.lowest.normalize():f}"
        if self.highest is not None and value > self.highest:
            return "high", f"{self.highest.normalize():f}"
        return "", ""


NO_FORM = CollectionForm()
FORM_FIELDS = tuple(CollectionForm.__dataclass_fields__)
