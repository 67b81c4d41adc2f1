"""An indicator's page with chart, ratings and fan: CPU, SQL statements, and the floor of reading its values.

*fresh* renders the page anew for another data state each time (nothing of the page is kept, the situation is);
*warm* is every later request. The floor is computing the ratings and the outlook alone.
"""

import sys
from decimal import Decimal

from bench.measuring import cpu, ready, table
from bench.pages import counting

LIMIT = 30.0
YEARS = range(2000, 2024)


def main() -> int:
    ready()
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from leitstand.domain.exchange.synthetic import load_synthetic
    from leitstand.domain.indicators import assessing, operations
    from leitstand.domain.indicators.models import Indicator, Target
    from leitstand.domain.reporting.queries import situation
    from leitstand.foundation import clock
    from leitstand.foundation.actor import PUBLIC, system
    from leitstand.foundation.history import writing

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    actor = system("Messung")
    load_synthetic(200, 50, 2, 1, actor=actor)
    made = Indicator(key="messung", title="Messung", unit="%", polarity="up", origin="official")
    writing.create(actor, [writing.Row(made)])
    target = Target(key="messung.ziel", indicator=made, kind="point", value=Decimal(80), due="2028", stated="2020")
    writing.create(actor, [writing.Row(target)])
    values = [operations.NewValue(str(year), Decimal(20 + (year - 2000) * 2 + year % 3)) for year in YEARS]
    operations.publish_values(made, values, vintage="2024-05", unit="%", actor=actor)
    client, turn = Client(), iter(range(10**6))
    address = "/indikator/messung/"
    client.get(address)
    fresh = cpu(lambda: client.get(f"{address}?x={next(turn)}"))
    warm = cpu(lambda: client.get(address))
    statements: list[str] = []
    with connection.execute_wrapper(counting(statements)):
        client.get(f"{address}?x=sql")
    now = situation(clock.today(), actor=PUBLIC)
    floor = cpu(lambda: assessing.assess([now.indicators["messung"]], now.record, now.as_of))
    table(("page", "SQL", "fresh ms", "warm ms", "floor ms"), [(address, len(statements), fresh, warm, floor)])
    return 0 if fresh < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
