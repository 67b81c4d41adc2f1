"""Typst with files in memory: nothing is written to the disk, and only the fonts shipped here are used."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typst

FONTS = Path(__file__).parent / "pdf" / "fonts"
ALBUM = b"""#set page(width: auto, height: auto, margin: 0pt)
#let drawings = json("drawings.json")
#for drawing in drawings { page(image(bytes(drawing), format: "svg")) }
"""


def typeset(files: Mapping[str, bytes], **options: Any) -> Any:
    """Compile ``files`` from their ``main.typ``; ``options`` are those of ``typst.compile``.

    Raises ``typst.TypstError`` with a sentence on what is wrong.
    """
    return typst.compile(
        dict(files),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        **options,
    )


def pictures(drawings: Sequence[str], *, ppi: float = 220) -> list[bytes]:
    """Each SVG text as PNG, one SVG unit being one point."""
    if not drawings:
        return []
    files = {"main.typ": ALBUM, "drawings.json": json.dumps(list(drawings)).encode()}
    made: bytes | list[bytes] = typeset(files, format="png", ppi=ppi)
    return [made] if isinstance(made, bytes) else made
