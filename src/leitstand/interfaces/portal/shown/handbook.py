"""The handbook: Markdown files that come with the product, as pages."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

import leitstand

FOLDER = Path(leitstand.__file__).parent / "handbook"
_NAME = re.compile(r"^[a-z0-9][a-z0-9-]*$")
_LINK = re.compile(r'href="(?:\./)?([a-z0-9-]+)\.md(#[^"]*)?"')


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the handbook: its name in the address and its title."""

    name: str
    title: str


def contents() -> list[Leaf]:
    """All pages in the order of their file names, the start page left out."""
    paths = sorted(FOLDER.glob("*.md")) if FOLDER.is_dir() else []
    return [Leaf(path.stem, _title(path)) for path in paths if path.stem != "index"]


def _title(path: Path) -> str:
    first = next((line for line in path.read_text("utf-8").splitlines() if line.startswith("# ")), "")
    return first[2:].strip() or path.stem


def body(name: str) -> SafeString | None:
    """The page as HTML; ``None`` if there is none. Markup in the text is shown, not obeyed."""
    path = FOLDER / f"{name}.md"
    if not _NAME.match(name) or not path.is_file():
        return None
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(path.read_text("utf-8"))
    html = _LINK.sub(r'href="../\1/\2"', html).replace("<table>", '<table class="table">')
    return mark_safe(html)  # noqa: S308 - made from our own files with markup disabled
