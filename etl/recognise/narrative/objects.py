"""Subjects that stand around a number: `trồng mới 52 ha cây ăn quả`, `hiến 32.400 m2 đất`."""

from __future__ import annotations

import re

from etl.catalog import Catalogue, Concept
from etl.recognise.phrases import concepts_of
from etl.words.fold import clean

_VERB = re.compile(
    r"(?<!\w)(trồng mới|trồng lại|trồng|hiến|cải tạo|chăm sóc|khoán bảo vệ|bê tông hóa|cứng hóa|xây mới|xây dựng|gieo trồng|khai thác|"
    r"giải quyết việc làm|tạo việc làm|huy động|giải ngân|thành lập mới|cấp đăng ký|đăng ký|đón|thu hút)"
    r"\s*(?:cho|được|thêm|tốt|mới|đạt|hoàn thành|ước|khoảng|trên|hơn|gần|là|tổng số|toàn bộ|\s)*$"
)
_WORDS = re.compile(r"\s*((?:[^\W\d_]+\s*){1,6})")


def around(before: str, unit: str, after: str, catalogue: Catalogue) -> tuple[Concept, ...]:
    """What a verb before the number, its unit and the words right behind it name together."""
    verb = _VERB.search(before)
    tail = _WORDS.match(after)
    words = tail[1].split() if tail else []
    for count in range(len(words), -1, -1):
        thing = " ".join(words[:count])
        named = clean(f"{unit} {thing}")
        offers = (
            ([f"{verb[1]} {thing}", f"{verb[1]} {named}"] if verb else [])
            + [named]
            + ([thing] if thing else [])
        )
        for offer in offers:
            found = concepts_of(catalogue, offer)
            if found:
                return found
    return ()
