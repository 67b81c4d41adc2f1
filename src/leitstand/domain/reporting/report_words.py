"""Headings and sentences of the monitoring report, German and English, in one table.

Words for states, gaps, outcomes and money are in ``reporting.words``; here is only what the report adds.
"""

WORDS: dict[str, tuple[str, str]] = {
    # Title page and frame
    "report": ("Monitoring-Bericht", "Monitoring report"),
    "as_of": ("Stand", "As of"),
    "contents": ("Inhalt", "Contents"),
    "page": ("Seite", "Page"),
    "of": ("von", "of"),
    "hash": ("Prüfsumme des Inhalts (SHA-256)", "Hash of the content (SHA-256)"),
    "history": ("Verlauf bis Eintrag", "History up to entry"),
    "same_everywhere": (
        "PDF, Word, Excel und HTML entstehen aus derselben Zusammenstellung und enthalten dieselben Angaben.",
        "PDF, Word, Excel and HTML are made from the same content and say the same.",
    ),
    "skip": ("Zum Inhalt springen", "Skip to content"),
    "yes": ("ja", "yes"),
    "no": ("nein", "no"),
    # Chapters
    "terms": ("Abkürzungen", "Abbreviations"),
    "introduction": ("Einleitung", "Introduction"),
    "how_made": ("Wie dieser Bericht entsteht", "How this report is made"),
    "amendments": ("Änderungen seit dem Beschluss", "Amendments since adoption"),
    "standing": ("Wo stehen wir?", "Where do we stand?"),
    "overview": ("Alle Maßnahmen im Überblick", "All measures at a glance"),
    "sections": ("Handlungsfelder", "Action fields"),
    "no_field": ("Ohne Handlungsfeld", "Without an action field"),
    "no_field_why": (
        "Zu diesen Maßnahmen ist nicht bekannt, unter welches Handlungsfeld die Fassung sie stellt.",
        "It is not known under which action field the edition files these measures.",
    ),
    "lighthouses": ("Leuchtturmprojekte", "Lighthouse projects"),
    "further_indicators": ("Weitere Indikatoren", "Further indicators"),
    "earlier": ("Was aus den früheren Fassungen wurde", "What became of the earlier editions"),
    "outlook": ("Ausblick", "Outlook"),
    "overdue": ("Überfällig", "Overdue"),
    "due_next": ("In den nächsten zwölf Monaten", "In the next twelve months"),
    "contradictions": ("Wo sich die Quellen widersprechen", "Where the sources contradict each other"),
    "gaps": ("Was noch fehlt", "What is missing"),
    "sources": ("Quellen", "Sources"),
    # Labels
    "sheet_first": ("Überblick", "Overview"),
    "sheet_gaps": ("Lücken", "Gaps"),
    "key": ("Kennzeichen", "Key"),
    "region": ("Region", "Region"),
    "worded": ("Wert in Worten", "Value in words"),
    "number": ("Nr.", "No."),
    "code": ("Nummer im Plan", "Number in the plan"),
    "measure": ("Maßnahme", "Measure"),
    "measures": ("Maßnahmen", "Measures"),
    "kind": ("Art", "Kind"),
    "field": ("Handlungsfeld", "Action field"),
    "topic": ("Thema", "Topic"),
    "topics": ("Themen", "Topics"),
    "task": ("Aufgabe", "Task"),
    "lead": ("Federführung", "Lead"),
    "partners": ("Beteiligt", "Partners"),
    "funders": ("Finanzierung durch", "Funded by"),
    "promise": ("Was zugesagt ist", "Promise"),
    "state": ("Stand der Umsetzung", "State"),
    "state_short": ("Stand", "State"),
    "reported_on": ("Gemeldet", "Reported"),
    "reason": ("Worauf das beruht", "Evidence"),
    "period": ("Zeitraum", "Period"),
    "begins": ("Beginn", "Begins"),
    "ends": ("Ende", "Ends"),
    "next": ("Nächster Termin", "Next date"),
    "milestone": ("Meilenstein", "Milestone"),
    "milestones": ("Meilensteine", "Milestones"),
    "due": ("Fällig", "Due"),
    "done": ("Erreicht", "Reached"),
    "money": ("Finanzierung", "Funding"),
    "plan_money": ("Im Plan genannt", "Named in the plan"),
    "funder": ("Geldgeber", "Funder"),
    "planned": ("Geplant", "Planned"),
    "secured": ("Gesichert", "Secured"),
    "spent": ("Ausgegeben", "Spent"),
    "approximate": ("Ungefähr", "Approximate"),
    "missing": ("Es fehlt", "Missing"),
    "lighthouse": ("Leuchtturm", "Lighthouse"),
    "goal": ("Ziel", "Goal"),
    "goals": ("Ziele", "Goals"),
    "indicators": ("Indikatoren", "Indicators"),
    "indicator": ("Indikator", "Indicator"),
    "value": ("Wert", "Value"),
    "values": ("Angaben", "Values"),
    "unit": ("Einheit", "Unit"),
    "time": ("Zeit", "Period"),
    "note": ("Anmerkung", "Note"),
    "source": ("Quelle", "Source"),
    "origin": ("Herkunft", "Origin"),
    "definition": ("Definition", "Definition"),
    "warning": ("Vorsicht beim Lesen", "Read with care"),
    "targets": ("Zielwerte", "Targets"),
    "target": ("Zielwert", "Target"),
    "moved_by": ("Maßnahmen mit Bezug", "Related measures"),
    "outcome": ("Verbleib", "Outcome"),
    "led_to": ("Führt zu", "Leads to"),
    "date": ("Termin", "Date"),
    "what": ("Was", "What"),
    "of_what": ("Gehört zu", "Belongs to"),
    "subject": ("Gegenstand", "Subject"),
    "aspect": ("Merkmal", "Aspect"),
    "count": ("Anzahl", "Count"),
    "share": ("Anteil", "Share"),
    "total": ("Zusammen", "Total"),
    "title": ("Titel", "Title"),
    "publisher": ("Herausgeber", "Publisher"),
    "published": ("Erschienen", "Published"),
    "url": ("Adresse", "Address"),
    "weak": ("schwache Quelle", "weak source"),
    "abbreviation": ("Abkürzung", "Abbreviation"),
    "meaning": ("Bedeutung", "Meaning"),
    "open": ("offen", "open"),
    "is_done": ("erreicht", "reached"),
    "is_overdue": ("überfällig", "overdue"),
    "unknown": ("nicht bekannt", "not known"),
    "end_of_measure": ("Ende der Maßnahme", "End of the measure"),
    "end_of_edition": ("Ende der Fassung", "End of the edition"),
    "lead_unknown": ("Federführung unbekannt", "Lead unknown"),
    "whole_edition": ("Ganze Fassung", "Whole edition"),
    "distribution_of": ("Stand der Maßnahmen: {title}", "State of the measures: {title}"),
    "chart_of": ("Verlauf: {title}", "Series: {title}"),
    # When there is nothing to say
    "no_measures": (
        "Zu dieser Fassung sind hier noch keine Maßnahmen erfasst.",
        "No measures of this edition are recorded here yet.",
    ),
    "no_lighthouses": (
        "Keine Maßnahme ist als Leuchtturmprojekt gekennzeichnet.",
        "No measure is marked as a lighthouse project.",
    ),
    "no_earlier": ("Frühere Fassungen sind hier nicht erfasst.", "No earlier editions are recorded here."),
    "no_due": ("Bis {until} ist kein Termin bekannt.", "No date is known until {until}."),
    "no_overdue": ("Kein Meilenstein ist überfällig.", "No milestone is overdue."),
    "no_contradictions": (
        "Die erfassten Quellen widersprechen einander nicht.",
        "The recorded sources do not contradict each other.",
    ),
    "no_gaps": ("Zu allen Maßnahmen liegen alle Angaben vor.", "Everything asked about the measures is known."),
    "no_terms": ("Dieser Bericht verwendet keine Kurznamen.", "This report uses no short names."),
    "no_sources": ("Dieser Bericht führt keine Quellen an.", "This report cites no sources."),
    "silent": ("Indikatoren, zu denen keine Werte vorliegen", "Indicators without any value"),
    "silent_why": (
        "Sie sind vorgesehen; veröffentlichte Werte sind hier noch nicht erfasst.",
        "They are intended; no published values are recorded here yet.",
    ),
    "all_values": ("Werte der Indikatoren", "Values of the indicators"),
    "statements": ("Was Quellen nennen", "What sources say"),
    "no_values": ("Dazu liegen keine Werte vor.", "There are no values."),
    # Sentences
    "adopted": ("Beschlossen am {day}: {body}{number}.", "Adopted on {day}: {body}{number}."),
    "supports": ("Befürwortet am {day}: {body}{number}.", "Supported on {day}: {body}{number}."),
    "notes": ("Zur Kenntnis genommen am {day}: {body}{number}.", "Noted on {day}: {body}{number}."),
    "numbered": (" (Nummer {number})", " (number {number})"),
    "not_adopted": (
        "Ein Beschluss über diese Fassung ist bis zum {day} nicht bekannt.",
        "No resolution on this edition is known up to {day}.",
    ),
    "adopted_hash": ("Prüfsumme des Beschlossenen (SHA-256)", "Hash of what was adopted (SHA-256)"),
    "runs": ("Sie gilt von {begins} bis {ends}.", "It runs from {begins} to {ends}."),
    "overall_goal": ("Gesamtziel: {goal}", "Overall goal: {goal}"),
    "structure": ("Sie gliedert sich in {fields}.", "It is divided into {fields}."),
    "fields_count": ("{count} Handlungsfelder", "{count} action fields"),
    "field_one": ("ein Handlungsfeld", "one action field"),
    "topics_count": ("{count} Themen", "{count} topics"),
    "lines_count": ("{count} Querschnittslinien ({titles})", "{count} cross-cutting lines ({titles})"),
    "and": ("und", "and"),
    "amended": ("{day}: {reason}", "{day}: {reason}"),
    "published_count": (
        "Veröffentlicht ist die Zahl von {published} Maßnahmen; namentlich bekannt sind hier {known}.",
        "The published number is {published} measures; {known} are known here by name.",
    ),
    "about": ("rund", "about"),
    "newest": (
        "Jüngste Meldung: {newest}; älteste letzte Meldung: {oldest}.",
        "Latest report: {newest}; oldest last report: {oldest}.",
    ),
    "median_age": (
        "Die Hälfte der letzten Meldungen ist mindestens {months} Monate alt.",
        "Half of the last reports are at least {months} months old.",
    ),
    "never_reported": (
        "Zu {count} von {total} Maßnahmen gab es nie eine Statusmeldung.",
        "For {count} of {total} measures there has never been a status report.",
    ),
    "money_sentence": ("Finanzierung: {counts}.", "Funding: {counts}."),
    "lead_known": ("Die Federführung ist zu {count} von {total} bekannt.", "The lead is known for {count} of {total}."),
    "section_sentence": ("{count} Maßnahmen: {counts}.", "{count} measures: {counts}."),
    "section_one": ("Eine Maßnahme: {counts}.", "One measure: {counts}."),
    "section_none": (
        "In diesem Handlungsfeld ist keine Maßnahme erfasst.",
        "No measure is recorded in this action field.",
    ),
    "fate_sentence": (
        "Von {total} namentlich bekannten Maßnahmen: {counts}.",
        "Of {total} measures known by name: {counts}.",
    ),
    "fate_published": (
        "Veröffentlicht war die Zahl von {published}; über die übrigen {rest} sagt keine hier erfasste Quelle etwas.",
        "The published number was {published}; no source recorded here says anything about the other {rest}.",
    ),
    "fate_none": ("Namentlich ist hier keine Maßnahme bekannt.", "No measure is known here by name."),
    "since_first": ("Erfasst seit {first}, {count} Werte.", "Recorded since {first}, {count} values."),
    "only_value": ("Nur ein Wert ist erfasst.", "Only one value is recorded."),
    "forecast": ("Vorausschätzung {vintage}", "forecast {vintage}"),
    "firmness_unknown": ("Verbindlichkeit unbekannt", "firmness unknown"),
    "by_whom": ("zugesagt von {who}", "committed by {who}"),
    "stated": ("festgelegt {when}", "stated {when}"),
    "break": ("Bruch in der Reihe", "break in series"),
    "empty_topics": ("Themen, denen keine Maßnahme dient", "Topics that no measure serves"),
    "gap_sentence": (
        "Zu {count} von {total} Maßnahmen fehlt mindestens eine Angabe.",
        "At least one detail is missing for {count} of {total} measures.",
    ),
    # How it is made
    "rule_source": (
        "Jede Angabe nennt ihre Quelle: Zahlen in eckigen Klammern verweisen auf das Quellenverzeichnis am Ende.",
        "Every statement names its source: numbers in square brackets refer to the list of sources at the end.",
    ),
    "rule_day": (
        "Es zählt, was am {day} sicher bekannt war. Eine Angabe für einen Monat oder ein Jahr zählt erst, "
        "wenn der Zeitraum vorüber ist.",
        "Only what was certainly known on {day} counts. A statement about a month or a year counts once that "
        "period is over.",
    ),
    "rule_state": (
        "Den Stand einer Maßnahme bestimmt ihre letzte Meldung (Regel {rule}). „Abgeschlossen“ und „ruht oder"
        " eingestellt“ gelten, bis etwas anderes gemeldet wird; jeder andere Stand gilt {months} Monate. "
        "Danach, und ohne Meldung, heißt es „nicht berichtet“.",
        "The last report decides a measure's state (rule {rule}). “Completed” and “dormant or stopped” hold "
        "until something else is reported; any other state holds for {months} months. After that, and without"
        " a report, it says “not reported”.",
    ),
    "rule_counts": (
        "Stände werden gezählt, nicht gemittelt. Fehlende Angaben bleiben sichtbar als Lücke stehen.",
        "States are counted, not averaged. What is missing stays visible as a gap.",
    ),
    "rule_fate": (
        "Was aus einer früheren Maßnahme wurde, steht nur fest, wenn es belegt ist; sonst heißt es „Verbleib "
        "unbekannt“.",
        "What became of an earlier measure is stated only where there is evidence; otherwise its fate is unknown.",
    ),
}

