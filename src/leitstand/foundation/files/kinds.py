"""What an uploaded file is, judged by what it holds and never by its name.

Only kinds that people hand in as evidence are known: documents, pictures, tables and plain text. Anything
that a browser or a computer would run is none of them: pages, drawings with scripts, programs, documents
with macros.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

MAX_PARTS = 5_000
_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODT = "application/vnd.oasis.opendocument.text"
_MARKUP = re.compile(rb"<\s*(!doctype|html|head|body|script|svg|iframe|object|\?xml|\?php|%)", re.IGNORECASE)
_SCRIPT = re.compile(rb"\A(\xef\xbb\xbf)?\s*(#!|@echo\b|<)", re.IGNORECASE)
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_SIGNS = ((b"%PDF-", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "odt": _ODT,
    "txt": "text/plain; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is accepted: its ending without a dot, and its content type."""

    ending: str
    content_type: str

    def named(self, name: str) -> str:
        """``name`` without folders and with this kind's ending, so that no name promises another kind."""
        bare = re.sub(r"[\x00-\x1f\x7f/\\]", "", PurePath(name.replace("\\", "/")).name).strip(". ") or "Anlage"
        known = {self.ending, "jpeg"} if self.ending == "jpg" else {self.ending}
        has_ending = bare.rpartition(".")[2].lower() in known and "." in bare
        return bare[-180:] if has_ending else f"{bare[-180:]}.{self.ending}"


def kind_of(content: bytes) -> Kind | None:
    """The kind of a file, or ``None`` if it is none of those accepted."""
    ending = next((ending for sign, ending in _SIGNS if content.startswith(sign)), "")
    if not ending and content.startswith(b"PK\x03\x04"):
        ending = _packed(content)
    elif not ending and _is_text(content):
        ending = "txt"
    return Kind(ending, _TYPES[ending]) if ending else None


def _packed(content: bytes) -> str:
    """``docx``, ``xlsx``, ``odt`` or nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if len(parts) > MAX_PARTS or _has_macros(names):
                return ""
            if "[Content_Types].xml" in names:
                return "docx" if "word/document.xml" in names else "xlsx" if "xl/workbook.xml" in names else ""
            if "mimetype" in names and "content.xml" in names and archive.getinfo("mimetype").file_size == len(_ODT):
                return "odt" if archive.read("mimetype") == _ODT.encode() else ""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        return ""
    return ""


def _has_macros(names: set[str]) -> bool:
    return any(name.lower().endswith("vbaproject.bin") or name.startswith(("Basic/", "Scripts/")) for name in names)


def _is_text(content: bytes) -> bool:
    if not content.strip() or _CONTROLS.search(content) or _MARKUP.search(content) or _SCRIPT.match(content):
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        # Older programs write Windows text; what was no text in either would hold control characters.
        return b"\x81" not in content and b"\x8d" not in content
    return True
