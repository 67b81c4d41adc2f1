"""The documents keep up with the product: commands are named, links lead somewhere, every page is reached."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from leitstand.interfaces.cli.main import parser
from leitstand.interfaces.portal.shown import handbook

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "leitstand"
HANDBOOK = PACKAGE / "handbook"
HANDBOOK_PAGES = sorted(HANDBOOK.glob("*.md"))
DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs" / "decisions").glob("*.md")),
    *HANDBOOK_PAGES,
]
WHERE_COMMANDS_ARE_NAMED = [ROOT / "README.md", ROOT / "docs" / "operating.md", *HANDBOOK_PAGES]
LARGEST_PICTURE = 200_000


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _commands(parser: argparse.ArgumentParser, said: str = "leitstand") -> Iterator[str]:
    """Every command as it is typed, e.g. ``leitstand plan import``."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        yield said
    for action in below:
        for name, sub in action.choices.items():
            yield from _commands(sub, f"{said} {name}")


def _tokens(path: Path) -> Iterator[Token]:
    for block in MarkdownIt("commonmark").enable("table").parse(path.read_text("utf-8")):
        yield block
        yield from block.children or ()


def _targets(path: Path) -> list[str]:
    """Where a document's links and pictures lead, other hosts left out."""
    said = [token.attrs.get("href") or token.attrs.get("src") for token in _tokens(path)]
    return [str(target) for target in said if target and not re.match(r"[a-z]+:", str(target))]


def _anchors(path: Path) -> set[str]:
    """The anchors that a reader of the repository finds at the headings of a document."""
    headings = [line.lstrip("# ") for line in path.read_text("utf-8").splitlines() if line.startswith("#")]
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _dead(path: Path) -> list[str]:
    dead = []
    for target in _targets(path):
        file, _, anchor = target.partition("#")
        goal = (path.parent / file).resolve() if file else path
        if not goal.exists() or (anchor and anchor not in _anchors(goal)):
            dead.append(target)
    return dead


@pytest.mark.parametrize("command", list(_commands(parser())))
def test_command_is_named_in_a_document(command: str) -> None:
    assert any(command in path.read_text("utf-8") for path in WHERE_COMMANDS_ARE_NAMED)


@pytest.mark.parametrize("path", DOCUMENTS, ids=_name)
def test_links_and_pictures_lead_to_something(path: Path) -> None:
    assert _dead(path) == []


def test_handbook_index_leads_to_every_page() -> None:
    linked = {target.partition("#")[0] for target in _targets(HANDBOOK / "index.md")}
    assert linked >= {page.name for page in HANDBOOK_PAGES if page.stem != "index"}


@pytest.mark.parametrize("page", HANDBOOK_PAGES, ids=_name)
def test_handbook_page_begins_with_its_only_title(page: Path) -> None:
    titles = [token.map for token in _tokens(page) if token.type == "heading_open" and token.tag == "h1"]
    assert titles == [[0, 1]]


@pytest.mark.parametrize("page", HANDBOOK_PAGES, ids=_name)
def test_handbook_page_shows_addresses_of_the_portal(page: Path) -> None:
    assert re.findall(r'href="[^"]*\.md|src="bilder', str(handbook.body(page.stem))) == []


def test_handbook_is_found_among_the_documents() -> None:
    assert (ROOT / "docs" / "handbuch").resolve() == HANDBOOK.resolve()


def test_every_picture_is_shown_somewhere() -> None:
    shown = {(path.parent / target).resolve() for path in DOCUMENTS for target in _targets(path)}
    kept = {path.resolve() for folder in (HANDBOOK / "bilder", ROOT / "docs" / "pictures") for path in folder.iterdir()}
    assert kept - shown == set()


def test_every_picture_says_what_it_shows() -> None:
    pictures = [token for path in DOCUMENTS for token in _tokens(path) if token.type == "image"]
    assert [token.attrs["src"] for token in pictures if len(token.content) < 20] == []


def test_pictures_are_small() -> None:
    files = [*(HANDBOOK / "bilder").iterdir(), *(ROOT / "docs" / "pictures").iterdir()]
    assert [path.name for path in files if path.stat().st_size > LARGEST_PICTURE] == []


@pytest.mark.parametrize("layer", ["foundation", "domain", "interfaces"])
def test_architecture_names_every_room(layer: str) -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rooms = [path.name for path in (PACKAGE / layer).iterdir() if (path / "__init__.py").is_file()]
    assert [room for room in sorted(rooms) if f"{room}/" not in text] == []
