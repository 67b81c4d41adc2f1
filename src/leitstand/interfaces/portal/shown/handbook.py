"""The handbook: Markdown files that come with the product, as pages, with their pictures.

The files link to each other and to ``bilder/`` as files do, so that they can be read in the repository too;
here these become addresses.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

import leitstand

FOLDER = Path(leitstand.__file__).parent / "handbook"
PICTURES = FOLDER / "bilder"
_NAME = re.compile(r"^[a-z0-9][a-z0-9-]*$")
_LINK = re.compile(r'href="(?:\./)?([a-z0-9-]+)\.md(#[^"]*)?"')
_PICTURE = re.compile(r'src="bilder/([a-z0-9-]+)\.png"')


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
    html = _PICTURE.sub(lambda found: f'src="{reverse("portal:handbook_picture", args=[found[1]])}"', html)
    html = _LINK.sub(lambda found: f'href="{_address(found[1])}{found[2] or ""}"', html)
    html = html.replace("<table>", '<table class="table">')
    return mark_safe(html)  # noqa: S308 - made from our own files with markup disabled


def _address(name: str) -> str:
    return reverse("portal:handbook") if name == "index" else reverse("portal:handbook_page", args=[name])


def picture(name: str) -> bytes | None:
    """A picture of the handbook as PNG; ``None`` if there is none."""
    path = PICTURES / f"{name}.png"
    return path.read_bytes() if _NAME.match(name) and path.is_file() else None
