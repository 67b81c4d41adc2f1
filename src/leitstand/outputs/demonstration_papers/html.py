"""Invented papers as a page of an invented web site, with menu, side column and footer around the text."""

from collections.abc import Iterator
from html import escape

from leitstand.foundation.wording import say_partial
from leitstand.outputs.demonstration_papers.source import LABEL, NOTICE, Block, Line, Source

LOOK = "body{font:1rem/1.5 serif;max-width:44rem;margin:auto} td,th{border:1px solid;padding:.3em;text-align:left}"
PAGE = """<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<title>{title} – {body}</title>
<meta name="author" content="{body}">
<meta name="date" content="{published}">
<meta name="description" content="{label}. {subtitle}">
<style>{look}</style>
</head>
<body>
<header><p>{label}</p><nav><ul><li><a href="#text">Zum Text</a></li><li><a href="#">Über uns</a></li>
<li><a href="#">Presse</a></li></ul></nav></header>
<main id="text">
<article>
<p>{body}</p>
<h1>{title}</h1>
<p>{subtitle}</p>
<p>{place}, <time datetime="{published}">{published_word}</time></p>
<p><strong>{notice}</strong></p>
{text}
</article>
</main>
<footer><p>{body} · {label}</p></footer>
</body>
</html>
"""


def render(source: Source) -> bytes:
    """The paper as HTML; footnotes stand as numbered remarks at the end."""
    notes: list[str] = []
    text = "\n".join(part for block in source.blocks for part in _block(block, notes))
    remarks = "".join(f"<li>{escape(note)}</li>" for note in notes)
    page = PAGE.format(
        title=escape(source.title), subtitle=escape(source.subtitle), body=escape(source.body), look=LOOK,
        place=escape(source.place), published=source.published, published_word=say_partial(source.published),
        label=LABEL, notice=NOTICE, text=text + (f"\n<h2>Anmerkungen</h2>\n<ol>{remarks}</ol>" if notes else ""),
    )  # fmt: skip
    return page.encode()


def _block(block: Block, notes: list[str]) -> Iterator[str]:
    lines = [_said(line, notes) for line in block.lines]
    if block.kind == "heading":
        yield f"<h{block.level + 1}>{lines[0]}</h{block.level + 1}>"
    elif block.kind in ("items", "numbers"):
        tag = "ul" if block.kind == "items" else "ol"
        yield f"<{tag}>{''.join(f'<li>{line}</li>' for line in lines)}</{tag}>"
    elif block.kind == "table":
        yield _table(block)
    elif block.kind == "box":
        yield f"<aside>{''.join(f'<p>{line}</p>' for line in lines)}</aside>"
    else:
        yield from (f"<p>{line}</p>" for line in lines)


def _table(block: Block) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in block.rows[0])
    rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in block.rows[1:])
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _said(line: Line, notes: list[str]) -> str:
    said = ""
    for piece in line:
        if piece.kind == "note":
            notes.append(piece.text)
            said += f"<sup>{len(notes)}</sup>"
        else:
            said += f"<strong>{escape(piece.text)}</strong>" if piece.kind == "strong" else escape(piece.text)
    return said
