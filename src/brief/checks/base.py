"""What a rule is: a row with its code, how grave it is, where it comes from, and a function that yields hits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from brief.artifact import Artifact
    from brief.document import Document
    from brief.errors import Place
    from brief.finding import Severity
    from brief.material import Material


@dataclass(frozen=True, slots=True)
class Edition:
    """What rules look at: what was read, what readers see, and the Artifacts that were made of it."""

    material: Material
    document: Document
    artifacts: Mapping[str, Artifact]


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
    """A row of the table of rules; `source` says who asks for it, `needs` names the Artifacts it looks at."""

    code: str
    severity: Severity
    about: str
    source: str
    find: Callable[[Edition], Iterator[Hit]]
    needs: tuple[str, ...] = ()
