"""Ratings and outlooks: as computed from the values known by the day, and as they were put on record."""

from datetime import date

from pydantic import Field

from leitstand.interfaces.api.shapes.common import Shape, When


class InputShape(Shape):
    """A figure that a rule used."""

    name: str
    value: float


class MethodRating(Shape):
    """The rating of one target by one method. Methods stand side by side and are never averaged."""

    method: str
    version: str
    verified: bool = Field(description="False: the rules were not yet compared with their source.")
    year: int | None = Field(description="Assessment year: that of the last value.")
    verdict: str = Field(description="Empty: not assessable.")
    rule: str
    reason: str = Field(description="Rule and verdict, or why there is none.")
    sentence: str = Field(description="The reason in words, with its figures (German).")
    inputs: list[InputShape]


class FanRow(Shape):
    """What is expected of one year."""

    year: int
    lo95: float
    lo80: float
    median: float
    hi80: float
    hi95: float


class OutlookShape(Shape):
    """How likely the target will be met if things go on as they have."""

    probability: float | None = Field(description="None: there is none, see reason; or it is not on record yet.")
    reason: str = Field(description="Why there is no probability; empty where there is one.")
    sentence: str
    goal: float | None
    direction: int = Field(description="1 at least, -1 at most, 0 not said.")
    last_year: int | None
    due_year: int | None
    method: str
    fan: list[FanRow]
    limits: list[str] = Field(description="What must be said beside every probability (German).")


class TargetAssessmentShape(Shape):
    """What is said of one target."""

    target: str
    counts: bool = Field(description="Of the indicator's targets this is the one that counts in the last value's year.")
    ratings: list[MethodRating] = Field(description="The default method first.")
    outlook: OutlookShape


class RatingLine(Shape):
    """A rating on record."""

    indicator: str
    target: str
    assessment_year: int | None
    method: str
    version: str
    verdict: str = Field(description="Empty: not assessable.")
    rule: str
    reason: str
    vintage: When = Field(description="Newest state of the statistic that went in.")
    counts: bool
    assessed_on: date
    superseded_on: date | None = Field(description="None while it holds.")


class OutlookLine(Shape):
    """A probability on record, and how it came out."""

    indicator: str
    target: str
    asked_on: date
    vintage: When = Field(description="Newest state of the statistic that went in.")
    method: str
    last_year: int
    due_year: int
    horizon: int
    goal: float
    direction: int = Field(description="1 at least, -1 at most.")
    probability: float
    median: float
    lo80: float
    hi80: float
    lo95: float
    hi95: float
    scored_on: date | None = Field(description="None until the target's year has a final value.")
    actual: float | None
    outcome: bool | None
    brier: float | None = Field(description="Squared distance of probability and outcome.")
