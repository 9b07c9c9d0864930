"""What the words right before a number make of the indicator found for it: a part, a level, a growth, a damage."""

from __future__ import annotations

import re

from etl.catalog import Catalogue
from etl.recognise.narrative.context import State
from etl.recognise.narrative.roles import LEVEL
from etl.recognise.narrative.stretch import Stretch
from etl.recognise.narrative.tokens import Kind

_OF_IT = re.compile(r"trong đó[^;]*(?:trên|tại) địa bàn")
_CAUGHT = re.compile(r"(?<!\w)(khai thác|nuôi trồng)\s*(?:đạt|được|ước|trên|hơn|gần|khoảng|\s)*$")
_RAISED = re.compile(r"nâng (?:tổng )?(?:diện tích|số)[^;.]{0,40} lên\s*(?:trên|hơn|gần|khoảng|\s)*$")
_EACH_YEAR = re.compile(
    r"tăng (?:trưởng )?bình quân(?: hàng năm| hằng năm| mỗi năm)?\s*(?:trên|hơn|gần|khoảng|đạt|\s)*$"
)
_RISES = re.compile(r"(?<!\w)tăng\s*(?:trên|hơn|gần|khoảng|từ|\s)*$")
_A_YEAR = re.compile(r"\s*(?:/|mỗi |hằng |hàng )\s*năm")
_RUINED = re.compile(r"(?<!\w)(?:thiệt hại|gãy đổ|đổ gãy|bị đổ|bị cháy|cháy)(?!\w)[^,;.\d]*$")
_PART = re.compile(r"(?<!\w)(?:trong đó|riêng|gồm)(?!\w)")
SOWN = re.compile(
    r"(?<!\w)(?:cấy|gieo cấy|gieo trồng|gieo sạ|gieo|xuống giống|trồng)\s*(?:thêm|tiếp|nốt|xong|được|trên|hơn|gần|khoảng|đạt|ước|\s)*$"
)


_NEXT = 6
"""Letters between a number and the crop right behind it: `ha cây lạc`."""
_SEASON_SOWN = re.compile(
    r"(?<!\w)vụ (?:đông|xuân|mùa|hè|chiêm|đông xuân|hè thu)(?!\w)[^;.\d]*(?:20\d\d)?[^;.\d]*(?:gieo trồng|trồng)\s*(?:được|xong|trên|hơn|gần|khoảng|đạt|ước|\s)*$"
)


def turned(code: str, seen: Stretch, state: State, catalogue: Catalogue) -> str:
    """The indicator meant, where the catalogue has it; else the one found."""
    for turn in (_caught, _local, _raised, _part, _sown, _all_sown, _growth, _ruined, _level):
        other = turn(code, seen, state)
        if other in catalogue.indicators:
            return other
    return code


def _caught(code: str, seen: Stretch, state: State) -> str:
    """`Sản lượng thủy sản …, trong đó khai thác 71 tấn`: caught or farmed."""
    said = _CAUGHT.search(seen.before) if not code and state.code.startswith("output.fishery") else None
    return f"output.fishery.{'capture' if said[1] == 'khai thác' else 'farmed'}" if said else ""


def _local(code: str, seen: Stretch, state: State) -> str:
    """`…, trong đó thu trên địa bàn 30 tỷ`: the part of the total just told."""
    return f"{code}.local" if code == state.code and _OF_IT.search(seen.before) else ""


def _raised(code: str, seen: Stretch, state: State) -> str:
    """`Nâng tổng diện tích lên 300 ha`: all there is now, not what was added."""
    return code.replace("_new", "", 1) if "_new" in code and _RAISED.search(seen.before) else ""


def _part(code: str, seen: Stretch, state: State) -> str:
    """`Trồng mới 60 ha cây ăn quả, riêng quýt 25 ha`: a part of what was added was added, too."""
    family, _, detail = code.partition(".")
    is_new = state.code.partition(".")[0] == f"{family}_new"
    return f"{family}_new.{detail}" if is_new and _PART.search(seen.before) else ""


def _sown(code: str, seen: Stretch, state: State) -> str:
    """`Thu hoạch xong lúa xuân; cấy thêm 400 ha lúa mùa`: sown, whatever was said before."""
    family, _, detail = code.partition(".")
    return f"planted_area.{detail}" if family == "harvested_area" and SOWN.search(seen.before) else ""


def _all_sown(code: str, seen: Stretch, state: State) -> str:
    """`Vụ đông đến nay gieo trồng 3.118 ha`, a crop told in a sentence before: of all that the season has."""
    if not code.startswith("planted_area.") or not _SEASON_SOWN.search(seen.before):
        return ""
    near = (t for t in seen.found if t.kind is Kind.SUBJECT and t.start <= seen.token.end + _NEXT)
    is_named = any(t.start >= seen.token.end or c.detail for t in near for c in t.concepts)
    return "" if is_named else "planted_area"


def _growth(code: str, seen: Stretch, state: State) -> str:
    """`Tăng bình quân 11,3%/năm`: the growth that is an indicator of its own."""
    yearly = _EACH_YEAR.search(seen.before) or (_RISES.search(seen.before) and _A_YEAR.match(seen.after))
    return f"{code}_growth" if seen.token.unit == "%" and yearly else ""


def _ruined(code: str, seen: Stretch, state: State) -> str:
    """`486 ha rừng trồng bị gãy đổ`: damage, and nothing planted."""
    is_forest = code in ("planted_forest_area", "forest_new")
    return "forest_damaged_area" if is_forest and _RUINED.search(seen.before) else ""


def _level(code: str, seen: Stretch, state: State) -> str:
    """`Giảm tỷ lệ hộ nghèo xuống còn 8%`: the level, not the reduction."""
    return code.removesuffix("_reduction") if LEVEL.search(seen.before) else ""
