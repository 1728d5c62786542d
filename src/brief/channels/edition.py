"""The edition that is posted: what was built of it, whether that may go out, and the messages for a channel."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from brief.artifact import File
from brief.building import manifest, up_to_date
from brief.channels.base import Attached
from brief.errors import BriefError, InputError, Place, Problem
from brief.formats import FORMATS, NAMES, with_needs
from brief.formats.base import Options, package_templates
from brief.formats.digest import DRAFT, messages
from brief.prose import Line, Prose, Text
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from brief.channels.base import Outlet
    from brief.document import Document
    from brief.formats.base import Format
    from brief.material import Material


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: its briefing, what was built of it and where, and its Document, which says that it is a draft."""

    briefing: Path
    folder: Path
    material: Material
    manifest: Mapping[str, Any]
    document: Document

    @property
    def name(self) -> str:
        """What names the edition for good: its folder's name."""
        return self.briefing.absolute().parent.name

    @property
    def status(self) -> str:
        """Draft, final or withdrawn."""
        return self.document.status


def load(briefing: Path, folder: Path) -> Edition:
    """The edition as it was built into a folder. Raises InputError where that is not what the briefing says now."""
    from brief.composing import compose
    from brief.reading import read

    material = read(briefing, NAMES, package_templates())
    built = manifest.read(folder)
    place, hint = Place(str(briefing)), f"brief build {briefing.parent}"
    if built is None:
        raise InputError([Problem(f"nothing is built of it in {folder}", place, hint)])
    if changed := _changed(material.inputs, built):
        raise InputError([Problem(f"what is built is older than {', '.join(changed)}", place, hint)])
    if not up_to_date(briefing, built):
        raise InputError([Problem("what is built is older than the templates, or the desk file", place, hint)])
    document = compose(material)
    if document.status == "draft":
        title, subject = (Line((Text(DRAFT), *line)) for line in (document.title, document.subject))
        document = replace(document, title=title, subject=subject)
    return Edition(briefing, folder, material, built, document)


def _changed(inputs: Mapping[str, str], built: Mapping[str, Any]) -> list[str]:
    """The files that are not as they were when the edition was built."""
    known = built.get("inputs")
    known = known if isinstance(known, dict) else {}
    return sorted(name for name in {*inputs, *known} if inputs.get(name) != known.get(name))


def reservations(edition: Edition, now: datetime) -> Iterator[Problem]:
    """Why the edition may not go out at all: an error that nobody gave a reason for, an embargo."""
    from brief.dates import edition_instant

    for finding in edition.manifest["findings"]:
        if finding["severity"] == "error" and not finding["silenced"]:
            hint = "mend it, or let it stand with a reason under silence:"
            place = Place(finding["place"]) if finding["place"] else None
            yield Problem(f"error {finding['code']}: {finding['message']}", place, finding["hint"] or hint)
    briefing, desk = edition.material.briefing, edition.material.desk
    if briefing.not_before:
        until = edition_instant(briefing.not_before, briefing.zone or desk.zone)
        if until > now:
            when = f"{until:%Y-%m-%d %H:%M %Z}"
            yield Problem(f"it is not to be posted before {when}", edition.material.locate(("not_before",)))


def made(edition: Edition, outlet: Outlet, *, every_file: bool) -> tuple[File, ...]:
    """The messages that a channel carries, and what belongs to them where it takes that, too. Raises BriefError.

    They are the files that were built, byte for byte; a draft's are made anew, with what marks it.
    """
    row = FORMATS[outlet.settings.format]
    if edition.status == "draft" and not row.gathers:
        files: Sequence[File] = _rendered(edition, edition.document, row)
    else:
        files = _built(edition, row)
    found = _chosen(row, files, outlet, every_file=every_file)
    if not found:
        raise BriefError(
            f"{outlet.name}: {row.file} has no version of one message", hint="fit: split, or the format of a chat"
        )
    return tuple(found)


def _chosen(row: Format, files: Iterable[File], outlet: Outlet, *, every_file: bool) -> list[File]:
    by_name = {file.name: file for file in files}
    own = messages(row, by_name, outlet.settings.fit)
    if every_file and own:
        others = {*messages(row, by_name), *messages(row, by_name, "cut")}
        own += [name for name in by_name if name not in others]
    return [by_name[name] for name in own]


def attachments(edition: Edition, names: Iterable[str]) -> tuple[Attached, ...]:
    """Built formats that go along with a message. Raises BriefError."""
    files = (_built(edition, FORMATS[name])[0] for name in names)
    return tuple(Attached(file.name, file.media_type, file.data) for file in files)


def notice(edition: Edition, outlet: Outlet) -> tuple[File, ...]:
    """What tells of corrections where the post itself cannot be changed. Raises BriefError.

    A withdrawn edition is built as its notice; a corrected one's is title, date and corrections, in the same format.
    """
    row = FORMATS[outlet.settings.format]
    if edition.status == "withdrawn":
        return made(edition, outlet, every_file=False)
    if not edition.document.corrections:
        raise BriefError(
            f"{outlet.name}: what is posted there cannot be changed, and the briefing says nothing of a correction",
            hint="say what was wrong under corrections: class, when, what",
        )
    bare = replace(edition.document, dek=Line(), bottom_line=Prose(), key_figures=(), blocks=(), authors="", as_of="")
    return tuple(_chosen(row, _rendered(edition, bare, row), outlet, every_file=False))


def _built(edition: Edition, row: Format) -> list[File]:
    """The files of a format as they were built. Raises BriefError where one is not there as it was."""
    content, hint = edition.manifest, f"brief build {edition.briefing.parent}"
    if row.name not in content["formats"]:
        failed = content["failed"].get(row.name)
        reason = "could not be made" if failed else "was not built"
        raise BriefError(f"{row.file} {reason}, and one from an earlier build is not posted", hint=hint)
    files = []
    for known in content["formats"][row.name]["files"]:
        path = edition.folder / known["name"]
        try:
            data = path.read_bytes()
        except OSError:
            data = b""
        if manifest.digest(data) != known["sha256"]:
            raise BriefError(f"{path} is not as it was built", hint=hint)
        files.append(File(known["name"], known["media_type"], data))
    return files


def _rendered(edition: Edition, document: Document, row: Format) -> tuple[File, ...]:
    """A format's files made of another Document, with what the build was asked for. Raises BriefError."""
    from brief.building import press_for
    from brief.building.rendering import render_all

    press = press_for(edition.material, Options(**edition.manifest["options"]))
    artifacts, failures = render_all(with_needs([row.name]), document, press, lambda _: None, beside=False)
    for error in failures.values():
        raise error
    return artifacts[row.name].files
