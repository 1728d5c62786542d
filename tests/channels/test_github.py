"""Issues, comments, discussions and releases before a stand-in of GitHub's documented interfaces."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from markdown_it import MarkdownIt

from brief.channels.base import Parcel
from brief.channels.github import LIMIT, marker
from brief.formats.forges import MARKER
from editions import HEAD
from posts import CORRECTION, NAME, STORY
from services import Github, Reply, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posts import Newsroom

KINDS = {
    "issue": ("post: issue", "issues", "comments"),
    "comment": ("post: comment, number: 12", "comments", "comments"),
    "discussion": ("post: discussion, category: Announcements", "discussions", "replies"),
    "release": ("post: release, tag: v1", "releases", ""),
}
LONG = (
    HEAD
    + "blocks:\n"
    + "".join(
        f"  - {{kind: text, heading: 'Quay {number}', body: '{'Boxes fell in the spring. ' * 400}'}}\n"
        for number in range(8)
    )
)


@pytest.fixture
def github(monkeypatch: pytest.MonkeyPatch) -> Iterator[Github]:
    monkeypatch.setenv("GITHUB_TOKEN", Github.key)
    with Github() as service:
        yield service


def channel(github: Github, kind: str) -> str:
    return (
        f"  forge: {{kind: github, server: '{github.address}', repository: example/briefings, "
        f"secret_env: GITHUB_TOKEN, {KINDS[kind][0]}}}\n"
    )


def opened(newsroom: Newsroom, github: Github, kind: str, story: str = STORY) -> list[dict[str, Any]]:
    newsroom.write(channel(github, kind), story)
    newsroom.build("github")
    entries: list[dict[str, Any]] = getattr(github, KINDS[kind][1])
    return entries


def digest(newsroom: Newsroom, name: str = "digest.github.md") -> str:
    return (newsroom.folder / "out" / NAME / name).read_text("utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_a_digest_is_posted_once_and_edited_in_place(newsroom: Newsroom, github: Github, kind: str) -> None:
    entries = opened(newsroom, github, kind)
    assert newsroom.post("--to", "forge") == (0, "")
    assert newsroom.post("--to", "forge") == (0, "")
    [entry] = entries
    assert entry["body"] == f"{digest(newsroom).rstrip()}\n\n<!-- brief:The Harbour Desk/{NAME}/forge/1 -->\n"
    if kind != "comment":
        assert entry.get("title", entry.get("name")) == "The port moved fewer boxes, and tolls will rise"
    opened(newsroom, github, kind, STORY.replace("fell", "sank") + CORRECTION)
    assert newsroom.post("--to", "forge", "--update") == (0, "")
    assert entries == [entry]
    assert entry["body"].startswith(digest(newsroom).rstrip())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rebuilt", [False, True])
def test_a_post_whose_answer_was_lost_is_found_by_its_marker(
    newsroom: Newsroom, github: Github, kind: str, *, rebuilt: bool
) -> None:
    entries = opened(newsroom, github, kind)
    looks = 2 if kind == "discussion" else 1
    github.planned = [*[None] * looks, Reply(silent=True)]
    code, complained = newsroom.post("--to", "forge")
    assert code == 3
    assert "forge/1: in doubt" in complained
    assert len(entries) == 1
    if rebuilt:
        opened(newsroom, github, kind, STORY.replace("fell", "sank"))
    assert newsroom.post("--to", "forge") == (0, ""), "what is looked up is in doubt no more"
    assert len(entries) == 1
    assert digest(newsroom).rstrip() in entries[0]["body"]


def test_nothing_in_a_story_notifies_anyone_or_refers_to_an_issue(newsroom: Newsroom, github: Github) -> None:
    story = STORY.replace("in the spring", "said @octocat of #12 and GH-7")
    opened(newsroom, github, "issue", f"{story}silence: [{{code: S02, why: These are no figures.}}]\n")
    assert newsroom.post("--to", "forge") == (0, "")
    assert "octocat" in github.issues[0]["body"]
    assert github.notified == []


def test_what_does_not_fit_into_an_issue_follows_as_comments(newsroom: Newsroom, github: Github) -> None:
    opened(newsroom, github, "issue", LONG)
    assert newsroom.post("--to", "forge") == (0, "")
    assert len(github.issues) == 1
    assert [comment["issue"] for comment in github.comments] == ["1"]
    assert digest(newsroom, "digest.github.2.md").rstrip() in github.comments[0]["body"]


def test_what_does_not_fit_into_a_discussion_follows_as_comments(newsroom: Newsroom, github: Github) -> None:
    opened(newsroom, github, "discussion", LONG)
    assert newsroom.post("--to", "forge") == (0, "")
    assert [reply["discussionId"] for reply in github.replies] == [github.discussions[0]["id"]]


def test_a_release_is_one_message(newsroom: Newsroom, github: Github) -> None:
    opened(newsroom, github, "release", LONG)
    code, complained = newsroom.post("--to", "forge")
    assert code == 1
    assert "a release is one message, and this is several\n    fit: cut" in complained
    assert github.calls == []


def test_a_marker_is_found_behind_many_comments_of_others(newsroom: Newsroom, github: Github) -> None:
    entries = opened(newsroom, github, "comment")
    github.comments += [{"id": number, "issue": "12", "body": "me too"} for number in range(1, 251)]
    newsroom.post("--to", "forge")
    (newsroom.home / "receipts.jsonl").unlink()
    assert newsroom.post("--to", "forge") == (0, "")
    assert len(entries) == 251


def test_a_category_that_is_not_there_is_told_with_those_that_are(newsroom: Newsroom, github: Github) -> None:
    newsroom.write(channel(github, "discussion").replace("Announcements", "News"))
    newsroom.build("github")
    assert newsroom.post("--to", "forge") == (
        3,
        "forge/1: not posted: example/briefings has no category 'News'\n    it has Announcements\n",
    )


@pytest.mark.parametrize(
    ("reply", "complaint"),
    [
        (told(401, {"message": "Bad credentials"}), "answered 401: Bad credentials\n    the secret is not, or"),
        (told(404, {"message": "Not Found"}), "answered 404: Not Found\n    there is no such place"),
        (Reply(403, b"{}", {"Retry-After": "600"}), "takes no more posts for now\n    post again in 600"),
        (Reply(301, b"", {"Location": "https://elsewhere.example/"}), "sends posts on to elsewhere.example"),
        (Reply(silent=True), "the connection to localhost broke before it answered"),
    ],
)  # fmt: skip
def test_whoever_only_looked_leaves_nothing_in_doubt(
    newsroom: Newsroom, github: Github, reply: Reply, complaint: str
) -> None:
    entries = opened(newsroom, github, "issue")
    github.planned = [reply] * 4
    code, complained = newsroom.post("--to", "forge")
    assert code == 3
    assert complained.startswith("forge/1: not posted: ")
    assert complaint in complained
    github.planned = []
    assert newsroom.post("--to", "forge") == (0, "")
    assert len(entries) == 1


def test_the_token_is_in_nothing_that_is_said_or_stored(newsroom: Newsroom, github: Github) -> None:
    for kind in ("issue", "discussion"):
        opened(newsroom, github, kind)
        for reply in (
            told(401, {"message": f"Bad credentials: Bearer {Github.key}"}),
            told(200, {"data": None, "errors": [{"message": f"token {Github.key} is not allowed"}]}),
        ):
            github.planned = [reply] * (1 if reply.status == 401 or kind == "discussion" else 0)
            _, complained = newsroom.post("--to", "forge")
            assert Github.key not in complained + newsroom.said
    assert Github.key not in (newsroom.home / "receipts.jsonl").read_text("utf-8")


def test_a_body_with_its_marker_is_within_githubs_limit_or_refused_beforehand(
    newsroom: Newsroom, github: Github
) -> None:
    story = HEAD + "blocks:\n  - {kind: text, heading: Boxes, body: BODY}\n"
    newsroom.write(channel(github, "issue").replace("secret_env", "format: markdown, secret_env"))
    (newsroom.home / "briefing.yaml").write_text(story.replace("BODY", "Boxes " * 12_000), "utf-8")
    newsroom.build("markdown")
    code, complained = newsroom.post("--to", "forge")
    assert code == 1
    assert "characters with its marker, and GitHub takes 65,536" in complained
    assert github.calls == []


@pytest.mark.parametrize("length", [LIMIT - MARKER, LIMIT - MARKER + 1, LIMIT])
def test_the_digest_leaves_room_for_the_marker(newsroom: Newsroom, github: Github, length: int) -> None:
    story = HEAD + "blocks:\n  - {kind: text, heading: Boxes, body: 'BODY'}\n"
    newsroom.write(channel(github, "issue"), story.replace("BODY", "x"))
    newsroom.build("github")
    short = len((newsroom.folder / "out" / NAME / "digest.github.md").read_text("utf-8"))
    newsroom.write(channel(github, "issue"), story.replace("BODY", ("Boxes " * LIMIT)[: length - short] + "."))
    newsroom.build("github")
    assert newsroom.post("--to", "forge") == (0, "")
    assert (len(newsroom.receipts) == 2) == (length <= LIMIT - MARKER)


@pytest.mark.parametrize("name", ["2025-05-06-port", "a--b", "a-->b", "--", "ends-", "é—ü"])
def test_a_marker_is_one_comment_that_no_reader_sees(name: str) -> None:
    parcel = Parcel(name, name, "team", "1", "", "", "", "", b"")
    own = marker(parcel)
    assert own.count("--") == 2
    tokens = MarkdownIt("commonmark").parse(f"text\n\n{own}\n")
    assert [token.type for token in tokens][-1] == "html_block"
    assert marker(parcel) != marker(Parcel(name, name, "team", "2", "", "", "", "", b""))
    assert marker(parcel) != marker(Parcel("another desk", name, "team", "1", "", "", "", "", b""))


def test_receipts_name_the_place_of_each_post(newsroom: Newsroom, github: Github) -> None:
    opened(newsroom, github, "issue", LONG)
    newsroom.post("--to", "forge")
    assert [receipt["remote"] for receipt in newsroom.receipts if receipt["state"] == "sent"] == [
        "issue:1#1",
        "comment:7000#1",
    ]
    assert json.loads(github.calls[0].body or b"{}") == {}
