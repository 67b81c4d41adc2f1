"""Fixtures for all tests: personas, the real plan, and clients signed in as each role.

``--only-database`` keeps the tests that touch the database; the second run, on PostgreSQL, uses it.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
import pytest_django
from django.core.cache import cache
from django.test import Client

from leitstand.domain.exchange import operations
from leitstand.domain.institutions.models import Account, Institution, Person
from leitstand.domain.reporting.queries.situation import forget
from leitstand.foundation.actor import PUBLIC, Actor, Role, system
from leitstand.interfaces.look.actors import actor_for
from tests import worlds

BERLIN = Path(__file__).parent.parent / "src" / "leitstand" / "packages" / "masterplan_industrie"
# Machines are noisy: an example that takes long is no failure. In CI the same examples run each time.
hypothesis.settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("house")
# Fixtures that let a test find a filled database; what stands upon another comes before it.
ROUNDS = ("frozen", "first_round", "played", "running", "open_round", "planned_round")
WORLDS = (*ROUNDS, "people", "plan_with_people", "mixed", "berlin")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only-database", action="store_true", help="run only tests that touch the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--only-database"):
        config.hook.pytest_deselected(items=[item for item in items if not _touches_database(item)])
        items[:] = [item for item in items if _touches_database(item)]
    for item in items:
        _enter_worlds_first(item)
    if not CHROMIUM and not os.environ.get("REQUIRE_BROWSER"):
        reason = "Chromium is not installed (apt install chromium): the browser tests were skipped"
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=reason))


def _enter_worlds_first(item: pytest.Item) -> None:
    """Let fixtures that are worlds come before those that write into them."""
    names = list(getattr(item, "fixturenames", ()))
    found = [name for name in WORLDS if name in names]
    if found:
        others = [name for name in names if name not in found]
        first = others.index("_own_data_folder") + 1
        item.fixturenames = [*others[:first], *found, *others[first:]]  # type: ignore[attr-defined]  # every function has it


def _touches_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db", "berlin"})


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, settings: object) -> None:
    """Each test has a folder of its own for files, and starts with an empty cache."""
    settings.DATA_DIR = tmp_path / "data"  # type: ignore[attr-defined]  # pytest-django's settings wrapper
    cache.clear()
    forget()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """The empty test database, and a copy of it that worlds are made from."""
    with django_db_blocker.unblock():
        worlds.begin()
    yield
    with django_db_blocker.unblock():
        worlds.end()


def _import_berlin() -> None:
    actor = system("Test")
    operations.carry_out(operations.preview(BERLIN, actor=actor), actor=actor)


@pytest.fixture
def berlin(db: None) -> Iterator[None]:
    """The database with Berlin's real plan."""
    with worlds.inside(worlds.World("berlin", _import_berlin)):
        yield


def _account(role: Role, person: Person | None = None) -> Account:
    account = Account.objects.make(f"{role}@example.org", role, name=f"Test {role}", person=person)
    account.set_password("a long enough password")
    account.save()
    return account


@pytest.fixture
def institution(db: None) -> Institution:
    return Institution.objects.create(key="haus", name="Haus der Probe")


@pytest.fixture
def person(institution: Institution) -> Person:
    return Person.objects.create(
        key="probe", name="Probe Person", institution=institution, email="probe@example.org", phone="030 1234567"
    )


@pytest.fixture
def office(db: None) -> Actor:
    return actor_for(_account(Role.OFFICE))


@pytest.fixture
def administrator(db: None) -> Actor:
    return actor_for(_account(Role.ADMINISTRATOR))


@pytest.fixture
def contact(person: Person) -> Actor:
    return actor_for(_account(Role.CONTACT, person))


@pytest.fixture
def committee(db: None) -> Actor:
    return actor_for(_account(Role.COMMITTEE))


@pytest.fixture
def reader(db: None) -> Actor:
    return actor_for(_account(Role.READER))


@pytest.fixture
def public() -> Actor:
    return PUBLIC


@pytest.fixture
def client_as(db: None, person: Person) -> Callable[[Role], Client]:
    """``client_as(Role.OFFICE)``: a client signed in with that role; the contact is ``person``."""

    def make(role: Role) -> Client:
        account = Account.objects.filter(email=f"{role}@example.org").first()
        account = account or _account(role, person if role == Role.CONTACT else None)
        client = Client(enforce_csrf_checks=False)
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make
