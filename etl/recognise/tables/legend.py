"""What a table's own legend says its signs mean: `x = đạt; để trống = chưa đạt`, in whatever order and words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from etl.words.fold import fold

_NO_SIGN = re.compile(
    r"(?:không|chưa) (?:có|ghi|đánh)(?: dấu| ký hiệu| gì)*(?: [\"“'(]?[xv+✓√][\"”')]?(?!\w))?|(?:để |bỏ )?trống|trắng|[\"“(] ?[\"”)]"
)
_STATUS = re.compile(r"(?<!\w)(?P<no>(?:chưa|không)(?: được)?(?: công nhận)? ?)?(?:đạt|hoàn thành)(?!\w)")
_QUOTED = re.compile(r"[\"“”'‘’(\[]\s*([^\s\w]|\w{1,2})\s*[\"“”'‘’)\]]")
_CLAUSE = re.compile(r"[;,()\[\]|]|\.(?:\s|$)|(?<!\w)(?:còn|và|hoặc)(?!\w)")
_FILLING = frozenset(
    [
        "ghi",
        "chú",
        "chú",
        "giải",
        "thích",
        "dấu",
        "ký",
        "hiệu",
        "đánh",
        "ghi",
        "điền",
        "chữ",
        "số",
        "ô",
        "các",
        "những",
        "cột",
        "tiêu",
        "chí",
        "xã",
        "chuẩn",
        "mức",
        "đã",
        "được",
        "là",
        "thì",
        "nếu",
        "nghĩa",
        "tức",
        "của",
        "có",
        "tương",
        "ứng",
        "với",
        "quy",
        "ước",
        "trong",
        "bảng",
        "thể",
        "hiện",
        "biểu",
        "thị",
    ]
)
_BETWEEN = frozenset(("=", ":", "-", "–", "—", "→", "là"))
_NAMES_SIGN = frozenset(("dấu", "hiệu", "ghi", "điền", "chữ", "số", "là", "đánh"))
BLANK = "trống"
MET, NOT_MET = "met", "not_met"


def legend(lines: Sequence[str]) -> Mapping[str, str]:
    """Sign → the status the lines give it, an empty cell by the empty sign; a sign they give two is left out."""
    found: dict[str, set[str]] = {}
    for line in lines:
        for sign, status in _told(fold(line)):
            found.setdefault(sign, set()).add(status)
    return {sign: told.pop() for sign, told in found.items() if len(told) == 1}


def _told(line: str) -> Iterator[tuple[str, str]]:
    """The signs one line explains: each clause that holds a sign and a status, and nothing else."""
    marked = _QUOTED.sub(r" «\1» ", _NO_SIGN.sub(f" {BLANK} ", line))
    for clause in _CLAUSE.split(marked):
        stated = list(_STATUS.finditer(clause))
        if len(stated) != 1:
            continue
        sign = _sign(f"{clause[: stated[0].start()]} @ {clause[stated[0].end() :]}")
        if sign is not None:
            yield sign, NOT_MET if stated[0]["no"] else MET


def _sign(clause: str) -> str | None:
    """The one sign a clause without its status (`@`) names; empty for an empty cell, None where it says other things."""
    words = re.sub(r"([=:→])", r" \1 ", clause).split()
    own = [word for word in words if word not in _FILLING and word not in _BETWEEN and word != "@"]
    if not own and words[0] in _BETWEEN - {"=", ":"}:
        return words[0]
    if len(own) != 1 or not _is_sign(own[0], words):
        return None
    return "" if own[0] == BLANK else own[0].strip("«»")


def _is_sign(word: str, words: Sequence[str]) -> bool:
    """Whether a word stands as a sign: short, alone or beside what calls it one; `17 xã đạt` and `Tiêu chí 1` count."""
    at, bare = words.index(word), word.strip("«»")
    before, after = words[max(at - 2, 0) : at], words[at + 1 : at + 2]
    if word == BLANK or not bare.isalnum():
        return True
    if bare.isdecimal():
        is_counting = {"chí", "xã"} & set(before) or (word != bare and "@" in before[-1:])
        is_called = {"ghi", "điền", "đánh"} & set(before) if "@" in words[:at] else {*after} & _BETWEEN
        return bare in ("0", "1") and not is_counting and (bool(is_called) or word != bare)
    is_called = {*after} & _BETWEEN or {*before[-1:]} & (_BETWEEN | _NAMES_SIGN)
    return len(bare) <= 2 and (word != bare or bool(is_called) or len(bare) == 1)
