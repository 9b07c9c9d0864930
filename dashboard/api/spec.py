"""The OpenAPI document, made from the same tables that judge requests and build answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dashboard.api.parameters import AS_OF, FILTERS, FORMAT, LANG, PAGING, Parameter
from etl.catalog import Catalogue
from etl.model import Maturity, Measure, Missing, Qualifier
from etl.query.exports import FORMATS, format_of
from etl.query.rows import COLUMNS
from etl.words.messages import column_words

TEXT, NUMBER, YES_NO = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
_MAYBE_NUMBER = {"type": ["integer", "null"]}
_MAYBE_TEXT = {"type": ["string", "null"]}
_SPECIAL: dict[str, dict[str, Any]] = {
    "value": {"type": ["string", "null"], "pattern": r"^-?\d+(\.\d+)?$"},
    "is_illustrative": YES_NO, "lacking": NUMBER, "expected": NUMBER, "release": NUMBER, "report": _MAYBE_NUMBER,
    "observation": _MAYBE_NUMBER, "measure": {"type": "string", "enum": [str(one) for one in Measure]},
    "qualifier": {"type": "string", "enum": [str(one) for one in Qualifier]},
    "maturity": {"type": "string", "enum": [str(one) for one in Maturity]},
    "missing": {"type": "string", "enum": [str(one) for one in Missing]},
}  # fmt: skip


def specification(catalogue: Catalogue) -> dict[str, Any]:
    """The whole document."""
    observation = _object(
        {name: _SPECIAL.get(name, TEXT) | {"description": column_words(name, "en")} for name in COLUMNS}
    )
    indicator = _object(dict.fromkeys(("code", "name", "unit", "unit_name", "topic", "nature", "over_areas", "over_periods", "over_mergers", "part_of"), TEXT) | {"polarity": NUMBER})  # fmt: skip
    area = _object(dict.fromkeys(("id", "code", "level", "name", "label", "parent"), TEXT) | {"start": _MAYBE_TEXT, "end": _MAYBE_TEXT})  # fmt: skip
    report = _object(dict.fromkeys(("file", "title", "dated", "period", "area", "source_url", "received_at"), TEXT) | {"id": NUMBER, "is_illustrative": YES_NO, "figures": NUMBER, "findings": NUMBER})  # fmt: skip
    release = _object({"id": NUMBER, "at": TEXT, "note": TEXT, "undoes": _MAYBE_NUMBER})
    source = _object(dict.fromkeys(("file", "title", "dated", "source_url", "sha256"), TEXT) | {"start": NUMBER, "end": NUMBER})  # fmt: skip
    return {
        "openapi": "3.1.0",
        "info": {"title": "Chỉ Tiêu", "version": "1", "description": f"{len(catalogue.indicators)} indicators; every figure with unit, maturity and source."},
        "paths": {
            "/api/v1/indicators": _paged("indicators", indicator, PAGING),
            "/api/v1/areas": _paged("areas", area, PAGING),
            "/api/v1/reports": _paged("reports", report, (AS_OF, *PAGING)),
            "/api/v1/releases": _paged("releases", release, (AS_OF, *PAGING)),
            "/api/v1/observations": _paged("observations", observation, (*FILTERS, *PAGING)),
            "/api/v1/observations/{number}": _one(_object({"observation": observation, "source": source})),
            "/api/v1/export": _file(),
        },
    }  # fmt: skip


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _paged(name: str, item: dict[str, Any], known: Iterable[Parameter]) -> dict[str, Any]:
    page = _object(
        {name: NUMBER for name in ("release", "total", "offset", "limit")}
        | {"items": {"type": "array", "items": item}}
    )
    told = {"200": _answer(name, page), "304": {"description": "unchanged since this release"}}
    return {
        "get": {
            "operationId": name,
            "parameters": [one.told() for one in known],
            "responses": told | _refusals(),
        }
    }


def _one(body: dict[str, Any]) -> dict[str, Any]:
    number = {
        "name": "number",
        "in": "path",
        "required": True,
        "schema": {"type": "integer", "minimum": 0, "maximum": 1 << 60},
    }
    told = {"200": _answer("one figure and where it was read", body)}
    return {
        "get": {
            "operationId": "observation", "parameters": [number, AS_OF.told(), LANG.told()], "responses": told | _refusals(),
        }
    }  # fmt: skip


def _file() -> dict[str, Any]:
    kinds: dict[str, Any] = {format_of(name).MEDIA_TYPE: {"schema": {}} for name in FORMATS}
    told = {
        "200": {"description": "a file", "content": kinds},
        "304": {"description": "unchanged since this release"},
    }
    known = [one.told() for one in (*FILTERS, LANG, FORMAT)]
    return {"get": {"operationId": "export", "parameters": known, "responses": told | _refusals()}}


def _answer(says: str, schema: dict[str, Any]) -> dict[str, Any]:
    tag = {"ETag": {"description": "the release", "schema": TEXT, "required": False}}
    return {"description": says, "content": {"application/json": {"schema": schema}}, "headers": tag}


def _refusals() -> dict[str, Any]:
    error = _object({"error": _object({"code": TEXT, "message": TEXT})})
    says = {
        "400": "a parameter cannot be read",
        "404": "there is no such thing",
        "422": "it cannot be done",
        "429": "too many requests",
    }
    return {
        status: {"description": told, "content": {"application/json": {"schema": error}}}
        for status, told in says.items()
    }
