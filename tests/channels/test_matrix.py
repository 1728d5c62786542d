"""A Matrix room before a stand-in of the documented interface; Synapse itself is a judge."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from brief.channels import matrix
from editions import HEAD
from posts import CORRECTION, NAME, STORY
from services import Matrix, Reply, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posts import Newsroom

FULL = (
    HEAD
    + "blocks:\n"
    + "".join(f"  - {{kind: text, body: '{'Boxes fell in the spring. ' * 200}'}}\n" for _ in range(9))
)


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[Matrix]:
    monkeypatch.setenv("MATRIX_TOKEN", Matrix.key)
    with Matrix() as service:
        yield service


def opened(newsroom: Newsroom, room: Matrix, story: str = STORY) -> None:
    newsroom.write(
        f"  room: {{kind: matrix, server: '{room.address}', room: '{room.room}', secret_env: MATRIX_TOKEN}}\n", story
    )
    newsroom.build("matrix")


def built(newsroom: Newsroom) -> list[object]:
    paths = sorted(
        (newsroom.folder / "out" / NAME).glob("digest.matrix*.json"), key=lambda path: (len(path.name), path)
    )
    return [json.loads(path.read_bytes()) for path in paths]


def test_a_room_gets_every_message_once_and_its_edits(newsroom: Newsroom, room: Matrix) -> None:
    opened(newsroom, room, FULL)
    assert newsroom.post("--to", "room") == (0, "")
    assert newsroom.post("--to", "room") == (0, "")
    assert list(room.events.values()) == built(newsroom)
    assert len(room.events) > 1
    before = built(newsroom)
    opened(newsroom, room, FULL.replace("fell", "sank") + CORRECTION)
    assert newsroom.post("--to", "room", "--update") == (0, "")
    assert room.shown() == built(newsroom)
    assert room.shown() != before


def test_an_edit_that_brings_back_earlier_words_is_one_of_its_own(newsroom: Newsroom, room: Matrix) -> None:
    opened(newsroom, room)
    newsroom.post("--to", "room")
    for word in ("sank", "fell", "sank"):
        opened(newsroom, room, STORY.replace("fell", word))
        path = newsroom.home / "receipts.jsonl"
        day = len(newsroom.receipts)
        lines = [json.dumps(receipt | {"at": f"2025-05-{day:02}T12:00:00+00:00"}) for receipt in newsroom.receipts]
        path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        assert newsroom.post("--to", "room", "--update") == (0, "")
        assert room.shown() == built(newsroom)


def test_an_answer_that_was_lost_is_asked_for_again_under_the_same_transaction(
    newsroom: Newsroom, room: Matrix
) -> None:
    opened(newsroom, room)
    room.planned = [Reply(silent=True), Reply(500, b"{}"), Reply(silent=True)]
    assert newsroom.post("--to", "room") == (0, "")
    assert list(room.events.values()) == built(newsroom)
    assert len(room.transactions) == 1


def test_a_message_in_doubt_is_sent_again_while_the_server_remembers_it(newsroom: Newsroom, room: Matrix) -> None:
    opened(newsroom, room)
    room.planned = [Reply(silent=True)] * 4
    code, complained = newsroom.post("--to", "room")
    assert code == 3
    assert "room/1: in doubt" in complained
    assert newsroom.post("--to", "room") == (0, "")
    assert list(room.events.values()) == built(newsroom)


def test_a_message_in_doubt_for_long_is_held(newsroom: Newsroom, room: Matrix) -> None:
    opened(newsroom, room)
    room.planned = [Reply(silent=True)] * 4
    newsroom.post("--to", "room")
    path = newsroom.home / "receipts.jsonl"
    lines = [json.dumps(receipt | {"at": "2025-05-06T12:00:00+00:00"}) for receipt in newsroom.receipts]
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    code, complained = newsroom.post("--to", "room")
    assert code == 3
    assert "room/1: in doubt since 2025-05-06T12:00:00+00:00" in complained
    assert newsroom.post("--to", "room", "--done", "1") == (0, "")


def test_a_message_that_was_made_anew_while_in_doubt_is_held(newsroom: Newsroom, room: Matrix) -> None:
    opened(newsroom, room)
    room.planned = [Reply(silent=True)] * 4
    newsroom.post("--to", "room")
    opened(newsroom, room, STORY.replace("fell", "sank"))
    code, complained = newsroom.post("--to", "room")
    assert (code, len(room.events)) == (3, 1)
    assert "room/1: in doubt since" in complained


@pytest.mark.parametrize(
    ("reply", "complaint"),
    [
        (told(401, {"errcode": "M_UNKNOWN_TOKEN", "error": f"no {Matrix.key}"}), "localhost answered 401: no •••"),
        (told(403, {"errcode": "M_FORBIDDEN", "error": "not in room"}), "localhost answered 403: not in room"),
        (told(413, {"errcode": "M_TOO_LARGE", "error": "event too large"}), "localhost answered 413: event too large"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else None,
)
def test_a_refusal_is_told_without_the_token(newsroom: Newsroom, room: Matrix, reply: Reply, complaint: str) -> None:
    opened(newsroom, room)
    room.planned = [reply]
    code, complained = newsroom.post("--to", "room")
    assert code == 3
    assert complaint in complained
    assert Matrix.key not in complained + newsroom.said + (newsroom.home / "receipts.jsonl").read_text("utf-8")
    assert newsroom.post("--to", "room") == (0, "")


def test_a_transaction_is_of_an_edition_a_channel_a_part_and_its_words(newsroom: Newsroom, room: Matrix) -> None:
    opened(newsroom, room, FULL)
    newsroom.post("--to", "room")
    assert len(room.transactions) == len(built(newsroom))
    assert matrix.ROW.repeats < 1800, "less than Synapse's half an hour"


def test_a_room_refuses_what_is_no_event(newsroom: Newsroom, room: Matrix) -> None:
    newsroom.write(
        f"  room: {{kind: matrix, server: '{room.address}', room: '{room.room}', secret_env: MATRIX_TOKEN, "
        "format: markdown}\n"
    )
    newsroom.build("markdown")
    code, complained = newsroom.post("--to", "room")
    assert code == 1
    assert "a Matrix room takes an event in JSON, and digest.md is none" in complained
