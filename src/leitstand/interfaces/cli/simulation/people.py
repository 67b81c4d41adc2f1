"""How people behave in a round: mixed, but the same for the same seed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

# In a round of forty: so many of each. What is left over is prompt.
SHARES = (
    ("reminded", 0.20),
    ("late", 0.075),
    ("silent", 0.075),
    ("refused", 0.05),
    ("bounced", 0.025),
    ("extended", 0.05),
    ("wrong", 0.075),
    ("workbook", 0.05),
    ("delegates", 0.025),
    ("disowns", 0.025),
    ("unchanged", 0.10),
)
UNREACHED = ("refused", "bounced")


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What someone does: ``kind``, and how many working days after the mail that moves them."""

    kind: str
    after: int


def behaviours(addresses: Sequence[str], seed: int) -> dict[str, Behaviour]:
    """A behaviour for each address."""
    chance = random.Random(seed)  # noqa: S311 - a play, not a secret
    shuffled = list(addresses)
    chance.shuffle(shuffled)
    kinds: list[str] = []
    for kind, share in SHARES:
        kinds += [kind] * max(1, round(share * len(shuffled)))
    kinds = (kinds + ["prompt"] * len(shuffled))[: len(shuffled)]
    return {address: Behaviour(kind, chance.randint(0, 3)) for address, kind in zip(shuffled, kinds, strict=True)}
