from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from brief.editing import opened, put, save
from brief.errors import InputError, MachineError

if TYPE_CHECKING:
    from pathlib import Path


def test_every_other_byte_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "briefing.yaml"
    file.write_bytes(b"\xef\xbb\xbftitle: caf\xc3\xa9 # note\r\ndek: x\r\n")
    file.chmod(0o640)
    was = opened(file)
    save(was, put(was.source, ("dek",), "new"))
    assert file.read_bytes() == b"\xef\xbb\xbftitle: caf\xc3\xa9 # note\r\ndek: new\r\n"
    assert file.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_stays_one(tmp_path: Path) -> None:
    file, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    file.write_text("a: b\n")
    link.symlink_to(file)
    was = opened(link)
    save(was, put(was.source, ("a",), "c"))
    assert link.is_symlink()
    assert file.read_text() == "a: c\n"


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "briefing.yaml"
    file.write_text("a: b\n")
    was = opened(file)
    file.write_text("a: somebody else's\n")
    with pytest.raises(InputError) as raised:
        save(was, put(was.source, ("a",), "c"))
    expected = f"{file}: this file changed meanwhile\n    nothing was written; look at it and give the command again"
    assert str(raised.value) == expected
    assert file.read_text() == "a: somebody else's\n"
    assert list(tmp_path.iterdir()) == [file]


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        opened(tmp_path / "none.yaml")
    file = tmp_path / "gone.yaml"
    file.write_text("a: b\n")
    was = opened(file)
    file.unlink()
    with pytest.raises(MachineError, match="cannot be written: No such file or directory"):
        save(was, was.source)
