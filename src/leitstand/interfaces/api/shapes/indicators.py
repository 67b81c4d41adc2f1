"""Indicators with series, vintages, targets and links; observations as a flat list."""

from datetime import datetime

from pydantic import Field

from leitstand.interfaces.api.shapes.assessments import TargetAssessmentShape
from leitstand.interfaces.api.shapes.common import (
    InstitutionRef,
    Keys,
    Number,
    OptionalCode,
    OptionalNumber,
    Shape,
    Sources,
    Statements,
    When,
    at,
)


class _Observation(Shape):
    key: str
    region: str = Field(description="Official key; 11 is Berlin.")
    period: When
    value: OptionalNumber
    sign: OptionalCode = Field(description="What stands in place of a value.")
    sign_label: str
    flag: OptionalCode
    flag_label: str
    approximate: bool
    basis: str = Field(description="actual or forecast")
    vintage: When = Field(description="When this state of the statistic was published.")
    breaks: bool = Field(description="True if it cannot be compared with the values before.")
    definition: str = Field(description="Its own definition; empty: the indicator's.")
    current: bool = Field(description="True if no later vintage has replaced it.")
    note: str


class ObservationLine(_Observation):
    """One value of one indicator in one vintage."""

    indicator: str = at("indicator.key")
    indicator_title: str = at("indicator.title")
    unit: str = at("indicator.unit")
    sources: Keys


class ObservationShape(_Observation):
    """One value in one vintage."""

    sources: Sources


class ChangeShape(Shape):
    """The change to the last value from the one before it."""

    since: When
    absolute: Number
    percent: float | None
    direction: str


class TargetShape(Shape):
    """What is wanted, how firmly, and who committed to it."""

    key: str
    edition: OptionalCode = at("edition_key")
    topic: OptionalCode = at("topic_key")
    kind: str
    kind_label: str
    value: OptionalNumber
    upper: OptionalNumber
    unit: str = Field(description="Empty: the indicator's unit.")
    due: When
    compared_with: str
    text: str
    text_en: str
    stated: When
    firmness: str
    firmness_label: str
    committed_by: InstitutionRef | None
    committed_text: str
    sources: Sources
    note: str


class IndicatorLinkShape(Shape):
    """A measure whose progress or context the indicator shows."""

    measure: str = at("measure_key")
    role: str
    role_label: str


class _Indicator(Shape):
    key: str
    title: str
    title_en: str
    unit: str
    unit_en: str
    decimals: int = Field(description="Decimal places to show.")
    polarity: str
    polarity_label: str
    origin: str
    origin_label: str
    definition: str
    definition_en: str
    table_code: str
    code_verified: bool = Field(description="True if the table's code was seen in a public source.")
    frequency: str
    frequency_en: str
    depth: str = Field(description="Down to which regions the source goes.")
    depth_en: str
    warning: str
    warning_en: str
    topics: Keys = at("topic_keys")
    latest_period: When = at("latest.period", None)
    latest_value: OptionalNumber = at("latest.value", None)
    change: ChangeShape | None
    note: str


class CollectionFormShape(Shape):
    """How an indicator is collected that no office publishes: what is asked of whom, and which answers are valid."""

    question: str
    question_en: str
    asked_of: str
    asked_of_en: str
    frequency: str
    frequency_en: str
    definition: str
    definition_en: str
    lowest: OptionalNumber
    highest: OptionalNumber
    decimals: int


class SupplyShape(Shape):
    """The data set that an indicator gets its values from, and whether the source still gives anything new."""

    dataset: str = at("dataset_key")
    title: str
    source: str
    vintage: When = Field(description="The last published state that was used; shown until a newer one fits.")
    failing_since: datetime | None = Field(description="Since when the source gives nothing new; null: it does.")
    refused: bool = Field(description="True if the newest state did not fit the series and was not used.")


class IndicatorLine(_Indicator):
    """An indicator in the list, with its last value."""

    sources: Keys


class RegionSeries(Shape):
    """The series of one region as last published."""

    region: str
    observations: list[ObservationShape]


class IndicatorDetail(_Indicator):
    """An indicator with every vintage, the series as last published, targets and links."""

    series: list[ObservationShape] = Field(description="The home region's values as last published.")
    forecasts: list[ObservationShape]
    comparison: list[RegionSeries]
    observations: list[ObservationShape] = Field(description="Every vintage of every region.")
    targets: list[TargetShape]
    form: CollectionFormShape | None = at("collection_form", None)
    supply: SupplyShape | None = Field(description="Today's supply; null for an earlier day, or without a data set.")
    assessments: list[TargetAssessmentShape] = Field(description="Ratings and outlook of each target.")
    links: list[IndicatorLinkShape]
    sources: Sources
    statements: Statements
