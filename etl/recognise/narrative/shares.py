"""What a share is of: the count before it, the subject it is a part of, or those named behind it."""

from __future__ import annotations

import re

from etl.catalog import Catalogue
from etl.recognise.narrative.another import BASE, BRACKETED, is_another
from etl.recognise.narrative.context import State
from etl.recognise.narrative.meanings import is_rate
from etl.recognise.narrative.stretch import Stretch
from etl.recognise.narrative.tokens import Kind, Token
from etl.recognise.phrases import concepts_of, phrases_in, share_of

SPENT = frozenset({"public_investment_disbursed"})
"""What is told as a part of its plan, whatever words stand between."""
_RATED = re.compile(r"(?:tỷ lệ|tỉ lệ|đạt|chiếm|bằng)\s*$")
_OPENS = re.compile(r"\(\s*(?:đạt|chiếm|bằng|tỷ lệ|tương ứng|tương đương|=)?\s*(?:tỷ lệ)?\s*$")
_CLOSES = re.compile(r"[^();,.%\d]{0,24}\)")
_INSIDE = re.compile(r"^[^()]*\)")
_IN_STRUCTURE = re.compile(r"[^;.]{0,120}?trong (?:tổng )?cơ cấu(?: kinh tế| ngành)?(?!\w)")
SHARE = re.compile(
    r"(?<!\w)(?:chiếm|tương ứng|ứng với|tức|tức là)\s*(?:với|tỷ lệ|tỉ lệ|khoảng|trên|hơn|gần|\s)*$"
)
_FOLLOWS = re.compile(
    r"(?:[^,;]*,\s*(?:đạt|bằng|tương đương|tỷ lệ|chiếm)|\s*(?:=|,|bằng|tỷ lệ|,\s*tỷ lệ))\s*(?:tỷ lệ|trên|gần|khoảng|\s)*"
)
OF_WHOLE = re.compile(
    r"\s*(?:tổng )?(?:diện tích|sản lượng|số (?:hộ|xã|thôn|dân)|dân số|tổng (?:đàn|số|diện tích))(?!\w)(?![^,;.]{0,24}(?:kế hoạch|dự toán|kh(?!\w)|cùng kỳ))"
)
"""`85% diện tích gieo cấy`: a share of a whole, not of a plan."""
THOSE = re.compile(
    r"\s*(?:được|có|dùng|sử dụng|tham gia) [^,;.\d(]*|\s*(?:(?:tổng )?số |các )?(?:hộ|dân|người|xã|thôn|bản|khu|trường|gia đình|lao động|trẻ|cơ quan|đơn vị|học sinh|rác|chất thải|"
    r"nhân dân|đồng bào|cử tri)(?!\w)[^;.\d(]*?(?<!\w)(?:được|có|đạt|tham gia|sử dụng|dùng|đi|qua)(?!\w)[^,;.\d(]*"
)
"""Those a share is of, and what they do or have."""


def share(seen: Stretch, state: State, catalogue: Catalogue) -> str | None:
    """`43/58 trường đạt chuẩn (74,1%)`, `11/12 xã, chiếm 91,7%`: the share of the count before it; None where it is none."""
    token, text = seen.token, seen.text
    if token.unit != "%":
        return None
    previous = next((t for t in seen.earlier() if t.kind is Kind.NUMBER), None)
    opens = _OPENS.search(text, max(0, token.start - 80), token.start)
    closes = _CLOSES.match(text, token.end)
    in_brackets = opens and ((closes and not BASE.search(closes[0])) or "tỷ lệ" in opens[0])
    share = share_of(catalogue).get(_whole(state, catalogue), "")
    takes = in_brackets and previous is not None and (previous.of or share)
    follows = (
        _FOLLOWS.fullmatch(_INSIDE.sub("", BRACKETED.sub("", seen.before))) is not None
        and not BASE.search(re.split(r"[;,.](?!\d)", seen.after[:40])[0])
        and share
    )
    rated = _of_count(seen, previous, catalogue)
    if not takes and not follows and not rated and not SHARE.search(seen.before):
        return None
    if SHARE.search(seen.before) and state.code in SPENT:
        return state.code
    share = share if takes or follows or SHARE.search(seen.before) else ""
    return share or rated or ("" if SHARE.search(seen.before) else None)


def _of_count(seen: Stretch, previous: Token | None, catalogue: Catalogue) -> str:
    """`17/17 xã có điện lưới, tỷ lệ 100%`: the rate that the count's unit and the words behind it name."""
    if previous is None or not previous.of or not _RATED.search(seen.before):
        return ""
    words = seen.text[previous.number_end : seen.token.start]
    named = [
        c for start, end in phrases_in(words, catalogue) for c in concepts_of(catalogue, words[start:end])
    ]
    return next((c.code for c in reversed(named) if is_rate(c, catalogue)), "")


def _whole(state: State, catalogue: Catalogue) -> str:
    """What a share is of: the subject that waits for its number (`thu nội địa chiếm 88,5%`), else the last figure's."""
    said = state.waiting[-1].concepts if state.waiting else ()
    named = [c.code for c in said] + [f"{h}.{c.detail}" for c in said for h in c.by_unit.values()]
    return next((code for code in named if code in share_of(catalogue)), state.code)


def of_structure(seen: Stretch, state: State, catalogue: Catalogue) -> str:
    """`Nông nghiệp chiếm 46,8%, … dịch vụ 34,9% trong cơ cấu kinh tế`: the head said at the end of the clause."""
    if seen.token.unit != "%" or not state.detail or not _IN_STRUCTURE.match(seen.text, seen.token.end):
        return ""
    code = f"gdp_share.{state.detail.detail}"
    return code if code in catalogue.indicators else ""


def of_those(seen: Stretch, state: State, catalogue: Catalogue) -> tuple[str, int] | None:
    """`94,5% hộ dân được dùng nước hợp vệ sinh`: the words behind say whose share it is, where none stand before."""
    found = THOSE.match(seen.after) if seen.token.unit == "%" and not state.waiting else None
    if found is None or is_another(seen.before.removesuffix("có"), state):
        return None
    words = re.split(r"(?<=\w)(?= )", found[0].lstrip().removeprefix("số ").removeprefix("các "))
    for count in range(len(words), 1, -1):
        named = concepts_of(catalogue, "tỷ lệ " + "".join(words[:count]).strip())
        if rate := next((c.code for c in named if is_rate(c, catalogue)), ""):
            return rate, found[0].index(words[count - 1]) + len(words[count - 1])
    for start, end in phrases_in(found[0], catalogue):
        for concept in concepts_of(catalogue, found[0][start:end]):
            if is_rate(concept, catalogue):
                return concept.code, end
    return "", found.end()
