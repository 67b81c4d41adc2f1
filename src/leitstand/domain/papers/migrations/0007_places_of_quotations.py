"""Let demands and adoptions keep where their wording stands, so that they can travel without the full text."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def _place(passage: Any, wording: str) -> dict[str, int]:
    """The wording's place; that of the whole passage where someone has reworded it since."""
    page = passage.page.number if passage.page.width else 0
    offset = passage.text.find(wording)
    if offset < 0:
        return {"page": page, "start": passage.start, "end": passage.end}
    start = passage.start + offset
    return {"page": page, "start": start, "end": start + len(wording)}


def keep_places(apps: Any, _editor: Any) -> None:
    adoption, demand = apps.get_model("papers", "Adoption"), apps.get_model("papers", "Demand")
    for one in demand.objects.filter(passage__isnull=False).select_related("passage__page"):
        demand.objects.filter(pk=one.pk).update(**_place(one.passage, one.text))
    for one in adoption.objects.select_related("passage__page", "passage__fulltext", "demand"):
        paper = one.demand.paper_id if one.demand_id else one.passage.fulltext.paper_id
        place = _place(one.passage, one.quotation) if one.passage_id else {}
        adoption.objects.filter(pk=one.pk).update(paper=paper, **place)


class Migration(migrations.Migration):
    dependencies = [("papers", "0006_received_confirmed")]

    operations = [
        *(
            migrations.AddField(
                model_name=model, name=name, field=models.PositiveIntegerField(blank=True, null=True, verbose_name=word)
            )
            for model in ("adoption", "demand")
            for name, word in (("page", "Seite"), ("start", "Anfang"), ("end", "Ende"))
        ),
        migrations.AddField(
            model_name="adoption",
            name="paper",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="adoptions",
                to="papers.paper",
                verbose_name="Papier",
            ),
        ),
        migrations.RunPython(keep_places, migrations.RunPython.noop),
    ]
