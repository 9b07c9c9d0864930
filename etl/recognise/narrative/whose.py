"""Whose report it is: the unit its heading names, its level settled by how the text calls the whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from etl.recognise.places import NAME, UPPER, named_places
from etl.recognise.provinces import provinces_in
from etl.words.fold import clean, fold

_LEVELS = ("xã", "phường", "thị trấn", "thị xã", "thành phố", "quận", "huyện", "tỉnh")
_SMALL = ("xã", "phường", "thị trấn")
_LEVEL = rf"({'|'.join(_LEVELS)})"
_FOLLOWS = r"đã|đạt|có|được|thực|ước|phấn|trồng|thu|gieo|hiện|là|tổ|ủy|huy|còn|tiếp|tập|chỉ|xây|hoàn|duy|giữ|cũng|đặt|đề|quyết|trong|ổn|phát|tăng"
_WHOLE = re.compile(
    rf"(?<!\w)(?:toàn|trên địa bàn|địa bàn)\s+{_LEVEL}(?! hội)(?!\w)"
    rf"|(?:(?<!\w)(?:của|trong|đảng bộ|ubnd|hđnd)|[,.;\n])\s{{1,3}}+{_LEVEL}(?=\s*(?:[,.;:)]|(?:{_FOLLOWS})(?!\w)|$)|\s+\d)"
)
_LEAD = re.compile(rf"\s*({NAME})(?=\s*:|\s*$|\s+[^\W\d_{UPPER}])")
_BARE = re.compile(NAME)
_REGIONS = frozenset(
    (
        "tây bắc",
        "đông bắc",
        "tây nguyên",
        "việt bắc",
        "việt nam",
        "nam bộ",
        "bắc bộ",
        "trung bộ",
        "tây nam bộ",
        "đông nam bộ",
    )
)
"""Parts of the country: no unit has a report of its own under such a name."""
_IN = re.compile(rf"(?<!\w)(?:ở|tại|của|về|quê|đất)\s+({NAME})\s*$")
"""`Dấu ấn nông thôn mới ở Hữu Lũng`: whose the story is, said last."""
_ORGAN = re.compile(
    r"(?:ubnd|ủy ban nhân dân|hội đồng nhân dân|hđnd|đảng bộ|đảng ủy|huyện ủy|tỉnh ủy|thành ủy|thị ủy|ban chấp hành|bch|"
    r"ban chỉ đạo|ban thường vụ|chi bộ|chi cục|sở|phòng|hạt|trạm|trung tâm|đội|kho bạc)(?!\w)"
)
# fmt: off
OFFICE = frozenset((
    "sở", "cục", "phòng", "chi", "hạt", "trạm", "ban", "tin", "điểm", "bản", "nông", "nghiệp", "lâm", "thủy",
    "sản", "ptnt", "và", "môi", "trường", "tài", "chính", "nguyên", "kế", "hoạch", "thống", "kê", "kiểm",
    "trồng", "trọt", "bvtv", "vật", "nuôi", "chăn", "thú", "y", "thôn", "công", "thương", "thông", "đầu", "tư",
    "dân", "tộc", "báo", "cáo", "nhanh", "uỷ", "ủy", "viện", "hội", "kinh", "tế", "xã", "văn", "hóa", "tổ",
    "chức", "thu", "tỉnh", "huyện", "đảng", "rừng", "xuất", "giáo", "dục", "lao", "động", "an", "ninh", "quốc",
))
# fmt: on
_ADDRESSED = re.compile(r"(?:kính gửi|nơi nhận|căn cứ|thực hiện)(?!\w)")
_ASIDE = re.compile(r"(?:tại|ở|thuộc|đến|với|của tỉnh)\s*(?:hội trường\s*|các\s*)?$")


def whose(heading: list[str], lines: list[str], homes: Sequence[str]) -> str:
    """The unit a document speaks of: level and name as its heading means it, else its text; else the home district, or the province it lies in."""
    text = "\n".join(lines)
    named = Counter(place for _, _, place in named_places(text))
    whole: Counter[str] = Counter()
    for found in _WHOLE.finditer("\n" + fold_lines(text)):
        whole[found[1] or found[2]] += 3 if found[1] else 1
    return (
        _sent(heading)
        or _titled(heading, named, whole)
        or _bare(heading, named, whole)
        or _ending(heading, whole)
        or _spoken(lines, named, whole)
        or _province(lines, whole)
        or _of_level(whole, homes)
    )


def _province(lines: list[str], whole: Counter[str]) -> str:
    """Of a text that calls its whole a province, the one its opening names, be it without its level (`Cục Thống kê Bến Tre`)."""
    opening = next(provinces_in("\n".join(lines[:4])), "")
    return opening if whole["tỉnh"] > whole["huyện"] + whole["xã"] else ""


def _of_level(whole: Counter[str], homes: Sequence[str]) -> str:
    """Of the home units, the district first and those it lies in, the one of the level a text that names no unit calls its whole."""
    said = [level for level in ("tỉnh", "huyện") if whole[level]]
    return next((home for home in homes if said == ["tỉnh"] and _level(home) == "tỉnh"), homes[0])


def fold_lines(text: str) -> str:
    """Every line folded, the lines kept apart."""
    return "\n".join(fold(line) for line in text.split("\n"))


def _sent(heading: list[str]) -> str:
    """Of a report with a letterhead: the unit its title names, else the sender's own, which stands below whom it reports to."""
    organs = [(n, line) for n, line in enumerate(heading[:4]) if _is_organ(line)]
    if not organs:
        return ""
    behind = heading[organs[-1][0] + 1 :]
    bare = [line for line in behind[:1] if [(0, len(line))] == [(s, e) for s, e, _ in named_places(line)]]
    title = [line for line in behind[len(bare) :] if not _ADDRESSED.match(fold(line))]
    told = [place for line in title for start, _, place in named_places(line) if not _is_aside(line, start)]
    own = [place for line in (*(line for _, line in organs), *bare) for _, _, place in named_places(line)]
    return next(iter(told), "") or max(own[::-1], key=lambda p: -_LEVELS.index(_level(p)), default="")


