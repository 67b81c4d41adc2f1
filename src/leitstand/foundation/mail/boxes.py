"""Boxes of mails on disk: an mbox file, a Maildir, or a folder of .eml files, read and never changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

LARGEST = 25 * 1024 * 1024
_LINE = 64 * 1024
_BEGINS = re.compile(rb"From \S*.*\d{4}\s*$")


@dataclass(frozen=True)
class RawMail:
    """A mail's bytes and true size; of one that is too large only the beginning is kept."""

    content: bytes
    size: int

    @property
    def is_too_large(self) -> bool:
        return self.size > LARGEST


def mails_in(box: Path) -> Iterator[RawMail]:
    """Every mail in the box. A box that does not exist (yet) is empty. Raises ``OSError`` if it cannot be read."""
    if box.is_file():
        yield from _of_mbox(box)
    elif box.is_dir():
        is_maildir = (box / "cur").is_dir() or (box / "new").is_dir()
        found = [*(box / "new").glob("*"), *(box / "cur").glob("*")] if is_maildir else box.glob("*.eml")
        for path in sorted(found):
            yield from _of_file(path)


def _of_file(path: Path) -> Iterator[RawMail]:
    """The one mail in a file; none if a mail program has moved it meanwhile."""
    try:
        if path.is_file():
            size = path.stat().st_size
            with path.open("rb") as file:
                yield RawMail(file.read(LARGEST if size <= LARGEST else _LINE), size)
    except FileNotFoundError:
        return


def _of_mbox(path: Path) -> Iterator[RawMail]:
    """The mails of an mbox, which begin with a line ``From sender date`` after an empty line."""
    with path.open("rb") as file:
        kept, size = bytearray(), -1
        after_blank = True
        for line in _lines(file):
            if after_blank and _BEGINS.match(line):
                if size > 0:
                    yield RawMail(bytes(kept), size)
                kept, size = bytearray(), 0
            elif size >= 0:
                size += len(line)
                kept += line if size <= LARGEST else b""
            after_blank = not line.strip()
        if size > 0:
            yield RawMail(bytes(kept), size)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines, endless ones in pieces, so that no line fills the memory."""
    while line := file.readline(_LINE):
        yield line
