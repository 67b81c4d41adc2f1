"""Small invented files in each dialect, as bytes."""

# ruff: noqa: E501 - lines of files are as long as they are

import gzip
import io
import json
from typing import Any

import xlsxwriter

OLD_HEAD = (
    "Statistik_Code;Statistik_Label;Zeit_Code;Zeit_Label;Zeit;1_Merkmal_Code;1_Merkmal_Label;1_Auspraegung_Code;"
    "1_Auspraegung_Label;2_Merkmal_Code;2_Merkmal_Label;2_Auspraegung_Code;2_Auspraegung_Label;"
    "PRB001__Probebetriebe__Anzahl;PRB002__Probe_flaeche__1000_qm"
)
NEW_HEAD = (
    "statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;1_variable_attribute_code;"
    "1_variable_attribute_label;2_variable_code;2_variable_label;2_variable_attribute_code;2_variable_attribute_label;value;"
    "value_unit;value_variable_code;value_variable_label;value_q"
)
OLD_ROWS = (
    "99911;Probezählung;JAHR;Jahr;2021;KREISE;Kreise;DG;Deutschland;GES;Geschlecht;;Insgesamt;1200;3,5",
    "99911;Probezählung;JAHR;Jahr;2021;KREISE;Kreise;11;  Berlin;GES;Geschlecht;GESM;männlich;.;-",
    "99911;Probezählung;JAHR;Jahr;2021;KREISE;Kreise;11001;    Mitte;WZ08;Wirtschaftszweig;C;Gewerbe;...;/",
    "99911;Probezählung;JAHR;Jahr;2021;KREISE;Kreise;12054;    Potsdam;GES;Geschlecht;GESW;weiblich;x;(7,25)",
)


def old_flat(rows: tuple[str, ...] = OLD_ROWS, encoding: str = "cp1252") -> bytes:
    return "\n".join((OLD_HEAD, *rows, "")).encode(encoding)


def new_row(
    region: str = "11", period: str = "2021", value: str = "12,5", mark: str = "", unit: str = "Anzahl", **more: str
) -> str:
    name, label = more.get("name", "Berlin"), more.get("label", "Probebetriebe")
    return (
        f"99911;Probezählung;JAHR;Jahr;{period};DLAND;Bundesländer;{region};{name};GES;Geschlecht;;Insgesamt;"
        f"{value};{unit};PRB001;{label};{mark}"
    )


def new_flat(*rows: str) -> bytes:
    return b"\xef\xbb\xbf" + "\n".join((NEW_HEAD, *(rows or (new_row(),)), "")).encode()


def genesis_table(foot: bool = True) -> bytes:
    text = (
        "GENESIS-Tabelle: 99911-01-01-4\nProbebetriebe nach Geschlecht und Herkunft;;;;\nProbebetriebe (Anzahl);;;;\n"
        "Stichtag: 30.06.2020;;;;\n;;Herkunft;Herkunft;Herkunft\n;;Insgesamt;inländisch;ausländisch\n"
        "DG;Deutschland;300;200;100\n11;  Berlin;30;.;-\n11001;    Mitte, Bezirk;3;2;1\n"
    )
    end = (
        "__________\nErläuterungen;\n"
        '"© Statistische Ämter der Probe, Deutschland, 2021.\nDieses Werk ist lizenziert unter der Datenlizenz Deutschland'
        ' - Namensnennung - Version 2.0."\nStand: 17.08.2021 / 20:24:09\n'
    )
    return (text + (end if foot else "")).encode("cp1252")


def eurostat_tsv(packed: bool = True) -> bytes:
    text = "freq,unit,geo\\TIME_PERIOD\t2020 \t2021 \nA,PC,DE\t1.5 \t: c\nA,PC,DE3\t2 b\t: \nA,PC,FRK2\t-3.25 ep\t4 u\n"
    return gzip.compress(text.encode()) if packed else text.encode()


def sdmx_csv() -> bytes:
    return (
        b"DATAFLOW,LAST UPDATE,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\r\n"
        b"ESTAT:PRB_1(1.0),15/03/24 23:00:00,Q,PC,DE,2020-Q1,1.5,p,\r\n"
        b"ESTAT:PRB_1(1.0),15/03/24 23:00:00,Q,PC,AT,2020-Q1,,,c\r\n"
        b"ESTAT:PRB_1(1.0),15/03/24 23:00:00,Q,PC,EU27_2020,2020-Q1,7,f,\r\n"
    )


