"""bm25s on the terms ``bench.papers_search`` wrote; runs in the peers' own Python.

Takes the file, prints one line of JSON: its version, seconds of indexing, milliseconds of each question.
"""

import json
import sys
import time
from pathlib import Path

import bm25s


def main(case: Path) -> None:
    passages, questions = json.loads(case.read_text())
    before = time.perf_counter()
    index = bm25s.BM25(k1=1.2, b=0.75)
    index.index(passages, show_progress=False)
    indexed = time.perf_counter() - before
    spent, worked = [], []
    for question in [*questions[-3:], *questions]:
        before, work = time.perf_counter(), time.process_time()
        index.retrieve([question], k=200, show_progress=False, n_threads=1)
        spent.append(1000 * (time.perf_counter() - before))
        worked.append(1000 * (time.process_time() - work))
    print(json.dumps({"version": bm25s.__version__, "index": indexed, "spent": spent[3:], "worked": worked[3:]}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
