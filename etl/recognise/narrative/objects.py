"""Subjects that stand around a number: `trồng mới 52 ha cây ăn quả`, `hiến 32.400 m2 đất`, `thu được 18 tỷ đồng`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from etl.catalog import Catalogue, Concept
from etl.recognise.phrases import concepts_of
from etl.words.fold import clean

VERB = re.compile(
    r"(?<!\w)(trồng mới|trồng lại|trồng bổ sung|trồng|hiến|cải tạo|chăm sóc|khoán bảo vệ|giao khoán|bê tông hóa|cứng hóa|nhựa hóa|xây mới|"
    r"xây dựng|làm mới|mở mới|gieo trồng|gieo cấy|gieo sạ|xuống giống|thu hoạch|khai thác|giải quyết việc làm|tạo việc làm|đào tạo nghề|"
    r"đào tạo|huy động|giải ngân|thành lập mới|thành lập|cấp mới|cấp đăng ký|đăng ký|đón|thu hút|chuyển đổi|chuyển hóa|gieo ươm|"
    r"dồn điền đổi thửa|giảm|nuôi|thu|chi)"
    r"\s*(?:cho|được|thêm|tốt|mới|đạt|hoàn thành|ước|khoảng|trên|hơn|gần|là|tổng số|toàn bộ|mỗi năm|bình quân|hàng năm|hằng năm|về|lần lượt|nốt|tiếp|"
    r"toàn xã|toàn huyện|tổng cộng|các loại|mới được|\s)*$"
)
_WORDS = re.compile(r"\s*((?:[^\W\d_]+(?:[ -]+|(?=\W|$))){1,11})")
_NEXT = re.compile(r"\s*+:?\s*+(?:đạt |là |ước |trên |hơn |gần |khoảng |được |có )*+\d")
_TIMES = re.compile(r"^(?:nghìn|ngàn|vạn|triệu|tỷ) ")
OF_BUDGET = {"thu": "thu ngân sách", "chi": "chi ngân sách"}
PROGRAMME = re.compile(r"(?<!\w)(?:nông thôn mới|ntm)(?!\w)")
"""Words that name the programme that builds new rural areas."""
OF_PROGRAMME = {"huy động": "huy động xây dựng nông thôn mới"}
"""What a verb before an amount of money does, where the text speaks of the budget or of new rural areas."""


def around(
    verb: str, field: str, unit: str, after: str, money: Mapping[str, str], catalogue: Catalogue
) -> Iterator[tuple[Concept, int]]:
    """What a verb before the number, its unit and the words right behind it name together; how many letters behind.

    `field` is what the paragraph is about (`rừng`): it completes a verb that has no object of its own, `money` does where money is meant.
    """
    unit = _TIMES.sub("", unit)
    tail = _WORDS.match(after)
    words = re.split(r"(?<= )", tail[1]) if tail else []
    start = tail.start(1) if tail else 0
    for count in range(len(words), -1, -1):
        thing = clean("".join(words[:count])).strip(" -")
        length = start + len("".join(words[:count]).rstrip()) if count else 0
        if count and _NEXT.match(after, length):
            continue
        for offer in _offers(verb, clean(f"{unit} {thing}"), thing):
            yield from ((concept, length) for concept in concepts_of(catalogue, offer))
    if verb in money:
        yield from ((Concept(concept.code), 0) for concept in concepts_of(catalogue, money[verb]))
    if verb and field:
        yield from ((concept, 0) for concept in concepts_of(catalogue, f"{verb} {field}"))


def _offers(verb: str, named: str, thing: str) -> Iterator[str]:
    if verb:
        if thing:
            yield f"{verb} {thing}"
        yield f"{verb} {named}"
        if thing.startswith("rừng ") and not verb.startswith("trồng"):
            yield f"{verb} rừng"
    yield named
    if thing:
        yield thing
