"""Paragraphs that go on: in the next column, and past tables, captions and footnotes that interrupt them."""

from collections.abc import Sequence
from itertools import pairwise

from leitstand.domain.papers.rules.layout.hyphens import HYPHENS, SUSPENDED
from leitstand.domain.papers.rules.layout.marks import ENDED
from leitstand.domain.papers.rules.layout.shapes import Block, Line, Word

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


def keep_words_whole(pages: Sequence[Sequence[Block]]) -> None:
    """The rest of a word that a page's end has parted goes back to where the word begins."""
    for before, after in pairwise(pages):
        last = next((block for block in reversed(before) if block.kind not in FLOATING), None)
        first = next((block for block in after if block.kind not in FLOATING), None)
        if last is None or first is None or first.kind != "paragraph" or not _is_parted(last, first):
            continue
        (rest, *others), place = first.lines[0].words, last.lines[-1].words[-1]
        last.lines.append(Line.of([Word(rest.text, place.x0, place.y0, place.x1, place.y1, place.size, place.bold)]))
        first.lines[:1] = [Line.of(others)] if others else []


def _is_parted(last: Block, first: Block) -> bool:
    word = first.lines[0].words[0].text
    stem = last.lines[-1].text
    return (
        stem.endswith(HYPHENS)
        and len(stem) > 1
        and stem[-2].isalpha()
        and word[0].islower()
        and word not in SUSPENDED
        and sum(len(line.words) for line in first.lines) > 1
    )
