"""What may be asked: the parameters of every endpoint, and the refusal of those that do not exist.

A misspelt filter that is silently ignored answers a question nobody asked; so it is an error.
"""

from collections.abc import Sequence
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Schema
from ninja.errors import HttpError
from pydantic import Field

DEFAULT_LIMIT, MAX_LIMIT = 50, 500

StateCode = Literal[
    "completed", "on_track", "under_way", "at_risk", "off_track", "not_started", "stopped", "not_reported"
]
GapCode = Literal["lead", "date", "money", "milestone", "indicator", "status"]


class Now(Schema):
    """No parameters: the answer is always today's."""


class One(Now):
    """Parameters of an endpoint that answers with one thing."""

    as_of: str = Field(
        "",
        description="Answer as things were known on this day; 2013 means the end of 2013. Empty: today.",
        examples=["2013", "2024-06-30"],
    )


class Changes(One):
    measure: str = Field("", description="Key of a measure: only what concerns it.")


class Many(One):
    """Parameters of an endpoint that answers with a list."""

    limit: int | None = Field(
        None, ge=1, le=MAX_LIMIT, description=f"Length of a page; {DEFAULT_LIMIT} unless told. CSV: everything."
    )
    offset: int = Field(0, ge=0, description="How many to leave out at the beginning.")
    format: Literal["", "json", "csv"] = Field("", description="csv: a table. Empty: what the Accept header prefers.")
    dialect: Literal["excel", "rfc4180"] = Field(
        "excel",
        description="Of the table. excel: semicolon, decimal comma, UTF-8 with BOM. "
        "rfc4180: comma, decimal point, UTF-8 without BOM.",
    )


class OfEdition(Many):
    edition: str = Field("", description="Key of an edition.")


class OfKind(Many):
    kind: str = Field("", description="Code of a kind.")


class Topics(OfEdition):
    empty: bool | None = Field(None, description="true: only topics that no measure serves.")


class EditionMeasures(Many):
    """Filters on the measures of one edition. All that are given must hold."""

    field: str = Field("", description="Key of a field of action.")
    topic: str = Field("", description="Key of a topic; also finds measures serving it from another edition.")
    state: StateCode | None = Field(None, description="State of the measure.")
    institution: str = Field("", description="Key of an institution that leads, takes part or funds.")
    district: str = Field("", description="Official key (AGS) of a district.")
    lighthouse: bool | None = Field(None, description="true: only lighthouses.")
    gap: GapCode | None = Field(None, description="Something that is missing.")
    q: str = Field("", max_length=200, description="Words that all occur in titles, promise, task, number or key.")


class Measures(EditionMeasures):
    """Filters on all measures."""

    edition: str = Field("", description="Key of an edition: the line is what this edition says of the measure.")


class RoundMeasures(Many):
    """Filters on the measures of a round. All that are given must hold."""

    state: StateCode | None = Field(None, description="State reported in the round.")
    differs: bool | None = Field(None, description="true: only measures whose reported and computed light differ.")


class Observations(Many):
    indicator: str = Field("", description="Key of an indicator.")
    region: str = Field("", description="Official key of a region; 11 is Berlin.")


class Assessed(Many):
    indicator: str = Field("", description="Key of an indicator.")


class Ratings(Assessed):
    method: str = Field("", description="Key of a method, for example destatis.")
    held: bool | None = Field(None, description="true: only ratings that hold; false: only superseded ones.")


class Gaps(OfEdition):
    institution: str = Field("", description="Key of the leading institution.")
    gap: GapCode | None = Field(None, description="What is missing.")


def refuse_unknown(request: HttpRequest, asked: Now) -> None:
    """Raise an error that names the parameters there are, if one is given that does not exist."""
    known = list(type(asked).model_fields)
    unknown = [name for name in request.GET if name not in known]
    if unknown:
        names = ", ".join(f"„{name}“" for name in unknown)
        possible = f" Möglich sind: {', '.join(known)}." if known else ""
        raise HttpError(422, f"Diesen Parameter gibt es hier nicht: {names}.{possible}")


def complaint(errors: Sequence[dict[str, Any]]) -> str:
    """What is wrong with parameters, in German, one sentence each."""
    return " ".join(f"Der Parameter „{error['loc'][-1]}“ {_wanted(error)}." for error in errors)


def _wanted(error: dict[str, Any]) -> str:
    bounds = error.get("ctx", {})
    kind = str(error["type"])
    if kind in ("greater_than_equal", "less_than_equal"):
        word = "mindestens" if "ge" in bounds else "höchstens"
        return f"muss {word} {bounds.get('ge', bounds.get('le'))} sein"
    if kind == "literal_error":
        possible = str(bounds["expected"]).replace(" or ", ", ").replace("'", "")
        return f"kennt diesen Wert nicht. Möglich sind {possible}"
    if kind.startswith("int"):
        return "muss eine ganze Zahl sein"
    if kind.startswith("bool"):
        return "muss true oder false sein"
    if kind == "string_too_long":
        return f"darf höchstens {bounds['max_length']} Zeichen haben"
    return "hat keinen gültigen Wert"


class Regions(Many):
    """The choices of a comparison; empty means the usual."""

    indicator: str = Field("", description="Key of an indicator. Empty: all that know several regions.")
    level: Literal["", "laender", "bezirke", "kreise"] = Field("", description="Which regions are compared.")
    group: str = Field("", description="alle, stadtstaaten, ost, or eigene with `land`.")
    land: str = Field(
        "", description="Official keys (AGS) of Länder, divided by commas; Berlin always belongs to them."
    )
    since: str = Field("", description="Period from which the change counts. Empty: about five years before.")
    period: str = Field("", description="Period that is compared. Empty: the latest that most regions have.")
