"""Exports: the plan as it stands, as a package or as a workbook. For keepers only, because persons' addresses
and internal notes travel with it."""

from datetime import date
from pathlib import Path
from typing import BinaryIO

from leitstand.domain.exchange.dataset import read_database
from leitstand.domain.exchange.package_writing import write_package
from leitstand.domain.exchange.workbook_writing import write_workbook
from leitstand.domain.plans.access import require_keeper
from leitstand.foundation.actor import Actor


def export_package(folder: Path, *, actor: Actor) -> None:
    """Write the plan into ``folder`` as YAML files, replacing the package that may be there.

    Raises ``NotAllowed``, or ``RuleBroken`` if the folder holds something else.
    """
    require_keeper(actor)
    write_package(read_database().living, folder)


def export_workbook(target: Path | BinaryIO, *, actor: Actor, day: date | None = None) -> None:
    """Write the plan to ``target`` as an Excel workbook.

    The same plan always gives the same bytes, unless ``day`` (named in the file as the day of the
    export) differs. Raises ``NotAllowed``, or ``RuleBroken`` if a text is too long for a cell.
    """
    require_keeper(actor)
    write_workbook(read_database().living, target, day=day)
