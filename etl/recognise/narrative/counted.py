"""Units that are counted by what they reached: communes, villages, schools; and criteria, by whom they are told of."""

from __future__ import annotations

import re
from typing import NamedTuple

_ADVANCED = re.compile(r"nâng cao")
_MODEL = re.compile(r"kiểu mẫu")
_TITLE = r"(?:nông thôn mới|ntm)"
_REACHED = re.compile(rf"đạt chuẩn|về đích|{_TITLE}|19/19|19 tiêu chí|được công nhận")
_BAND = re.compile(
    r"^[^;,.]{0,20}?đạt\s*(?:chuẩn )?(?:từ\s*)?(\d+)\s*(?:[-–]|đến)\s*(?:dưới\s*)?(\d+)\s*tiêu chí"
)
_FROM = re.compile(r"^[^;,.]{0,20}?đạt\s*(?:từ\s*)?(\d+) tiêu chí trở lên")
_EXACTLY = re.compile(r"^[^;,.\d]{0,20}?đạt\s*(\d+)(?:/19)?(?: tiêu chí)?(?!\w)")
_NAMED = re.compile(r"^\s*\([^()\d]*\)|(?<=của huyện) \([^()\d]*\)")
"""The names behind a count: `2 xã (Chiến Thắng, Bắc Quỳnh) đạt chuẩn`."""
_GROUP = re.compile(
    r"(?<![\d/])(\d+)\s*(?:(?:[-–]|đến)\s*(?:dưới\s*)?(\d+)\s*tiêu chí|tiêu chí (trở lên))\s*(?:(?:hiện )?có|là|gồm|:|,)?\s*$"
)
"""`Nhóm đạt từ 15 - 18 tiêu chí có`: the band said before its count."""
_HEALTH = re.compile(r"(?:tiêu chí|chuẩn) (?:quốc gia )?về y tế[^;.]{0,30}$")
_ALSO = re.compile(r"thêm\s*\d+ xã [^;.]{0,40}(?:,|và)\s*$")
_HAS = r"(?:[:]|hiện có|hiện nay có|hiện|nay có|toàn (?:huyện|tỉnh|xã) có|có tổng số|tổng số|lên|tổng cộng|duy trì|có|là|đạt)\s*(?:trên |hơn |gần |khoảng )?$"
_FOUNDED = r"doanh nghiệp (?:mới (?:được )?thành lập|(?:được )?thành lập mới)[^;.]*$"
_NEW = r"(?:thành lập mới|phát triển mới|cấp mới|thêm|mới thành lập|đăng ký mới|thành lập|cấp (?:mới )?đăng ký(?: kinh doanh| thành lập)?(?: mới)?)\s*(?:cho|được|mới|từ|ít nhất|tối thiểu|trên|hơn|gần|khoảng|\s)*$"


class Rule(NamedTuple):
    """A unit, the words before and behind its count, what the count then is, and how the unit itself is written."""

    unit: str
    before: re.Pattern[str]
    after: re.Pattern[str]
    code: str
    written: re.Pattern[str]


def _rule(unit: str, before: str, after: str, code: str, written: str = "") -> Rule:
    return Rule(unit, re.compile(before), re.compile(after), code, re.compile(written))


