"""The README: its tables are made from the product, and its examples run. `--update-golden` writes the tables anew."""

from __future__ import annotations

import re
import subprocess
import typing
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from brief import briefing as entered
from brief.building import Request, build
from brief.channels import KINDS
from brief.checks import RULES
from brief.cli import app, main
from brief.desk import Channel, Desk, ModelProfile
from brief.drafting.models.endpoint import endpoint
from brief.formats import FORMATS
from brief.reading import read_desk
from editions import DESK

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"


def table(*rows: tuple[str, ...]) -> str:
    head, *body = rows
    lines = [head, tuple("---" for _ in head), *body]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in lines)


def commands(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", "110")
    parts = []
    for command in app.registered_commands:
        name = command.name or (command.callback.__name__ if command.callback else "")
        main([name, "--help"])
        parts.append(f"```text\n{capsys.readouterr().out.strip()}\n```")
    return "\n\n".join(parts)


def formats() -> str:
    return table(("format", "file", "what it is"), *((f"`{r.name}`", f"`{r.file}`", r.about) for r in FORMATS.values()))


def checks() -> str:
    head = ("code", "severity", "what holds", "who asks for it")
    return table(head, *((rule.code, rule.severity, rule.about, rule.source) for rule in RULES))


def models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A model and every model that its keys hold, each once, in reading order."""
    seen: dict[type[BaseModel], None] = {}

    def visit(kind: Any) -> None:  # noqa: ANN401  (any annotation)
        if isinstance(kind, type) and issubclass(kind, BaseModel) and kind is not entered.AmountParts:
            if kind not in seen:
                seen[kind] = None
                for field in kind.model_fields.values():
                    visit(field.annotation)
        elif typing.get_origin(kind) is not None or isinstance(kind, UnionType):
            for part in typing.get_args(kind):
                visit(part)

    visit(model)
    return iter(seen)


def keys() -> str:
    sections = []
    for file, model in (("briefing.yaml", entered.Briefing), ("desk.yaml", Desk)):
        for part in models(model):
            kind = part.model_fields.get("kind")
            named = typing.get_args(kind.annotation)[0] if kind and kind.alias is None else ""
            doc = (part.__doc__ or "").splitlines()[0]
            title = f"`{file}`" if part is model else f"`kind: {named}`" if named else part.__name__
            shared = (base for base in (entered.Block, Channel) if named and issubclass(part, base))
            common = {name for base in shared for name in base.model_fields}
            rows = [
                (f"`{field.alias or name}`{' (needed)' if field.is_required() else ''}", field.description or "")
                for name, field in part.model_fields.items()
                if name not in common and field.description
            ]
            sections.append(f"**{title}**: {doc}\n\n{table(('key', 'what it is'), *rows)}")
    for file, noun, base in (("briefing.yaml", "block", entered.Block), ("desk.yaml", "channel", Channel)):
        every = [(f"`{key}`", field.description or "") for key, field in base.model_fields.items() if field.description]
        at = next(number for number, section in enumerate(sections, 1) if section.startswith(f"**`{file}`**"))
        sections.insert(at, f"**Every {noun}** may say:\n\n{table(('key', 'what it is'), *every)}")
    return "\n\n".join(sections)


def test_the_tables_are_those_of_the_product(
    request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = README.read_text("utf-8")
    made = {"commands": commands(capsys, monkeypatch), "formats": formats(), "checks": checks(), "keys": keys()}
    current = text
    for name, content in made.items():
        opening, closing = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        before, _, rest = current.partition(opening)
        _, found, after = rest.partition(closing)
        assert found, f"README.md has no place for {name}"
        current = f"{before}{opening}{content}\n{found}{after}"
    if request.config.getoption("--update-golden"):
        README.write_text(current, "utf-8")
        return
    assert text == current


def test_every_key_kind_format_and_command_is_documented() -> None:
    text = README.read_text("utf-8")
    wanted = {f"`{row.name}`" for row in FORMATS.values()}
    for model in (entered.Briefing, Desk):
        for part in models(model):
            wanted |= {f"`{field.alias or name}`" for name, field in part.model_fields.items() if field.description}
            undocumented = [name for name, field in part.model_fields.items() if not field.description]
            assert set(undocumented) <= {"kind"}, f"{part.__name__} has keys without a description: {undocumented}"
    union = typing.get_args(entered.AnyBlock)[0]
    kinds = [typing.get_args(kind.model_fields["kind"].annotation)[0] for kind in typing.get_args(union)]
    assert len(kinds) > 10
    wanted |= {f"`kind: {kind}`" for kind in kinds}
    assert sorted(name for name in wanted if name not in text) == []
    for command in app.registered_commands:
        name = command.name or (command.callback.__name__ if command.callback else "")
        assert f"Usage: brief {name}" in text


def test_the_example_builds_and_has_nothing_to_mend(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    match = re.search(r"<!-- example: briefing -->\n```yaml\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert match
    home = tmp_path / "briefings" / "2025-05-06-toll"
    (home / "sources").mkdir(parents=True)
    (home / "sources" / "notes.md").write_text(
        'Trips "fell by 12 per cent"\nBus trips are expected to rise by over 9 per cent\n', "utf-8"
    )
    (home / "briefing.yaml").write_text(match[1], "utf-8")
    (tmp_path / "briefings" / "desk.yaml").write_text(DESK, "utf-8")
    built = build(Request(home / "briefing.yaml", tmp_path / "out", ("markdown", "email", "text")))
    assert built.failures == {}
    assert "12%" in (built.folder / "digest.md").read_text("utf-8")
    assert main(["check", "--strict", str(home)]) == 0, capsys.readouterr().out


def test_the_example_of_channels_is_read_and_holds_every_kind(tmp_path: Path) -> None:
    match = re.search(r"<!-- example: channels -->\n```yaml\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert match
    (tmp_path / "desk.yaml").write_text(DESK + match[1], "utf-8")
    desk = read_desk(tmp_path)
    assert desk
    assert {channel.kind for channel in desk.channels.values()} == set(KINDS)


def test_the_example_of_models_is_read_and_says_what_it_means(tmp_path: Path) -> None:
    match = re.search(r"<!-- example: models -->\n```yaml\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert match
    (tmp_path / "desk.yaml").write_text(DESK + match[1], "utf-8")
    desk = read_desk(tmp_path)
    assert desk
    local, remote = (endpoint(name, None, desk, {"DEEPSEEK_KEY": "k"}) for name in ("local", "remote"))
    assert (local.is_here, local.seconds, local.secret.value, local.mode) == (True, 900, "", "json_schema")
    assert (remote.is_open, remote.max_tokens, remote.secret.value, remote.mode) == (False, 8000, "k", "json_object")
    assert {key for profile in desk.models.values() for key in profile.model_fields_set} == set(
        ModelProfile.model_fields
    )


def test_every_target_that_the_readme_names_is_there() -> None:
    text = README.read_text("utf-8")
    targets = set(re.findall(r"(?:^    |`)make (\w+)", text, re.MULTILINE)) - {"help"}
    targets |= set(re.findall(r"`(\w+)`", text.partition("`make help` lists the targets:")[2].partition("## ")[0]))
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert sorted(name for name in targets if f"make {name}" not in done.stdout) == []


def test_every_file_that_the_readme_shows_is_there() -> None:
    named = re.findall(r"\]\(([^)#:]+)\)", README.read_text("utf-8"))
    assert sorted(name for name in named if not (ROOT / name).is_file()) == []
