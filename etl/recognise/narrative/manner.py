"""How a number is said: how exact, how final, in percent or in points, and whether what it compares with is said at all."""

from __future__ import annotations

import re

from etl.model import Maturity, Measure, Qualifier
from etl.recognise.narrative.context import Context
from etl.recognise.narrative.roles import Role
from etl.recognise.narrative.stretch import Stretch
from etl.recognise.narrative.tokens import Token

_ESTIMATED = re.compile(r"(?<!\w)ước(?!\w)[^,;.\d]{0,24}$")
_PRELIMINARY = re.compile(r"(?<!\w)sơ bộ\s*(?:là|đạt|ước|:|\s)*$")
_FINAL = re.compile(r"(?<!\w)(?:số|số liệu|kết quả) chính thức\s*(?:là|đạt|:|\s)*$")
_BASE = re.compile(
    r"(?<!\w)(?:kế hoạch|kh|dự toán|dt|chỉ tiêu|nghị quyết|nq|mục tiêu|giao|cùng kỳ|ck|sv?ck|cùng vụ|năm (?:trước|ngoái|(?:19|20)\d\d)|vụ trước|so với|"
    r"hằng năm|hàng năm|mỗi năm)(?!\w)|/\s*năm"
)
_SOFT = (Measure.CHANGE_PCT_YOY, Measure.PCT_OF_PLAN)


def bound(said_so: Qualifier, token: Token, code: str, said: Role) -> Qualifier:
    """How exact a number is: the two of a range are its bounds, a threshold nobody falls below is a least."""
    if code == "ntm_communes_below":
        return Qualifier.AT_LEAST
    if said_so is not Qualifier.EXACT or said.measure is Measure.SAME_PERIOD:
        return said_so
    if token.is_about:
        return Qualifier.ABOUT
    return {"low": Qualifier.AT_LEAST, "high": Qualifier.AT_MOST}.get(token.edge, said_so)


def maturity(seen: Stretch, said: Role, context: Context) -> Maturity:
    """How final a number is by the words before it (`ước`, `sơ bộ`, `chính thức`), else by the report's own day."""
    if said.measure is Measure.SAME_PERIOD:
        return context.maturity
    if _ESTIMATED.search(seen.before):
        return Maturity.ESTIMATE
    if _PRELIMINARY.search(seen.before):
        return Maturity.PRELIMINARY
    return Maturity.FINAL if _FINAL.search(seen.before) else context.maturity


def is_in_points(said: Role, token: Token) -> bool:
    """Whether a rate rose or fell by points though percent is written (`giảm 2,97% còn 9,17%`)."""
    return said.measure is Measure.CHANGE_ABS and token.unit == "%"


def is_baseless(said: Role, seen: Stretch) -> bool:
    """Whether a share or a growth does not say what it is of: the plan and last year are only understood."""
    if said.measure not in _SOFT or _BASE.search(seen.text):
        return False
    return not any(token.of for token in seen.found[: seen.position])