_RULES = (
    _rule("schools", r"đạt chuẩn[^;]*(?:thêm|mới)\s*$", "", "schools_standard_new"),
    _rule("schools", r"(?:thêm|mới)\s*$", r"^[^;]*đạt chuẩn", "schools_standard_new"),
    _rule("schools", "", r"^[^;]{0,30}đạt chuẩn", "schools_standard"),
    _rule("schools", r"đạt chuẩn[^;]{0,30}$", "", "schools_standard"),
    _rule("communes", "", r"^[^;.]{0,30}(?:tiêu chí|chuẩn) (?:quốc gia )?về y tế", "health_standard_communes"),
    _rule("communes", r"(?:tiêu chí|chuẩn) (?:quốc gia )?về y tế[^;.]{0,30}$", "", "health_standard_communes"),
    _rule("villages", "", r"^[^;.,]{0,45}kiểu mẫu", "ntm_villages_model"),
    _rule("villages", "", r"^[^;.]{0,45}văn hóa", "cultural_villages"),
    _rule("villages", "", rf"^[^;.]{{0,45}}(?:{_TITLE}|đạt chuẩn)", "ntm_villages_met"),
    _rule("villages", r"thôn[^;.]{0,40}kiểu mẫu[^;.\d]{0,20}$", "", "ntm_villages_model"),
    _rule("villages", r"(?:số )(?:thôn|làng|bản|ấp|buôn|xóm|khóm)[^;.\d]{0,30}(?:đạt chuẩn|nông thôn mới|ntm)(?: (?:đến|trong|của) năm \d{4})?[^;.\d]{0,12}$", "", "ntm_villages_met"),
    _rule("hamlets", "", r"^[^;.]{0,45}(?:kiểu mẫu|đạt chuẩn)", "ntm_model_hamlets"),
    _rule("hamlets", r"kiểu mẫu[^;.]{0,30}$", "", "ntm_model_hamlets"),
    _rule("districts", "", rf"^[^;.]{{0,45}}(?:{_TITLE}|đạt chuẩn|về đích|hoàn thành)", "ntm_districts_met"),
    _rule("halls", "", "", "village_halls_built"),
    _rule("days", "", "", "labour_days"),
    _rule("products", r"(?:thêm|mới)\s*$", r"^[^;.]{0,60}ocop", "ocop_products_new"),
    _rule("products", "", r"^\s*(?:ocop )?(?:mới|được công nhận mới|công nhận mới)", "ocop_products_new"),
    _rule("products", "", r"^[^;.]{0,60}ocop", "ocop_products"),
    _rule("products", r"(?:năm (?:19|20)\d\d|trong năm)[^;,.]{0,16}công nhận\s*(?:được\s*|thêm\s*)?$", "", "ocop_products_new"),
    _rule("products", r"(?:^|[;,.)]\s*)công nhận\s*$", "", "ocop_products_new"),
    _rule("products", r"công nhận mới\s*(?:được\s*|thêm\s*)?$", "", "ocop_products_new"),
    _rule("products", r"ocop[^;.]{0,60}$", "", "ocop_products"),
    _rule("products", "", r"^[^;.]{0,30}\d sao", "ocop_products"),
    _rule("cooperatives", _NEW, "", "cooperatives_new"),
    _rule("cooperatives", "", r"^\s*(?:nông nghiệp )?(?:được )?thành lập mới", "cooperatives_new"),
    _rule("cooperatives", r"thêm [\d.]+ doanh nghiệp(?: và|,) $", "", "cooperatives_new"),
    _rule("cooperatives", "", r"^\s*(?:nông nghiệp )?(?:mới )?(?:được )?thành lập(?! từ)", "cooperatives_new"),
    _rule("cooperatives", "", r"^[^;.\d]{0,20}đang hoạt động", "cooperatives_total"),
    _rule("cooperatives", r"hỗ trợ[^;,]{0,20}$", "", "cooperatives_supported"),
    _rule("cooperatives", _HAS, "", "cooperatives_total"),
    _rule("enterprises", r"hợp tác xã$", "", ""),
    _rule("enterprises", r"(?:thành lập mới|cấp mới|thêm)\s*(?:được\s*)?[\d.]+ hợp tác xã(?: và|,) $", "", "enterprises_new"),
    _rule("enterprises", "", r"^[^;.\d]{0,20}đang hoạt động", "enterprises_total"),
    _rule("enterprises", _NEW, "", "enterprises_new"),
    _rule("enterprises", _FOUNDED, "", "enterprises_new"),
    _rule("enterprises", "", r"^\s*(?:được )?(?:đăng ký )?(?:thành lập mới|mới thành lập|thành lập|đăng ký mới)", "enterprises_new"),
    _rule("enterprises", _HAS, "", "enterprises_total"),
    _rule("enterprises", r"(?:^|\s)(?:có|tổng số) (?:[\d.]+ [^;.,\d]{1,20}(?:, | và ))+$", "", "enterprises_total"),
    _rule("households", r"(?:có|tổng số|tổng cộng|là|với)\s*$", r"^\s*(?:dân\s*)?(?:,|với|/|-|và)\s*(?:gần |trên |hơn )?[\d.]+ (?:nhân )?khẩu", "households"),
    _rule("households", _NEW, r"^\s*kinh doanh", "household_businesses_new"),
    _rule("households", "", r"^\s*kinh doanh (?:được )?(?:thành lập|cấp|đăng ký)", "household_businesses_new"),
    _rule("households", "", r"^\s*kinh doanh", "household_businesses"),
    _rule("households", "", r"^\s*cận nghèo", "near_poor_households"),
    _rule("households", "", r"^\s*nghèo", "poor_households"),
    _rule("households", r"hộ nghèo[^;,]{0,24}$", "", "poor_households"),
    _rule("households", r"hộ nghèo[^;]{0,50}\(\s*(?:tương ứng|tương đương|còn|bằng|=|là|với|\s)*$", "", "poor_households"),
    _rule("households", r"cận nghèo[^;]{0,50}\(\s*(?:tương ứng|tương đương|còn|bằng|=|là|với|\s)*$", "", "near_poor_households"),
    _rule("households", r"(?:dân số|người|khẩu)[^;]{0,20}(?:,|với|/|và|trong)\s*$", r"^(?! (?:nghèo|cận nghèo|kinh doanh|được|tham gia))", "households"),
    _rule("people", r"(?:đào tạo|dạy)[^;.]{0,40}$", "", "labour_trained"),
    _rule("people", r"việc làm[^;.]{0,40}$", "", "jobs_created"),
    _rule("people", "", r"^[^;,.]{0,30}việc làm", "jobs_created"),
    _rule("people", "", r"^[^;,.]{0,30}được đào tạo", "labour_trained"),
    _rule("farms", r"gia trại, $", "", "farms_total"),
    _rule("farms", "", r"^(?:,| và) trang trại", "farms_total", "gia trại"),
    _rule("farms", "", r"^\s*(?:chăn nuôi|,|\.|;|đạt|$)", "farms_commercial", "trang trại"),
    _rule("farms", "", r"^\s*(?:chăn nuôi|,|\.|;|đạt|$)", "farms_family", "gia trại"),
    _rule("projects", "", r"^\s*(?:đầu tư )?trang trại", "farm_projects", "dự án"),
    _rule("gardens", "", r"^\s*tạp", "gardens_improved"),
    _rule("gifts", "", "", "gifts"),
    _rule("communities", r"(?:khoán|bảo vệ|rừng)[^;]*$", "", "communities"),
    _rule("targets", "", r"^\s*(?:không|chưa) đạt", "resolution_targets_unmet"),
    _rule("targets", r"(?:hoàn thành|đạt(?: và)? vượt|vượt|đạt)(?: mức)?\s*(?:được|trên|hơn|\s)*$", r"^(?!\s*(?:không|chưa) đạt)", "resolution_targets_met", "/"),
    _rule("doses", "", r"^[^;,.]{0,40}covid", "vaccine_doses_covid"),
    _rule("head", r"tiêu hủy\s*(?:được|trên|hơn|gần|khoảng|tổng số|\s)*$", "", "livestock_culled"),
    _rule("head", "", r"^[^;.\d]{0,30}(?:mắc|bị|nhiễm) bệnh", "livestock_disease_cases"),
)  # fmt: skip


