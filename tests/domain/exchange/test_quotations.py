"""Papers in the exchange: earlier editions, demands and adoptions with wording and place, and no full texts."""

from pathlib import Path

import pytest

from leitstand.domain.exchange.comparing import ImportPlan
from leitstand.domain.exchange.dataset import Dataset, Stored, fingerprint
from leitstand.domain.exchange.figures import NoFigure, figures_read, figures_said
from leitstand.domain.exchange.operations import carry_out, plan_import, preview
from leitstand.domain.exchange.queries import export_package
from leitstand.domain.exchange.tables import BY_NAME, TABLES
from leitstand.domain.papers.models import Adoption, Demand, DemandAnswer, Fulltext, Paper
from leitstand.domain.papers.operations.adoption import adopt
from leitstand.domain.papers.operations.demands import answer_demand, mark_demand
from leitstand.domain.papers.operations.linking import link_quotations
from leitstand.foundation.actor import Actor
from leitstand.foundation.history import recording
from tests.domain.exchange.samples import excel, read_texts, stored
from tests.domain.papers.made_papers import FIRST, TEXT, Small, made_paper, passage_in, small_plan

FIGURES = [{"kind": "date", "text": "bis 2030", "value": "2030", "unit": "", "by": ""}]


@pytest.fixture
def small(db: None, office: Actor) -> Small:
    """A demand with figures, deadline and answer; adopted from it and from its passage, and refused."""
    made = small_plan()
    earlier = made_paper("frueher")
    Paper.objects.filter(pk=made.paper.pk).update(previous=earlier)
    demand = mark_demand(made.passage, {"text": FIRST, "deadline": "2030", "figures": FIGURES}, actor=office)
    answer_demand(demand, {"outcome": "answered", "reason": "Wird geprüft.", "public": True}, actor=office)
    quoted = "Wir fordern bis 2030"
    values = {"edition": made.draft, "title": "Laden", "promise": "Laden", "topic": made.topic, "quotation": quoted}
    adopt(demand, "adapt", "Kürzer.", "measure", values, actor=office)
    adopt(made.passage, "reject", "Kein Geld.", "", {"quotation": "40 Mio. Euro"}, actor=office)
    return made


def _files(folder: Path, actor: Actor) -> dict[str, bytes]:
    export_package(folder, actor=actor)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _empty() -> None:
    """Another instance: without the plan, the papers, and their texts."""
    Paper.objects.update(previous=None)
    Adoption.objects.all().delete()
    DemandAnswer.objects.all().delete()
    Demand.objects.all().delete()
    Fulltext.objects.all().delete()
    for table in reversed(TABLES):
        table.model._default_manager.all().delete()


def _bring(folder: Path, actor: Actor) -> None:
    plan = preview(folder, actor=actor)
    assert [str(error) for error in plan.errors] == []
    carry_out(plan, actor=actor)


def _places() -> list[tuple[int | None, int | None, int | None]]:
    return [(one.page, one.start, one.end) for one in Adoption.objects.order_by("pk")]


def test_quotation_keeps_its_place_on_the_page(small: Small) -> None:
    refused = TEXT.index("40 Mio. Euro")
    demand = Demand.objects.get()
    assert (demand.page, demand.start, demand.end) == (3, 0, len(FIRST))
    assert _places() == [(3, 0, 20), (3, refused, refused + 12)]


def test_papers_go_out_and_in_and_out_with_the_same_bytes(small: Small, office: Actor, tmp_path: Path) -> None:
    first, places = _files(tmp_path / "first", office), _places()
    _empty()
    _bring(tmp_path / "first", office)
    assert _files(tmp_path / "second", office) == first
    assert (_places(), Demand.objects.get().figures) == (places, FIGURES)
    assert Paper.objects.get(key="papier").previous == Paper.objects.get(key="frueher")


def test_full_text_stays_at_home_but_the_quotation_does_not(small: Small, office: Actor, tmp_path: Path) -> None:
    said = _files(tmp_path / "out", office)["papers.yaml"].decode()
    assert (FIRST in said, "40 Mio. Euro" in said, TEXT in said) == (True, True, False)


def test_quotation_finds_its_passage_when_the_text_is_there_first(small: Small, office: Actor, tmp_path: Path) -> None:
    _files(tmp_path / "out", office)
    Adoption.objects.all().delete()
    DemandAnswer.objects.all().delete()
    Demand.objects.all().delete()
    _bring(tmp_path / "out", office)
    passages = {one.passage for one in (*Demand.objects.all(), *Adoption.objects.all())}
    assert passages == {small.passage}


def test_quotation_finds_its_passage_when_the_text_comes_later(small: Small, office: Actor, tmp_path: Path) -> None:
    _files(tmp_path / "out", office)
    _empty()
    _bring(tmp_path / "out", office)
    assert {one.passage for one in Adoption.objects.all()} == {None}
    passage = passage_in(Paper.objects.get(key="papier"))
    assert link_quotations(actor=office) == 3
    assert {one.passage for one in (*Demand.objects.all(), *Adoption.objects.all())} == {passage}


