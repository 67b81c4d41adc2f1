"""Invented papers into a demonstration: made, taken in like any file, and shown in use.

It takes the worker some seconds, so that a demonstration does not wait for it with its first page.
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django_tasks import task

from leitstand.domain.papers.models import Fulltext, Paper, Passage
from leitstand.domain.papers.operations.adoption import adopt
from leitstand.domain.papers.operations.demands import answer_demand, mark_demand
from leitstand.domain.papers.operations.intake import add_file
from leitstand.domain.papers.operations.topics import assign_soon
from leitstand.domain.papers.rules.figures import find_figures
from leitstand.domain.plans import operations as plans
from leitstand.domain.plans.models import ActionField, Edition, Plan
from leitstand.foundation.actor import Actor, system
from leitstand.foundation.errors import RuleBroken
from leitstand.foundation.instance.kind import is_demonstration
from leitstand.outputs.demonstration_papers import render
from leitstand.outputs.demonstration_papers.source import FOLDER, LABEL, NOTICE, Source, sources

DRAFT = "vorfuehrentwurf"
FIRST_POSITION = 900
Papers = dict[str, Paper]


def load_soon() -> None:
    """Have the papers loaded by the worker once the present transaction is committed."""
    transaction.on_commit(lambda: load_in_background.enqueue())


@task()
def load_in_background() -> None:
    load_papers(actor=system("Demonstration"))


def load_papers(*, actor: Actor) -> Papers:
    """Take in the invented papers that are not here yet, and show them in use; returns them by their source's key.

    Raises ``RuleBroken`` in an instance that is not a demonstration.
    """
    if not is_demonstration():
        raise RuleBroken("Erfundene Papiere gehören nur in eine Demonstration.", "not-a-demonstration")
    papers: Papers = {}
    for position, source in enumerate(sources(), start=FIRST_POSITION):
        papers[source.key] = _here(source) or _taken_in(source, position, papers, actor)
    _show_in_use(papers, actor)
    assign_soon()
    return papers


def _title(source: Source) -> str:
    return f"{source.title} (Vorführpapier)"


def _here(source: Source) -> Paper | None:
    texts = Fulltext.objects.filter(removed_on=None, paper__demonstration=True, paper__title=_title(source))
    text = texts.select_related("paper").first()
    return text.paper if text else None


def _taken_in(source: Source, position: int, papers: Papers, actor: Actor) -> Paper:
    values = {
        "title": _title(source),
        "body": source.body,
        "land": source.land,
        "kind": source.kind,
        "years": source.published[:4],
        "published": source.published,
        "previous": papers.get(source.previous),
        "position": position,
        "note": NOTICE,
        "demonstration": True,
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / source.name
        path.write_bytes(render(source))
        return add_file(path, source.name, values, actor=actor).paper


def _show_in_use(papers: Papers, actor: Actor) -> None:
    """Mark demands, answer some, adopt one passage and refuse another; once."""
    if Edition.objects.filter(key=DRAFT).exists():
        return
    examples = yaml.safe_load((FOLDER / "beispiele.yaml").read_text("utf-8"))
    with transaction.atomic():
        for example in examples["demands"]:
            _demand(papers[example["paper"]], example, actor)
        field = _draft(actor)
        for example in examples["adoptions"]:
            _adoption(papers[example["paper"]], example, field, actor)


def _passage(paper: Paper, text: str) -> Passage:
    return Passage.objects.get(fulltext__paper=paper, fulltext__removed_on=None, text__contains=text)


def _demand(paper: Paper, example: Mapping[str, Any], actor: Actor) -> None:
    text = example["text"]
    values: dict[str, Any] = {name: example.get(name) for name in ("text", "kind", "deadline")}
    values["figures"] = [
        {"kind": one.kind, "text": one.text, "value": one.value, "unit": one.unit, "by": one.when}
        for one in find_figures(text)
    ]
    demand = mark_demand(_passage(paper, text), {**values, "note": LABEL}, actor=actor)
    if "outcome" in example:
        answer = {name: example.get(name) for name in ("outcome", "reason", "public")}
        answer["reason"] = answer["reason"] or ""
        answer_demand(demand, {**answer, "note": LABEL}, actor=actor)


def _draft(actor: Actor) -> ActionField:
    """A field of an invented draft edition, which nobody but the desk sees."""
    edition = Edition(
        key=DRAFT,
        plan=Plan.objects.order_by("pk")[:1].get(),
        title="Entwurf der nächsten Fassung (Vorführung)",
        short_title="Vorführentwurf",
        position=99,
        published=False,
        note=LABEL,
    )
    plans.add(edition, actor=actor)
    field = ActionField(key=f"{DRAFT}.3", edition=edition, title="Rahmenbedingungen optimieren", position=1)
    plans.add(field, actor=actor)
    return field


def _adoption(paper: Paper, example: Mapping[str, Any], field: ActionField, actor: Actor) -> None:
    values = {"edition": field.edition, "field": field, "quotation": example["text"]}
    values |= {name: example.get(name, "") for name in ("title", "promise")}
    kind = "measure" if "title" in example else ""
    adopt(_passage(paper, example["text"]), example["verdict"], example["reason"], kind, values, actor=actor)
