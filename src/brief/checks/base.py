"""What a rule is: a row with its code, how grave it is, where it comes from, and functions that yield hits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from brief.prose import words
from brief.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from brief.artifact import Artifact
    from brief.checks.mail.message import Mail
    from brief.document import Document
    from brief.errors import Place
    from brief.finding import Severity
    from brief.material import Material
    from brief.prose import Line


def previewed(line: Line) -> str:
    """The words of a line as the desk previews them: a merge field gives its preview, or its fallback."""
    return words(line, field=lambda field: field.preview or field.fallback)


@dataclass(frozen=True, slots=True)
class Edition:
    """What rules look at: what was read, what readers see, the Artifacts made of it, and the mail among them."""

    material: Material
    document: Document
    artifacts: Mapping[str, Artifact]
    mail: Mail | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule does not hold."""

    message: str
    hint: str = ""
    block: str = ""
    place: Place | None = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table of rules; `source` says who asks for it.

    `find` looks at an edition, `mail` at mail made anywhere; where there is no `find`, an edition's own mail is looked
    at. `needs` names the Artifacts that must be there, or the parts of a mail: `email` the page, `text`, `eml` the
    message. A rule with an `option` is asked for by name.
    """

    code: str
    severity: Severity
    about: str
    source: str
    find: Callable[[Edition], Iterator[Hit]] | None = None
    needs: tuple[str, ...] = ()
    mail: Callable[[Mail], Iterator[Hit]] | None = None
    option: str = ""


def on_mail(name: str) -> Callable[[Mail], Iterator[Hit]]:
    """A rule's function on mail, by `module.function`; imported when a mail is checked, for many builds make none."""
    return partial(_find, name)


def _find(name: str, mail: Mail) -> Iterator[Hit]:
    from importlib import import_module

    module, _, function = name.partition(".")
    hits: Iterator[Hit] = getattr(import_module(f"brief.checks.mail.{module}"), function)(mail)
    return hits
