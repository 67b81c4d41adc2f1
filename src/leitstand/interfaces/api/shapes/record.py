"""Institutions, sources, events and papers."""

from datetime import date

from leitstand.interfaces.api.shapes.common import (
    Keys,
    OptionalCode,
    Shape,
    Sources,
    Statements,
    When,
    at,
)


class _Institution(Shape):
    key: str
    name: str
    name_en: str
    short_name: str
    kind: str
    kind_label: str
    url: str
    role_text: str
    note: str


class InstitutionLine(_Institution):
    """An institution in the list."""

    sources: Keys


class PartShape(Shape):
    """The institution's part in a measure of an edition."""

    measure: str = at("entry.measure_key")
    edition: str = at("entry.edition_key")
    title: str = at("entry.title")
    title_en: str = at("entry.title_en")
    role: str = at("part.role")
    role_label: str = at("part.role_label")


class DecisionShape(Shape):
    """A resolution of the institution on an edition."""

    key: str = at("resolution.key")
    edition: str = at("edition.key")
    kind: str = at("resolution.kind")
    kind_label: str = at("resolution.kind_label")
    decided_on: date = at("resolution.decided_on")
    number: str = at("resolution.number")


class InstitutionDetail(_Institution):
    """An institution with its parts in measures, its resolutions and its papers."""

    parts: list[PartShape]
    resolutions: list[DecisionShape]
    papers: Keys
    events: Keys
    sources: Sources
    statements: Statements


class EventLine(Shape):
    """Something that happened in the plan's life."""

    key: str
    edition: OptionalCode = at("edition_key")
    kind: str
    kind_label: str
    when: When
    number: str
    title: str
    title_en: str
    text: str
    body: str | None = at("body.key", None)
    body_name: str | None = at("body.name", None)
    sources: Keys
    note: str


class DemandShape(Shape):
    """A single demand or commitment of a paper, and the latest public answer to it."""

    key: str
    kind: str
    kind_label: str
    text: str
    deadline: When
    page: int | None = at("place.page", None)
    outcome: str
    answered_on: date | None = at("answer.on", None)
    reason: str | None = at("answer.reason", None)
    measure: str | None = at("answer.measure_key", None)
    sources: Keys
    note: str


class PaperLine(Shape):
    """Someone else's document with its demands."""

    key: str
    title: str
    kind: str
    kind_label: str
    body: str
    institution: str | None = at("institution.key", None)
    land: str
    years: str
    published: When
    url: str
    target: str
    monitoring: str
    demands: list[DemandShape]
    sources: Keys
    note: str
