"""Rules of indicators: which vintage speaks and how a value changed (``vintages``), ratings of targets by
published methods (``ratings``), and the outlook (``outlook``). Pure functions, numpy at most."""

from leitstand.domain.indicators.rules.vintages import Change, last_change, latest_vintages, period_end

__all__ = ["Change", "last_change", "latest_vintages", "period_end"]
