"""Reading the situation: ``situation`` is the one question behind every page, the API and the reports."""

from leitstand.domain.reporting.queries.situation import MeasureRow, Situation, situation

__all__ = ["MeasureRow", "Situation", "situation"]
