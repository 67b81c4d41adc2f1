"""The layout of a page by its geometry alone: words with boxes in, text in reading order and passages out."""

from leitstand.domain.papers.rules.layout.composing import compose
from leitstand.domain.papers.rules.layout.laying import lay_out
from leitstand.domain.papers.rules.layout.shapes import PageText, PassageText, Piece, Sheet, Word

__all__ = ["PageText", "PassageText", "Piece", "Sheet", "Word", "compose", "lay_out"]
