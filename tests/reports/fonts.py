"""Vietnamese written the old way, for made reports: TCVN3 (ABC) bytes, VNI letters and marks, Windows-1258."""

from __future__ import annotations

import unicodedata

VNI_MARKS = dict(zip("\u0301\u0300\u0309\u0303\u0323", "ùøûõï", strict=True))
VNI_HAT = dict(zip(["", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"], "âáàåãä", strict=True))
VNI_BREVE = dict(zip(["", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"], "êéèúüë", strict=True))
VNI_LONE = {"đ": "ñ", "ư": "ö", "ơ": "ô", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}
TCVN3 = dict(
    zip(
        "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệđìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂĐÊÔƠƯ",
        "\xb5\xb6\xb7\xb8\xb9\xa8\xbb\xbc\xbd\xbe\xc6\xa9\xc7\xc8\xc9\xca\xcb\xcc\xce\xcf\xd0\xd1\xaa\xd2\xd3\xd4\xd5\xd6\xae\xd7\xd8\xdc\xdd\xde"
        "\xdf\xe1\xe2\xe3\xe4\xab\xe5\xe6\xe7\xe8\xe9\xac\xea\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf4\xad\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe\xa1\xa2\xa7\xa3\xa4\xa5\xa6",
        strict=True,
    )
)
LETTERS = [unicodedata.normalize("NFC", b + t) for b in "aăâeêioôơuưy" for t in ("", *VNI_MARKS)] + ["đ"]
ACCENTED = [letter for letter in LETTERS if not letter.isascii()]


def to_vni(text: str) -> str:
    """Text as a VNI font spells it."""
    return "".join(map(_vni, unicodedata.normalize("NFC", text)))


def _vni(letter: str) -> str:
    small = letter.lower()
    if small in VNI_LONE:
        return VNI_LONE[small] if letter == small else VNI_LONE[small].upper()
    parts = unicodedata.normalize("NFD", small)
    tone = next((p for p in parts if p in VNI_MARKS), "")
    rest = unicodedata.normalize("NFC", "".join(p for p in parts if p not in VNI_MARKS))
    if rest in "ươ":
        spelt = VNI_LONE[rest] + VNI_MARKS.get(tone, "")
    elif rest in "âêô":
        spelt = {"â": "a", "ê": "e", "ô": "o"}[rest] + VNI_HAT[tone]
    elif rest == "ă":
        spelt = "a" + VNI_BREVE[tone]
    else:
        spelt = rest + VNI_MARKS.get(tone, "")
    return spelt if letter == small else spelt.upper()


def to_tcvn3(text: str) -> bytes:
    """Text as bytes of a TCVN3 font; capitals with a tone come from a font of capitals and are spelt small."""
    out = "".join(TCVN3.get(c, TCVN3.get(c.lower(), c)) for c in unicodedata.normalize("NFC", text))
    return out.encode("latin-1")


def to_1258(text: str) -> bytes:
    """Text as Windows-1258: base letter, then a combining tone."""
    out = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(p for p in parts if p in VNI_MARKS)
        out.append(unicodedata.normalize("NFC", "".join(p for p in parts if p not in VNI_MARKS)) + tone)
    return "".join(out).encode("cp1258")
