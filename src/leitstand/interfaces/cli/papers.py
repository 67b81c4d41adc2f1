"""``papers …``: papers of others, their texts, the search in them."""

from typing import Any

from leitstand.interfaces.cli import papers_classify, papers_evaluate, papers_export, papers_extract


def register(commands: Any) -> None:
    parser = commands.add_parser("papers", help="Papiere anderer einlesen, durchsuchen und vergleichen")
    verbs = parser.add_subparsers(required=True, metavar="WAS")
    papers_extract.register(verbs)
    papers_classify.register(verbs)
    papers_evaluate.register(verbs)
    papers_export.register(verbs)
