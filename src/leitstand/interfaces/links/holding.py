"""Who holds a link: from the token to a signed cookie, and from the cookie to the person who acts.

The cookie names the link and nothing else; whether the link is still good is asked of the database each
time. It goes to ``/melden/`` only, in both languages, and ends a day after the round takes its last
report, so that whoever types past the deadline still saves a draft.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import wraps
from typing import Any, Concatenate

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from leitstand.domain.reporting.access import is_good
from leitstand.domain.reporting.models import Request, RequestLink
from leitstand.domain.reporting.queries.rounds.holding import link_numbered
from leitstand.foundation import clock
from leitstand.foundation.actor import Actor
from leitstand.interfaces.links import refusing

# One name for each path: a response cannot set the same name for two.
COOKIES = {"meldung": "/melden/", "meldung-en": "/en/melden/"}
SALT = "leitstand.links"
GRACE = timedelta(days=1)
AFTER_CLOSE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Holder:
    """The person behind a link, acting for its request."""

    link: RequestLink
    actor: Actor

    @property
    def asked(self) -> Request:
        return self.link.request


def holder_of(link: RequestLink) -> Holder:
    return Holder(link, Actor("link", link.person.name, link.request.key, person_id=link.person_id))


def give_cookie(response: HttpResponse, link: RequestLink) -> None:
    """Let the browser act for the link from now on."""
    lasts = int((_ends(link) - clock.now()).total_seconds())
    for name, path in COOKIES.items():
        response.set_signed_cookie(
            name,
            str(link.pk),
            salt=SALT,
            max_age=lasts,
            path=path,
            httponly=True,
            samesite="Lax",
            secure=settings.OPTIONS["SECURE"],
        )


def _ends(link: RequestLink) -> datetime:
    """The end of the last day on which something can be sent, and a little more; a returned report has no such day."""
    asked = link.request
    last = max(asked.round.closes_on, asked.extended_until or asked.round.closes_on)
    ends = timezone.make_aware(datetime.combine(last, time.max)) + GRACE
    return ends if ends > clock.now() else clock.now() + AFTER_CLOSE


def known_link(request: HttpRequest) -> RequestLink | None:
    """The link that the browser's cookie names, good or not."""
    for name in COOKIES:
        number = request.get_signed_cookie(name, default=None, salt=SALT)
        if number is not None and number.isdecimal():
            return link_numbered(int(number))
    return None


View = Callable[Concatenate[HttpRequest, ...], HttpResponse]


def discreet(view: View) -> View:
    """Headers for every page of this door: kept nowhere, found nowhere, its address told to nobody.

    ``strict-origin`` and not ``no-referrer``: the latter makes browsers send forms with ``Origin: null``,
    which the check against forged forms refuses. Neither ever tells a path, and a token is only in the path.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "strict-origin"
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped


def for_holders(view: View) -> View:
    """Call the view with the holder of a good link; otherwise say kindly what is the matter."""
    return _for_holders(view, only_good=True)


def for_late_holders(view: View) -> View:
    """The same for a genuine link that was not revoked, even if nothing can be sent with it any more."""
    return _for_holders(view, only_good=False)


def _for_holders(view: View, *, only_good: bool) -> View:
    @discreet
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        link = known_link(request)
        if link is None:
            return refusing.without_link(request)
        if link.revoked_at is not None or (only_good and not is_good(link, clock.now())):
            return refusing.gone(request, link)
        return view(request, holder_of(link), *args, **kwargs)

    return wrapped
