"""Let marks belong to accounts rather than to names; a mark whose name several accounts bear keeps the name only."""

from collections import defaultdict
from typing import Any

from django.db import migrations, models


def give_marks_to_accounts(apps: Any, _editor: Any) -> None:
    account, mark = apps.get_model("institutions", "Account"), apps.get_model("papers", "Mark")
    bearers = defaultdict(list)
    for one in account.objects.all():
        bearers[one.name or one.email].append(str(one.pk))
    for name, bearing in bearers.items():
        if len(bearing) == 1:
            mark.objects.filter(author=name, account="").update(account=bearing[0])


class Migration(migrations.Migration):
    dependencies = [("papers", "0008_whole_places"), ("institutions", "0002_heads")]

    operations = [
        migrations.AddField(
            model_name="mark",
            name="account",
            field=models.CharField(blank=True, default="", editable=False, max_length=20, verbose_name="Zugang"),
            preserve_default=False,
        ),
        migrations.RunPython(give_marks_to_accounts, migrations.RunPython.noop),
    ]
