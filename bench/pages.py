"""CPU per request and SQL statements of the lists, beside a bare view that returns the same bytes.

The floor goes through the same server code and middleware but does nothing: it hands back the
page's bytes from memory; for the desk the bare view asks who is signed in, as every page there must.
*cold* is the first request after a write, *warm* every later one.
"""

import sys
from collections.abc import Callable
from typing import Any

from bench.measuring import cpu, peak_megabytes, ready, table

PAGES = ("/", "/massnahmen/", "/luecken/", "/verbleib/", "/en/massnahmen/", "/api/v1/measures?limit=200")
DESK = ("/arbeitsplatz/", "/arbeitsplatz/massnahmen/")
HOST = "127.0.0.1"


def counting(statements: list[str]) -> Callable[..., Any]:
    """A wrapper around each statement that notes it."""

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return execute(sql, *rest)

    return count


def main(measures: int) -> None:
    ready()
    from django.conf import settings
    from django.contrib.auth.decorators import login_required
    from django.db import connection
    from django.http import HttpRequest, HttpResponse
    from django.test import Client
    from django.urls import path

    from leitstand.domain.exchange.synthetic import load_synthetic
    from leitstand.domain.institutions.models import Account
    from leitstand.domain.institutions.operations import make_account
    from leitstand.foundation.actor import Role, system
    from leitstand.interfaces import urls

    bodies: list[bytes] = []

    def bare(request: HttpRequest, place: int) -> HttpResponse:
        return HttpResponse(bodies[place])

    urls.urlpatterns += [path("bare/<int:place>/", bare), path("bare/desk/<int:place>/", login_required(bare))]
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    actor = system("Messung")
    load_synthetic(measures, 200, 4, 1, actor=actor)
    make_account("office@example.org", "Messung", Role.OFFICE, actor=actor)
    public, office = Client(), Client()
    office.force_login(Account.objects.get(), backend="allauth.account.auth_backends.AuthenticationBackend")
    rows = []
    for client, pages, floor_at in ((public, PAGES, "/bare"), (office, DESK, "/bare/desk")):
        for page in pages:
            first = cpu(lambda client=client, page=page: client.get(page), times=1)
            statements: list[str] = []
            with connection.execute_wrapper(counting(statements)):
                answer = client.get(page)
            assert answer.status_code == 200, (page, answer.status_code)
            bodies.append(answer.content)
            warm = cpu(lambda client=client, page=page: client.get(page))
            same_bytes = f"{floor_at}/{len(bodies) - 1}/"
            floor = cpu(lambda client=client, same_bytes=same_bytes: client.get(same_bytes))
            rows.append((page, len(answer.content) // 1024, len(statements), first, warm, floor, warm / floor))
    print(f"{measures} measures; milliseconds of CPU per request")
    table(("page", "KiB", "SQL", "cold", "warm", "floor", "warm/floor"), rows)
    print(f"peak memory {peak_megabytes():.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
