"""The page that describes the API to people, made from its own description, without any script."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.interfaces.api.door import api


@dataclass(frozen=True)
class Parameter:
    """One parameter: its name, what values it takes in words, and what it does."""

    name: str
    values: str
    description: str


@dataclass(frozen=True)
class Operation:
    """One address: its permanent name, path, and what it answers."""

    name: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    example: str
    form: str
    table: str


@dataclass(frozen=True)
class Group:
    """The operations of one tag."""

    name: str
    description: str
    operations: tuple[Operation, ...]


def groups() -> list[Group]:
    """Everything the API answers, by tag, in the description's order."""
    schema: dict[str, Any] = api.get_openapi_schema()
    operations = [(path, methods["get"]) for path, methods in schema["paths"].items()]
    return [
        Group(
            tag["name"],
            tag["description"],
            tuple(_operation(path, said) for path, said in operations if tag["name"] in said["tags"]),
        )
        for tag in schema["tags"]
    ]


def _operation(path: str, said: dict[str, Any]) -> Operation:
    example = "" if "{" in path else path
    forms = said["responses"][200]["content"]
    has_table = bool(example) and "text/csv" in forms
    return Operation(
        name=said["operationId"],
        path=path,
        summary=said["summary"],
        description=said["description"],
        parameters=tuple(_parameter(parameter) for parameter in said["parameters"]),
        example=example,
        form="JSON" if "application/json" in forms else "Atom",
        table=f"{example}?format=csv" if has_table else "",
    )


def _parameter(said: dict[str, Any]) -> Parameter:
    schema = said["schema"]
    values = _values(next((part for part in schema.get("anyOf", []) if part["type"] != "null"), schema))
    return Parameter(said["name"], values, said.get("description", "Permanent key of the thing."))


def _values(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return ", ".join(value for value in schema["enum"] if value)
    if "minimum" in schema and "maximum" in schema:
        return f"{schema['minimum']} – {schema['maximum']}"
    if schema["type"] == "boolean":
        return "true, false"
    return _("Zahl") if schema["type"] == "integer" else _("Text")


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """``/api/v1/``: what can be asked, with examples that open in the browser."""
    base = request.build_absolute_uri(request.path)
    context = {
        "groups": groups(),
        "base": base,
        "description_url": reverse("api:openapi-json"),
        "breadcrumb": [{"label": _("Start"), "url": "/"}, {"label": _("Schnittstelle"), "url": ""}],
    }
    return render(request, "api/documentation.html", context)
