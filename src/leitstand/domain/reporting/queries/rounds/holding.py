"""Finding what a personal link leads to. Only the hash of its token is kept, so it is found by that."""

from leitstand.domain.reporting.models import RequestLink
from leitstand.foundation.links import hash_of

LENGTH = 43
_WITH = ("person", "request__person", "request__delegate", "request__round__edition__plan")


def link_behind(token: str) -> RequestLink | None:
    """The link with this token, good or not; ``None`` if there never was one."""
    if len(token) != LENGTH or not token.isascii():
        return None
    return (
        RequestLink.objects.filter(token_hash=hash_of(token), request__removed_on=None).select_related(*_WITH).first()
    )


def link_numbered(number: int) -> RequestLink | None:
    """The link with this number, which only a signed cookie names."""
    return RequestLink.objects.filter(pk=number, request__removed_on=None).select_related(*_WITH).first()
