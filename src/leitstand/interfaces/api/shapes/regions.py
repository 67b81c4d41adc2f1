"""Regions beside each other on one indicator."""

from pydantic import Field

from leitstand.interfaces.api.shapes.common import Keys, OptionalCode, OptionalNumber, Shape, When, at


class ComparedRegion(Shape):
    """One region: its value of the period, its rank, and its change. Without a value there is no rank."""

    indicator: str = Field(description="Key of the indicator.")
    region: str = Field(description="Official key; DG is Germany, which has no rank.")
    name: str
    rank: int | None = Field(description="1 is the best value; equal values share a rank.")
    value: OptionalNumber
    missing: str = Field(description="Why there is no value.")
    unit: str
    period: When
    vintage: When = at("observation.vintage", None)
    sign: OptionalCode = at("observation.sign", None)
    flag: OptionalCode = at("observation.flag", None)
    breaks: bool = at("observation.breaks", False)
    since: When
    change: OptionalNumber = at("move.absolute", None)
    change_percent: float | None = at("move.percent", None)
    change_rank: int | None = at("pace_rank", description="1 improved fastest.")
    papers: Keys
