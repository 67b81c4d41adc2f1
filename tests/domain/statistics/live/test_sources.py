"""Named services: asked only if configured, unchanged is recognised, and a failure leaves the last state."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from leitstand.domain.statistics.live.document import Patience
from leitstand.domain.statistics.live.http import Limits
from leitstand.domain.statistics.live.shelf import Kept, Shelf
from leitstand.domain.statistics.live.sources import FOLDER, SERVICES, Fetched, Outcome, fetch
from leitstand.foundation import clock
from leitstand.foundation.errors import NotFound, RuleBroken
from tests.domain.statistics.live.office import Office, Reply, cut, not_modified, says, says_json

ROOT = "/genesisws/rest/2020"
FIRST = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)
LATER = datetime(2026, 10, 9, 8, 0, tzinfo=UTC)


@pytest.fixture
def ask(office: Office, configured: Path, limits: Limits, patience: Patience) -> Any:
    """Ask GENESIS for one table at a moment, with the replies it gives."""
    office.on(f"{ROOT}/helloworld/logincheck", says_json({"Status": "erfolgreich", "Username": "DE12345"}))

    def asking(moment: datetime, *replies: Reply) -> Fetched:
        office.on(f"{ROOT}/data/tablefile", *replies)
        with clock.at(moment):
            return fetch("genesis", "13111-0005", limits=limits, patience=patience)

    return asking


def test_first_answer_is_new(ask: Any) -> None:
    fetched = ask(FIRST, says("a;b\n1;2\n"))
    assert fetched == Fetched(Outcome.NEW, b"a;b\n1;2\n", FIRST, FIRST)
    assert fetched.label == "Neu, abgerufen am 01.10.2026, 10:00."


def test_same_answer_is_unchanged(ask: Any) -> None:
    ask(FIRST, says("a;b\n1;2\n"))
    assert ask(LATER, says("a;b\n1;2\n")).outcome == Outcome.UNCHANGED


def test_answer_with_a_validator_is_not_sent_again(ask: Any, office: Office) -> None:
    ask(FIRST, says("a;b\n1;2\n", ETag='"v1"'))
    fetched = ask(LATER, not_modified)
    assert (fetched.outcome, fetched.content) == (Outcome.UNCHANGED, b"a;b\n1;2\n")
    assert office.asked[-1].headers["if-none-match"] == '"v1"'


def test_failure_carries_the_last_state_and_says_so(ask: Any) -> None:
    ask(FIRST, says("a;b\n1;2\n"))
    fetched = ask(LATER, cut)
    assert (fetched.outcome, fetched.content, fetched.last_success) == (Outcome.FAILED, b"a;b\n1;2\n", FIRST)
    assert fetched.label == (
        "Der Dienst 127.0.0.1 hat die Verbindung mitten in der Antwort abgebrochen. Bitte später erneut versuchen. "
        "Verwendet wird der letzte Stand, abgerufen am 01.10.2026, 10:00."
    )


def test_failure_without_a_former_state_says_so_and_leaves_nothing(ask: Any, configured: Path) -> None:
    fetched = ask(FIRST, cut)
    assert (fetched.content, fetched.last_success) == (None, None)
    assert fetched.label.endswith("Einen früheren Stand gibt es nicht.")
    assert not (configured / FOLDER).exists()


def test_eurostat_table_that_was_not_updated_is_not_loaded(office: Office, configured: Path, limits: Limits) -> None:
    note = "<AnnotationTitle>2026-09-22</AnnotationTitle><AnnotationType>UPDATE_DATA</AnnotationType>"
    flow = f'<m:Structure xmlns:m="urn:m"><Annotation>{note}</Annotation></m:Structure>'
    office.on("/api/sdmx/2.1/dataflow/ESTAT/tps00001", says(flow, 200, "application/xml"))
    office.on("/api/sdmx/2.1/data/tps00001", says("freq,geo\n"))
    assert fetch("eurostat", "tps00001", limits=limits).outcome == Outcome.NEW
    again = fetch("eurostat", "tps00001", limits=limits)
    assert (again.outcome, again.content, again.updated) == (Outcome.UNCHANGED, b"freq,geo\n", "2026-09-22")
    assert office.paths().count("/api/sdmx/2.1/data/tps00001") == 1


def test_service_without_account_is_never_asked(office: Office, configured: Path, settings: Any) -> None:
    settings.OPTIONS = {**settings.OPTIONS, "GENESIS_PASSWORD": ""}
    with pytest.raises(RuleBroken, match=r"braucht ein kostenloses Konto\. Bitte LEITSTAND_GENESIS_USER"):
        fetch("genesis", "13111-0005")
    assert (office.asked, SERVICES["genesis"].is_configured) == ([], False)


def test_service_without_address_is_off(configured: Path, settings: Any) -> None:
    settings.OPTIONS = {**settings.OPTIONS, "EUROSTAT_URL": ""}
    with pytest.raises(RuleBroken, match="Eurostat ist abgeschaltet: LEITSTAND_EUROSTAT_URL ist leer"):
        fetch("eurostat", "tps00001")


def test_unknown_service_is_said_with_the_known_ones() -> None:
    with pytest.raises(NotFound, match="Möglich: genesis, regionalstatistik, eurostat"):
        fetch("istat", "x")


@pytest.mark.parametrize("table", ["", "../../etc", "a b", "x?y=z", "ä" * 5])
def test_name_that_is_no_table_is_refused(configured: Path, office: Office, table: str) -> None:
    with pytest.raises(RuleBroken, match="ist kein Name einer Tabelle"):
        fetch("genesis", table)
    assert office.asked == []


def test_foreign_format_is_refused(configured: Path) -> None:
    with pytest.raises(RuleBroken, match=r"GENESIS-Online liefert kein „tsv“\. Möglich: ffcsv"):
        fetch("genesis", "13111-0005", kind="tsv")


def test_damaged_answer_on_the_shelf_is_not_used(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put("question", Kept(b"content", FIRST, etag='"v1"'))
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    assert shelf.get("question") is None


def test_full_shelf_drops_the_oldest(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, limit=1500)
    for name in ("first", "second"):
        shelf.put(name, Kept(bytes(1000), FIRST))
    assert (shelf.get("first"), shelf.get("second")) == (None, Kept(bytes(1000), FIRST))
