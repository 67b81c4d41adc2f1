"""What every page's frame needs: the plan's name, the demonstration notice, navigation, languages."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from leitstand.domain.institutions.access import may_keep_accounts
from leitstand.domain.institutions.models import Account
from leitstand.domain.plans.access import may_keep, may_see_drafts
from leitstand.domain.reporting.access import may_decide
from leitstand.domain.reporting.queries import situation
from leitstand.foundation.actor import PUBLIC, Actor
from leitstand.foundation.errors import LeitstandError
from leitstand.foundation.instance.kind import is_demonstration
from leitstand.interfaces.look.actors import actor_of
from leitstand.interfaces.look.asof import as_of

PORTAL_NAVIGATION = (
    ("portal:measures", gettext_noop("Maßnahmen")),
    ("portal:fates", gettext_noop("Was wurde daraus?")),
    ("portal:indicators", gettext_noop("Indikatoren")),
    ("portal:institutions", gettext_noop("Institutionen")),
    ("portal:gaps", gettext_noop("Lücken")),
    ("portal:rounds", gettext_noop("Runden")),
    ("portal:reports", gettext_noop("Berichte")),
)
# No plan kept here is older; the form for another day goes back to then.
FIRST_DAY = "2010-01-01"
FOOTER = (
    ("portal:about", gettext_noop("Über dieses Portal")),
    ("portal:method", gettext_noop("Wie entstehen diese Angaben?")),
    ("portal:open_data", gettext_noop("Daten und Schnittstelle")),
    ("portal:sources", gettext_noop("Quellen")),
    ("portal:accessibility", gettext_noop("Barrierefreiheit")),
)

Entry = tuple[str, str, Callable[[Actor], bool]]
# In four parts: what is asked of me, the plan and its rounds, what it is held against, the office's tools.
DESK_NAVIGATION: tuple[tuple[Entry, ...], ...] = (
    (("desk:start", gettext_noop("Was wartet"), may_see_drafts),),
    (
        ("desk:editions", gettext_noop("Plan"), may_see_drafts),
        ("desk:grid", gettext_noop("Maßnahmen"), may_see_drafts),
        ("desk:rounds", gettext_noop("Runden"), may_see_drafts),
        ("desk:committee", gettext_noop("Steuerungskreis"), may_decide),
        ("desk:reports", gettext_noop("Berichte"), may_see_drafts),
    ),
    (
        ("desk:papers", gettext_noop("Papiere"), may_see_drafts),
        ("desk:statistics", gettext_noop("Statistik"), may_keep),
        ("desk:catalogue", gettext_noop("Verzeichnisse"), may_see_drafts),
    ),
    (
        ("desk:exchange", gettext_noop("Austausch"), may_keep),
        ("desk:outbox", gettext_noop("Postausgang"), may_keep),
        ("desk:history", gettext_noop("Verlauf"), may_see_drafts),
        ("desk:accounts", gettext_noop("Zugänge"), may_keep_accounts),
        ("desk:own-account", gettext_noop("Mein Zugang"), may_see_drafts),
    ),
)
# Pages that belong to an entry without lying below its address.
BELONGING = {"papier": "desk:papers", "textstelle": "desk:papers", "forderungen": "desk:papers"}


def site(request: HttpRequest) -> dict[str, Any]:
    """``site`` for the templates; made only when a template asks for it."""
    made = SimpleLazyObject(lambda: _site(request))
    # allauth's views put something else of their own under "site"; the frame then reads "page_site".
    return {"site": made, "page_site": made}


def _site(request: HttpRequest) -> dict[str, Any]:
    language = get_language() or "de"
    day = _day(request)
    try:
        plan = situation(day or timezone.localdate(), actor=PUBLIC).plan
        plan_title, plan_title_en = plan.title, plan.title_en
    except LeitstandError:
        plan_title, plan_title_en = "Leitstand", ""
    user = getattr(request, "user", None)
    account = user if isinstance(user, Account) else None
    return {
        "plan_title": plan_title_en if language == "en" and plan_title_en else plan_title,
        "is_demo": is_demonstration(),
        "as_of": day,
        "as_of_is_today": day is None or day == timezone.localdate(),
        "day_form": _day_form(request),
        "as_of_asked": request.GET.get("as_of", "") if day else "",
        "language_links": _languages(request, language),
        "nav": _navigation(request),
        "home_url": reverse("portal:start"),
        "search_url": reverse("portal:search"),
        "feed_url": reverse("api:feed"),
        "desk_url": reverse("desk:start"),
        "handbook_url": reverse("portal:handbook"),
        "footer_links": [{"label": _(label), "url": reverse(name)} for name, label in FOOTER],
        "account": {"name": str(account), "role_label": _(str(account.get_role_display()))} if account else None,
        "sign_in_url": reverse("account_login"),
        "sign_out_url": reverse("account_logout"),
        "base_url": settings.BASE_URL,
        "language": language,
    }


def _day(request: HttpRequest) -> date | None:
    try:
        return as_of(request)
    except LeitstandError:
        # An error page must not fail for the reason that it reports.
        return None


def _day_form(request: HttpRequest) -> dict[str, Any] | None:
    """What the form for another day must carry along; only public pages have it."""
    if request.resolver_match is None or request.resolver_match.namespace != "portal":
        return None
    kept = [(name, value) for name, value in request.GET.items() if name != "as_of"]
    return {"kept": kept, "first": FIRST_DAY, "today": timezone.localdate().isoformat()}


def _languages(request: HttpRequest, language: str) -> list[dict[str, Any]]:
    names = {"de": "Deutsch", "en": "English"}
    path = request.get_full_path()
    return [
        {"code": code, "label": names[code], "url": translate_url(path, code), "current": code == language}
        for code, _name in settings.LANGUAGES
    ]


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    if request.resolver_match is None or request.resolver_match.namespace != "desk":
        return _entries(request, PORTAL_NAVIGATION)
    actor = actor_of(request)
    parts = [[(name, label) for name, label, may in part if may(actor)] for part in DESK_NAVIGATION]
    opening = {part[0][0] for part in parts[1:] if part}
    named = [entry for part in parts for entry in part]
    entries = _entries(request, named)
    return [entry | {"opens": name in opening} for entry, (name, _label) in zip(entries, named, strict=True)]


def _entries(request: HttpRequest, named: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Labels and addresses; the current one is the longest that the page's address begins with."""
    urls = [reverse(name) for name, _label in named]
    start, path = reverse("desk:start"), request.path
    above = BELONGING.get(path.removeprefix(start).split("/")[0]) if path.startswith(start) else None
    path = reverse(above) if above else path
    current = max((url for url in urls if path.startswith(url) and url != start), key=len, default=path)
    # Whoever looks at an earlier day goes on looking at it.
    kept = f"?{urlencode({'as_of': request.GET['as_of']})}" if "as_of" in request.GET else ""
    shown = zip(urls, named, strict=True)
    return [
        {"label": _(label), "url": url + kept, "current": url == current, "opens": False}
        for url, (_name, label) in shown
    ]
