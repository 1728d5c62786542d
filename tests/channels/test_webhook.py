"""Webhooks before services that keep the documented rules."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from editions import HEAD
from posts import CORRECTION, NAME, STORY, WITHDRAWN
from services import Discord, Mattermost, Reply, Service, Slack, told

if TYPE_CHECKING:
    from posts import Newsroom

WORDS = "Boxes fell in the spring. " * 70
LONG = (
    HEAD
    + "key_figures: [tolls]\nblocks:\n"
    + "".join(
        f"  - {{kind: text, heading: 'Quay {number}, @everyone <!channel> <@U123>', body: '{WORDS}'}}\n"
        for number in range(8)
    )
)


def hook(name: str) -> str:
    return f"  team: {{kind: webhook, secret_env: TEAM_WEBHOOK, format: {name}}}\n"


def opened(newsroom: Newsroom, service: Service, path: str, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """An edition built for a channel that leads to the service."""
    monkeypatch.setenv("TEAM_WEBHOOK", service.address + path)
    newsroom.write(hook(name), LONG)
    newsroom.build(name)


def built(newsroom: Newsroom, name: str) -> list[object]:
    found = sorted(
        (newsroom.folder / "out" / NAME).glob(f"digest.{name}*.json"), key=lambda path: (len(path.name), path)
    )
    return [json.loads(path.read_bytes()) for path in found]


def test_slack_gets_every_message_within_its_limits(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    with Slack() as slack:
        opened(newsroom, slack, slack.path, monkeypatch, "slack")
        assert newsroom.post("--to", "team") == (0, "")
        assert slack.posted == built(newsroom, "slack")
        assert len(slack.posted) > 1
        assert slack.pinged == []
        assert newsroom.post("--to", "team") == (0, "")
        assert len(slack.posted) == len(built(newsroom, "slack"))


def test_mattermost_gets_its_message(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    with Mattermost() as mattermost:
        opened(newsroom, mattermost, mattermost.path, monkeypatch, "mattermost")
        assert newsroom.post("--to", "team") == (0, "")
        assert [{"text": text} for text in mattermost.posted] == built(newsroom, "mattermost")


def test_discord_gets_messages_that_ping_nobody_and_edits_them(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Discord() as discord:
        opened(newsroom, discord, discord.path, monkeypatch, "discord")
        assert newsroom.post("--to", "team") == (0, "")
        assert list(discord.messages.values()) == built(newsroom, "discord")
        assert discord.pinged == []
        ids = [receipt["remote"] for receipt in newsroom.receipts if receipt["state"] == "sent"]
        assert ids == list(discord.messages)
        newsroom.write(hook("discord"), LONG.replace("fell", "sank") + CORRECTION)
        newsroom.build("discord")
        assert newsroom.post("--to", "team", "--update") == (0, "")
        assert list(discord.messages)[: len(ids)] == ids
        assert list(discord.messages.values()) == built(newsroom, "discord")


def test_messages_that_the_edition_no_longer_has_are_named(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    with Discord() as discord:
        opened(newsroom, discord, discord.path, monkeypatch, "discord")
        newsroom.post("--to", "team")
        newsroom.write(hook("discord"), STORY + CORRECTION)
        newsroom.build("discord")
        assert newsroom.post("--to", "team", "--update") == (0, "")
        count = len(built(newsroom, "discord"))
        assert f"team/{count + 1}: posted on " in newsroom.said
        assert "no part of the edition any more: take it away there" in newsroom.said


@pytest.mark.parametrize(
    ("planned", "complaint"),
    [
        (Reply(404, b"no_service"), "localhost answered 404: no_service\n    there is no such place, or"),
        (Reply(403, b"action_prohibited"), "localhost answered 403: action_prohibited\n    the secret does not allow"),
        (Reply(410, b"channel_is_archived"), "localhost answered 410: channel_is_archived"),
        (Reply(400, b"invalid_blocks"), "localhost answered 400: invalid_blocks"),
        (
            Reply(302, b"", {"Location": "https://elsewhere.example/x"}),
            "sends posts on to elsewhere.example, which was",
        ),
        (Reply(302, b"", {"Location": "/services/other"}), "localhost answered 302, which would change the request"),
        (Reply(429, b"rate_limited", {"Retry-After": "3600"}), "takes no more posts for now\n    post again in 3600"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else None,
)
def test_a_refusal_is_told_in_the_services_words_and_sent_again_the_next_time(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, planned: Reply, complaint: str
) -> None:
    with Slack() as slack:
        opened(newsroom, slack, slack.path, monkeypatch, "slack")
        slack.planned = [planned]
        code, complained = newsroom.post("--to", "team")
        assert code == 3
        assert complained.startswith("team/1: not posted: ")
        assert complaint in complained
        assert slack.posted == []
        assert newsroom.states[-1] == ("1", "failed")
        assert newsroom.post("--to", "team") == (0, "")
        assert slack.posted == built(newsroom, "slack")


@pytest.mark.parametrize(
    ("planned", "complaint"),
    [
        (Reply(silent=True), "the connection to localhost broke before it answered"),
        (Reply(late=0.6), "localhost did not answer within 0 seconds"),
        (Reply(500, b"rollup_error"), "localhost answered 500: rollup_error"),
        (Reply(503, b"<html>busy</html>"), "localhost answered 503: <html>busy</html>"),
        (Reply(303, b"", {"Location": "/done"}), "localhost answered 303, which would change the request"),
        (Reply(200, b"<html>sign in</html>"), "localhost answered neither ok nor an error: <html>sign in</html>"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else None,
)
def test_an_answer_that_never_came_is_in_doubt_held_and_named(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, planned: Reply, complaint: str
) -> None:
    with Slack() as slack:
        opened(newsroom, slack, slack.path, monkeypatch, "slack")
        slack.planned = [planned]
        code, complained = newsroom.post("--to", "team")
        assert code == 3
        assert complained.startswith("team/1: in doubt")
        assert complaint in complained
        assert newsroom.states == [("1", "sending"), ("1", "doubt")]
        calls = len(slack.calls)
        code, complained = newsroom.post("--to", "team")
        assert (code, len(slack.calls)) == (3, calls), "it is held"
        assert "team/1: in doubt since " in complained
        there = bool(slack.posted)
        assert newsroom.post("--to", "team", "--done" if there else "--again", "team/1") == (0, "")
        assert slack.posted == built(newsroom, "slack"), "nothing twice, nothing lost"


def test_a_service_that_asks_for_patience_gets_it(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    with Discord() as discord:
        opened(newsroom, discord, discord.path, monkeypatch, "discord")
        monkeypatch.setattr(time, "sleep", waited.append)
        limited = {"message": "You are being rate limited.", "retry_after": 0.3, "global": False}
        discord.planned = [Reply(429, json.dumps(limited).encode(), {"Retry-After": "0.3"})] * 2
        assert newsroom.post("--to", "team") == (0, "")
        assert list(discord.messages.values()) == built(newsroom, "discord")
    assert waited == [0.3, 0.3]


def test_the_address_is_in_nothing_that_is_said_or_stored(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    with Discord() as discord:
        secret = f"{discord.path}/{'x' * 24}"
        opened(newsroom, discord, secret, monkeypatch, "discord")
        echo = {"message": f"no webhook at {discord.address}{secret}?wait=true", "code": 10015}
        for planned in (
            told(404, echo),
            Reply(400, f"bad {secret}".encode()),
            Reply(301, b"", {"Location": f"https://elsewhere.example{secret}"}),
            Reply(301, b"", {"Location": f"https://{secret[-24:]}.example/"}),
            Reply(500, json.dumps({"error": [secret]}).encode()),
        ):
            discord.planned = [planned]
            said = "".join(map(str, newsroom.post("--to", "team"))) + newsroom.said
            said += "".join(map(str, newsroom.run("post", NAME, "--to", "team", "--dry-run", "--json"))) + newsroom.said
            assert "t0kent0ken" not in said
            assert "x" * 24 not in said
            if newsroom.states[-1][1] == "doubt":
                newsroom.post("--to", "team", "--again", "1")
        stored = "".join(path.read_text("utf-8", "replace") for path in newsroom.folder.rglob("*.json*"))
        assert "t0kent0ken" not in stored
        assert "x" * 24 not in stored


@pytest.mark.parametrize(
    "address", ["http://example.org/hook", "ftp://example.org/x", "example.org/x", "https://[oops"]
)
def test_an_address_that_is_not_encrypted_is_never_spoken_to(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("TEAM_WEBHOOK", address)
    newsroom.write(hook("slack"))
    newsroom.build("slack")
    code, complained = newsroom.post("--to", "team")
    assert code == 3
    assert complained == (
        "team/1: not posted: the service's address does not begin with https://\n"
        "    TEAM_WEBHOOK holds an address that begins with https://\n"
    )
    assert newsroom.states[-1] == ("1", "failed")


def test_a_webhook_refuses_what_it_cannot_carry(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEAM_WEBHOOK", "https://example.org/hook")
    newsroom.write(hook("eml"))
    newsroom.build("eml", "email", "text")
    code, complained = newsroom.post("--to", "team")
    assert code == 1
    assert "team: a webhook takes JSON or text, and email.eml is neither" in complained


def test_a_secret_that_is_not_set_is_told_by_its_name(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEAM_WEBHOOK", raising=False)
    newsroom.write(hook("slack"))
    newsroom.build("slack")
    assert newsroom.post("--to", "team") == (
        3,
        "error: TEAM_WEBHOOK is not set, or holds blanks\n    team needs it\n",
    )


def test_a_withdrawn_edition_takes_the_place_of_every_message_of_it(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Discord() as discord:
        opened(newsroom, discord, discord.path, monkeypatch, "discord")
        newsroom.post("--to", "team")
        assert len(discord.messages) > 2
        newsroom.write(hook("discord"), LONG.replace("status: final", "status: withdrawn") + WITHDRAWN)
        newsroom.build("discord")
        code, _ = newsroom.post("--to", "team")
        assert code == 1, "it asks for --update"
        assert newsroom.post("--to", "team", "--update") == (0, "")
        said = " ".join(message["content"] for message in discord.messages.values())
        assert "Boxes fell in the spring" not in said
        assert "withdrawn" in said.lower()
        assert newsroom.post("--to", "team") == (0, "")
        assert newsroom.said.count("nothing to do") == len(discord.messages)


def test_an_edit_whose_answer_was_lost_is_made_again(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    with Discord() as discord:
        opened(newsroom, discord, discord.path, monkeypatch, "discord")
        newsroom.post("--to", "team")
        newsroom.write(hook("discord"), LONG.replace("fell", "sank") + CORRECTION)
        newsroom.build("discord")
        discord.planned = [Reply(silent=True)] * 4
        code, complained = newsroom.post("--to", "team", "--update")
        assert code == 3
        assert complained.startswith("team/1: in doubt")
        code, complained = newsroom.post("--to", "team")
        assert code == 3, "it is held without --update"
        assert newsroom.post("--to", "team", "--update") == (0, "")
        assert list(discord.messages.values()) == built(newsroom, "discord")