def _is_organ(line: str) -> bool:
    """A line that is the name of an organ and nothing else."""
    ends = [end for _, end, _ in named_places(line)]
    return _ORGAN.match(fold(line)) is not None and (line.isupper() or ends[-1:] == [len(line.rstrip())])


def _titled(heading: list[str], named: Counter[str], whole: Counter[str]) -> str:
    """The first unit the heading names in full; a commune before the district it lies in."""
    found = [
        place for line in heading for start, _, place in named_places(line) if not _is_aside(line, start)
    ]
    districts = [place for place in found if _level(place) not in _SMALL]
    if found and _level(found[0]) in _SMALL and len(found) == 1 and _about_more(found[0], named, whole):
        return ""
    if districts and found and _level(found[0]) == "tỉnh" and len(set(districts)) > 1:
        return next(place for place in districts if _level(place) != "tỉnh")
    return found[0] if found else ""


def _about_more(commune: str, named: Counter[str], whole: Counter[str]) -> bool:
    """Whether the text calls its whole a district or province, though the heading names a commune."""
    return whole["huyện"] + whole["tỉnh"] > 2 * (whole[_level(commune)] + named[commune])


def _is_aside(line: str, start: int) -> bool:
    return _ASIDE.search(fold(clean(line[max(0, start - 24) : start]))) is not None


def _bare(heading: list[str], named: Counter[str], whole: Counter[str]) -> str:
    """A name the heading gives without its level (`Chư Pưh: …`): the level the text gives it, or calls the whole."""
    for line in heading:
        lead = None if line.isupper() else _LEAD.match(line)
        last = None if line.isupper() else _IN.search(clean(line))
        leads = [found[1] for found in (lead, last) if found and fold(found[1]) not in _REGIONS]
        for name in [*leads, *(found[0] for found in _BARE.finditer(line))]:
            place = _levelled(cased(name), named, whole, name in leads)
            if place:
                return place
    return ""


def _ending(heading: list[str], whole: Counter[str]) -> str:
    """The name a line in capitals ends with behind words of office (`SỞ NÔNG NGHIỆP … CAO BẰNG`, `ĐIỂM TIN NÔNG NGHIỆP SÓC TRĂNG`)."""
    level = max(("tỉnh", "huyện", "xã"), key=lambda level: whole[level])
    for line in heading[:3]:
        words = line.split()
        last = max((n for n, word in enumerate(words) if fold(word) in OFFICE), default=-1)
        name = words[last + 1 :]
        if line.isupper() and last >= 0 and len(name) in (2, 3) and all(word.isalpha() for word in name):
            return f"{level} {' '.join(name).title()}" if whole[level] else ""
    return ""


def cased(name: str) -> str:
    """A name as it is written in running text, where a heading has it in capitals."""
    return clean(name).title() if name.isupper() else clean(name)


def _levelled(name: str, named: Counter[str], whole: Counter[str], leads: bool) -> str:
    """The name with its likeliest level; a name the text never gives a level counts only where it leads the heading."""
    mentions = {level: count for level in _LEVELS if (count := _mentions(named, f"{level} {name}"))}
    if not mentions and not leads:
        return _shorter(name, named, whole)
    scores = Counter({level: 3 * mentions.get(level, 0) + 2 * whole[level] for level in _LEVELS})
    level, score = max(scores.items(), key=lambda entry: (entry[1], -_LEVELS.index(entry[0])))
    return f"{level} {name}" if score else ""


def _shorter(name: str, named: Counter[str], whole: Counter[str]) -> str:
    """Words in capitals around a name (`Huyện uỷ Bắc Sơn`, `Kinh tế Lạng Sơn`) are cut off until it is one."""
    words = name.split()
    parts = [" ".join(words[n:]) for n in range(1, len(words) - 1)] + [
        " ".join(words[:n]) for n in range(len(words) - 1, 1, -1)
    ]
    known = (part for part in parts if any(_mentions(named, f"{level} {part}") for level in _LEVELS))
    part = cased(next(known, ""))
    return _levelled(part, named, whole, False) if part else ""


def _mentions(named: Counter[str], place: str) -> int:
    return sum(count for found, count in named.items() if fold(found) == fold(place))


def _spoken(lines: list[str], named: Counter[str], whole: Counter[str]) -> str:
    """The unit the text names most, the opening paragraphs before all; a commune only where it is the whole."""
    opening = Counter(place for line in lines[:4] for _, _, place in named_places(line))
    scores = {
        place: count + 4 * bool(opening[place]) + 2 * min(whole[_level(place)], 3)
        for place, count in named.items()
        if _level(place) not in _SMALL or (whole[_level(place)] and opening[place])
    }
    provinces = {place for place in scores if _level(place) == "tỉnh"}
    if whole["huyện"] + whole["xã"] > 0 and len(scores) > len(provinces):
        scores = {place: score for place, score in scores.items() if place not in provinces}
    return max(scores, key=lambda place: (scores[place], place), default="")


def _level(place: str) -> str:
    return next((level for level in _LEVELS if place.startswith(level + " ")), "")
