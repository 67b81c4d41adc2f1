"""Student's t distribution with five degrees of freedom, in closed form: the tails of the outlook.

With t = √5·tan θ the distribution function is ½ + (θ + sin θ·cos θ·(1 + ⅔·cos² θ))/π (Abramowitz and Stegun, 26.7.3).
"""

import numpy as np

from leitstand.domain.indicators.rules.outlook.gathering import Floats

DEGREES = 5.0
HALVINGS = 64


def chance_below(t: Floats) -> Floats:
    """P(T ≤ t), element by element; infinite ``t`` give 0 and 1."""
    slope = t / np.sqrt(DEGREES)
    angle = np.arctan(slope)
    cosine2 = 1 / (1 + slope * slope)
    # sin·cos = tan·cos²; an infinite slope has neither sine nor cosine left to add.
    sine_cosine = np.where(np.isinf(slope), 0.0, slope) * cosine2
    return np.asarray(0.5 + (angle + sine_cosine * (1 + cosine2 * (2 / 3))) / np.pi)


def quantile(level: Floats) -> Floats:
    """The t with P(T ≤ t) = ``level`` for levels between 0 and 1, by halving the range of θ."""
    low, high = np.full(level.shape, -np.pi / 2), np.full(level.shape, np.pi / 2)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        below = chance_below(np.sqrt(DEGREES) * np.tan(middle)) < level
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.asarray(np.sqrt(DEGREES) * np.tan((low + high) / 2))
