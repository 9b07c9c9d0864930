"""The figures of a card as a file: exactly those it stands on, with unit, source, maturity and notes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from itertools import islice
from urllib.parse import urlencode

from flask import Flask, Response, request

from dashboard.view import View
from etl.query import Point, Reader
from etl.query.columns import Told
from etl.query.exports import content_of, export, format_of

PATH = "/tai-ve"
KINDS = ("xlsx", "csv")
LONGEST = 3600
"""Letters of an address that every server takes."""
_SPANS = re.compile(r"\d{1,18}(?:-\d{1,18})?(?:,\d{1,18}(?:-\d{1,18})?)*", re.ASCII)
MOST = 20_000


def address(view: View, points: Sequence[Point], kind: str) -> str:
    """Where the figures behind some points are had as a file; empty where there are more than an address can name."""
    numbers = sorted({leaf for point in points for leaf in point.leaves})
    told = {"format": kind, "figures": _spans(numbers), "lang": view.lang, "as_of": view.choice.as_of}
    found = f"{PATH}?{urlencode({name: value for name, value in told.items() if value}, safe=',')}"
    return found if numbers and len(found) <= LONGEST else ""


def serve_downloads(server: Flask, reader: Reader) -> None:
    """The route of the files; a spreadsheet program is told the letters of a CSV by a byte-order mark."""

    @server.get(PATH)
    def download() -> Response:
        kind = request.args.get("format", KINDS[0])
        lang = "en" if request.args.get("lang") == "en" else "vi"
        pinned = reader.at(request.args.get("as_of") or None)
        points = pinned.figures(_numbers(request.args.get("figures", "")))
        form, out = format_of(kind), io.BytesIO()
        export(content_of(pinned, Told(points), "as-reported", lang, has_bom=kind == "csv"), kind, out)
        answer = Response(out.getvalue())
        answer.headers["Content-Type"] = form.MEDIA_TYPE
        name = f"chi-tieu-dot-{pinned.release}.{form.EXTENSION}"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


def _spans(numbers: Sequence[int]) -> str:
    """`3,7-12`: numbers in order, neighbours as a span."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ",".join(f"{a}" if a == b else f"{a}-{b}" for a, b in spans)


def _numbers(spans: str) -> list[int]:
    """The numbers some spans name; anything else names none."""
    if not _SPANS.fullmatch(spans):
        return []
    return list(islice(_walk(spans.split(",")), MOST))


def _walk(spans: Iterable[str]) -> Iterable[int]:
    for span in spans:
        first, _, last = span.partition("-")
        yield from range(int(first), min(int(last or first), int(first) + MOST) + 1)
