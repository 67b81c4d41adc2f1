"""The measure grid: what stands where, and what must I set right? Filters that can be kept, many rows at once."""

from collections import OrderedDict
from threading import Lock

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leitstand.domain.plans.access import may_keep
from leitstand.domain.reporting.queries import MeasureRow, Situation, situation
from leitstand.interfaces.desk import grid as rules
from leitstand.interfaces.desk.bulk_forms import BULK_FIELDS
from leitstand.interfaces.desk.doorway import account_of
from leitstand.interfaces.desk.models import SavedView
from leitstand.interfaces.look.actors import actor_of

COLUMNS = (("code", "Nr."), ("title", "Maßnahme"), ("lead", "Federführung"), ("contact", "Ansprechperson"),
           ("state", "Stand"), ("ends", "Zeitraum"), ("money", "Geld"))  # fmt: skip
VIEWS = 30

_rendered: OrderedDict[tuple[str, str, bool], dict[str, SafeString]] = OrderedDict()
_lock = Lock()


def grid(request: HttpRequest) -> HttpResponse:
    """What stands where, and what must I set right?"""
    actor, language = actor_of(request), (get_language() or "de")[:2]
    seen = situation(timezone.localdate(), actor=actor)
    filters = rules.Filters.of(request.GET)
    rows = rules.rows_shown(seen, filters)
    edition = rules.edition_shown(seen, filters)
    page = Paginator(rows, rules.PAGE).get_page(request.GET.get("page"))
    keeps = may_keep(actor)
    context = {
        "filters": filters,
        "edition_key": edition.key if edition else rules.ALL,
        "choices": rules.choices(seen, filters, language),
        "columns": [_column(filters, name, _(label)) for name, label in COLUMNS],
        "rows": _rows_as_html(seen, list(page), language, keeps),
        "page_obj": page,
        "filtered": filters.query(sort="", fassung=""),
        "views": list(_views(request)),
        "query": filters.query(),
        "may_keep": keeps,
        "bulk_fields": BULK_FIELDS,
    }
    return render(request, "desk/grid.html", context)


def _column(filters: rules.Filters, name: str, label: str) -> dict[str, str]:
    direction = {name: "ascending", f"-{name}": "descending"}.get(filters.sort, "")
    return {
        "label": label,
        "direction": direction,
        "query": filters.query(sort=f"-{name}" if filters.sort == name else name),
    }


def _rows_as_html(seen: Situation, rows: list[MeasureRow], language: str, keeps: bool) -> list[SafeString]:
    """The rows as HTML, each made once until the history moves: templates are the grid's slowest part."""
    version = (f"{seen.head_hash}{seen.as_of}", language, keeps)
    with _lock:
        made = _rendered.setdefault(version, {})
        while len(_rendered) > 4:
            _rendered.popitem(last=False)
    template = get_template("desk/parts/grid_row.html")
    for row in rows:
        if row.entry.key not in made:
            made[row.entry.key] = mark_safe(template.render({"row": row, "may_keep": keeps}))  # noqa: S308 - a template's own output
    return [made[row.entry.key] for row in rows]


def _views(request: HttpRequest) -> QuerySet[SavedView]:
    """My named views, and nobody else's."""
    return SavedView.objects.filter(account=account_of(request))


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the filters under a name; the same name again replaces them."""
    name, query = request.POST.get("name", "").strip()[:60], request.POST.get("query", "")[:500]
    account = account_of(request)
    if not name:
        messages.error(request, _("Bitte der Ansicht einen Namen geben."))
    elif _views(request).exclude(name=name).count() >= VIEWS:
        messages.error(
            request,
            _("Mehr als %(count)s Ansichten lassen sich nicht merken. Bitte erst eine löschen.") % {"count": VIEWS},
        )
    else:
        SavedView.objects.update_or_create(account=account, name=name, defaults={"query": query})
        messages.success(request, _("Gemerkt als „%(name)s“.") % {"name": name})
    return redirect(f"{reverse('desk:grid')}?{query}")


@require_POST
def forget_view(request: HttpRequest, ident: int) -> HttpResponse:
    """Delete one of my named views."""
    _views(request).filter(pk=ident).delete()
    return redirect("desk:grid")
