"""Pictures beside a briefing: their type and size, told from their first bytes alone."""

from __future__ import annotations

import struct
from pathlib import PurePosixPath

from brief.document import Picture

MOST_PIXELS = 25_000_000

_OTHERS = (
    (b"<svg", "SVG", "export it as PNG at twice the size it is shown: many mail programs show no SVG"),
    (b"<?xml", "SVG", "export it as PNG at twice the size it is shown: many mail programs show no SVG"),
    (b"%PDF", "PDF", "export the page as PNG"),
    (b"BM", "BMP", "save it as PNG"),
    (b"II*\0", "TIFF", "save it as JPEG"),
    (b"MM\0*", "TIFF", "save it as JPEG"),
)
_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif"})
_FILL = 0xFFFF
_NO_SIZE = frozenset({0xFF01, *range(0xFFD0, 0xFFD9)})  # markers of JPEG that carry no length
_FRAMES = frozenset(range(0xFFC0, 0xFFD0)) - {0xFFC4, 0xFFC8, 0xFFCC}  # those that hold the picture's size


def picture_of(name: str, data: bytes) -> Picture | tuple[str, str]:
    """A PNG, JPEG or GIF of bearable size; else what is wrong and a hint."""
    found = measure(data)
    if found is None:
        kind, hint = _other(data)
        return f"{name!r} is {kind}; pictures are PNG, JPEG or GIF", hint
    media_type, width, height, whole = found
    path = PurePosixPath(name)
    if path.suffix.lower() not in _SUFFIXES:  # copies go by this name, and none may pass for an artifact
        return f"{name!r} is a picture that is not named as one", f"rename it to {path.stem}.{media_type[6:]}"
    if not (whole and width and height):
        return f"{name!r} is cut off", "save or copy it again"
    if width * height > MOST_PIXELS:
        message = f"{name!r} has {width} x {height} pixels; a picture has at most {MOST_PIXELS // 1_000_000} million"
        return message, "save it at twice the size it is shown"
    return Picture(name, media_type, data, width, height)


def measure(data: bytes) -> tuple[str, int, int, bool] | None:
    """Media type, width and height of a picture, and whether its end is there; None for any other file."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return "image/png", *struct.unpack_from(">II", data, 16), b"IEND" in data[-64:]
        if data.startswith((b"GIF87a", b"GIF89a")):
            return "image/gif", *struct.unpack_from("<HH", data, 6), b";" in data[-64:]
        if data.startswith(b"\xff\xd8\xff"):
            height, width = _jpeg_size(data)
            return "image/jpeg", width, height, b"\xff\xd9" in data[-4096:]
    except struct.error:
        return "image", 0, 0, False
    return None


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Height and width from the frame header."""
    at = 2
    while True:
        marker, length = struct.unpack_from(">HH", data, at)
        if marker in _FRAMES:
            return struct.unpack_from(">HH", data, at + 5)
        at += 1 if marker == _FILL else 2 if marker in _NO_SIZE else 2 + length


def _other(data: bytes) -> tuple[str, str]:
    """What a file is that is no picture, and what to do."""
    if not data:
        return "empty", "save or copy it again"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP", "save it as PNG or JPEG: some mail programs show no WebP"
    if data[4:8] == b"ftyp":
        return "AVIF or HEIC", "save it as JPEG"
    for start, kind, hint in _OTHERS:
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(start):
            return kind, hint
    return "no picture", "save it as PNG or JPEG"
