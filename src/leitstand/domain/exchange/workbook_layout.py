"""What the writing and the reading of the workbook agree on."""

README = "Lies mich"
LISTS = "Listen"
"""Hidden sheet with the lists behind the drop-downs."""

NAMES_ROW, HEADINGS_ROW, FIRST_ROW = 0, 1, 2
"""Rows from 0: hidden technical names, German headings, first row of content."""

MARK = "~mark"
"""Technical name of the hidden column with the row's fingerprint."""
REMOVE = "~remove"
REMOVE_HEADING = "Entfernen"
NAME_OF = "~name:"
"""Beginning of the technical name of a column that shows the name behind a key; it is not read."""

SPARE_ROWS = 2000
"""Empty rows below the content that have drop-downs."""

SHEET_ORDER = ("entries", "statuses", "milestones", "funding", "responsibilities", "measures", "institutions", "people")
"""Tables whose sheets come first, because people work with them most."""

EXPLANATION = """
In dieser Arbeitsmappe steht der ganze Plan. Ändern Sie, was sich geändert hat, speichern Sie, und lesen Sie die \
Datei wieder ein. Vor dem Übernehmen sehen Sie jede Änderung; ohne Ihre Zustimmung ändert sich nichts.

So arbeiten Sie damit
Jedes Blatt ist eine Liste, jede Zeile ein Eintrag. Graue Zellen sind gesperrt; alles andere können Sie ändern.
Neue Zeile: in die erste freie Zeile schreiben. Das Kennzeichen darf leer bleiben, dann wird eines gebildet.
Soll eine andere neue Zeile darauf verweisen, geben Sie selbst eines ein: kleine Buchstaben, Ziffern, Punkt, Strich.
Zeile entfernen: in der Spalte „Entfernen“ ein x eintragen. Eine gelöschte Zeile entfernt nichts.
Neue Maßnahme: im Blatt „Maßnahmen“ eine Zeile schreiben und die Spalte „Maßnahme“ leer lassen.

Was in die Zellen gehört
Auswahl: eine der Möglichkeiten aus der Liste der Zelle.
Verweise (zum Beispiel Institution): das Kennzeichen; daneben steht der Name. Mehrere mit Komma trennen.
Ungenaue Daten als Text: 2012, 2015/2016, 2012-H1, 2012-Q3, 2012-06 oder 2012-06-21.
Geld in Euro, Zahlen ohne Zusätze. Formeln bitte als Werte einfügen, Zellen nicht verbinden.
Spalten dürfen umgestellt werden. Eigene Spalten beginnen in der Überschrift mit #; sie werden nicht gelesen.

Gut zu wissen
Wurde eine Zeile inzwischen auch im System geändert, fragt der Import, was gelten soll.
Änderungen an dem, was beschlossen ist, brauchen beim Import eine Begründung.
Die Datei enthält auch interne Angaben und Adressen. Bitte geben Sie sie nur entsprechend weiter.
""".strip()