def json_stat(**changes: Any) -> bytes:
    said = {
        "version": "2.0", "class": "dataset", "label": "Probe", "source": "ESTAT", "updated": "2024-02-01T11:00:00+0100",
        "id": ["unit", "geo", "time"], "size": [1, 2, 2], "value": {"0": 1.5, "3": 4}, "status": {"1": "c", "3": "p"},
        "dimension": {
            "unit": {"label": "Unit", "category": {"label": {"PC": "Percent"}}},
            "geo": {"label": "Geo", "category": {"index": ["DE", "AT"], "label": {"DE": "Germany", "AT": "Austria"}}},
            "time": {"category": {"index": {"2020M01": 0, "2020M02": 1}}},
        },
        "extension": {"id": "PRB_1"},
    }  # fmt: skip
    return json.dumps(said | changes).encode()


def sdmx_ml_generic() -> bytes:
    return b"""<?xml version="1.0" encoding="UTF-8"?>
<m:GenericData xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
 xmlns:g="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic"
 xmlns:c="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common"><m:Header><m:ID>x</m:ID><m:Test>false</m:Test>
<m:Prepared>2024-02-01T07:04:39</m:Prepared><m:Sender id="ESTAT"/>
<m:Structure structureID="S" dimensionAtObservation="TIME_PERIOD"><c:Structure><Ref agencyID="ESTAT" id="DSD_PRB" version="1.0"/>
</c:Structure></m:Structure><m:DataSetID>prb_1</m:DataSetID></m:Header><m:DataSet structureRef="S"><g:Series><g:SeriesKey>
<g:Value id="FREQ" value="A"/><g:Value id="GEO" value="DE"/></g:SeriesKey>
<g:Obs><g:ObsDimension value="2020"/><g:ObsValue value="1.5"/><g:Attributes><g:Value id="OBS_STATUS" value="p"/></g:Attributes></g:Obs>
<g:Obs><g:ObsDimension value="2021"/><g:ObsValue value="NaN"/><g:Attributes><g:Value id="OBS_STATUS" value="na"/></g:Attributes></g:Obs>
</g:Series></m:DataSet></m:GenericData>"""


def sdmx_ml_specific(version: str = "v2_1") -> bytes:
    reference = (
        '<c:Structure><Ref agencyID="ESTAT" id="PRB_1" version="1.0" class="DataStructure"/></c:Structure>'
        if version == "v2_1"
        else "<c:Structure>urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=ESTAT:PRB_1(1.0)</c:Structure>"
    )
    root = "http://www.sdmx.org/resources/sdmxml/schemas/" + version
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<m:StructureSpecificData xmlns:m="{root}/message" xmlns:c="{root}/common" xmlns:ss="{root}/data/structurespecific"
 xmlns:ns1="urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=ESTAT:PRB_1(1.0):ObsLevelDim:TIME_PERIOD"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><m:Header><m:ID>x</m:ID><m:Test>false</m:Test>
<m:Prepared>2024-02-01T07:04:39</m:Prepared><m:Sender id="ESTAT"/>
<m:Structure structureID="S" namespace="urn:x" dimensionAtObservation="TIME_PERIOD">{reference}</m:Structure></m:Header>
<m:DataSet ss:structureRef="S" xsi:type="ns1:DataSetType" ss:dataScope="DataStructure" action="Append">
<Series FREQ="A" GEO="DE"><Obs TIME_PERIOD="2020" OBS_VALUE="1.5"/><Obs TIME_PERIOD="2021" OBS_VALUE="2"/></Series>
</m:DataSet></m:StructureSpecificData>""".encode()


def tidy_csv(encoding: str = "utf-8") -> bytes:
    text = "Bezirk;Jahr;Wert;Einheit;Geschlecht\nMitte;2020;1,5;Prozent;w\nPankow;2020;–;Prozent;w\nMitte;2021;2;Prozent;m\n"
    return text.encode(encoding)


def workbook(rows: list[list[Any]], sheet: str = "Tab1") -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return target.getvalue()


def report() -> bytes:
    """Years with their months below, heads of two rows, a row of units."""
    return workbook(
        [
            ["Betriebe im Probegewerbe in Berlin"], ["Stand: 24.10.2022"], ["Jahr", "Betriebe", "Umsatz", None], ["Monat", None, "gesamt", "Ausland"],
            [None, "Anzahl", "1000 EUR", None], [2021, None, None, None], ["  Januar", 10, 20.5, "•"], ["  Februar", 11, 21, "–"],
            ["2021¹", 12, 250, 3],
        ]
    )  # fmt: skip
