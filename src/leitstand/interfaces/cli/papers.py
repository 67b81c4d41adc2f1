"""``papers …``: papers of others, their texts, the search in them."""

from typing import Any

from leitstand.interfaces.cli import (
    papers_add,
    papers_classify,
    papers_evaluate,
    papers_export,
    papers_extract,
    papers_search,
    papers_topics,
)


def register(commands: Any) -> None:
    parser = commands.add_parser("papers", help="Papiere anderer einlesen, durchsuchen und vergleichen")
    verbs = parser.add_subparsers(required=True, metavar="WAS")
    papers_add.register(verbs)
    papers_extract.register(verbs)
    papers_classify.register(verbs)
    papers_search.register(verbs)
    papers_evaluate.register(verbs)
    papers_topics.register(verbs)
    papers_export.register(verbs)
