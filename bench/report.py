"""The monitoring report of an invented plan in four formats: seconds for each, beside a floor in the same run.

Seconds are wall-clock; on a machine that is busy with other work the CPU seconds say more.

The floor is what no report can do without: read the situation from the database, and let Typst set an empty page.
The goal is ten seconds for 120 measures, everything included.
"""

import sys
import time

from bench.measuring import peak_megabytes, ready, seconds, table

GOAL = 10.0


def main(measures: int) -> int:
    ready()
    from django.utils import timezone

    from leitstand.domain.exchange.synthetic import load_synthetic
    from leitstand.domain.reporting.queries import situation
    from leitstand.domain.reporting.queries.report import report_content
    from leitstand.foundation.actor import PUBLIC, system
    from leitstand.outputs import docx, html, pdf, xlsx
    from leitstand.outputs.typesetting import typeset

    load_synthetic(measures, 40, 4, 1, actor=system("Messung"))
    today = timezone.localdate()
    read = seconds(lambda: situation(today, actor=PUBLIC))
    seen = situation(today, actor=PUBLIC)
    edition = list(seen.plan.editions)[-1]
    floor = read + seconds(lambda: typeset({"main.typ": b"~"}, format="pdf"))
    rows = [("read the situation", read), ("put the content together", seconds(lambda: report_content(seen, edition)))]
    content = report_content(seen, edition)
    kept: list[bytes] = []
    before = time.process_time()
    rows.append(("XLSX", seconds(lambda: kept.append(xlsx.render(content)))))
    rows.append(("PDF", seconds(lambda: kept.append(pdf.render(content, kept[0])))))
    rows.append(("DOCX", seconds(lambda: kept.append(docx.render(content)))))
    rows.append(("HTML", seconds(lambda: kept.append(html.render(content)))))
    total = sum(spent for _, spent in rows)
    rows += [("all together", total), ("floor: read the situation, Typst sets an empty page", floor)]
    print(f"{len(content.measures)} measures, {len(content.indicators)} indicators")
    print(f"{time.process_time() - before:.2f} s of CPU for the four formats")
    table(("step", "seconds", "times floor"), [(name, spent, spent / floor) for name, spent in rows])
    sizes = ", ".join(
        f"{name} {len(made) // 1024} KiB" for name, made in zip(("XLSX", "PDF", "DOCX", "HTML"), kept, strict=True)
    )
    print(f"{sizes}; peak memory {peak_megabytes():.0f} MB; goal {GOAL:.0f} s: {'met' if total < GOAL else 'missed'}")
    return int(total >= GOAL)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 120))
