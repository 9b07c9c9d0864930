"""The provinces of the country: under these names alone a text is known to speak of one."""

from __future__ import annotations

import re
from collections.abc import Iterator

# fmt: off
CITIES = ("Hà Nội", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế")
"""Cities ruled as provinces; Hồ Chí Minh is never written without its level."""
PROVINCES = (
    "An Giang", "Bà Rịa - Vũng Tàu", "Bạc Liêu", "Bắc Giang", "Bắc Kạn", "Bắc Ninh", "Bến Tre", "Bình Dương",
    "Bình Định", "Bình Phước", "Bình Thuận", "Cà Mau", "Cao Bằng", "Đắk Lắk", "Đắk Nông", "Đắc Lắc", "Đắc Nông",
    "Điện Biên", "Đồng Nai", "Đồng Tháp", "Gia Lai", "Hà Giang", "Hà Nam", "Hà Tĩnh", "Hải Dương", "Hậu Giang",
    "Hòa Bình", "Hưng Yên", "Khánh Hòa", "Kiên Giang", "Kon Tum", "Lai Châu", "Lạng Sơn", "Lào Cai", "Lâm Đồng",
    "Long An", "Nam Định", "Nghệ An", "Ninh Bình", "Ninh Thuận", "Phú Thọ", "Phú Yên", "Quảng Bình", "Quảng Nam",
    "Quảng Ngãi", "Quảng Ninh", "Quảng Trị", "Sóc Trăng", "Sơn La", "Tây Ninh", "Thái Bình", "Thái Nguyên",
    "Thanh Hóa", "Thừa Thiên Huế", "Thừa Thiên - Huế", "Tiền Giang", "Trà Vinh", "Tuyên Quang", "Vĩnh Long",
    "Vĩnh Phúc", "Yên Bái",
)
"""As they were called until 30/6/2025 (Resolution 202/2025/QH15 keeps 21 of the names and adds none)."""
# fmt: on
_NAMED = re.compile(
    r"(?<!\w)(?:"
    + "|".join(sorted((*PROVINCES, *CITIES), key=len, reverse=True))
    .replace("òa", "(?:òa|oà)")
    .replace("óa", "(?:óa|oá)")
    + r")(?!\w)"
)


def provinces_in(text: str) -> Iterator[str]:
    """The provinces a text in NFC names, with or without their level, in its order: `tỉnh Bến Tre`, `thành phố Huế`."""
    for found in _NAMED.finditer(text):
        yield f"{'thành phố' if found[0] in CITIES else 'tỉnh'} {found[0]}"
