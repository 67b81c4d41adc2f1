"""Signs by which lines are known: bullets, numbers of sections, beginnings of captions and notes, ends of sentences."""

import re

from leitstand.domain.papers.rules.raised import RAISED

BULLET = re.compile(r"^[•‣▪■●○◦➢➔►▶✓✔❑□·∙–—\-*\uf0a7\uf0b7\uf02d\uf0d8\uf0fc]$|^o$")
NUMBERED = re.compile(r"^(?:\(?\d{1,2}[.)]|\(?[a-z][.)])$")
SECTION = re.compile(r"^(?:[A-Z]|[IVX]{1,5}|\d{1,2})(?:\.\d{1,2}){0,4}\.?$")
SUBSECTION = re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,3}\.?$")
ABBREVIATED = re.compile(r"^[a-z]\. (?:[A-Za-z]\.|[A-Za-zÄÖÜäöü]{1,2}\.?[,;)]?$)")
NUMBERED_TITLE = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?[a-z]?|[IVX]{1,4}\.)\s[^\W\d_a-z]")
CAPTION = re.compile(
    r"^(?:Abb\.|Abbildung|Tabelle|Tab\.|Grafik|Schaubild|Karte|Diagramm|Übersicht|Foto|Bild|Figure|Table)\s*[A-Z]?\d+"
    r"|^(?:Quellen?|Datenquelle|Datenbasis|Source|Anmerkung(?:en)?|Foto|Bild|Grafik|©)\s*:"
)
ENDED = re.compile(rf"[.!?:;…][\"“”»«)’'\d{RAISED}]*$")
FOOTNOTE = re.compile(rf"^(?:[\d{RAISED}]{{1,3}}|\*{{1,3}}|[†‡])\)?(?:$|[A-ZÄÖÜ„][a-zäöü])")
NOTE_BEGINS = re.compile(r"^(?:vgl|siehe|s\.|ebd|https?:|www\.|in:|zit|nach|u\.)")
TICK_BOX = re.compile(r"^[\uf000-\uf0ff□☐☑☒○◯❍❏❑❒ ]+$")
LEADERS = re.compile(r"(?:[.·…]\s?){4,}")
LETTERS = re.compile(r"[^\W\d_]{2,}")
