"""Exports: the plan as it stands, as a package or as a workbook. For keepers only, because persons' addresses
and internal notes travel with it."""

from pathlib import Path

from leitstand.domain.exchange.dataset import read_database
from leitstand.domain.exchange.package_writing import write_package
from leitstand.domain.plans.access import require_keeper
from leitstand.foundation.actor import Actor


def export_package(folder: Path, *, actor: Actor) -> None:
    """Write the plan into ``folder`` as YAML files, replacing the package that may be there.

    Raises ``NotAllowed``, or ``RuleBroken`` if the folder holds something else.
    """
    require_keeper(actor)
    write_package(read_database().living, folder)