ENGLISH: dict[str, str] = {
    "lead_project": "Lead project",
    "plan_project": "Plan project",
    "measure": "Measure",
    "funded_project": "Funded project",
    "official": "official statistics",
    "published": "published figure",
    "collected": "collected ourselves",
    "binding": "binding",
    "announced": "announced",
    "ambition": "order of magnitude, not committed",
    "provisional": "provisional",
    "revised": "revised",
    "estimated": "estimated",
    "uncertain": "uncertain",
    "nothing": "nothing exists",
    "secret": "confidential",
    "later": "to follow",
    "not_meaningful": "not meaningful",
    "plan": "plan or strategy paper",
    "report": "report",
    "release": "press release or official page",
    "parliament": "parliamentary document",
    "press": "press",
    "statistics": "statistics",
    "partner": "page of a partner institution",
    "other": "other",
}


def say(name: str, language: str, **values: object) -> str:
    """The word or sentence of that name, with its blanks filled in."""
    text = WORDS[name][0 if language[:2] == "de" else 1]
    return text.format(**values) if values else text


def all_words(language: str) -> dict[str, str]:
    return {name: say(name, language) for name in WORDS}


def label(code: str, german: str, language: str) -> str:
    """A choice's label: the model's own in German, from the table in English."""
    return german if language[:2] == "de" else ENGLISH.get(code, german)
