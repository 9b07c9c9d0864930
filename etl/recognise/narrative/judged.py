"""Which numbers are figures, and what each says of its subject: the role of its words, after what speaks against it."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.catalog import Catalogue
from etl.model import Measure
from etl.recognise.narrative.context import Context, State
from etl.recognise.narrative.roles import Role, role
from etl.recognise.narrative.stretch import Stretch
from etl.recognise.phrases import fits

FREE = frozenset({"land", "mass", "money", "share", "animals", "trees", "yield", "plot", "volume", "points"})
"""Kinds of units whose numbers are figures even where nobody knows yet what they measure."""
_STATED = re.compile(r"kế hoạch|kh(?!\w)|dự toán|cùng kỳ|năm trước|tỷ lệ|tỉ lệ|(?:tăng|giảm)\s*(?:\w+\s*)?$")
_BASE = re.compile(r"kế hoạch|kh(?!\w)|dự toán|cùng kỳ|năm trước")
_AIM = re.compile(r"(?<!\w)(?:phấn đấu|dự kiến)(?!\w)")
_DONE = re.compile(r"(?<!\w)(?:đã|đến nay|hiện)(?!\w)")
_PERSONS = re.compile(r"\s*(?:số )?(?:đại biểu|phiếu|ý kiến|cử tri|đảng viên|hội viên|đoàn viên)")
_EDGE = re.compile(r"(?:dưới|trên|từ)\s*$")
_SOFT = (Measure.CHANGE_PCT_YOY, Measure.PCT_OF_PLAN, Measure.CHANGE_ABS)


def judged(code: str, seen: Stretch, state: State, context: Context, catalogue: Catalogue) -> Role | None:
    """The role of a number of that indicator (or of none); None where it is no figure."""
    before = _own_words(seen, state)
    if not _is_figure(code, seen, before, catalogue):
        return None
    known = catalogue.indicators.get(code)
    is_ratio = bool(known and catalogue.units[known.unit].kind in ("share", "points"))
    said = role(before, seen.after, seen.token.unit, state.carried, is_ratio)
    if _AIM.search(seen.text, 0, seen.token.start):
        state.aims = True
    return _aimed(said, seen, before, state, context)


def _is_figure(code: str, seen: Stretch, before: str, catalogue: Catalogue) -> bool:
    if _PERSONS.match(seen.after) or _is_band(code, seen):
        return False
    if code:
        return seen.token.unit in ("%", "pp", "times") or fits(code, seen.token.unit, catalogue)
    return _is_free(seen, before, catalogue)


def _is_free(seen: Stretch, before: str, catalogue: Catalogue) -> bool:
    """Whether a number of an unknown subject is a figure at all: by the kind of its unit and its words."""
    token, kind = seen.token, catalogue.units[seen.token.unit].kind
    if kind not in FREE or token.of:
        return False
    if token.unit == "VND" and not token.is_compound and (token.value or 0) < 1000:
        return False
    is_share = kind in ("share", "points")
    return not is_share or _STATED.search(f"{seen.after[:40]} {before}") is not None


def _is_band(code: str, seen: Stretch) -> bool:
    """`xã dưới 13 tiêu chí`: the edge of a group, not what anyone has reached."""
    is_edge = _EDGE.search(seen.before) is not None
    return is_edge and code == "ntm_criteria_met" and not seen.token.of


def _aimed(said: Role, seen: Stretch, before: str, state: State, context: Context) -> Role:
    """In words that set aims a level is a target, and so is a growth without the base of a claim."""
    aims = (context.is_target or state.aims) and seen.token.of != "19" and not _DONE.search(before)
    soft = said.measure in _SOFT and not _BASE.search(f"{before} {seen.after}")
    is_aim = aims and (said.measure is Measure.ACTUAL or soft)
    return replace(said, measure=Measure.TARGET) if is_aim else said


def _own_words(seen: Stretch, state: State) -> str:
    """The words that speak of this number: behind a closed bracket, and behind the comma before its own subject."""
    before = seen.before
    cut = before.rfind(")") + 1
    start = seen.token.start - len(before)
    if state.subject and state.is_fresh and state.subject.start >= start:
        cut = max(cut, before.rfind(",", 0, state.subject.start - start) + 1)
    return before[cut:]