def test_quotation_is_not_linked_to_another_wording(small: Small, office: Actor, tmp_path: Path) -> None:
    _files(tmp_path / "out", office)
    _empty()
    _bring(tmp_path / "out", office)
    passage_in(Paper.objects.get(key="papier"), TEXT.upper())
    before = recording.head()
    assert (link_quotations(actor=office), recording.head()) == (0, before)


def test_package_of_the_former_format_clears_nothing_that_it_did_not_know(
    small: Small, office: Actor, tmp_path: Path
) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "package.yaml").write_text("format: leitstand-package/1\n")
    demand = Demand.objects.get()
    old = f"papers:\n- key: papier\n  title: Laden\n  body: MK\n  demands:\n  - key: {demand.key}\n    text: {FIRST}\n"
    (tmp_path / "old" / "papers.yaml").write_text(old)
    _bring(tmp_path / "old", office)
    demand.refresh_from_db()
    assert (Paper.objects.get(key="papier").title, Paper.objects.get(key="papier").previous_id is None) == (
        "Laden",
        False,
    )
    assert (demand.figures, demand.page) == (FIGURES, 3)


def test_row_of_the_former_format_is_no_conflict(tmp_path: Path) -> None:
    here = stored()
    here.living.rows("demands")["d2"]["figures"] = '{"text": "bis 2030"}'
    plan = excel()
    for name in ("page", "start", "end", "figures"):
        plan.sheet("demands").delete_cols(plan.column("demands", name))
    changed = plan.change("demands", "d2", "text", "Weniger Gleise bis 2030")
    # The mark that a workbook of the former format had for this row.
    row = dict(stored().living.rows("demands")["d2"]) | {"page": None, "start": None, "end": None, "figures": ""}
    changed.cell("demands", "d2", "~mark").value = fingerprint(BY_NAME["demands"], row)
    made = changed.plan(here)
    assert ([str(one) for one in made.conflicts], [wish.columns for wish in made.rows]) == ([], [("text",)])


def _reasons(plan: ImportPlan) -> list[str]:
    return [problem.reason for problem in plan.errors]


@pytest.mark.parametrize(
    ("table", "key", "column", "value", "reason"),
    [
        ("papers", "p2", "previous", "p1", "Dieses Papier wäre über frühere Fassungen seine eigene Vorgängerin."),
        ("papers", "p2", "previous", "p2", "Dieses Papier wäre über frühere Fassungen seine eigene Vorgängerin."),
        ("demands", "d2", "text", "Mehr Gleise", "„bis 2030“ steht nicht im Wortlaut der Forderung."),
        ("demands", "d2", "figures", "bis 2030", "„bis 2030“ ist keine Zahl einer Forderung."),
        ("demands", "d2", "page", None, "Vom Ort des Zitats fehlt ein Teil."),
        ("adoptions", "u2", "reason", None, "Wer etwas nicht übernimmt, sagt warum."),
        ("adoptions", "u2", "measure", "hof", "Entscheidung und Ergebnis passen nicht zusammen."),
        ("adoptions", "u1", "measure", None, "Entscheidung und Ergebnis passen nicht zusammen."),
        ("adoptions", "u2", "demand", "d1", "Die Forderung „d1“ steht in einem anderen Papier."),
    ],
)
def test_contradiction_is_named(table: str, key: str, column: str, value: object, reason: str) -> None:
    assert _reasons(excel().change(table, key, column, value).plan()) == [reason]


def test_new_papers_in_a_circle_are_named(tmp_path: Path) -> None:
    circle = "papers:\n" + "".join(f"- {{key: p{n}, title: T, body: B, previous: p{1 - n}}}\n" for n in (0, 1))
    plan = plan_import(read_texts(tmp_path / "circle", papers=circle), Stored(Dataset(), Dataset()))
    assert _reasons(plan) == ["Dieses Papier wäre über frühere Fassungen seine eigene Vorgängerin."] * 2


@pytest.mark.parametrize("text", ["[1]", "{}", '{"text": 1}', '{"text": "a", "wert": "b"}', "{" * 9_000])
def test_line_that_is_no_figure_is_refused(text: str) -> None:
    with pytest.raises(NoFigure):
        figures_read(text)


def test_figures_keep_every_name_and_one_text() -> None:
    text = figures_said(FIGURES)
    assert (figures_read(text), figures_said(figures_read(f" {text}\n\n"))) == (FIGURES, text)


def test_paper_may_change_its_earlier_edition_to_a_new_one(small: Small, office: Actor, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "package.yaml").write_text("format: leitstand-package/2\n")
    row = "papers:\n- {key: frueher, title: T, body: B, previous: ganz-neu}\n- {key: ganz-neu, title: N, body: B}\n"
    (tmp_path / "new" / "papers.yaml").write_text(row)
    _bring(tmp_path / "new", office)
    assert Paper.objects.get(key="frueher").previous == Paper.objects.get(key="ganz-neu")
