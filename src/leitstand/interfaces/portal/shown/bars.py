"""Distributions for the part ``look/parts/distribution.html``."""

from collections.abc import Callable
from typing import Any

from leitstand.domain.plans.rules.distribution import Distribution
from leitstand.domain.reporting import words
from leitstand.interfaces.look.templatetags.words import language


def bar(
    distribution: Distribution, caption: str = "", url: str = "", segment_url: Callable[[str], str] | None = None
) -> dict[str, Any]:
    """The bar of a distribution; segments lie side by side in percent of the whole."""
    segments: list[dict[str, Any]] = []
    x = 0.0
    for share in distribution.shares:
        segments.append(
            {
                "code": share.code,
                "label": words.state_word(share.code, language()),
                "count": share.count,
                "x": round(x, 3),
                "percent": round(share.percent, 3),
                "url": segment_url(share.code) if segment_url else "",
            }
        )
        x += share.percent
    sentence = words.coverage_sentence(distribution, language()) if distribution.total else ""
    return {"caption": caption, "url": url, "sentence": sentence, "total": distribution.total, "segments": segments}
