"""The chain's arithmetic: canonical text and hash. Pure functions, no database."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

START = "0" * 64


def plain(value: Any) -> Any:
    """Turn a field's value into something JSON can say without loss: dates and decimals as text."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return value


def canonical(content: Mapping[str, Any]) -> str:
    """One and only one text for one content: sorted keys, no spare blanks, no escapes."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=plain)


def link(previous_hash: str, text: str) -> str:
    """SHA-256 over the previous hash and the entry's text, as 64 hexadecimal digits."""
    return hashlib.sha256(f"{previous_hash}\n{text}".encode()).hexdigest()


def content_hash(content: Mapping[str, Any]) -> str:
    """SHA-256 of any content in its canonical form; used for editions, rounds and reports too."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()
