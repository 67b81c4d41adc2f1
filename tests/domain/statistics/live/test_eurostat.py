"""Eurostat: addresses of both versions, large answers that come later, and a sentence for each refusal."""

import pytest

from leitstand.domain.statistics.live.document import Patience
from leitstand.domain.statistics.live.eurostat import Eurostat
from leitstand.domain.statistics.live.http import Client, Limits, Unanswered
from tests.domain.statistics.live.office import Office, Reply, says

TABLE = "DATAFLOW,LAST UPDATE,freq,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\nESTAT:X(1.0),x,A,DE3,2024,1.5,p\n"
DATA = "/sdmx/2.1/data/nama_10r_3gva"
NAMESPACES = (
    'xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" '
    'xmlns:s="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure" '
    'xmlns:c="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common"'
)


def _xml(content: str, status: int = 200) -> Reply:
    return says(content, status, "application/xml")


def _structure(content: str) -> Reply:
    return _xml(f'<?xml version="1.0" encoding="UTF-8"?><m:Structure {NAMESPACES}>{content}</m:Structure>')


def _flow(updated: str) -> Reply:
    note = f"<c:AnnotationTitle>{updated}</c:AnnotationTitle><c:AnnotationType>UPDATE_DATA</c:AnnotationType>"
    return _structure(f"<s:Dataflow><c:Annotations><c:Annotation>{note}</c:Annotation></c:Annotations></s:Dataflow>")


def _later(state: str) -> Reply:
    return _xml(
        '<env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Body><a:queued xmlns:a="urn:a">'
        f"<a:id>2b7cd1de-1234</a:id><a:status>{state}</a:status></a:queued></env:Body></env:Envelope>"
    )


def _fault(code: int, text: str) -> Reply:
    return _xml(
        f'<S:Fault xmlns:S="urn:s"><faultcode>{code}</faultcode><faultstring>{text}</faultstring></S:Fault>', code
    )


@pytest.fixture
def client(limits: Limits) -> Client:
    return Client(limits)


@pytest.fixture
def eurostat(office: Office, client: Client, patience: Patience) -> Eurostat:
    office.on("/sdmx/2.1/dataflow/ESTAT/nama_10r_3gva", _flow("2026-09-22T11:00:00+0200"))
    order = "".join(
        f'<s:Dimension id="{name}" position="{place}"/>' for place, name in ((3, "geo"), (1, "freq"), (2, "unit"))
    )
    dimensions = f'<s:DimensionList>{order}<s:TimeDimension id="TIME_PERIOD" position="4"/></s:DimensionList>'
    office.on("/sdmx/2.1/datastructure/ESTAT/nama_10r_3gva", _structure(dimensions))
    return Eurostat(office.address, client, patience)


def _refusal(eurostat: Eurostat) -> str:
    with pytest.raises(Unanswered) as caught:
        eurostat.fetch("nama_10r_3gva", {})
    return str(caught.value)


def test_whole_table_is_handed_over_with_its_last_update(office: Office, eurostat: Eurostat) -> None:
    office.on(DATA, says(TABLE))
    document = eurostat.fetch("nama_10r_3gva", {})
    assert (document.body, document.updated) == (TABLE.encode(), "2026-09-22T11:00:00+0200")
    assert office.asked[-1].form == {"format": "SDMX-CSV"}


def test_filters_stand_in_the_order_of_the_structure(office: Office, eurostat: Eurostat) -> None:
    office.on(f"{DATA}/A..DE3+DE", says(TABLE))
    eurostat.fetch("nama_10r_3gva", {"GEO": "DE3, DE", "freq": "A", "startPeriod": "2015", "endPeriod": "2024"})
    assert office.asked[-1].form == {"format": "SDMX-CSV", "startPeriod": "2015", "endPeriod": "2024"}


def test_filter_does_not_lead_out_of_the_address_of_the_data(office: Office, eurostat: Eurostat) -> None:
    with pytest.raises(Unanswered):
        eurostat.fetch("nama_10r_3gva", {"geo": "/../../../../elsewhere"})
    assert office.asked[-1].path.startswith(DATA)


