from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from brief.building import Request, build
from brief.desk import Desk
from brief.formats import FORMATS, usual
from editions import HEAD, put

if TYPE_CHECKING:
    from pathlib import Path

BLOCKS = "blocks:\n  - {kind: text, heading: Boxes, body: 'Boxes fell {boxes} in the spring [@notes:2].'}\n"


def test_what_is_for_a_channel_is_usual_only_where_a_channel_carries_it() -> None:
    desk = Desk.model_validate({"channels": {"team": {"kind": "folder", "format": "slack", "path": "out"}}})
    chats = {"github", "gitlab", "mattermost", "slack", "discord", "matrix"}
    assert set(FORMATS) - set(usual(corrected=True)) == chats
    assert set(FORMATS) - set(usual()) == chats | {"correction", "correction-eml"}
    assert set(usual(desk)) - set(usual()) == {"slack"}


@pytest.mark.needs("pango")
def test_a_build_makes_what_the_desk_s_channels_carry(tmp_path: Path) -> None:
    put(tmp_path, HEAD + BLOCKS)
    desk = tmp_path / "briefings" / "desk.yaml"
    path = next((tmp_path / "briefings").glob("*/briefing.yaml"))
    assert not [name for name in build(Request(path, tmp_path / "out")).manifest["formats"] if name == "discord"]
    channel = "channels:\n  team: {kind: folder, format: discord, fit: cut, path: out}\n"
    desk.write_text(desk.read_text(encoding="utf-8") + channel, encoding="utf-8")
    built = build(Request(path, tmp_path / "out"))
    assert not built.unchanged
    names = [file["name"] for file in built.manifest["formats"]["discord"]["files"]]
    assert names[0] == "digest.discord.json"
    assert names[-1] == "digest.discord.cut.json"
    assert build(Request(path, tmp_path / "out")).unchanged
