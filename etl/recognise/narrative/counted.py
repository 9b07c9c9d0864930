"""Units that are counted by what they reached: communes, villages, schools; and criteria, by whom they are told of."""

from __future__ import annotations

import re

_ADVANCED = re.compile(r"nâng cao")
_MODEL = re.compile(r"kiểu mẫu")
_TITLE = r"(?:nông thôn mới|ntm)"
_REACHED = re.compile(rf"đạt chuẩn|về đích|{_TITLE}|19/19|19 tiêu chí|được công nhận")
_OTHERS = (
    ("schools", re.compile(r"đạt chuẩn"), "schools_standard"),
    ("communes", re.compile(r"(?:tiêu chí|chuẩn) (?:quốc gia )?về y tế"), "health_standard_communes"),
    ("villages", re.compile(r"kiểu mẫu"), "ntm_villages_model"),
    ("villages", re.compile(rf"{_TITLE}|đạt chuẩn"), "ntm_villages_met"),
    ("districts", re.compile(rf"{_TITLE}|đạt chuẩn"), "ntm_districts_met"),
    ("halls", re.compile(r""), "village_halls_built"),
    ("days", re.compile(r""), "labour_days"),
    ("enterprises", re.compile(r"đăng ký|thành lập mới|cấp mới"), "enterprises_new"),
)


def counted(unit: str, before: str, after: str) -> str:
    """The code a count means, from the words on both sides of it; empty where they do not say."""
    around = f"{before[-40:]} {after[:60]}"
    if unit == "communes" and not re.search(r"y tế", after[:60]):
        return _communes(before, after)
    return next((code for kind, words, code in _OTHERS if kind == unit and words.search(around)), "")


def _communes(before: str, after: str) -> str:
    near = after[:70].split(";")[0]
    if not _REACHED.search(near) and not re.search(r"số xã (?:đạt|ntm)|đạt chuẩn\D{0,30}$", before[-60:]):
        return ""
    if re.search(r"(?:thêm|mới)\s*$", before):
        return "ntm_communes_new"
    if _ADVANCED.search(near):
        return "ntm_communes_advanced"
    return "ntm_communes_model" if _MODEL.search(near) else "ntm_communes_met"


def criteria(before: str, words: str, is_commune: bool, is_advanced: bool) -> str:
    """The code a number of criteria means: a mean, a sum over communes, or what one commune has met."""
    if "/xã" in words or re.search(r"bình quân|trung bình", before[-60:]):
        return "ntm_criteria_avg"
    if not is_commune and re.search(r"tổng|cộng|các xã", before[-70:]):
        return "ntm_criteria_total_advanced" if is_advanced else "ntm_criteria_total"
    return "ntm_criteria_met_advanced" if is_advanced else "ntm_criteria_met"