def test_newer_version_names_its_filters(office: Office, client: Client, eurostat: Eurostat) -> None:
    office.on("/sdmx/3.0/data/dataflow/ESTAT/nama_10r_3gva/1.0/*.*.*", says(TABLE))
    newer = Eurostat(office.address, client, sdmx="3.0")
    newer.fetch("nama_10r_3gva", {"geo": "DE3,DE", "startPeriod": "2015", "endPeriod": "2024"})
    assert office.asked[-1].query == (
        "c[geo]=DE3,DE&c[TIME_PERIOD]=ge:2015+le:2024&format=csvdata&formatVersion=2.0&compress=false"
    )


@pytest.mark.parametrize(("kind", "said"), [("tsv", "TSV"), ("json-stat", "JSON")])
def test_other_formats_are_asked_by_name(office: Office, eurostat: Eurostat, kind: str, said: str) -> None:
    office.on(DATA, says("x"))
    eurostat.fetch("nama_10r_3gva", {}, kind=kind)
    assert office.asked[-1].form == {"format": said}


def test_unknown_dimension_is_said_with_the_known_ones(eurostat: Eurostat) -> None:
    with pytest.raises(Unanswered) as caught:
        eurostat.fetch("nama_10r_3gva", {"land": "DE"})
    assert str(caught.value) == (
        "Die Tabelle nama_10r_3gva hat keine Dimension „land“. Möglich sind: freq, unit, geo, startPeriod, endPeriod."
    )


def test_large_answer_is_awaited(office: Office, eurostat: Eurostat) -> None:
    office.on(DATA, _later("SUBMITTED"))
    office.on("/1.0/async/status/2b7cd1de-1234", _later("PROCESSING"), _later("AVAILABLE"))
    office.on("/1.0/async/data/2b7cd1de-1234", says(TABLE))
    assert eurostat.fetch("nama_10r_3gva", {}).body == TABLE.encode()


def test_large_answer_that_never_comes_is_given_up(office: Office, eurostat: Eurostat) -> None:
    office.on(DATA, _later("SUBMITTED"))
    office.on("/1.0/async/status/2b7cd1de-1234", _later("PROCESSING"))
    assert "ist mit der Tabelle nama_10r_3gva nach 0.5 Sekunden nicht fertig" in _refusal(eurostat)


def test_large_answer_that_is_gone_is_said(office: Office, eurostat: Eurostat) -> None:
    office.on(DATA, _later("SUBMITTED"))
    office.on("/1.0/async/status/2b7cd1de-1234", _later("EXPIRED"))
    assert _refusal(eurostat) == (
        "Eurostat stellt die Tabelle nama_10r_3gva nicht bereit (EXPIRED). Bitte erneut versuchen."
    )


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (
            _fault(413, "EXTRACTION_TOO_BIG: too big, estimated 420709314 rows, max authorised is 5000000, please"),
            "Der Ausschnitt aus nama_10r_3gva ist Eurostat zu groß (etwa 420.709.314 Zeilen). "
            "Bitte ihn mit --filter verkleinern.",
        ),
        (
            _fault(404, "No results"),
            "Die Tabelle nama_10r_3gva gibt es bei Eurostat nicht, oder der Ausschnitt ist leer.",
        ),
        (
            _fault(400, "INVALID_QUERY"),
            "Eurostat hat die Tabelle nama_10r_3gva nicht geliefert (Status 400). Dort heißt es: „INVALID_QUERY“.",
        ),
        (
            says("<html><body>Maintenance</body></html>", 200, "text/html"),
            "Eurostat hat eine Webseite statt einer Tabelle gesendet, meist ist es eine Wartungs- oder "
            "Anmeldeseite. Bitte später erneut versuchen.",
        ),
    ],
    ids=["413", "404", "400", "page"],
)
def test_refusal_is_said_in_a_sentence(office: Office, eurostat: Eurostat, reply: Reply, said: str) -> None:
    office.on(DATA, reply)
    assert _refusal(eurostat) == said


@pytest.mark.parametrize("reply", [says("<html>"), says("no xml"), _xml("<other/>")], ids=["page", "text", "other"])
def test_structure_that_is_none_is_said(office: Office, eurostat: Eurostat, reply: Reply) -> None:
    office.on("/sdmx/2.1/dataflow/ESTAT/nama_10r_3gva", reply)
    assert _refusal(eurostat) == "Eurostat beschreibt die Tabelle nama_10r_3gva anders als erwartet."
