"""Our own editions are searchable without anyone asking for it, and reading writes nothing."""

from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from leitstand.domain.papers.models import Fulltext
from leitstand.domain.papers.operations.editions import renew_in_background
from leitstand.domain.plans import operations as plans
from leitstand.domain.plans.models import Edition, Plan
from leitstand.foundation.actor import Actor
from leitstand.foundation.history.recording import head
from leitstand.interfaces.cli.main import run

pytestmark = pytest.mark.django_db
IN_DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


@pytest.fixture
def edition(berlin: None, settings: Any) -> Edition:
    settings.TASKS = IN_DATABASE
    return Edition.objects.get(key="2018")


def _waiting() -> int:
    return DBTaskResult.objects.ready().filter(task_path=renew_in_background.module_path).count()


def test_changed_edition_has_one_job_for_all_changes(
    edition: Edition, office: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for words in ("Neu.", "Noch neuer."):
            plans.change(edition, {"summary": words}, actor=office, amendment="Probe")
    assert _waiting() == 1


def test_job_makes_the_texts(edition: Edition) -> None:
    renew_in_background.func()
    assert Fulltext.objects.filter(edition=edition, removed_on=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_tick_makes_the_texts_once(settings: Any) -> None:
    settings.TASKS = IN_DATABASE
    plan = Plan.objects.create(key="probe", title="Probeplan")
    Edition.objects.create(key="1", plan=plan, title="Erste Fassung", summary="Wir bauen Netze.", published=True)
    assert run(["tick"]) == 0
    before = head()
    assert (run(["tick"]), head(), Fulltext.objects.filter(edition__key="1").count()) == (0, before, 1)


def test_search_command_writes_nothing(edition: Edition, capsys: Any) -> None:
    before = head()
    assert (run(["papers", "search", "Netze"]), head(), Fulltext.objects.count()) == (0, before, 0)
