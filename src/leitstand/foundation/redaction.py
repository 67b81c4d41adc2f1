"""No personal link in a log: whoever reads logs must not be able to report in someone's name.

A personal link is the path ``/melden/<token>/``. ``HidesPersonalLinks`` is a logging filter that puts
``…`` in the token's place, in the message with its arguments, in tracebacks and in stack listings. It
sits on handlers, not on loggers: a logger's filter would not see what its children log.
"""

import logging
import re

HIDDEN = "…"
# Slashes may be percent-encoded, once or more (?next=%2Fmelden%2F…). Shorter segments are words, not tokens.
_LINK = re.compile(r"((?:/|%(?:25)*2F)melden(?:/|%(?:25)*2F)+)[^/\s?#\"'<>]{16,}", re.IGNORECASE)
_PLAIN = logging.Formatter()


def redact(path_or_text: str) -> str:
    """The same text with ``…`` in place of every personal link's token."""
    return _LINK.sub(rf"\1{HIDDEN}", path_or_text)


class HidesPersonalLinks(logging.Filter):
    """Lets every record through, with its personal links hidden."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = _said(record)
        hidden = redact(said)
        if hidden != said:
            record.msg, record.args = hidden, None
        if record.exc_info and not record.exc_text:
            record.exc_text = _PLAIN.formatException(record.exc_info)
        record.exc_text = redact(record.exc_text) if record.exc_text else record.exc_text
        record.stack_info = redact(record.stack_info) if record.stack_info else record.stack_info
        return True


def _said(record: logging.LogRecord) -> str:
    """The record's message; if its arguments do not fit, message and arguments side by side."""
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return f"{record.msg} {record.args}"
