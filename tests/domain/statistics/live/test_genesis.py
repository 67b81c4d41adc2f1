"""GENESIS: the calls as they are described, jobs, and a clear sentence for each refusal."""

import io
import zipfile

import pytest

from leitstand.domain.statistics.live.document import Patience
from leitstand.domain.statistics.live.genesis import Account, Entry, Genesis
from leitstand.domain.statistics.live.http import Client, Limits, Unanswered
from tests.domain.statistics.live.office import Office, Reply, cut, not_modified, says, says_json, status

ROOT = "/genesisws/rest/2020"
TABLE = "statistics_code;time;value\n13111;2024;-\n13111;2025;.\n"
GOOD_LOGIN = says_json({"Status": "Sie wurden erfolgreich an- und abgemeldet!", "Username": "DE12345"})
ORDERED = status(
    99, "Der Auftrag wurde erstellt. Das Ergebnis kann mit folgendem Namen abgerufen werden: 13111-0005_42"
)
PAGE = says("<!DOCTYPE html><html><body>Wartung</body></html>", 200, "text/html")


@pytest.fixture
def genesis(office: Office, limits: Limits, patience: Patience) -> Genesis:
    office.on(f"{ROOT}/helloworld/logincheck", GOOD_LOGIN)
    account = Account("DE12345", "geheim-ä")
    client = Client(limits, account.secrets)
    return Genesis("GENESIS-Online", f"{office.address}{ROOT}/", account, client, patience)


def _zip(*tables: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, table in enumerate(tables):
            archive.writestr(f"{number}.csv", table)
    return out.getvalue()


def _tables(office: Office, *replies: Reply) -> None:
    office.on(f"{ROOT}/data/tablefile", *replies)


def _jobs(*states: str) -> list[Reply]:
    return [
        says_json({"Status": {"Code": 0}, "List": [{"Code": "13111-0005_42", "State": state}] if state else []})
        for state in states
    ]


def _refusal(genesis: Genesis) -> str:
    with pytest.raises(Unanswered) as caught:
        genesis.fetch("13111-0005", {})
    return str(caught.value)


def test_table_is_handed_over_as_it_came(office: Office, genesis: Genesis) -> None:
    _tables(office, says(TABLE))
    assert genesis.fetch("13111-0005", {}).body == TABLE.encode()


def test_zipped_table_is_unpacked(office: Office, genesis: Genesis) -> None:
    _tables(office, says(_zip(TABLE), 200, "application/zip"))
    assert genesis.fetch("13111-0005", {}).body == TABLE.encode()


def test_call_posts_parameters_and_hides_the_account_in_headers(office: Office, genesis: Genesis) -> None:
    _tables(office, says(TABLE))
    genesis.fetch("13111-0005", {"startyear": "2015", "regionalkey": "11"})
    asked = office.asked[-1]
    assert (asked.method, asked.query) == ("POST", "")
    assert asked.form == {
        "name": "13111-0005", "area": "all", "format": "ffcsv", "compress": "false", "transpose": "false",
        "startyear": "2015", "regionalkey": "11", "job": "false", "language": "de",
    }  # fmt: skip
    assert asked.headers["username"] == "DE12345"
    assert asked.headers["password"].encode("latin-1").decode() == "geheim-ä"


def test_token_travels_as_user_name(office: Office, limits: Limits) -> None:
    office.on("/find/find", says_json({"Status": {"Code": 0}, "Tables": []}))
    Genesis("GENESIS", office.address, Account(token="t0ken"), Client(limits)).find("x")
    assert (office.asked[-1].headers["username"], office.asked[-1].headers["password"]) == ("t0ken", "")


def test_installation_that_only_reads_addresses_is_asked_so(office: Office, genesis: Genesis) -> None:
    _tables(office, says("", 405), says(TABLE))
    genesis.fetch("13111-0005", {})
    assert (office.asked[-1].method, office.asked[-1].form["name"]) == ("GET", "13111-0005")
    assert "geheim" not in office.asked[-1].query


@pytest.mark.parametrize(
    "reply",
    [
        says_json({"Status": "Ein Fehler ist aufgetreten. (Bitte überprüfen Sie Ihren Benutzernamen.)"}),
        says_json({"Status": "Sie wurden erfolgreich an- und abgemeldet!", "Username": "GAST"}),
        says("<html>401</html>", 401, "text/html"),
        status(15, "Bitte überprüfen Sie Ihren Benutzernamen bzw. Ihr Passwort."),
    ],
    ids=["sentence", "guest", "401", "status"],
)
def test_wrong_credentials_are_said(office: Office, genesis: Genesis, reply: Reply) -> None:
    office.on(f"{ROOT}/helloworld/logincheck", reply)
    assert _refusal(genesis) == (
        "GENESIS-Online hat die Zugangsdaten nicht angenommen. Bitte sie in den Einstellungen prüfen."
    )


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (
            status(15, "Objekt nicht gefunden für geheim-ä."),
            "Die Tabelle 13111-0005 gibt es bei GENESIS-Online nicht, oder das Konto darf sie nicht abrufen. "
            "Dort heißt es: „Objekt nicht gefunden für …“.",
        ),
        (
            status(104, "Es gibt keine Objekte zum angegebenen Selektionskriterium"),
            "Bei GENESIS-Online passt nichts zu „13111-0005“. Bitte Tabelle und Filter prüfen.",
        ),
        (
            says_json({"Code": 7, "Content": "Interner Fehler", "Type": "ERROR"}, 400),
            "GENESIS-Online hat die Tabelle 13111-0005 nicht geliefert (Code 7). Dort heißt es: „Interner Fehler“.",
        ),
        (
            PAGE,
            "GENESIS-Online hat eine Webseite statt einer Tabelle gesendet, meist ist es eine Wartungs- oder "
            "Anmeldeseite. Bitte später erneut versuchen.",
        ),
        (
            says(_zip(TABLE, TABLE)),
            "GENESIS-Online hat ein Archiv mit 2 Dateien gesendet, erwartet ist eine.",
        ),
        (
            says(_zip("x" * 2_000_001)),
            "Die Tabelle von GENESIS-Online ist ausgepackt größer als 2 MB. "
            "Bitte weniger Jahre oder Regionen auf einmal abrufen.",
        ),
        (
            says(_zip(TABLE)[:80]),
            "GENESIS-Online hat ein beschädigtes Archiv gesendet. Bitte später erneut versuchen.",
        ),
        (says(b""), "GENESIS-Online hat keine Tabelle gesendet. Bitte später erneut versuchen."),
        (says("{broken"), "GENESIS-Online antwortet anders als beschrieben (Status 200)."),
    ],
    ids=["15", "104", "bare", "page", "two", "bomb", "half", "empty", "json"],
)
def test_refusal_is_said_in_a_sentence(office: Office, genesis: Genesis, reply: Reply, said: str) -> None:
    _tables(office, reply)
    assert _refusal(genesis) == said


