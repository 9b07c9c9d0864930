"""The routes: each answers from one pinned release, in pages, with the release as its entity tag."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

from flask import Blueprint, Flask, Response, jsonify, request

from dashboard.api import parameters
from dashboard.api.parameters import AS_OF, FILTERS, FORMAT, LANG, PAGING, Parameter
from dashboard.api.spec import specification
from etl.model import ChitieuError
from etl.query import Point, Reader
from etl.query.choices import asked
from etl.query.exports import content_of, export, format_of
from etl.query.exports.json import jsonable
from etl.query.moments import today
from etl.query.rows import rows_of
from etl.query.views import Asked
from etl.words.messages import error_message

PREFIX = "/api/v1"
_STATUS = {
    "bad_parameter": 400,
    "bad_choice": 404,
    "bad_period": 404,
    "too_long": 503,
    "read_only": 503,
    "forbidden": 403,
    "signed_out": 403,
}


class NotThere(ChitieuError):
    """An address of the API that names nothing."""

    code = "not_there"


def register(server: Flask, reader: Reader) -> None:
    """Put the API on a server."""
    api = Blueprint("api", __name__, url_prefix=PREFIX)
    told = specification(reader.catalogue)
    for name, (rows, known) in LISTS.items():
        api.add_url_rule(f"/{name}", name, partial(_page, reader, rows, known))
    api.add_url_rule("/openapi.json", "openapi", partial(_spec, told))
    api.add_url_rule("/observations/<int:number>", "observation", partial(_source, reader))
    api.add_url_rule("/export", "export", partial(_file, reader))
    api.add_url_rule("/", "root", _nothing)
    api.add_url_rule("/<path:rest>", "nothing", _nothing)
    api.register_error_handler(ChitieuError, _refusal)
    server.register_blueprint(api)


def _spec(told: dict[str, Any]) -> Response:
    parameters.read(request.args, ())
    return jsonify(told)


def _nothing(rest: str = "") -> Response:
    raise NotThere(rest)


def _refusal(wrong: ChitieuError) -> tuple[Response, int]:
    """Every error in the one shape the whole site answers programs in."""
    status = _STATUS.get(wrong.code, 404 if isinstance(wrong, NotThere) else 422)
    lang = "en" if request.args.get("lang") == "en" else "vi"
    return jsonify(error={"code": wrong.code, "message": error_message(wrong, lang)}), status


def _pinned(reader: Reader, given: dict[str, Any]) -> Reader:
    return reader.at(given.get("as_of"))


def _page(
    reader: Reader, rows: Callable[[Reader, dict[str, Any]], Sequence[Any]], known: Iterable[Parameter]
) -> Response:
    """One page of rows, or 304 where the caller has this release's already."""
    given = parameters.read(request.args, known)
    pinned = _pinned(reader, given)
    answer = Response(mimetype="application/json")
    answer.set_etag(_tag(pinned))
    if request.if_none_match.contains(_tag(pinned)):
        answer.status_code = 304
        return answer
    found, offset, limit = rows(pinned, given), given["offset"], given["limit"]
    shown = found[offset : offset + limit]
    if shown and isinstance(shown[0], Point):
        told = rows_of(shown, reader.catalogue, pinned.files(), given["lang"])
        shown = [jsonable(row) for row in told]
    page = {"release": pinned.release, "total": len(found), "offset": offset, "limit": limit, "items": shown}
    answer.set_data(jsonify(page).get_data())
    return answer


def _tag(pinned: Reader) -> str:
    """What an answer depends on besides its address: the release, and the day where today's boundaries are asked for."""
    return f"{pinned.release}-{today().isoformat()}"


def _figures(pinned: Reader, given: dict[str, Any]) -> Sequence[Point]:
    return pinned.ask(_asked(pinned, given))


def _asked(pinned: Reader, given: dict[str, Any]) -> Asked:
    return asked(
        pinned.catalogue, given["indicator"], given["area"], given["measure"], given["period"],
        given["boundaries"], given["sums"],
    )  # fmt: skip


def _source(reader: Reader, number: int) -> Response:
    pinned = _pinned(reader, parameters.read(request.args, (AS_OF, LANG)))
    source = pinned.source(number) if number < 1 << 62 else None
    if source is None or not source.point.release:
        raise NotThere(str(number))
    (row,) = rows_of([source.point], pinned.catalogue, pinned.files())
    beside = {
        name: getattr(source, name)
        for name in ("file", "title", "dated", "source_url", "sha256", "start", "end")
    }
    return jsonify(observation=jsonable(row), source=beside)


def _file(reader: Reader) -> Response:
    """A whole file in one of the export formats; made for programs, so without a byte-order mark."""
    given = parameters.read(request.args, (*FILTERS, LANG, FORMAT))
    pinned = _pinned(reader, given)
    form, out = format_of(given["format"]), io.BytesIO()
    with pinned.answering(_asked(pinned, given)) as told:
        content = content_of(pinned, told, given["boundaries"], given["lang"])
        export(content, given["format"], out)
    answer = Response(out.getvalue(), mimetype=form.MEDIA_TYPE.partition(";")[0])
    answer.headers["Content-Type"] = form.MEDIA_TYPE
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="chitieu-{pinned.release}.{form.EXTENSION}"'
    )
    answer.set_etag(_tag(pinned))
    answer.make_conditional(request.environ)
    return answer


def indicator_rows(pinned: Reader, given: dict[str, Any]) -> list[dict[str, Any]]:
    """The catalogue's indicators in its order."""
    known, lang = pinned.catalogue, given["lang"]
    return [
        {
            "code": one.code, "name": one.name[lang], "unit": one.unit, "unit_name": known.units[one.unit].name[lang],
            "topic": one.topic, "nature": one.nature, "over_areas": one.over_areas, "over_periods": one.over_periods,
            "over_mergers": one.over_mergers, "part_of": one.part_of, "polarity": one.polarity,
        }
        for one in known.indicators.values()
    ]  # fmt: skip


def area_rows(pinned: Reader, _given: dict[str, Any]) -> list[dict[str, Any]]:
    """Every unit version with its lifetime; an open end is null."""
    areas = pinned.catalogue.areas
    return [
        {
            "id": one.id, "code": one.code, "level": one.level, "name": one.name, "label": areas.label(one.id),
            "parent": one.parent, "start": one.start.isoformat() if one.start.year > 1 else None,
            "end": one.end.isoformat() if one.end.year < 9999 else None,
        }
        for one in areas.by_id.values()
    ]  # fmt: skip


def release_rows(pinned: Reader, _given: dict[str, Any]) -> list[dict[str, Any]]:
    """Releases, newest first, without the names of people."""
    return [
        {"id": one.id, "at": one.at, "note": one.note, "undoes": one.undoes}
        for one in pinned.releases(10_000)
    ]


def report_rows(pinned: Reader, _given: dict[str, Any]) -> list[dict[str, Any]]:
    """The reports whose figures are published."""
    return [asdict(one) for one in pinned.reports(published_only=True)]


LISTS: dict[str, tuple[Callable[[Reader, dict[str, Any]], Sequence[Any]], tuple[Parameter, ...]]] = {
    "indicators": (indicator_rows, PAGING),
    "areas": (area_rows, PAGING),
    "reports": (report_rows, (AS_OF, *PAGING)),
    "releases": (release_rows, (AS_OF, *PAGING)),
    "observations": (_figures, (*FILTERS, *PAGING)),
}
"""Address → its rows and what it may be asked with."""
