"""Invented passages in the style of strategy papers, labelled by hand with topics of the announcement of 2017.

``tuning`` set thresholds and descriptions; ``held_out`` was known when descriptions were widened, but not used;
``fresh`` was written after both stood. Label ``-``: on none of them.
"""

from dataclasses import dataclass
from pathlib import Path

import yaml

from leitstand.domain.papers.rules.topics import TopicText

FOLDER = Path(__file__).parent / "topics"
PACKAGES = Path(__file__).parents[3] / "src" / "leitstand" / "packages"


@dataclass(frozen=True)
class Labelled:
    topic: str
    text: str


def labelled(half: str) -> list[Labelled]:
    lines = (FOLDER / f"{half}.tsv").read_text("utf-8").splitlines()
    return [Labelled(*line.split("\t")) for line in lines if not line.startswith("#")]


def packaged_topics() -> list[TopicText]:
    """The 21 topics with the descriptions that come with the product."""
    edition = yaml.safe_load((PACKAGES / "masterplan_industrie" / "edition-2017.yaml").read_text("utf-8"))
    described = yaml.safe_load((PACKAGES / "topic_descriptions.yaml").read_text("utf-8"))["descriptions"]
    texts = {title: one["text"] for one in described for title in one["titles"]}
    fields = edition["editions"][0]["fields"]
    return [TopicText(one["key"], one["title"], texts[one["title"]]) for field in fields for one in field["topics"]]
