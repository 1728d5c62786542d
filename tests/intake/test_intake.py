"""Texts of every kind are taken in with what they say of themselves, and what is none is told in one line."""

from __future__ import annotations

import io
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.errors import BriefError, UsageError
from brief.intake import digest, entry_for, name_for, save, sentences, take
from brief.intake.kinds import Taken

if TYPE_CHECKING:
    from pathlib import Path

STORY = (
    "Bus trips rose by 9.4 per cent in April, the council said.",
    "That was the steepest rise since 2011.",
    "\u201cWe did not expect this so soon,\u201d said Ida Marsh, who runs the depot.",
)
PAGE = """<!doctype html>
<html lang="en"><head><title>Bus lanes fill up</title>
<meta name="author" content="Ida Marsh"><meta property="og:site_name" content="The Quay Gazette">
<meta property="article:published_time" content="2025-05-02T09:00:00Z">
<link rel="canonical" href="https://example.org/bus"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Bus lanes fill up</h1><p>{}</p><p>{}</p><p>{}</p></article>
<footer>All rights reserved by the Gazette.</footer></body></html>""".format(*STORY)
ENTRY = "<item><title>{0}</title><link>https://example.org/{0}</link><description>{1}</description></item>"
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Quay news</title><language>en</language>
{}</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Quay news</title>
<entry><title>Buses</title><author><name>Tom Reed</name></author><published>2025-05-02T09:00:00Z</published>
<link href="https://example.org/a"/><content type="html">&lt;p&gt;{}&lt;/p&gt;&lt;p&gt;{} {}&lt;/p&gt;</content></entry>
</feed>""".format(*STORY)


HINTS = ("save the article's text, or its page", "save its text as a .txt file, a paragraph a line")


def told(path: Path, data: bytes | str, entry: int | None = None, name: str = "story.txt", **options: bool) -> str:
    """What is said of a file that is not taken in."""
    file = path / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    with pytest.raises(BriefError) as error:
        take(str(file), entry, **options)
    assert error.value.exit_code == 1
    return str(error.value).replace(str(file), "FILE")


def taken(path: Path, text: str, entry: int | None = None, name: str = "story.txt") -> Taken:
    (path / name).write_text(text, encoding="utf-8")
    return take(str(path / name), entry)


def test_a_text_is_a_passage_a_line(tmp_path: Path) -> None:
    assert taken(tmp_path, "\n\n".join(STORY)) == Taken(STORY, "text")
    assert taken(tmp_path, "\r\n".join(STORY)).lines == STORY


def test_a_paragraph_in_short_lines_is_one_passage_again(tmp_path: Path) -> None:
    text = "Bus trips rose by 9.4 per cent\nin April, the council\nsaid. More of them follow.\n\n"
    text += "- one item\n- another item\n\nSo it is now."
    lines = (
        "Bus trips rose by 9.4 per cent in April, the council said. More of them follow.",
        "- one item",
        "- another item",
    )
    assert taken(tmp_path, text).lines == (*lines, "So it is now.")


def test_markdown_gives_its_first_heading_as_title(tmp_path: Path) -> None:
    found = taken(tmp_path, "# Bus lanes fill up\n\n" + "\n\n".join(STORY), name="a.md")
    assert (found.media, found.title, found.lines[0]) == ("markdown", "Bus lanes fill up", "# Bus lanes fill up")


@pytest.mark.parametrize("name", ["page.html", "page"])
def test_a_page_gives_its_article_and_what_it_declares(tmp_path: Path, name: str) -> None:
    found = taken(tmp_path, PAGE, name=name)
    assert found.lines == ("Bus lanes fill up", *STORY)
    assert (found.title, found.author, found.publisher) == ("Bus lanes fill up", "Ida Marsh", "The Quay Gazette")
    assert (found.published, found.url, found.language) == ("2025-05-02", "https://example.org/bus", "en")


def test_a_page_that_declares_nothing_has_no_author_day_or_publisher(tmp_path: Path) -> None:
    body = "".join(f"<p>{line}</p>" for line in STORY)
    found = taken(tmp_path, f"<html><body><article>{body}</article></body></html>", name="2024-03-04-page.html")
    assert (found.author, found.publisher, found.published, found.url) == ("", "", "", "")


def test_a_page_in_another_encoding_is_read_as_it_declares(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1252">').encode("cp1252")
    (tmp_path / "page.html").write_bytes(page)
    assert take(str(tmp_path / "page.html")).lines[1:] == STORY


def test_a_feed_gives_the_entry_that_is_chosen(tmp_path: Path) -> None:
    rss = RSS.format(ENTRY.format("One", "Short.") + ENTRY.format("Two", " ".join(STORY)))
    found = taken(tmp_path, rss, 2, "feed.xml")
    assert (found.media, found.title, found.publisher) == ("feed", "Two", "Quay news")
    assert (found.lines, found.url, found.language) == ((" ".join(STORY),), "https://example.org/Two", "en")


def test_an_entry_of_its_own_needs_no_choice(tmp_path: Path) -> None:
    found = taken(tmp_path, ATOM, name="feed.atom")
    assert (found.author, found.published, len(found.lines)) == ("Tom Reed", "2025-05-02", 2)


def test_what_a_program_pipes_in_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO("\n".join(STORY).encode())))
    assert take("-").lines == STORY


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "FILE: this is empty"),
        (" \n\t", "FILE: this is empty"),
        (
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
            f"FILE: this is no text: a control character at offset 8\n    {HINTS[0]}",
        ),
        ("Tab\x08 and more.", f"FILE: this is no text: a control character at offset 3\n    {HINTS[0]}"),
        (b"The caf\xe9 is open.", "FILE: byte 0xe9 at offset 7 is not UTF-8\n    save it as UTF-8"),
        (
            "One sentence stands here. And a second.",
            f"FILE: this has 2 sentences; an article has at least 3\n    {HINTS[1]}",
        ),
        (
            "A heading\n\nAnother heading",
            f"FILE: this has no sentence; an article has at least 3\n    {HINTS[1]}",
        ),
    ],
)
def test_what_is_no_article_is_told_in_one_line(tmp_path: Path, data: bytes | str, message: str) -> None:
    assert told(tmp_path, data) == message


def test_what_is_no_page_or_feed_is_told(tmp_path: Path) -> None:
    nothing = "FILE: no article was found in this page\n    save its text as a .txt file"
    assert told(tmp_path, "<html><body></body></html>", name="a.html") == nothing
    short = "<html><body><article><p>One sentence stands here. And a second one.</p></article></body></html>"
    assert "this has 2 sentences" in told(tmp_path, short, name="a.html", article=False)
    assert told(tmp_path, RSS.format(""), name="a.xml") == "FILE: this feed has no entries"
    assert told(tmp_path, "<rss", name="a.xml") == "FILE: this feed cannot be read"
    two = RSS.format(ENTRY.format("One", "Short.") + ENTRY.format("Two", "Short."))
    choice = "choose one with --entry: 1 One; 2 Two"
    assert told(tmp_path, two, name="a.xml") == f"FILE: this feed has 2 entries\n    {choice}"
    assert told(tmp_path, two, 3, name="a.xml") == f"FILE: this feed has no entry 3\n    {choice}"
    empty = RSS.format(ENTRY.format("One", ""))
    assert told(tmp_path, empty, name="a.xml") == "FILE: entry 1 of this feed holds no text\n    save its page instead"
    assert told(tmp_path, "\n".join(STORY), 1) == "FILE: --entry is for a feed, and this is none"


def test_what_cannot_be_read_and_what_would_be_fetched_are_told(tmp_path: Path) -> None:
    with pytest.raises(BriefError, match="cannot be read: No such file or directory"):
        take(str(tmp_path / "none.txt"))
    with pytest.raises(BriefError, match="cannot be read: Is a directory"):
        take(str(tmp_path))
    with pytest.raises(UsageError, match="nothing is fetched"):
        take("https://example.org/a")
    assert "this is larger than 10 MB" in told(tmp_path, "a" * 10_000_001)


def test_notes_need_not_be_an_article(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Boxes: 1,240", encoding="utf-8")
    assert take(str(tmp_path / "notes.txt"), article=False).lines == ("Boxes: 1,240",)


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (("One two three. Four five six! Seven eight nine?",), 3),
        (("A heading", "By Ida Marsh"), 0),
        (("\u6d77\u6e2f\u4eca\u5929\u91cd\u5f00\u3002\u8239\u8236\u5df2\u7ecf\u901a\u884c\u3002",), 2),
        (("He said \u201cwe were ready\u201d.", "It rose 3.1 per cent."), 2),
    ],
)
def test_sentences_are_counted(lines: tuple[str, ...], count: int) -> None:
    assert sentences(lines) == count


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html", "a.xml", "a"]))
def test_any_bytes_are_taken_or_told(tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str) -> None:
    file = tmp_path_factory.getbasetemp() / name
    file.write_bytes(data)
    try:
        found = take(str(file), article=False)
    except BriefError as error:
        said = str(error)
    else:
        said = "".join(line for line in found.lines if not line.strip() or "\n" in line)
        assert said == ""
    assert len(said.splitlines()) <= 2


def test_a_text_is_saved_once_and_named_by_its_file_or_title(tmp_path: Path) -> None:
    text = Taken(STORY, "html", title="Bus lanes \u2014 fill up, again and again", author="Ida Marsh")
    assert name_for(text, "/x/2025-05-02 Paper of the Council.html") == "paper-of-the-council"
    assert name_for(text, "/x/2025.html") == name_for(text, "-") == "bus-lanes-fill-up"
    assert name_for(Taken(STORY, "text"), "-") == "article"
    file = save(text, tmp_path, "bus")
    assert file.path.read_text("utf-8") == text.text
    expected = {"title": text.title, "file": "sources/bus.txt", "author": "Ida Marsh", "sha256": digest(text)}
    assert file.entry == entry_for(text, "sources/bus.txt") == expected
    with pytest.raises(UsageError, match=r"sources/bus\.txt is there already"):
        save(text, tmp_path, "bus")
