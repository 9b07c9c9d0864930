"""How far communes have come: counts of communes and of criteria, told as levels, changes or lists by place."""

from __future__ import annotations

import re

from etl.recognise.narrative.another import is_another
from etl.recognise.narrative.context import Context, State
from etl.recognise.narrative.counted import criteria
from etl.recognise.narrative.scope import small
from etl.recognise.narrative.stretch import Stretch
from etl.recognise.narrative.tokens import Token

ADVANCED = re.compile(r"tiêu chí (?:quốc gia )?(?:về )?(?:xã )?(?:nông thôn mới|ntm) nâng cao")
_CHANGE = re.compile(r"(?:tăng|giảm)\s*(?:thêm\s*)?$")
SUM = re.compile(r"tổng (?:cộng|số|được)|cộng chung")
"""Words that add up."""
_MOST = 19
"""Criteria one commune can meet: more of them are those of several."""


def communes(known: str, seen: Stretch, state: State) -> str | None:
    """What a count of communes is of beside what was told before it; None where its own words say enough."""
    if seen.token.unit != "communes":
        return None
    if _CHANGE.search(seen.before):
        return state.code.removesuffix("_share") if state.code.startswith("ntm_communes") else None
    if known:
        return None
    return state.code if _is_listed(seen, state) else ""


def of_criteria(seen: Stretch, state: State, context: Context) -> str:
    """The indicator a number of criteria states: one commune's, the mean, or the sum over communes."""
    own = "ntm_criteria_avg" if "/xã" in seen.unit_words + seen.ahead[:4] else ""
    if state.code.startswith("ntm_criteria") and _CHANGE.search(seen.before):
        return own or _changed(state.code, seen.token)
    is_commune = any(map(small, state.places or [context.area]))
    is_commune = is_commune and not (len(state.places) > 1 and SUM.search(seen.before))
    clause = seen.text[: seen.token.start].rpartition(";")[2]
    advanced = (
        state.is_advanced
        or ADVANCED.search(seen.text, 0, seen.token.start) is not None
        or "nâng cao" in clause
        or "nâng cao" in seen.after[:24]
    )
    before = seen.text[: seen.token.start].rpartition(";")[2]
    if not is_commune and seen.token.value and seen.token.value > _MOST and not advanced:
        return "ntm_criteria_total"
    return criteria(
        before,
        seen.unit_words + seen.ahead[: 16 if seen.token.edge == "low" else 4],
        seen.ahead,
        is_commune,
        advanced,
    )


def _is_listed(seen: Stretch, state: State) -> bool:
    """`Huyện Lương Sơn có 10/10 xã đạt chuẩn; Lạc Thủy 8/8 xã`: the same count of the next place."""
    return bool(
        seen.token.of
        and state.places
        and state.code.startswith("ntm_communes")
        and not is_another(seen.before, state)
    )


def _changed(code: str, token: Token) -> str:
    """What a change in criteria is of: more of them than one commune can meet are those of all communes."""
    return "ntm_criteria_total" if token.value and token.value > _MOST else code
