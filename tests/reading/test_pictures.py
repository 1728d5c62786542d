from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from brief.document import Picture
from brief.reading.pictures import measure, picture_of


def saved(kind: str, size: tuple[int, int], **options: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "white").save(file, kind, **options)
    return file.getvalue()


@pytest.mark.parametrize("size", [(1, 1), (3, 700), (640, 480)])
@pytest.mark.parametrize(
    ("kind", "media_type", "options"),
    [
        ("PNG", "image/png", {}),
        ("GIF", "image/gif", {}),
        ("JPEG", "image/jpeg", {}),
        ("JPEG", "image/jpeg", {"progressive": True, "comment": b"c" * 300, "exif": b"Exif\x00\x00" + b"x" * 500}),
    ],
)
def test_type_and_size_are_told_from_the_header(
    kind: str, media_type: str, options: dict[str, object], size: tuple[int, int]
) -> None:
    data = saved(kind, size, **options)
    assert measure(data) == (media_type, *size, True)
    assert picture_of("a.png", data) == Picture("a.png", media_type, data, *size)


@pytest.mark.parametrize("kind", ["PNG", "GIF", "JPEG"])
def test_a_picture_that_is_cut_off_is_refused_wherever_it_is_cut(kind: str) -> None:
    data = saved(kind, (40, 30))
    for length in range(8, len(data) - 12, 7):
        assert picture_of("a.png", data[:length]) == ("'a.png' is cut off", "save or copy it again")


@given(st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8\xff"]), st.binary(max_size=80))
def test_no_bytes_are_too_strange_to_be_measured(start: bytes, rest: bytes) -> None:
    found = picture_of("a.png", start + rest)
    assert isinstance(found, Picture) or found[0].startswith("'a.png' ")


def test_twenty_five_million_pixels_are_the_most() -> None:
    def png(width: int, height: int) -> bytes:
        return b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR" + struct.pack(">II", width, height) + b"IEND"

    assert isinstance(picture_of("a.png", png(5000, 5000)), Picture)
    assert picture_of("a.png", png(5000, 5001)) == (
        "'a.png' has 5000 x 5001 pixels; a picture has at most 25 million",
        "save it at twice the size it is shown",
    )
    assert picture_of("a.png", png(0, 5)) == ("'a.png' is cut off", "save or copy it again")


def test_a_picture_is_named_as_one() -> None:
    gif = b"GIF89a\x01\x00\x01\x00;"
    assert isinstance(picture_of("a.GIF", gif), Picture)
    assert picture_of("images/digest.md", gif) == (
        "'images/digest.md' is a picture that is not named as one",
        "rename it to digest.gif",
    )


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b"  <svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><svg/>", "SVG"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WebP"),
        (b"\x00\x00\x00\x20ftypavif", "AVIF or HEIC"),
        (b"%PDF-1.7", "PDF"),
        (b"BM\x00\x00", "BMP"),
        (b"II*\x00", "TIFF"),
        (b"<html>", "no picture"),
    ],
)
def test_what_is_no_picture_for_mail_is_named(data: bytes, kind: str) -> None:
    found = picture_of("a.png", data)
    assert isinstance(found, tuple)
    assert found[0] == f"'a.png' is {kind}; pictures are PNG, JPEG or GIF"
    assert found[1]