def test_unknown_filter_is_refused_before_anything_is_asked(office: Office, genesis: Genesis) -> None:
    with pytest.raises(Unanswered, match="kennt keinen Filter „username“"):
        genesis.fetch("13111-0005", {"username": "x"})
    assert office.asked == []


def test_large_table_is_ordered_awaited_and_fetched(office: Office, genesis: Genesis) -> None:
    _tables(office, status(98, "zu groß"), ORDERED)
    office.on(f"{ROOT}/catalogue/jobs", *_jobs("Wartend", "In Arbeit", "Fertig"))
    office.on(f"{ROOT}/data/resultfile", says(_zip(TABLE)))
    assert genesis.fetch("13111-0005", {}).body == TABLE.encode()
    assert [path.removeprefix(ROOT) for path in office.paths()] == [
        "/helloworld/logincheck", "/data/tablefile", "/data/tablefile",
        *["/catalogue/jobs"] * 3, "/data/resultfile",
    ]  # fmt: skip
    assert [office.asked[2].form["job"], office.asked[-1].form["name"]] == ["true", "13111-0005_42"]


def test_job_that_left_the_list_is_fetched_when_its_result_is_there(office: Office, genesis: Genesis) -> None:
    _tables(office, ORDERED)
    office.on(f"{ROOT}/catalogue/jobs", *_jobs(""))
    office.on(f"{ROOT}/data/resultfile", status(104, "", 404), says(TABLE))
    assert genesis.fetch("13111-0005", {}).body == TABLE.encode()


def test_job_that_never_ends_is_given_up(office: Office, genesis: Genesis) -> None:
    _tables(office, ORDERED)
    office.on(f"{ROOT}/catalogue/jobs", *_jobs("In Arbeit"))
    assert "ist mit dem Auftrag 13111-0005_42 nach 0.5 Sekunden nicht fertig" in _refusal(genesis)


def test_job_that_failed_is_said(office: Office, genesis: Genesis) -> None:
    _tables(office, ORDERED)
    office.on(f"{ROOT}/catalogue/jobs", *_jobs("Abgebrochen"))
    assert _refusal(genesis) == "GENESIS-Online hat den Auftrag für 13111-0005 nicht ausgeführt: Abgebrochen."


def test_order_is_placed_once_even_if_the_connection_breaks(office: Office, genesis: Genesis) -> None:
    _tables(office, status(98, ""), cut)
    _refusal(genesis)
    assert office.paths().count(f"{ROOT}/data/tablefile") == 2


def test_table_too_large_even_as_a_job_is_said(office: Office, genesis: Genesis) -> None:
    _tables(office, status(98, "zu groß"))
    assert _refusal(genesis) == (
        "Die Tabelle 13111-0005 ist GENESIS-Online auch als Auftrag zu groß. "
        "Bitte den Ausschnitt mit --filter verkleinern."
    )


def test_validator_of_the_service_is_handed_over(office: Office, genesis: Genesis) -> None:
    _tables(office, says(TABLE, ETag='"v1"'))
    assert genesis.fetch("13111-0005", {}).etag == '"v1"'


def test_unchanged_table_nobody_has_is_refused(office: Office, genesis: Genesis) -> None:
    _tables(office, not_modified)
    assert _refusal(genesis) == "Der Dienst 127.0.0.1 sagt „unverändert“, ohne gefragt zu sein."


def test_catalogue_is_read(office: Office, genesis: Genesis) -> None:
    office.on(
        f"{ROOT}/catalogue/tables",
        says_json({"Status": {"Code": 0}, "List": [{"Code": "13111-0005", "Content": "Beschäftigte:\n Länder"}]}),
    )
    assert genesis.tables("13111*") == [Entry("13111-0005", "Beschäftigte: Länder")]


def test_search_without_a_find_is_empty(office: Office, genesis: Genesis) -> None:
    office.on(f"{ROOT}/find/find", status(104, "nichts"))
    assert genesis.find("xyz") == []


def test_title_of_a_table_is_read(office: Office, genesis: Genesis) -> None:
    office.on(f"{ROOT}/metadata/table", says_json({"Status": {"Code": 0}, "Object": {"Content": "Beschäftigte"}}))
    assert genesis.title("13111-0005") == "Beschäftigte"


def test_account_shows_nothing_of_itself() -> None:
    assert repr(Account("DE12345", "geheim", "t0ken")) == "Account()"
