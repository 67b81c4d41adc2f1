"""From pieces to pages: one text for each page, each passage with its span in it and the headings above it."""

import re
from collections.abc import Iterable, Sequence

from leitstand.domain.papers.rules.layout.dividing import divided
from leitstand.domain.papers.rules.layout.shapes import PageKind, PageText, PassageText, Piece

# Signs that are no text, and halves of letters: no database keeps them all.
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff\u200b]")
BETWEEN = "\n\n"
BETWEEN_CELLS = "\n"


def compose(
    pages: Iterable[tuple[int, PageKind, float, float, Sequence[Piece]]],
) -> tuple[tuple[PageText, ...], tuple[PassageText, ...]]:
    """Pages as (number, kind, width, height, pieces) into their texts and passages; headings count on over pages."""
    texts: list[PageText] = []
    passages: list[PassageText] = []
    above: list[tuple[int, str]] = []
    for number, kind, width, height, pieces in pages:
        content = ""
        before = None
        for piece in pieces:
            text = _UNWANTED.sub("", piece.text).strip()
            if not text:
                continue
            if content:
                content += BETWEEN_CELLS if before == piece.kind == "cell" else BETWEEN
            if piece.kind == "heading":
                above = [one for one in above if one[0] < piece.level]
            start, before = len(content), piece.kind
            content += text
            outline = tuple(title for _level, title in above)
            # Boxes hold whole columns of a piece: which part of it stands in which is not known.
            parts = [
                PassageText(number, start + a, start + b, piece.kind, piece.level, outline, text[a:b], piece.boxes)
                for a, b in divided(text)
            ]
            passages += parts
            if piece.kind == "heading":
                above.append((piece.level, parts[0].text))
        texts.append(PageText(number, kind, width, height, content))
    return tuple(texts), tuple(passages)
