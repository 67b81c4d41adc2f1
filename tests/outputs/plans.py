"""Invented plans as situations, made without a database: any number of measures, titles as given."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from leitstand.domain.indicators.assessing import Record
from leitstand.domain.indicators.queries import IndicatorView, ObservationView, TargetView
from leitstand.domain.indicators.rules import last_change
from leitstand.domain.plans.queries import views as v
from leitstand.domain.plans.rules.state import StatusFact, state_of
from leitstand.domain.reporting.queries.situation import Situation

DAY = date(2026, 6, 30)
NASTY = (
    '#panic("x") *[*',
    '=HYPERLINK("http://x.example"; "x")',
    "<script>alert(1)</script> & „Anführung“",
    "{{ 7|add:1 }} {% now 'Y' %}",
    "$x^2$ @ref <label> // kein Kommentar /* keiner */",
    "-1+1",
    "+49 30 1234567",
    "@SUM(A1:A9)",
    "]]> &amp; \\u{41} \\n `roh`",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorhaben",
    "&L&P Fußzeile",
    "Steuerzeichen\x0bund\x01Reste",
)
STATUSES = (
    ("completed", "", "2025-12-01"),
    ("under_way", "on_track", "2026-05-01"),
    ("under_way", "", "2026-04"),
    ("under_way", "at_risk", "2026-03-15"),
    ("under_way", "off_track", "2026-02"),
    ("not_started", "", "2026-01-10"),
    ("stopped", "", "2024"),
    ("under_way", "", "2023-05"),
)


def source(number: int, **values: object) -> v.SourceView:
    given = {
        "title": f"Erfundene Quelle {number}",
        "publisher": "Musterverlag",
        "url": f"https://quelle-{number}.example/a",
    }
    plain = {
        "key": f"quelle-{number}",
        "kind": "report",
        "kind_label": "Bericht",
        "published": "2025",
        "weak": False,
        "note": "",
    }
    return v.SourceView(**{**plain, **given, **values})  # type: ignore[arg-type]  # each test names its own fields


SOURCES = {one.key: one for one in (source(number) for number in range(1, 31))}
ALL = tuple(SOURCES.values())


def institution(number: int) -> v.InstitutionView:
    return v.InstitutionView(
        key=f"haus-{number}",
        name=f"Erfundenes Haus Nummer {number}",
        name_en="",
        short_name=f"EH {number}",
        kind="agency",
        kind_label="Landesgesellschaft",
        url="",
        role_text="",
        sources=ALL[:1],
        note="",
    )


HOUSES = {house.key: house for house in (institution(number) for number in range(1, 13))}


def _goal(key: str, field: str, topic: str = "") -> v.GoalView:
    return v.GoalView(key, "neu", field, topic, "", "Mehr Werkbänke in der Stadt", "More workbenches", ALL[2:3], "")


def _fields(count: int) -> tuple[v.FieldView, ...]:
    fields = []
    for n in range(1, count + 1):
        key = f"feld-{n}"
        topic = v.TopicView(f"thema-{n}", "neu", key, f"Feld {n}", f"{n}.1", f"Thema {n}", "", "", (), ALL[3:4], "")
        goals = (_goal(f"ziel-{n}", key),)
        fields.append(
            v.FieldView(key, "neu", str(n), f"Handeln & Wandeln {n}", "", "Worum es geht.", (topic,), goals, (), "")
        )
    return tuple(fields)


def edition(key: str, position: int, fields: tuple[v.FieldView, ...] = (), **values: object) -> v.EditionView:
    body = HOUSES["haus-1"]
    adopted = v.ResolutionView(
        f"{key}.b", body, "adopts", "beschließt", date(2022, 8, 16), "S-1", "ab" * 32, ALL[:2], ""
    )
    plain: dict[str, object] = {
        "key": key,
        "kind": "edition",
        "title": f"Probeplan {key}",
        "title_en": "",
        "short_title": key,
        "position": position,
        "begins": "2022",
        "ends": "2026",
        "announced": "",
        "published": True,
        "overall_goal": "Mehr als der Durchschnitt",
        "summary": "Eine erfundene Fassung.",
        "summary_en": "",
        "fields": fields,
        "lines": (),
        "goals": (),
        "resolutions": (adopted,),
        "amendments": (),
        "sources": ALL[:3],
        "note": "",
    }
    return v.EditionView(**{**plain, **values})  # type: ignore[arg-type]  # each test names its own fields


def entry(measure: str, in_edition: v.EditionView, title: str, number: int = 1, **values: object) -> v.EntryView:
    steps = (
        v.MilestoneView(f"{measure}.m1", f"Erster Schritt {number}", "", "2026-09-30", "", False, ALL[4:5], ""),
        v.MilestoneView(f"{measure}.m2", f"Alter Schritt {number}", "", "2025-03", "", True, (), ""),
    )
    lead = HOUSES[f"haus-{number % 12 + 1}"] if number % 5 else None
    partner = v.ResponsibilityView(f"{measure}.p", "partner", "Beteiligung", HOUSES["haus-3"], (), "")
    plain: dict[str, object] = {
        "key": f"{in_edition.key}.{measure}",
        "edition_key": in_edition.key,
        "edition_short": in_edition.short_title,
        "measure_key": measure,
        "code": f"A{number}",
        "title": title,
        "title_en": "",
        "kind": "measure",
        "kind_label": "Maßnahme",
        "promise": f"Zugesagt ist Vorhaben {number} mit <allem> & *jedem*.",
        "promise_en": "",
        "task": "",
        "field": in_edition.fields[number % len(in_edition.fields)] if in_edition.fields and number % 7 else None,
        "topic": None,
        "further_topics": (),
        "lines": (),
        "goals": (),
        "begins": "2023-01",
        "ends": "2026-12-31" if number % 3 else "",
        "planned": Decimal(90000) if number % 2 else None,
        "planned_approximate": bool(number % 4),
        "lighthouse": number % 20 == 1,
        "district": "",
        "district_label": "",
        "latitude": None,
        "longitude": None,
        "lead": lead,
        "responsibilities": (partner,),
        "milestones": steps if number % 4 == 0 else (),
        "sources": ALL[number % 30 : number % 30 + 2],
        "note": "",
    }
    return v.EntryView(**{**plain, **values})  # type: ignore[arg-type]  # each test names its own fields


def measure(key: str, entries: tuple[v.EntryView, ...], number: int) -> v.MeasureView:
    stage, light, when = STATUSES[number % len(STATUSES)]
    said = v.StatusView(
        f"{key}.s", when, stage, "in Umsetzung", light, "", f"Wortlaut {number}", "", "", HOUSES["haus-2"], ALL[5:7], ""
    )
    statuses = (said,) if number % 9 else ()
    money = v.FundingView(
        f"{key}.f",
        "2025-06-30",
        "partly",
        "teilweise",
        HOUSES["haus-4"],
        "",
        Decimal("1200000.50"),
        Decimal(500000),
        None,
        True,
        ALL[7:8],
        "",
    )
    facts = [StatusFact(one.stage, one.light, one.when) for one in statuses]
    return v.MeasureView(
        key=key,
        entries=entries,
        statuses=statuses,
        funding=(money,) if number % 6 == 0 else (),
        state=state_of(facts, DAY, 12),
        money="partly" if number % 6 == 0 else "unknown",
        contact=None,
        deputy=None,
        internal_note="",
    )


def indicator(number: int) -> IndicatorView:
    def value(period: str, amount: str, **marks: object) -> ObservationView:
        plain = {"flag": "", "flag_label": "", "approximate": False, "basis": "actual", "breaks": False, **marks}
        return ObservationView(
            key=f"i{number}.{period}", region="11", period=period, value=Decimal(amount), sign="", sign_label="",
            vintage="", unit="", definition="", sources=ALL[8:9], note="", **plain,  # type: ignore[arg-type]  # what all share
        )  # fmt: skip

    series = (
        value("2021", "100.5"),
        value("2022", "110"),
        value("2023", "99", flag="provisional", flag_label="vorläufig"),
    )
    target = TargetView(
        f"i{number}.z", f"i{number}", "neu", "", "point", "Wert", Decimal(150), None, "", "2027-06", "", "", "", "2022",
        "announced", "angekündigt", HOUSES["haus-5"], "", ALL[9:10], "",
    )  # fmt: skip
    return IndicatorView(
        key=f"i{number}", title=f"Kennzahl {number}", title_en="", unit="Betriebe", unit_en="", decimals=1,
        polarity="up", polarity_label="", origin="official", origin_label="amtliche Statistik",
        definition="Wie gezählt wird.", definition_en="", table_code="", code_verified=True, frequency="",
        frequency_en="", depth="", depth_en="", question="", question_en="", asked_of="", asked_of_en="",
        lowest=None, highest=None, warning="Vorsicht.", warning_en="",
        topic_keys=(f"thema-{number}",), observations=series, series=series, forecasts=(), comparison={},
        change=last_change(series), targets=(target,), links=(), sources=ALL[10:11], note="",
    )  # fmt: skip


def _statements() -> tuple[v.StatementView, ...]:
    def said(value: int, place: int) -> v.StatementView:
        return v.StatementView(
            f"s{value}", "edition", "alt", "zahl", "Zahl der Projekte", "", Decimal(value), "Projekte", "", False, "",
            ALL[place : place + 1], "",
        )  # fmt: skip

    return said(34, 11), said(32, 12)


def situation_of(titles: Sequence[str], fields: int = 3, indicators: int = 2, as_of: date = DAY) -> Situation:
    """A plan whose latest edition ``neu`` has one measure for each title; some began in the edition ``alt``."""
    old, new = edition("alt", 1), edition("neu", 2, _fields(fields))
    entries: dict[str, v.EntryView] = {}
    measures: dict[str, v.MeasureView] = {}
    fates = []
    for number, title in enumerate(titles, start=1):
        key = f"vorhaben-{number}"
        own = [entry(key, new, title, number)]
        if number % 10 == 0:
            own.insert(0, entry(key, old, f"Früher: {title}", number))
            fates.append(
                v.FateView(
                    f"v{number}",
                    "continued",
                    "fortgeführt",
                    own[0].key,
                    own[1].key,
                    "Weil es wirkt.",
                    "2022",
                    ALL[13:14],
                )
            )
        entries |= {one.key: one for one in own}
        measures[key] = measure(key, tuple(own), number)
    entries |= {(one := entry("vergessen", old, "Vergessenes Vorhaben", 3)).key: one}
    measures["vergessen"] = measure("vergessen", (one,), 9)
    picture = v.PlanPicture(
        as_of=as_of, key="probeplan", title="Probeplan", title_en="", summary="Ein erfundener Plan.", summary_en="",
        region="Musterland", editions={"alt": old, "neu": new}, fields={field.key: field for field in new.fields},
        topics={topic.key: topic for topic in new.topics}, measures=measures, entries=entries, institutions=HOUSES,
        sources=SOURCES, fates=tuple(fates), crosswalks=(), events=(), statements=_statements(),
    )  # fmt: skip
    made = [indicator(number) for number in range(1, indicators + 1)]
    situation = Situation(picture, {one.key: one for one in made}, (), (), 7, "cd" * 32)
    # These plans live in no database, so nothing is on record.
    situation.__dict__["record"] = Record((), ())
    return situation


def many_titles(count: int) -> list[str]:
    """The nasty titles, then plain ones."""
    return [*NASTY, *(f"Erfundenes Vorhaben mit der Nummer {number}" for number in range(1, count + 1))][:count]
