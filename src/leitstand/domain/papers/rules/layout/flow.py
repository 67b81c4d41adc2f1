"""Paragraphs that go on: in the next column, and past tables, captions and footnotes that interrupt them."""

from collections.abc import Sequence

from leitstand.domain.papers.rules.layout.hyphens import HYPHENS
from leitstand.domain.papers.rules.layout.marks import ENDED
from leitstand.domain.papers.rules.layout.shapes import Block

FLOATING = ("cell", "caption", "footnote")


def flowing(found: Sequence[Block]) -> list[Block]:
    """Blocks of a page in reading order, with interrupted paragraphs whole and footnotes at the end."""
    order: list[Block] = []
    notes: list[Block] = []
    unfinished: Block | None = None
    for block in found:
        if block.kind == "footnote":
            notes.append(block)
        elif block.kind == "paragraph" and unfinished is not None and _continues(unfinished, block):
            unfinished.lines += block.lines
            unfinished = unfinished if _open(unfinished) else None
        else:
            order.append(block)
            if block.kind in ("paragraph", "item"):
                unfinished = block if _open(block) else None
            elif block.kind == "heading":
                unfinished = unfinished if unfinished is not None and unfinished.column == block.column - 1 else None
    return order + notes


def _open(block: Block) -> bool:
    text = block.lines[-1].text
    return not ENDED.search(text) and sum(len(line.words) for line in block.lines) >= 4


def _continues(before: Block, after: Block) -> bool:
    """Whether a paragraph is the rest of an earlier one: of the same size, in the middle of a sentence."""
    if abs(before.size - after.size) > 0.08 * before.size:
        return False
    first, last = after.lines[0].text, before.lines[-1].text
    if last.endswith(HYPHENS) or first[0].islower():
        return True
    wide = before.lines[-1].x1 - before.lines[-1].x0 > 0.75 * max(line.x1 - line.x0 for line in before.lines)
    return wide and len(before.lines) > 2 and len(after.lines) > 1 and after.column != before.column
