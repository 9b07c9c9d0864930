"""What a request may ask with: one table that validates requests and describes them in the specification."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from etl.model import ChitieuError, Measure
from etl.query.exports import FORMATS

MOST = 1000
_PERIOD = (
    r"^[12]\d{3}(?:-H[12]|-Q[1-4]|-(?:DX|XUAN|HT|MUA|DONG)|-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1\d|2[0-8]))?"
    r"|-01/[12]\d{3}-(?:0[1-9]|1[0-2])|/[12]\d{3})?$"
)


class BadParameter(ChitieuError):
    """A parameter that does not exist or cannot be read; `facts` names it and what would be welcome."""

    code = "bad_parameter"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One query parameter: its JSON schema and its meaning; `many` may be repeated."""

    name: str
    says: str
    schema: Mapping[str, Any]
    many: bool = False

    def told(self) -> dict[str, Any]:
        """The parameter in OpenAPI."""
        schema = {"type": "array", "items": dict(self.schema)} if self.many else dict(self.schema)
        return {"name": self.name, "in": "query", "description": self.says, "schema": schema, "explode": True}

    def read(self, text: str) -> Any:
        """One value, or BadParameter."""
        kind = self.schema["type"]
        if kind == "integer":
            if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
                raise self._refused()
            number = int(text)
            if not self.schema["minimum"] <= number <= self.schema["maximum"]:
                raise self._refused()
            return number
        if kind == "boolean":
            if text not in ("true", "false"):
                raise self._refused()
            return text == "true"
        allowed, pattern = self.schema.get("enum"), self.schema.get("pattern", "")
        if (allowed and text not in allowed) or not re.search(pattern, text, re.ASCII) or "\n" in text:
            raise self._refused()
        return text

    def _refused(self) -> BadParameter:
        return BadParameter(self.name, parameter=self.name, welcome=self.says)


_CODE = {"type": "string", "pattern": r"^[^\x00-\x1f]{1,80}$"}
LIMIT = Parameter(
    "limit",
    "số dòng một trang, 1–1000 / rows a page",
    {"type": "integer", "minimum": 1, "maximum": MOST, "default": 100},
)
OFFSET = Parameter(
    "offset",
    "bỏ qua bao nhiêu dòng / rows to skip",
    {"type": "integer", "minimum": 0, "maximum": 999_999_999, "default": 0},
)
LANG = Parameter("lang", "vi, en", {"type": "string", "enum": ["vi", "en"], "default": "vi"})
AS_OF = Parameter("as_of", "đợt công bố hoặc ngày, ví dụ 3 hoặc 2021-09-30 / a release or a day", {"type": "string", "pattern": r"^(?:\d{1,9}|\d{4}-\d\d-\d\d)$"})  # fmt: skip
PAGING = (LIMIT, OFFSET, LANG)
FILTERS = (
    Parameter("indicator", "mã chỉ tiêu / indicator code", _CODE, many=True),
    Parameter("area", "mã hoặc tên đơn vị / area id, code or name", _CODE, many=True),
    Parameter("measure", "actual, plan, …", {"type": "string", "enum": [str(one) for one in Measure]}, many=True),
    Parameter("period", "mã kỳ, ví dụ 2020-01/2020-09 / period code", {"type": "string", "pattern": _PERIOD}, many=True),
    AS_OF,
    Parameter("boundaries", "as-reported, today, năm / a year", {"type": "string", "pattern": r"^(?:as-reported|today|(?:19|20)\d\d)$", "default": "as-reported"}),
    Parameter("sums", "true, false: cộng từ các xã / add up communes", {"type": "boolean", "default": False}),
)  # fmt: skip
FORMAT = Parameter("format", ", ".join(FORMATS), {"type": "string", "enum": list(FORMATS), "default": "csv"})


def read(given: MultiDict[str, str], known: Iterable[Parameter]) -> dict[str, Any]:
    """Every parameter of a request; an unknown, repeated or unreadable one is refused."""
    table = {parameter.name: parameter for parameter in known}
    for name in given:
        if name not in table:
            raise BadParameter(name, parameter=name, welcome=", ".join(table))
    return {name: _read(parameter, given.getlist(name)) for name, parameter in table.items()}


def _read(parameter: Parameter, texts: list[str]) -> Any:
    if parameter.many:
        return [parameter.read(text) for text in texts]
    if len(texts) > 1:
        raise BadParameter(parameter.name, parameter=parameter.name, welcome="1")
    return parameter.read(texts[0]) if texts else parameter.schema.get("default")
