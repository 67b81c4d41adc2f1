"""Freezing a round of invented measures and setting its report in four formats: seconds for each step.

Seconds are wall-clock; on a machine that is busy with other work the CPU seconds say more. The goal is ten seconds
for 120 measures, everything included.
"""

import sys
import time
from dataclasses import asdict

from bench.measuring import peak_megabytes, ready, seconds, table

GOAL = 10.0


def main(measures: int) -> int:
    ready()
    from leitstand.domain.exchange.synthetic import load_synthetic
    from leitstand.domain.reporting.operations import freezing, reports, rounds
    from leitstand.domain.reporting.operations.demonstration import invent_people
    from leitstand.domain.reporting.queries.rounds.proposing import propose_round
    from leitstand.foundation.actor import system
    from leitstand.outputs.report import render

    actor = system("Messung")
    load_synthetic(measures, 40, 1, 1, actor=actor)
    invent_people(40, 1, actor=actor)
    proposal = propose_round()
    values = {**asdict(proposal.dates), "title": proposal.title, **proposal.texts}
    this_round = rounds.plan_round(proposal.edition, values, actor=actor)
    rounds.open_round(this_round, proposal, actor=actor, accept_ownerless=True)
    rounds.close_round(this_round, actor=actor, gaps_reason="Messung")
    rounds.begin_review(this_round, actor=actor)
    before = time.process_time()
    rows = [("freeze", seconds(lambda: freezing.freeze_round(this_round, actor=actor)))]
    report = reports.order_round_report(this_round, actor=actor)
    rows.append(("put the content together", seconds(lambda: reports.content_of(report))))
    content = reports.content_of(report)
    rows.append(("four formats", seconds(lambda: render(content))))
    total = sum(spent for _name, spent in rows)
    print(f"{len(content.measures)} measures, {len(content.round.lights if content.round else ())} in the round")
    table(("step", "seconds"), [*rows, ("all together", total)])
    print(f"{time.process_time() - before:.2f} s of CPU, peak memory {peak_megabytes():.0f} MB")
    print(f"goal {GOAL:.0f} s: {'met' if total < GOAL else 'missed'}")
    return int(total >= GOAL)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
