"""What a check returns: something an editor should look at, with its place and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from brief.values import dataclass

if TYPE_CHECKING:
    from brief.errors import Place

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: the rule's code, how grave it is, where, what, and what to do.

    `block` is the id of the block it concerns ("" for the edition); `silenced` holds the editor's reason where the
    file lets the finding stand.
    """

    code: str
    severity: Severity
    message: str
    place: Place | None = None
    hint: str = ""
    block: str = ""
    silenced: str = ""

    def __str__(self) -> str:
        """`path:line:column: severity CODE message`, with the hint on a line of its own."""
        head = f"{self.place}: " if self.place else ""
        hint = f"\n    {self.hint}" if self.hint else ""
        return f"{head}{self.severity} {self.code}: {self.message}{hint}"
