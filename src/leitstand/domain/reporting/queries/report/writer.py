"""What all parts of the report need while it is written: the language, and the numbers of the sources."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from leitstand.domain.plans.queries.views import EditionView, InstitutionView, SourceView
from leitstand.domain.reporting.queries.report.views import Count, Said, SourceLine, Term
from leitstand.domain.reporting.queries.situation import Situation
from leitstand.domain.reporting.report_words import label, say
from leitstand.foundation.wording import say_number, say_partial


class Writer:
    """Words things in one language and numbers the sources in the order in which they are cited."""

    def __init__(self, situation: Situation, edition: EditionView, language: str, stale_months: int) -> None:
        self.situation, self.edition = situation, edition
        self.language, self.stale_months = language, stale_months
        self.numbers: dict[str, int] = {}

    def say(self, name: str, **values: object) -> str:
        return say(name, self.language, **values)

    def cite(self, sources: Iterable[SourceView]) -> tuple[int, ...]:
        """Numbers of the sources, rising; a source cited for the first time gets the next one."""
        return tuple(sorted({self.numbers.setdefault(source.key, len(self.numbers) + 1) for source in sources}))

    def said(self, obj: Any, attribute: str = "title", sources: Iterable[SourceView] = ()) -> Said:
        """A field of a view in the report's language, or in German and marked as such."""
        german = _flat(getattr(obj, attribute))
        if self.language == "de":
            return Said(german, self.cite(sources))
        english = _flat(getattr(obj, f"{attribute}_en", ""))
        return Said(english or german, self.cite(sources), "" if english or not german else "de")

    def german(self, text: str, sources: Iterable[SourceView] = ()) -> Said:
        """A text that exists in German only."""
        return Said(_flat(text), self.cite(sources), "de" if text and self.language != "de" else "")

    def short(self, institution: InstitutionView | None) -> str:
        """The institution's short name, empty for none; the list of abbreviations explains it."""
        return institution.short if institution else ""

    def name(self, institution: InstitutionView) -> str:
        return self.said(institution, "name").text

    def number(self, value: Decimal | int, decimals: int | None = None) -> str:
        return say_number(value, decimals, self.language)

    def date(self, text: str) -> str:
        return say_partial(text, self.language)

    def label(self, code: str, german: str) -> str:
        return label(code, german, self.language)

    def counts(self, counted: Iterable[tuple[str, str, int]], total: int) -> tuple[Count, ...]:
        """``Count`` for each (code, word, count) that is not zero."""
        return tuple(Count(code, word, n, round(100 * n / total) if total else 0) for code, word, n in counted if n)

    def listing(self, counts: Iterable[Count]) -> str:
        return ", ".join(f"{self.number(count.count)} {count.word}" for count in counts)

    def joined(self, parts: list[str]) -> str:
        """``a, b und c``."""
        return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {self.say('and')} {parts[-1]}"

    def terms(self, text: str) -> tuple[Term, ...]:
        """The institutions' short names that stand in ``text``, by alphabet, each with the name it stands for."""
        institutions = self.situation.plan.institutions.values()
        used = [
            one for one in institutions if one.short_name not in ("", one.name) and _stands_in(one.short_name, text)
        ]
        return tuple(Term(one.short_name, self.said(one, "name")) for one in sorted(used, key=_alphabet))

    def sources(self) -> tuple[SourceLine, ...]:
        """The sources cited so far, by number."""
        return tuple(self._source(self.situation.plan.sources[key], number) for key, number in self.numbers.items())

    def _source(self, source: SourceView, number: int) -> SourceLine:
        return SourceLine(
            number=number,
            key=source.key,
            title=source.title,
            publisher=source.publisher,
            published=self.date(source.published),
            kind=self.label(source.kind, source.kind_label),
            # Only addresses that a browser may follow.
            url=source.url if source.url.startswith(("http://", "https://")) else "",
            weak=source.weak,
            note=source.note,
        )


def _stands_in(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def _flat(text: str) -> str:
    """Without line breaks: a report breaks its own lines."""
    return " ".join(text.split())


def _alphabet(institution: InstitutionView) -> tuple[str, str]:
    return institution.short_name.casefold(), institution.key
