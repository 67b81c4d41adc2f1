"""Headings that only their number tells: „3.2“ over a title, „9a Hochschulabschluss“ over a paragraph."""

from leitstand.domain.papers.rules.layout.marks import ENDED, LEADERS, LETTERS, NUMBERED_TITLE, SUBSECTION
from leitstand.domain.papers.rules.layout.shapes import Block


def with_numbered(found: list[Block]) -> list[Block]:
    """Blocks, with the number of a section and its title as one heading, whatever letters they stand in."""
    done: list[Block] = []
    for at, block in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else None
        before = done[-1] if done else None
        if before is not None and _is_number_of_section(before) and _is_short(block, before):
            before.kind, before.lines = "heading", before.lines + block.lines
        elif after is not None and _is_numbered_title(block, after):
            done.append(Block("heading", block.lines, block.column))
        else:
            done.append(block)
    return done


def _is_number_of_section(block: Block) -> bool:
    return len(block.lines) == 1 and not block.lines[0].cells and bool(SUBSECTION.match(block.lines[0].text))


def _is_short(block: Block, above: Block) -> bool:
    """Whether a block is the title under its number."""
    last = block.lines[-1]
    near = block.lines[0].y1 - above.lines[-1].y1 < 2.2 * last.size
    said = len(block.lines) <= 2 and block.kind in ("paragraph", "heading") and LETTERS.search(last.text) is not None
    return near and said and not ENDED.search(last.text) and not block.lines[0].text[0].islower()


def _is_numbered_title(block: Block, after: Block) -> bool:
    """Whether a block is a title with its number over a paragraph, set off from it by more than a line's step."""
    last, following = block.lines[-1], after.lines
    if block.kind != "paragraph" or after.kind != "paragraph" or len(block.lines) > 2 or len(following) < 3:
        return False
    if any(LEADERS.search(line.text) for line in (*block.lines, *following[:3])):
        return False
    step = following[1].y1 - following[0].y1
    apart = following[0].y1 - last.y1 > 1.2 * step > 0 and abs(following[0].x0 - block.lines[0].x0) < last.size
    return apart and bool(NUMBERED_TITLE.match(block.lines[0].text)) and not ENDED.search(last.text)