def counted(unit: str, written: str, before: str, after: str, known: frozenset[str]) -> str:
    """The code a count means, from the words on both sides of it; empty where they do not say."""
    if unit == "communes" and "y tế" not in after[:60] and not _HEALTH.search(before[-70:]):
        return _communes(before, after, known)
    near = before.rpartition(";")[2][-70:]
    for rule in _RULES:
        if rule.unit != unit or not rule.written.search(written):
            continue
        if rule.before.search(near) and rule.after.search(after):
            return rule.code
    return ""


def _communes(before: str, after: str, known: frozenset[str]) -> str:
    band = _banded(after)
    if band:
        return band if band in known else ""
    if edge := re.match(r"\s*(?:đạt |có )?(dưới|trên) (\d+)", after):
        under = f"ntm_communes_band.under_{edge[2]}"
        return under if edge[1] == "dưới" and "tiêu chí" in after[:24] and under in known else ""
    if group := _GROUP.search(before[-60:]):
        return _band_code(group[1], "plus" if group[3] else f"_{group[2]}", known)
    behind = _NAMED.sub(" ", after, count=1)
    is_list = re.match(r"\s*(?::|gồm|là)", behind)
    near = re.split(r"[;)]|,? trong đó|, (?=\d)", behind[: 160 if is_list else 70])[0]
    if re.match(r"\s*(?:, thị trấn )?(?:đăng ký|phấn đấu|có lộ trình)", near):
        return "ntm_communes_registered"
    if re.match(r"[^;,.]{0,12}chưa (?:đạt|về)", near):
        return "ntm_communes_unmet"
    if (
        not _REACHED.search(near)
        and not re.match(r"\s*(?:ntm |nông thôn mới )?(?:nâng cao|kiểu mẫu)", near)
        and not re.search(r"(?:xã (?:đã )?(?:đạt|ntm|nông|về)|đạt chuẩn)[^;.]{0,50}$", before[-70:])
    ):
        return ""
    return _reached(before[-70:], near)


