"""What all shapes share: how attributes are read, and how dates, numbers, words and sources are said."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AliasPath, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from leitstand.domain.reporting import words
from leitstand.foundation.calendar import PartialDate

Line = TypeVar("Line", bound=BaseModel)


class Shape(BaseModel):
    """Read from any object that has attributes of the same names, or of those named with ``at``."""

    model_config = ConfigDict(
        from_attributes=True, validate_by_name=True, json_schema_serialization_defaults_required=True
    )


def at(path: str, *default: Any, description: str | None = None) -> Any:
    """A field read along ``path`` (``entry.lead.key``); with a default, a step may be missing or ``None``."""
    steps = path.split(".")
    return Field(*default, validation_alias=AliasPath(steps[0], *steps[1:]), description=description)


class Fault(BaseModel):
    """Why a question could not be answered."""

    detail: str = Field(description="What is wrong, where, and what to do: a sentence in German.")


class PartialDateShape(Shape):
    """A date that may be known only to the month, quarter, half-year, year or pair of years."""

    text: str = Field(description="The date as the source has it.", examples=["2012", "2012-06", "2012-H1"])
    earliest: date = Field(description="The first day it can mean.")
    latest: date = Field(description="The last day it can mean; from then on it counts as known.")


@lru_cache(maxsize=4096)
def _partial(text: str) -> PartialDateShape:
    return PartialDateShape.model_validate(PartialDate.parse(text))


def _when(value: Any) -> Any:
    return (_partial(value) if value else None) if isinstance(value, str) else value


def _number(value: Any) -> Any:
    """A JSON number; whole ones without a fraction."""
    if value is None or isinstance(value, int):
        return value
    exact = float(value)
    return int(exact) if exact.is_integer() else exact


def _keys(views: Iterable[Any]) -> list[str]:
    return [view if isinstance(view, str) else view.key for view in views]


def word(say: Callable[[str, str], str], language: str) -> BeforeValidator:
    """Turn a code into its word in a language."""
    return BeforeValidator(lambda code: say(code, language))


When = Annotated[PartialDateShape | None, BeforeValidator(_when)]
Number = Annotated[int | float, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
OptionalNumber = Annotated[
    int | float | None, BeforeValidator(_number), WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "null"}]})
]
Keys = Annotated[list[str], BeforeValidator(_keys)]
OptionalCode = Annotated[str | None, BeforeValidator(lambda code: code or None)]
StateDe = Annotated[str, word(words.state_word, "de")]
StateEn = Annotated[str, word(words.state_word, "en")]
GapDe = Annotated[str, word(words.gap_word, "de")]
GapEn = Annotated[str, word(words.gap_word, "en")]
OutcomeDe = Annotated[str, word(words.outcome_word, "de")]
OutcomeEn = Annotated[str, word(words.outcome_word, "en")]
MoneyDe = Annotated[str, word(words.money_word, "de")]
MoneyEn = Annotated[str, word(words.money_word, "en")]


class SourceShape(Shape):
    """A document or page that says something."""

    key: str
    title: str
    publisher: str
    kind: str
    kind_label: str
    url: str
    published: When
    weak: bool = Field(description="True if this source should be believed least.")
    note: str


class StatementShape(Shape):
    """What sources say about one aspect of a subject: a figure or a sentence."""

    key: str
    subject_kind: str
    subject_key: str
    aspect: str
    title: str
    title_en: str
    value: OptionalNumber
    unit: str
    text: str
    approximate: bool
    when: When
    sources: list[SourceShape]
    note: str


class InstitutionRef(Shape):
    """An institution, shortly."""

    key: str
    name: str
    short_name: str


Sources = list[SourceShape]
Statements = list[StatementShape]


class Listing(BaseModel, Generic[Line]):
    """A page of a list: ``count`` is the length of the whole list, ``next`` and ``previous`` are addresses."""

    as_of: date = Field(description="The day the answer holds for.")
    count: int = Field(description="How many there are in all.")
    next: str | None = Field(description="Address of the next page.")
    previous: str | None = Field(description="Address of the page before.")
    items: list[Line]

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        return f"ListOf{params[0].__name__}"
