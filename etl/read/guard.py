"""Zip-based office files judged before any parser sees them: bombs, macros, outside links, passwords, entities."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from etl.model import UnreadableFile

MAX_UNPACKED = 400 * 1024 * 1024
MAX_RATIO = 200
MAX_PARTS = 5_000
MAX_PROLOG = 1_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MACRO = re.compile(r"vbaproject|macrosheets/|/activex/|basic/|scripts/", re.IGNORECASE)
_ARCHIVE = re.compile(r"\.(?:zip|rar|7z|gz|tar|jar)$", re.IGNORECASE)
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!DOCTYPE\s+html|<html)[\s>]", re.IGNORECASE)
_ROOT = re.compile(rb"<[A-Za-z]")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<|\Z)")
_ASIDE = re.compile(rb"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_SPOKEN = re.compile(
    rb"<\?xml[^>]*\sencoding\s*=\s*[\"'](?!utf-?(?:8|16|32)|us-ascii|iso-8859-|windows-125)", re.IGNORECASE
)
"""An encoding in which the signs of a declaration could be spelt so that nobody here sees them."""
_MAINFRAME = "<?xml".encode("cp037")
_OUTSIDE = re.compile(
    rb'TargetMode\s*=\s*"External"[^>]*Type\s*=\s*"[^"]*(?:externalLink|oleObject|attachedTemplate)'
    rb'|Type\s*=\s*"[^"]*(?:externalLinkPath|oleObject|attachedTemplate|frame)"[^>]*TargetMode\s*=\s*"External"'
)


def is_page(content: bytes) -> bool:
    """Whether a file is a web page, whatever its name says: portals hand out pages as `.xls` and `.csv`."""
    return _PAGE.match(content) is not None


def opened(file: str, content: bytes) -> zipfile.ZipFile:
    """The archive, judged; UnreadableFile names what is wrong with it."""
    if content.startswith(_OLE):
        raise UnreadableFile(
            "password" if b"E\x00n\x00c\x00r\x00y\x00p\x00t" in content else "old_format", file=file
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as wrong:
        raise UnreadableFile("broken", file=file, why=str(wrong)) from wrong
    _judge_sizes(file, parts)
    for part in parts:
        if part.flag_bits & 1:
            raise UnreadableFile("password", file=file)
        if _MACRO.search(part.filename):
            raise UnreadableFile("macro", file=file)
        if _ARCHIVE.search(part.filename):
            raise UnreadableFile("nested", file=file, part=part.filename)
        _judge_part(file, archive, part)
    return archive


def _judge_sizes(file: str, parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if (
        len(parts) > MAX_PARTS
        or unpacked > MAX_UNPACKED
        or (unpacked > 10_000_000 and unpacked > packed * MAX_RATIO)
    ):
        raise UnreadableFile("bomb", file=file, unpacked=unpacked)


def _judge_part(file: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Judge a part by what it holds, whatever it is called: a name says nothing about who will read it."""
    head, is_links = _prolog(file, archive, part), part.filename.endswith(".rels")
    is_named = part.filename.lower().endswith((".xml", ".rels"))
    if (is_named and not _MARKUP.match(head)) or head.startswith(_MAINFRAME):
        raise UnreadableFile("broken", file=file, why=part.filename)
    if _DOCTYPE.search(head) or _SPOKEN.match(head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")):
        raise UnreadableFile("doctype", file=file, part=part.filename)
    if "externalLinks/" in part.filename or (is_links and _OUTSIDE.search(head)):
        raise UnreadableFile("external_link", file=file, part=part.filename)


def _prolog(file: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """A part up to where its root element surely has begun: no entity can be declared behind that; links whole.

    Zeros are left out: so each sign is one byte in UTF-16 and UTF-32 as well.
    """
    head = b""
    try:
        with archive.open(part) as handle:
            while chunk := handle.read(65_536):
                head += chunk.replace(b"\0", b"")
                if len(head) > MAX_PROLOG:
                    raise UnreadableFile("broken", file=file, why=part.filename)
                if not part.filename.endswith(".rels") and _is_begun(head):
                    break
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError) as wrong:
        raise UnreadableFile("broken", file=file, why=part.filename) from wrong
    return head


def _is_begun(head: bytes) -> bool:
    """Whether the root element has begun, or this is no markup at all; what comments say counts as neither."""
    return not _MARKUP.match(head) or bool(_ROOT.search(_ASIDE.sub(b"", head)))