def _band_code(low: str, rest: str, known: frozenset[str]) -> str:
    code = f"ntm_communes_band.{low}{rest}"
    return code if code in known else ""


def _reached(before: str, near: str) -> str:
    is_new = re.search(r"(?:thêm|đưa)\s*(?:được\s*|có\s*)?$|mới\s*(?:được\s*)?$", before) or _ALSO.search(
        before
    )
    own = near if _ADVANCED.search(near) or _MODEL.search(near) else re.split(r"[,;](?!\d)", before)[-1]
    if is_new:
        return "ntm_communes_" + (
            "model_new" if _MODEL.search(near) else "advanced_new" if _ADVANCED.search(near) else "new"
        )
    if _MODEL.search(own):
        return "ntm_communes_model"
    return "ntm_communes_advanced" if _ADVANCED.search(own) else "ntm_communes_met"


def _banded(after: str) -> str:
    """`7 xã đạt 10 - 14 tiêu chí`, `đạt từ 10 tiêu chí trở lên`, `đạt 14 tiêu chí`: the band they count."""
    if found := _BAND.match(after):
        return f"ntm_communes_band.{found[1]}_{found[2]}"
    if found := _FROM.match(after):
        return f"ntm_communes_band.{found[1]}plus"
    found = _EXACTLY.match(after)
    return f"ntm_communes_band.{found[1]}" if found and found[1] != "19" else ""


def criteria(before: str, words: str, after: str, is_commune: bool, is_advanced: bool) -> str:
    """The code a number of criteria means: a mean, a sum over communes, what one commune has met or still lacks."""
    if re.match(r"\s*(?:chưa đạt|chưa hoàn thành|còn lại)", after) or re.search(
        r"còn (?:thiếu )?\s*$", before
    ):
        return "ntm_criteria_unmet"
    if re.search(r"không (?:còn|có) (?:xã )?(?:nào )?(?:đạt )?dưới\s*$", before):
        return "ntm_communes_below"
    if "/xã" in words or re.search(r"bình quân|trung bình", before[-60:]):
        return "ntm_criteria_avg"
    if not is_commune and re.search(r"tổng|cộng|các xã(?! còn lại| khác)", before[-70:]):
        return "ntm_criteria_total_advanced" if is_advanced else "ntm_criteria_total"
    return "ntm_criteria_met_advanced" if is_advanced else "ntm_criteria_met"
