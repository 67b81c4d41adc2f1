"""What reading a file may cost here: the operator's options as limits."""

from django.conf import settings

from leitstand.domain.papers.reading import Limits


def limits() -> Limits:
    options = settings.OPTIONS
    return Limits(
        file_megabytes=options["PAPER_LIMIT_MB"],
        pages=options["PAPER_PAGES"],
        seconds=options["PAPER_SECONDS"],
        memory_megabytes=options["PAPER_MEMORY_MB"],
    )
