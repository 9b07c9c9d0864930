"""Bytes → Vietnamese text: Unicode, Windows-1258, TCVN3 (ABC), VNI and UTF-8 read as another code page; or a refusal."""

from __future__ import annotations

import codecs
import re
import unicodedata

from etl.model import UnreadableFile
from etl.read.oldfonts import from_tcvn3, from_vni
from etl.words.syllable import is_syllable

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MARKED = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
_MOJIBAKE = re.compile("áº|á»|Ã[\u0080-\u00bf¡-¿]|Ä[\u0080-\u00bf‘ƒ©¨]|Æ°|Æ¡|Ă¡|Ă¢|Ă´|Ă³|Ä‘")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1c-\x1f]")
_LOST = re.compile(r"[^\W\d_]\?[^\W\d_]|\b\?[^\W\d_]{2}")


def decode(file: str, content: bytes) -> tuple[str, str]:
    """The text, NFC, and the encoding it was read by; UnreadableFile where letters are lost or nothing fits."""
    text, encoding = _decoded(file, content)
    if _MOJIBAKE.search(text):
        text, encoding = _unscrambled(file, text), f"{encoding}+mojibake"
    if _CONTROL.search(text):
        raise UnreadableFile("not_text", file=file)
    if "\ufffd" in text or _is_lossy(text):
        raise UnreadableFile("lossy", file=file)
    return unicodedata.normalize("NFC", text) if encoding != "utf-8" else text, encoding


def _decoded(file: str, content: bytes) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _strict(file, content[len(bom) :], encoding)
    if b"\x00" in content[:4096]:
        return _utf16(file, content)
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _single_byte(file, content)


def _strict(file: str, content: bytes, encoding: str) -> tuple[str, str]:
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError as wrong:
        raise UnreadableFile("encoding", file=file, at=wrong.start) from wrong


def _utf16(file: str, content: bytes) -> tuple[str, str]:
    even, odd = content[0:4096:2].count(0), content[1:4096:2].count(0)
    if max(even, odd) * 4 < len(content[:4096]) // 2:
        raise UnreadableFile("not_text", file=file)
    return _strict(file, content, "utf-16-le" if odd >= even else "utf-16-be")


def _single_byte(file: str, content: bytes) -> tuple[str, str]:
    """The reading with the most Vietnamese in it; a tie or too little Vietnamese is refused."""
    latin = content.decode("cp1252", errors="replace").replace("\ufffd", "?")
    offers = [
        (unicodedata.normalize("NFC", content.decode("cp1258", errors="replace")), "windows-1258"),
        (from_tcvn3(content.decode("latin-1")), "tcvn3"),
        (from_vni(latin), "vni"),
    ]
    scored = sorted(((vietnamese(text), text, name) for text, name in offers), reverse=True)
    best, text, name = scored[0]
    if best < 0.6:
        raise UnreadableFile("encoding", file=file, at=0)
    return text, name


def vietnamese(text: str) -> float:
    """How Vietnamese the words with marks are: share of them that are spelt like a syllable, 0 to 1."""
    words = [w for w in re.findall(r"[^\W\d_]+|[^\s\w,.;:()\-/%\"'*+]+[^\s\d,.;:]*", text) if not w.isascii()]
    if not words:
        return 0.0
    return sum(is_syllable(word) and bool(_MARKED.search(word)) for word in words) / len(words)


def _unscrambled(file: str, text: str) -> str:
    """UTF-8 that was once read as a code page, read right; refused where bytes are lost."""
    for page in ("cp1252", "cp1258", "latin-1"):
        try:
            mended = _bytes(text, page).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        if not _MOJIBAKE.search(mended):
            return mended
    raise UnreadableFile("mojibake", file=file)


def _bytes(text: str, page: str) -> bytes:
    """The bytes a code page came from; its five undefined positions stand for themselves."""
    out = bytearray()
    for letter in text:
        try:
            out += letter.encode(page)
        except UnicodeEncodeError:
            if ord(letter) > 0xFF:
                raise
            out.append(ord(letter))
    return bytes(out)


def _is_lossy(text: str) -> bool:
    """Question marks inside words beside few marked letters: an ANSI copy that lost what its code page lacks."""
    lost = len(_LOST.findall(text))
    return lost >= 3 and lost * 5 > len(_MARKED.findall(text))
