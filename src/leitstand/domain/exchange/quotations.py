"""Checking what rows say of papers: editions in a circle, adoptions that contradict themselves, invented figures."""

from collections.abc import Iterator, Mapping

from leitstand.domain.exchange.comparing import RowChange
from leitstand.domain.exchange.figures import figures_read
from leitstand.domain.exchange.incoming import Problem
from leitstand.domain.exchange.values import Row, is_empty

TARGETS = ("measure", "goal", "topic")
Living = Mapping[str, Mapping[str, Row]]


def misquoted(wish: RowChange, row: Row, living: Living) -> Iterator[Problem]:
    """Problems of a row of papers, demands or adoptions; ``living`` are all rows as they would be."""
    checks = {"papers": _circle, "demands": _figures, "adoptions": _adoption}
    if wish.table.name in checks:
        yield from checks[wish.table.name](wish, row, living)


def _circle(wish: RowChange, row: Row, living: Living) -> Iterator[Problem]:
    seen, previous = {wish.key}, row["previous"]
    while previous and previous not in seen:
        seen.add(str(previous))
        previous = living["papers"].get(str(previous), {}).get("previous")
    if previous == wish.key:
        reason = "Dieses Papier wäre über frühere Fassungen seine eigene Vorgängerin."
        yield Problem(wish.incoming.at("previous"), reason, "Bitte die frühere Fassung prüfen.")


def _figures(wish: RowChange, row: Row, _living: Living) -> Iterator[Problem]:
    for figure in figures_read(str(row["figures"])):
        if figure["text"] not in str(row["text"]):
            reason = f"„{figure['text'][:60]}“ steht nicht im Wortlaut der Forderung."
            yield Problem(wish.incoming.at("figures"), reason, "Bitte die Zeile entfernen oder den Wortlaut prüfen.")


def _adoption(wish: RowChange, row: Row, living: Living) -> Iterator[Problem]:
    targets = [name for name in TARGETS if not is_empty(row[name])]
    wanted = 0 if row["verdict"] == "reject" else 1
    if row["verdict"] and len(targets) != wanted:
        cure = "Bitte genau eines von Maßnahme, Ziel und Thema angeben; wer nicht übernimmt, gibt keines an."
        yield Problem(wish.incoming.at("verdict"), "Entscheidung und Ergebnis passen nicht zusammen.", cure)
    demand = living["demands"].get(str(row["demand"])) if row["demand"] else None
    if demand and demand["paper"] != row["paper"]:
        reason = f"Die Forderung „{row['demand']}“ steht in einem anderen Papier."
        yield Problem(wish.incoming.at("demand"), reason, "Bitte die Forderung oder das Papier berichtigen.")
