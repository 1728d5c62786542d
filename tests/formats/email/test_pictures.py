from __future__ import annotations

from brief.desk import Desk
from brief.document import Picture
from brief.formats.email.pictures import Album, file_name


def picture(name: str, width: int = 1200, height: int = 600, data: bytes = b"one") -> Picture:
    return Picture(name, "image/jpeg", data, width, height, alt="words")


def test_a_file_is_named_by_its_stem_in_ascii_and_its_content() -> None:
    assert file_name(picture("images/Größe & Maß.JPEG")) == "email-images/gr-e-ma-7692c3ad35.jpg"
    assert file_name(picture("图.jpg")).startswith("email-images/picture-")
    assert file_name(picture("a/x.jpg")) != file_name(picture("b/x.jpg", data=b"two"))


def test_a_picture_that_is_shown_twice_is_one_file() -> None:
    album = Album(Desk())
    assert album.picture(picture("a.jpg")).src == album.picture(picture("a.jpg")).src
    assert len(album.files) == 1


def test_a_picture_is_as_wide_as_the_text_and_never_enlarged() -> None:
    album = Album(Desk())
    shown = album.picture(picture("a.jpg"))
    assert (shown.width, shown.height, shown.alt) == (552, 276, "words")
    assert album.picture(picture("b.jpg", width=300, height=150)).width == 300


def test_a_logo_is_shown_at_half_its_pixels_and_at_most_48_high() -> None:
    album = Album(Desk())
    assert album.logo(picture("l.jpg", 300, 60)).width == 150
    assert album.logo(picture("l.jpg", 2000, 60)).width == 200
    square = album.logo(picture("l.jpg", 512, 512))
    assert (square.width, square.height, square.mark) == (48, 48, True)
    assert not album.logo(picture("l.jpg", 300, 60)).mark
    assert album.logo(picture("l.jpg", 1, 900)).width == 1


def test_the_page_points_beside_itself_or_to_where_the_desk_hosts() -> None:
    beside = Album(Desk()).picture(picture("a.jpg"))
    hosted = Album(Desk(image_base="https://img.example.org/x/")).picture(picture("a.jpg"))
    assert beside.src == "email-images/a-7692c3ad35.jpg"
    assert hosted.src == "https://img.example.org/x/a-7692c3ad35.jpg"
