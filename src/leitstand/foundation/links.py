"""Personal links: whoever holds one may report for one request, without an account.

A link's token is derived from what it is for (its *ident*) and the instance's secret key, and is
stored nowhere: the database keeps only its hash, a stored mail only a *placeholder*, which becomes the
address at the moment of sending. So neither a copy of the database nor the list of mails opens a form.

A placeholder carries a seal made with the same key. Without it, someone who writes a placeholder into a
free text that is later mailed to them would be sent another person's link.
"""

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable

from django.conf import settings

from leitstand.foundation.redaction import redact

__all__ = ["address_of", "blank", "hash_of", "path_of", "placeholder", "redact", "resolve", "token_of"]

_IDENT = re.compile(r"[\w.:@-]+")
_PLACEHOLDER = re.compile(r"⟦link:([\w.:@-]+)~([0-9a-f]{16})⟧")


def _derived(purpose: bytes, ident: str) -> bytes:
    if not _IDENT.fullmatch(ident):
        raise ValueError(f"{ident!r} cannot stand in a placeholder: letters, digits and . : @ _ - only")
    return hmac.digest(settings.SECRET_KEY.encode(), purpose + ident.encode(), "sha256")


def token_of(ident: str) -> str:
    """The token for ``ident``: 256 bits as 43 characters that need no escaping in an address."""
    return urlsafe_b64encode(_derived(b"personal link", ident)).rstrip(b"=").decode()


def hash_of(token: str) -> str:
    """What the database keeps of a token, to find the request it opens: SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def path_of(ident: str) -> str:
    return f"/melden/{token_of(ident)}/"


def address_of(ident: str) -> str:
    """The full address behind which ``ident`` is reported on."""
    return f"{settings.BASE_URL}{path_of(ident)}"


def placeholder(ident: str) -> str:
    """What stands for the address in a stored text."""
    return f"⟦link:{ident}~{_seal(ident)}⟧"


def _seal(ident: str) -> str:
    return _derived(b"placeholder of ", ident).hex()[:16]


def resolve(text: str) -> str:
    """``text`` with the address in place of every placeholder; only for what leaves the house."""
    return _replaced(text, address_of)


def blank(text: str, word: str) -> str:
    """``text`` with ``word`` in place of every placeholder."""
    return _replaced(text, lambda ident: word)


def _replaced(text: str, by: Callable[[str], str]) -> str:
    def one(found: re.Match[str]) -> str:
        genuine = hmac.compare_digest(found[2], _seal(found[1]))
        return by(found[1]) if genuine else found[0]

    return _PLACEHOLDER.sub(one, text)
